import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileValue, type ParameterType, resourceContext } from '../../src/expressions/compile.ts';
import { resourceValue } from '../../src/expressions/values.ts';
import type { Gap } from '../../src/model/gap.ts';
import { Link, type Resource } from '../../src/model/resource.ts';
import { denied, events, resource, worldOf } from './world.ts';

const listed = denied('cloudtrail:ListTrails');
const status = denied('cloudtrail:GetTrailStatus');
const selected = denied('cloudtrail:GetEventSelectors');
const described = denied('cloudtrail:DescribeTrails');

const TRAIL_ARN = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/';

interface TrailPlan {
  readonly eventSelectors: unknown;
  readonly status?: unknown;
  readonly isMultiRegionTrail?: unknown;
  readonly bucketName?: unknown;
}

const trailsOf = (plans: readonly TrailPlan[]): readonly Resource[] =>
  plans.map((plan, index) =>
    resource(
      'trail',
      `${TRAIL_ARN}t${index}`,
      { status: { isLogging: true }, isMultiRegionTrail: true, bucketName: 'logs', ...plan },
      { name: `t${index}` },
    ),
  );

/** What an expression says of a place that sees these trails, and `more`, which may be there. */
function said(
  text: string,
  type: 'region' | 'account' | 'taggedBucket' | 'taggedResource',
  plans: readonly TrailPlan[],
  more: readonly Gap[] = [],
) {
  const trails = trailsOf(plans);
  const ids = {
    region: 'r',
    account: 'a',
    taggedBucket: 'arn:aws:s3:::payments',
    taggedResource: 'arn:aws:lambda:eu-west-1:111122223333:function:pay',
  };
  const place = resource(
    type,
    ids[type],
    { trails: [...trails.map(({ id }) => new Link('trail', id)), ...more], resourceType: 'AWS::Lambda::Function' },
    { name: 'payments' },
  );
  const types: Record<string, ParameterType> = {};
  const expression = compileValue(text, resourceContext(type, types, events), false);
  const { result, gaps } = expression.evaluate({ [type]: resourceValue(place, type), params: {} }, worldOf(trails));
  if (result.kind === 'value') return result.value;
  return result.kind === 'unknown'
    ? `unknown: ${[...new Set(gaps.map(({ reason }) => reason))].toSorted().join(', ')}`
    : `error: ${result.message}`;
}

const basic = (...selectors: object[]) => ({ EventSelectors: selectors });
const advanced = (...selectors: object[][]) => ({
  AdvancedEventSelectors: selectors.map((FieldSelectors) => ({ FieldSelectors })),
});
const is = (Field: string, ...Equals: string[]) => ({ Field, Equals });
const management = is('eventCategory', 'Management');
const s3 = [is('eventCategory', 'Data'), is('resources.type', 'AWS::S3::Object')];
const lambda = [is('eventCategory', 'Data'), is('resources.type', 'AWS::Lambda::Function')];
const arns = (how: string, ...values: string[]) => ({ Field: 'resources.ARN', [how]: values });
const exceptKms = { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] };

const ALL = basic({ ReadWriteType: 'All' });
const READS = basic({ ReadWriteType: 'ReadOnly' });
const WRITES = basic({ ReadWriteType: 'WriteOnly' });

describe('management events of a region', () => {
  const both = (plans: readonly TrailPlan[], more: readonly Gap[] = []) => [
    said('region.recordsManagementEvents("read")', 'region', plans, more),
    said('region.recordsManagementEvents("write")', 'region', plans, more),
  ];

  test.each([
    ['none', [], [false, false]],
    ['all in one', [{ eventSelectors: ALL }], [true, true]],
    ['reads in one, writes in another', [{ eventSelectors: READS }, { eventSelectors: WRITES }], [true, true]],
    [
      'of both kinds',
      [{ eventSelectors: READS }, { eventSelectors: advanced([management, is('readOnly', 'false')]) }],
      [true, true],
    ],
    [
      'one stopped',
      [{ eventSelectors: READS }, { eventSelectors: WRITES, status: { isLogging: false } }],
      [true, false],
    ],
    [
      'one of which nothing is known',
      [{ eventSelectors: READS }, { eventSelectors: WRITES, status }],
      [true, `unknown: ${status.reason}`],
    ],
    [
      'whether it logs not said',
      [{ eventSelectors: READS }, { eventSelectors: WRITES, status: { isLogging: status } }],
      [true, `unknown: ${status.reason}`],
    ],
    [
      'selectors unread of a stopped one',
      [{ eventSelectors: READS }, { eventSelectors: selected, status: { isLogging: false } }],
      [true, false],
    ],
    [
      'selectors unread',
      [{ eventSelectors: READS }, { eventSelectors: selected }],
      [true, `unknown: ${selected.reason}`],
    ],
  ])('trails with %s', (_name, plans, expected) => {
    expect(both(plans)).toEqual(expected);
  });

  test('a trail that may be there decides nothing that is decided', () => {
    expect(both([{ eventSelectors: READS }], [listed])).toEqual([true, `unknown: ${listed.reason}`]);
  });

  test('empty selectors, of which AWS does not say what they stand for, are unknown', () => {
    expect(both([{ eventSelectors: { EventSelectors: [], AdvancedEventSelectors: [] } }])).toEqual([
      'unknown: no selectors were given, nor whether the trail has custom ones',
      'unknown: no selectors were given, nor whether the trail has custom ones',
    ]);
  });

  test('a trail that was deleted in the meantime records nothing', () => {
    const region = resource('region', 'r', { trails: [new Link('trail', 'gone')] });
    const expression = compileValue('region.recordsManagementEvents("read")', resourceContext('region', {}, events));
    const { result } = expression.evaluate({ region: resourceValue(region, 'region') }, worldOf([], ['gone']));
    expect(result).toEqual({ kind: 'value', value: false });
  });

  test('a direction that is none is an error of the check', () => {
    expect(said('region.recordsManagementEvents("both")', 'region', [])).toBe(
      'error: events are "read" or "write", not "both"',
    );
  });

  test('its trails are told with what they take', () => {
    expect(
      said('region.recordingLimits("read")', 'region', [{ eventSelectors: WRITES }, { eventSelectors: ALL }]),
    ).toBe('t0: nothing; t1: everything');
    expect(said('region.recordingLimits("read")', 'region', [])).toBe('no trail logs');
  });
});

describe('event sources that are left out', () => {
  const missing = (plans: readonly TrailPlan[], more: readonly Gap[] = []) =>
    said('region.unrecordedSources()', 'region', plans, more);
  const exceptBoth = basic({ ExcludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] });

  test.each([
    ['by no trail', [{ eventSelectors: ALL }], []],
    [
      'by both kinds of selectors',
      [{ eventSelectors: exceptBoth }, { eventSelectors: advanced([management, exceptKms]) }],
      ['kms.amazonaws.com'],
    ],
    ['by one of two trails', [{ eventSelectors: exceptBoth }, { eventSelectors: ALL }], []],
    [
      'by the one that logs',
      [{ eventSelectors: exceptBoth }, { eventSelectors: ALL, status: { isLogging: false } }],
      ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
    ],
    [
      'for writes only',
      [
        {
          eventSelectors: basic(
            { ReadWriteType: 'ReadOnly' },
            { ReadWriteType: 'WriteOnly', ExcludeManagementEventSources: ['kms.amazonaws.com'] },
          ),
        },
      ],
      ['kms.amazonaws.com'],
    ],
    ['where writes are not recorded at all', [{ eventSelectors: READS }], []],
    [
      'and perhaps not by another',
      [{ eventSelectors: exceptBoth }, { eventSelectors: selected }],
      `unknown: ${selected.reason}`,
    ],
    ['by none, whatever another does', [{ eventSelectors: ALL }, { eventSelectors: selected }], []],
    [
      'unless a field that is not documented lets them in',
      [{ eventSelectors: advanced([management, exceptKms], [management, is('brandNew', 'yes')]) }],
      'unknown: a selector filters by brandNew, a field that is not documented',
    ],
  ])('%s', (_name, plans, expected) => {
    expect(missing(plans)).toEqual(expected);
  });

  test('stay unknown where there may be another trail', () => {
    expect(missing([{ eventSelectors: exceptBoth }], [listed])).toBe(`unknown: ${listed.reason}`);
    expect(missing([{ eventSelectors: READS }], [listed])).toBe(`unknown: ${listed.reason}`);
  });
});

describe('objects of one bucket', () => {
  const reads = (...selectors: unknown[]) =>
    said(
      'taggedBucket.recordsObjects("read")',
      'taggedBucket',
      selectors.map((eventSelectors) => ({ eventSelectors })),
    );

  test.each([
    ['by all of S3', [advanced(s3)], true],
    ['by its name', [advanced([...s3, arns('StartsWith', 'arn:aws:s3:::payments/')])], true],
    ['by a name that begins like it', [advanced([...s3, arns('StartsWith', 'arn:aws:s3:::payments-old/')])], false],
    [
      'by two halves of one trail',
      [
        advanced(
          [...s3, arns('StartsWith', 'arn:aws:s3:::payments/a')],
          [...s3, arns('NotStartsWith', 'arn:aws:s3:::payments/a')],
        ),
      ],
      true,
    ],
    [
      'by two halves of two trails',
      [
        advanced([...s3, arns('StartsWith', 'arn:aws:s3:::payments/a')]),
        advanced([...s3, arns('NotStartsWith', 'arn:aws:s3:::payments/a')]),
      ],
      true,
    ],
    [
      'by parts of two trails',
      [
        advanced([...s3, arns('StartsWith', 'arn:aws:s3:::payments/a')]),
        advanced([...s3, arns('StartsWith', 'arn:aws:s3:::payments/b')]),
      ],
      false,
    ],
    [
      'by parts in both kinds of selectors',
      [
        advanced([...s3, arns('StartsWith', 'arn:aws:s3:::payments/a')]),
        basic({ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::payments/b'] }] }),
      ],
      'unknown: several trails each record a part of it, and whether that is all together cannot be told',
    ],
  ])('are recorded %s: %s', (_name, selectors, expected) => {
    expect(reads(...selectors)).toBe(expected);
  });

  test('what a trail takes is told', () => {
    const plan = { eventSelectors: advanced([...s3, arns('StartsWith', 'arn:aws:s3:::payments/a')]) };
    expect(said('taggedBucket.recordingLimits("read")', 'taggedBucket', [plan])).toBe('t0: only objects under a');
  });
});

describe('objects of all buckets of an account', () => {
  const writes = (plans: readonly TrailPlan[], args: string) =>
    said(`account.recordsAllObjects("write", ${args})`, 'account', plans);
  const but = (...buckets: string[]) =>
    advanced([...s3, arns('NotStartsWith', ...buckets.map((name) => `arn:aws:s3:::${name}/`))]);

  test.each([
    ['a trail may leave out its own bucket', [{ eventSelectors: but('logs') }], 'true, []', true],
    ['unless it may not', [{ eventSelectors: but('logs') }], 'false, []', false],
    ['nor another one', [{ eventSelectors: but('logs', 'scratch') }], 'true, []', false],
    ['unless that is spared', [{ eventSelectors: but('logs', 'scratch') }], 'true, ["scratch"]', true],
    [
      'one that is spared does not spare its namesake',
      [{ eventSelectors: but('scratch2') }],
      'true, ["scratch"]',
      false,
    ],
    [
      'a trail for one region does not count',
      [{ eventSelectors: advanced(s3), isMultiRegionTrail: false }],
      'true, []',
      false,
    ],
    ['nor does its gap', [{ eventSelectors: selected, isMultiRegionTrail: false }], 'true, []', false],
    [
      'one of unknown reach may',
      [{ eventSelectors: advanced(s3), isMultiRegionTrail: described }],
      'true, []',
      `unknown: ${described.reason}`,
    ],
    [
      'one whose bucket is unknown may',
      [{ eventSelectors: but('other'), bucketName: described }],
      'true, []',
      `unknown: ${described.reason}`,
    ],
  ])('%s', (_name, plans, args, expected) => {
    expect(writes(plans, args)).toBe(expected);
  });
});

test('a function is recorded in both directions, each by whom it may be', () => {
  const plans = [{ eventSelectors: advanced([...lambda, is('readOnly', 'true')]) }];
  expect(said('taggedResource.recordsDataEvents("read")', 'taggedResource', plans)).toBe(true);
  expect(said('taggedResource.recordsDataEvents("write")', 'taggedResource', plans)).toBe(false);
  expect(said('taggedResource.recordingLimits("write")', 'taggedResource', plans)).toBe('t0: nothing');
});

describe('whatever the trails', () => {
  const selectors = [
    ALL,
    READS,
    WRITES,
    advanced([management, exceptKms], s3),
    advanced([...s3, arns('StartsWith', 'arn:aws:s3:::payments/')]),
    advanced([...s3, arns('StartsWith', 'arn:aws:s3:::payments/a')]),
    advanced([...s3, arns('NotStartsWith', 'arn:aws:s3:::payments/a', 'arn:aws:s3:::logs/')]),
    basic({
      DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
      ExcludeManagementEventSources: ['kms.amazonaws.com'],
    }),
    advanced([management, is('brandNew', 'yes')]),
  ];
  const plan = fc.record({
    eventSelectors: fc.constantFrom(...selectors),
    status: fc.boolean().map((isLogging) => ({ isLogging })),
    isMultiRegionTrail: fc.boolean(),
    bucketName: fc.constantFrom('logs', 'other'),
  });
  const hidden = fc.record({
    eventSelectors: fc.boolean(),
    status: fc.boolean(),
    isMultiRegionTrail: fc.boolean(),
    bucketName: fc.boolean(),
    all: fc.constantFrom(false, false, true),
  });
  const GAPS = { eventSelectors: selected, status, isMultiRegionTrail: described, bucketName: described };

  test.each([
    ['region.recordsManagementEvents("read")', 'region'],
    ['region.recordsManagementEvents("write")', 'region'],
    ['region.unrecordedSources() == []', 'region'],
    ['taggedBucket.recordsObjects("write")', 'taggedBucket'],
    ['account.recordsAllObjects("read", true, [])', 'account'],
    ['account.recordsAllObjects("read", false, ["logs"])', 'account'],
  ] as const)('what %s decides with gaps stays so, whatever the gaps hide', (text, type) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(plan, hidden), { maxLength: 3 }), (trails) => {
        const whole = said(
          text,
          type,
          trails.map(([each]) => each),
        );
        const seen = trails.flatMap(([each, { all, ...hides }]) => {
          const gone = Object.keys(GAPS).filter((name) => hides[name as keyof typeof GAPS]);
          return all
            ? []
            : [{ ...each, ...Object.fromEntries(gone.map((name) => [name, GAPS[name as keyof typeof GAPS]])) }];
        });
        const partly = said(text, type, seen, seen.length < trails.length ? [listed] : []);
        if (!String(partly).startsWith('unknown')) expect(partly).toEqual(whole);
      }),
      { numRuns: 1500, seed: 2026 },
    );
  });
});
