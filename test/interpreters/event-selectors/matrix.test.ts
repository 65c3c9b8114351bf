import { describe, expect, test } from 'vitest';
import {
  type Coverage,
  managementCoverage,
  objectCoverage,
  recordsEvent,
  resourceCoverage,
  type TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';
import { advanced, basic, byArn, dataOf, KMS, management, objects, ofObjects, s3 } from './selectors.ts';

type Pair = readonly [read: Coverage, write: Coverage];
interface Row {
  readonly title: string;
  readonly selectors: TrailSelectors;
  readonly management: Pair;
  readonly excluded?: readonly [reads: readonly string[], writes: readonly string[]];
  readonly bucket: Pair;
}

const FULL: Pair = ['full', 'full'];
const NONE: Pair = ['none', 'none'];
const READS: Pair = ['full', 'none'];
const WRITES: Pair = ['none', 'full'];
const PARTIAL: Pair = ['partial', 'partial'];
const UNKNOWN: Pair = ['unknown', 'unknown'];
const mgmt = (type: string, more = {}) => ({ ReadWriteType: type, IncludeManagementEvents: true, ...more });

const MATRIX: readonly Row[] = [
  {
    title: 'no selectors of its own',
    selectors: { EventSelectors: [], AdvancedEventSelectors: null, HasCustomEventSelectors: false },
    management: FULL,
    bucket: NONE,
  },
  { title: 'all management events', selectors: basic(mgmt('All')), management: FULL, bucket: NONE },
  { title: 'management writes', selectors: basic(mgmt('WriteOnly')), management: WRITES, bucket: NONE },
  {
    title: 'management reads and management writes',
    selectors: basic(mgmt('ReadOnly'), mgmt('WriteOnly')),
    management: FULL,
    bucket: NONE,
  },
  {
    title: 'all but KMS',
    selectors: basic(mgmt('All', { ExcludeManagementEventSources: [KMS] })),
    management: FULL,
    excluded: [[KMS], [KMS]],
    bucket: NONE,
  },
  {
    title: 'all but KMS, and all writes',
    selectors: basic(mgmt('All', { ExcludeManagementEventSources: [KMS] }), mgmt('WriteOnly')),
    management: FULL,
    excluded: [[KMS], []],
    bucket: NONE,
  },
  {
    title: 'objects of every bucket, no management events',
    selectors: basic(objects(['arn:aws:s3'], { ReadWriteType: 'All', IncludeManagementEvents: false })),
    management: NONE,
    bucket: FULL,
  },
  {
    title: 'writes of one bucket, management events by default',
    selectors: basic(objects([s3('b/')], { ReadWriteType: 'WriteOnly' })),
    management: WRITES,
    bucket: WRITES,
  },
  { title: 'objects under a prefix', selectors: basic(objects([s3('b/logs')])), management: FULL, bucket: PARTIAL },
  { title: 'objects of another bucket', selectors: basic(objects([s3('bb/')])), management: FULL, bucket: NONE },
  { title: 'advanced: management events', selectors: advanced(management()), management: FULL, bucket: NONE },
  {
    title: 'advanced: management writes',
    selectors: advanced(management({ readOnly: { Equals: ['false'] } })),
    management: WRITES,
    bucket: NONE,
  },
  {
    title: 'advanced: all but KMS',
    selectors: advanced(management({ eventSource: { NotEquals: [KMS] } })),
    management: FULL,
    excluded: [[KMS], [KMS]],
    bucket: NONE,
  },
  { title: 'advanced: objects', selectors: advanced(ofObjects()), management: NONE, bucket: FULL },
  {
    title: 'advanced: objects of the bucket',
    selectors: advanced(byArn({ StartsWith: [s3('b/')] })),
    management: NONE,
    bucket: FULL,
  },
  {
    title: 'advanced: an object without a name',
    selectors: advanced(byArn({ Equals: [s3('b/')] })),
    management: NONE,
    bucket: NONE,
  },
  {
    title: 'advanced: every bucket but this',
    selectors: advanced(byArn({ NotStartsWith: [s3('b/')] })),
    management: NONE,
    bucket: NONE,
  },
  {
    title: 'advanced: some operations that write',
    selectors: advanced(ofObjects({ eventName: { Equals: ['PutObject', 'DeleteObject'] } })),
    management: NONE,
    bucket: ['none', 'partial'],
  },
  {
    title: 'advanced: reads of objects',
    selectors: advanced(ofObjects({ readOnly: { Equals: ['true'] } })),
    management: NONE,
    bucket: READS,
  },
  {
    title: 'advanced: objects, but not for one caller',
    selectors: advanced(
      ofObjects({ 'userIdentity.arn': { NotStartsWith: ['arn:aws:sts::111122223333:assumed-role/scanner'] } }),
    ),
    management: NONE,
    bucket: PARTIAL,
  },
  {
    title: 'advanced: functions',
    selectors: advanced(dataOf('AWS::Lambda::Function')),
    management: NONE,
    bucket: NONE,
  },
  {
    title: 'advanced: network activity',
    selectors: advanced({
      eventCategory: { Equals: ['NetworkActivity'] },
      eventSource: { Equals: ['s3.amazonaws.com'] },
    }),
    management: NONE,
    bucket: NONE,
  },
];

// What AWS shows of trails with its defaults, and what it never shows.
const SHOWN: readonly Row[] = [
  {
    title: 'the default of the command line',
    selectors: {
      EventSelectors: [
        { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
      ],
    },
    management: FULL,
    bucket: NONE,
  },
  {
    title: 'the default of the console',
    selectors: {
      AdvancedEventSelectors: [
        {
          Name: 'Management events selector',
          FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
        },
      ],
    },
    management: FULL,
    bucket: NONE,
  },
  { title: 'a selector without members', selectors: basic({}), management: FULL, bucket: NONE },
  {
    title: 'members that are null',
    selectors: basic({
      ReadWriteType: null,
      IncludeManagementEvents: null,
      ExcludeManagementEventSources: null,
      DataResources: null,
    }),
    management: FULL,
    bucket: NONE,
  },
  {
    title: 'both lists absent, custom: no',
    selectors: { HasCustomEventSelectors: false },
    management: FULL,
    bucket: NONE,
  },
  {
    title: 'both lists empty, custom: yes',
    selectors: { EventSelectors: [], AdvancedEventSelectors: [], HasCustomEventSelectors: true },
    management: UNKNOWN,
    bucket: UNKNOWN,
  },
  { title: 'nothing at all', selectors: {}, management: UNKNOWN, bucket: UNKNOWN },
  {
    title: 'both kinds at once',
    selectors: { ...advanced(management(), ofObjects()), EventSelectors: [objects(['arn:aws:s3'])] },
    management: UNKNOWN,
    bucket: UNKNOWN,
  },
];

describe.each([...MATRIX, ...SHOWN])('$title', ({ selectors, management, excluded = [[], []], bucket }) => {
  test('management events', () => {
    const [reads, writes] = excluded;
    expect(managementCoverage(selectors)).toMatchObject({
      read: management[0],
      write: management[1],
      excludedSources: [...new Set([...reads, ...writes])],
      excludedReadSources: reads,
      excludedWriteSources: writes,
    });
  });

  test('objects of the bucket', () => {
    const [read, write] = bucket;
    expect(objectCoverage(selectors, { bucket: 'b' })).toMatchObject({ read, write });
    expect(resourceCoverage(selectors, { type: 'AWS::S3::Object', arn: s3('b') })).toMatchObject({ read, write });
  });

  test.each([true, false])('single events agree, readOnly %s', (readOnly) => {
    const role = 'arn:aws:sts::111122223333:assumed-role/admin/someone';
    const event = { readOnly, eventSource: 'iam.amazonaws.com', eventName: 'Any', userIdentity: { arn: role } };
    const side = readOnly ? 0 : 1;
    const record = { ...event, eventCategory: 'Management', managementEvent: true };
    const object = { ...event, eventCategory: 'Data', resources: [{ type: 'AWS::S3::Object', ARN: s3('b/key') }] };
    for (const [match, coverage] of [
      [recordsEvent(selectors, record), management[side]],
      [recordsEvent(selectors, object), bucket[side]],
    ] as const) {
      if (coverage === 'full') expect(match).toEqual({ matched: true, uncertain: [] });
      if (coverage === 'none') expect(match).toEqual({ matched: false, uncertain: [] });
      if (coverage === 'unknown') expect(match.uncertain).not.toEqual([]);
    }
  });
});

test('every other bucket than the one left out is recorded', () => {
  const selectors = advanced(byArn({ NotStartsWith: [s3('b/')] }));
  expect(objectCoverage(selectors, { bucket: 'b2' })).toEqual({ read: 'full', write: 'full' });
  expect(objectCoverage(selectors, {})).toMatchObject({ read: 'partial', write: 'partial' });
  expect(objectCoverage(selectors, { exceptBuckets: ['b'] })).toEqual({ read: 'full', write: 'full' });
});
