import { describe, expect, test } from 'vitest';
import { compileValue, resourceContext } from '../../src/expressions/compile.ts';
import { resourceValue } from '../../src/expressions/values.ts';
import { denied, events, resource, worldOf } from './world.ts';

const expression = compileValue('region.recordedIamTypes()', resourceContext('region', {}, events));

/** The recorded types, or why they are not known. */
function recorded(name: string, fields: Readonly<Record<string, unknown>>): unknown {
  const region = resource('region', `111122223333/${name}`, fields, { name, region: name });
  const { result, gaps } = expression.evaluate({ region: resourceValue(region, 'region') }, worldOf([]));
  return result.kind === 'value' ? result.value : [result.kind, ...gaps.map(({ reason }) => reason)].join(': ');
}

const ALL = ['AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User'];
const everything = { allSupported: true, includeGlobalResourceTypes: true };
const unread = denied('config:DescribeConfigurationRecorders');

const of = (recorder: object, status: object = {}) => ({
  configRecorders: [{ name: 'default', isServiceLinked: false, ...recorder }],
  configRecorderStatus: [{ name: 'default', isServiceLinked: false, isRecording: true, ...status }],
});

describe('of the global IAM types, a region records', () => {
  test.each([
    ['all with everything', of(everything), ALL],
    ['none with everything else', of({ ...everything, includeGlobalResourceTypes: false }), []],
    [
      'those that are named',
      of({
        allSupported: false,
        includeGlobalResourceTypes: false,
        resourceTypes: ['AWS::S3::Bucket', 'AWS::IAM::User'],
      }),
      ['AWS::IAM::User'],
    ],
    [
      'those that are not left out, whatever else it says',
      of({
        recordingStrategy: 'EXCLUSION_BY_RESOURCE_TYPES',
        allSupported: false,
        includeGlobalResourceTypes: false,
        resourceTypes: [],
        excludedResourceTypes: ['AWS::IAM::Group', 'AWS::IAM::User'],
      }),
      ['AWS::IAM::Policy', 'AWS::IAM::Role'],
    ],
    ['none with a recorder that was stopped', of(everything, { isRecording: false }), []],
    ["none with another service's recorder", of({ ...everything, isServiceLinked: true }), []],
    ["none where only another service's recorder runs", of(everything, { isServiceLinked: true }), []],
    ['none where another recorder runs', of(everything, { name: 'other' }), []],
    ['none without a recorder', { configRecorders: [], configRecorderStatus: [] }, []],
  ])('%s', (_, fields, expected) => {
    expect(recorded('eu-west-1', fields)).toEqual(expected);
  });

  test('none where AWS Config came later, read or not', () => {
    expect(recorded('eu-central-2', of(everything))).toEqual([]);
    expect(recorded('eu-central-2', { configRecorders: unread, configRecorderStatus: unread })).toEqual([]);
  });

  test.each([
    ['the recorders were not readable', { ...of(everything), configRecorders: unread }],
    ['whether they record was not readable', { ...of(everything), configRecorderStatus: unread }],
    ['AWS did not say whether it records', of(everything, { isRecording: unread })],
    ['AWS did not say whether it takes everything', of({ ...everything, allSupported: unread })],
    [
      'AWS did not say whether it takes them with everything',
      of({ ...everything, includeGlobalResourceTypes: unread }),
    ],
    ['AWS did not say what it takes', of({ allSupported: false, resourceTypes: unread })],
    [
      'AWS did not say what it leaves out',
      of({ recordingStrategy: 'EXCLUSION_BY_RESOURCE_TYPES', excludedResourceTypes: unread }),
    ],
  ])('nobody knows what, where %s', (_, fields) => {
    expect(recorded('eu-west-1', fields)).toBe(`unknown: ${unread.reason}`);
  });

  test('what is certain, where only what does not matter was not readable', () => {
    expect(recorded('eu-west-1', { configRecorders: unread, configRecorderStatus: [] })).toEqual([]);
    expect(recorded('eu-west-1', of({ ...everything, resourceTypes: unread, excludedResourceTypes: unread }))).toEqual(
      ALL,
    );
  });
});
