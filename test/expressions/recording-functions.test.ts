import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileValue, resourceContext } from '../../src/expressions/compile.ts';
import { resourceValue } from '../../src/expressions/values.ts';
import type { Gap } from '../../src/model/gap.ts';
import { Link, type Resource } from '../../src/model/resource.ts';
import type { ResourceType } from '../../src/model/resources/index.ts';
import { ACCOUNT, denied, events, resource, worldOf } from './world.ts';

const listed = denied('cloudtrail:ListTrails');
const status = denied('cloudtrail:GetTrailStatus');
const selected = denied('cloudtrail:GetEventSelectors');
const described = denied('cloudtrail:DescribeTrails');
const unlisted = denied('account:ListRegions');
const unknown = (gap: Gap) => `unknown: ${gap.reason}`;

interface TrailPlan {
  readonly eventSelectors?: unknown;
  readonly status?: unknown;
  readonly isMultiRegionTrail?: unknown;
  readonly homeRegion?: string;
  readonly account?: string;
}

const trailOf = (plan: TrailPlan, index: number): Resource =>
  resource(
    'trail',
    `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/t${index}`,
    {
      status: { isLogging: true },
      isMultiRegionTrail: true,
      homeRegion: 'eu-west-1',
      account: ACCOUNT,
      eventSelectors: ALL,
      ...plan,
    },
    { name: `t${index}` },
  );

/** What an expression says of one resource in a world. */
function said(text: string, type: ResourceType, subject: Resource, world: readonly Resource[] = []) {
  const expression = compileValue(text, resourceContext(type, {}, events), false);
  const { result, gaps } = expression.evaluate({ [type]: resourceValue(subject, type), params: {} }, worldOf(world));
  if (result.kind === 'value') return result.value;
  if (result.kind === 'error') return `error: ${result.message}`;
  return `unknown: ${[...new Set(gaps.map(({ reason }) => reason))].toSorted().join(', ')}`;
}

/** What it says of an account or region that sees these trails, and `more`, which may be there. */
function saidOf(
  text: string,
  type: 'account' | 'region',
  plans: readonly TrailPlan[],
  more: readonly Gap[] = [],
  regions: unknown = REGIONS,
) {
  const trails = plans.map(trailOf);
  const links = [...trails.map(({ id }) => new Link('trail', id)), ...more];
  return said(text, type, resource(type, 'place', { trails: links, regions, account: ACCOUNT }), trails);
}

const REGIONS = ['eu-west-1', 'us-east-1'];
const basic = (...selectors: object[]) => ({ EventSelectors: selectors });
const advanced = (...selectors: object[][]) => ({
  AdvancedEventSelectors: selectors.map((FieldSelectors) => ({ FieldSelectors })),
});
const is = (Field: string, ...Equals: string[]) => ({ Field, Equals });
const management = is('eventCategory', 'Management');
const data = (type: string) => [is('eventCategory', 'Data'), is('resources.type', type)];
const network = (source: string) => [is('eventCategory', 'NetworkActivity'), is('eventSource', source)];
const strange = is('brandNew', 'yes');

const ALL = basic({ ReadWriteType: 'All' });
const READS = basic({ ReadWriteType: 'ReadOnly' });
const WRITES = basic({ ReadWriteType: 'WriteOnly' });
const ELSEWHERE = { isMultiRegionTrail: false, homeRegion: 'us-east-1' };
const HERE = { isMultiRegionTrail: false };

describe('management events that are recorded twice', () => {
  const twice = (plans: readonly TrailPlan[], more: readonly Gap[] = []) =>
    saidOf('account.managementEventsTwice()', 'account', plans, more);

  test.each<[string, readonly TrailPlan[], unknown]>([
    ['by nobody', [], []],
    ['by one trail', [{}], []],
    ['by two for all regions', [{}, {}], ['reads and writes in every region by t0 and t1']],
    ['by one of them in its region', [{}, HERE], ['reads and writes in eu-west-1 by t0 and t1']],
    ['whichever comes first', [HERE, {}], ['reads and writes in eu-west-1 by t0 and t1']],
    ['by two of one region', [HERE, HERE], ['reads and writes in eu-west-1 by t0 and t1']],
    ['by none of two regions', [HERE, ELSEWHERE], []],
    ['for writes alone', [{}, { eventSelectors: WRITES }], ['writes in every region by t0 and t1']],
    ['for reads alone', [{ eventSelectors: READS }, {}], ['reads in every region by t0 and t1']],
    ['by no trails that share the work', [{ eventSelectors: READS }, { eventSelectors: WRITES }], []],
    [
      'by each two of three',
      [{}, {}, { eventSelectors: WRITES }],
      [
        'reads and writes in every region by t0 and t1',
        'writes in every region by t0 and t2',
        'writes in every region by t1 and t2',
      ],
    ],
    ['by one that was stopped', [{}, { status: { isLogging: false } }], []],
    ['by one that may be stopped', [{}, { status }], unknown(status)],
    ['by one of unknown reach', [HERE, { ...ELSEWHERE, isMultiRegionTrail: described }], unknown(described)],
    ['by one whose selectors are unread', [{}, { eventSelectors: selected }], unknown(selected)],
    [
      'where that is certain of others',
      [{}, {}, { eventSelectors: selected }],
      ['reads and writes in every region by t0 and t1'],
    ],
    [
      'where an undocumented field decides',
      [{}, { eventSelectors: advanced([management, strange]) }],
      'unknown: two trails each record some management events, and whether some of them are the same cannot be told; only brandNew yes; a selector filters by brandNew, a field that is not documented',
    ],
    [
      'where both record a part',
      [0, 1].map(() => ({ eventSelectors: advanced([management, is('eventSource', 'iam.amazonaws.com')]) })),
      'unknown: two trails each record some management events, and whether some of them are the same cannot be told; only iam.amazonaws.com',
    ],
    [
      'where one records a part and the other one all',
      [{}, { eventSelectors: advanced([management, is('eventSource', 'iam.amazonaws.com')]) }],
      ['reads and writes in every region by t0 and t1'],
    ],
  ])('%s', (_title, plans, expected) => {
    expect(twice(plans)).toEqual(expected);
  });

  test('stay unknown where there may be another trail', () => {
    expect(twice([{}], [listed])).toBe(unknown(listed));
    expect(twice([{}, {}], [listed])).toEqual(['reads and writes in every region by t0 and t1']);
  });
});

describe('data events of every resource of a type', () => {
  const queue = 'AWS::SQS::Queue';
  const recorded = (plans: readonly TrailPlan[], direction = 'read') =>
    saidOf(`account.recordsAllDataEvents("${queue}", "${direction}")`, 'account', plans);

  test.each<[string, readonly TrailPlan[], unknown]>([
    ['by no trail', [], false],
    ['by a trail for all regions', [{ eventSelectors: advanced(data(queue)) }], true],
    ['by a trail for one region', [{ eventSelectors: advanced(data(queue)), ...HERE }], false],
    [
      'by a trail of unknown reach',
      [{ eventSelectors: advanced(data(queue)), isMultiRegionTrail: described }],
      unknown(described),
    ],
    ['of another type', [{ eventSelectors: advanced(data('AWS::SNS::Topic')) }], false],
    ['in the other direction', [{ eventSelectors: advanced([...data(queue), is('readOnly', 'false')]) }], false],
  ])('are recorded %s', (_title, plans, expected) => {
    expect(recorded(plans)).toBe(expected);
  });

  test('its trails are told with what they take', () => {
    const one = { eventSelectors: advanced([...data(queue), is('resources.ARN', 'arn:aws:sqs:eu-west-1:1:q')]) };
    expect(saidOf(`account.recordingLimits("${queue}", "read")`, 'account', [one])).toBe(
      't0: only arn:aws:sqs:eu-west-1:1:q',
    );
    expect(saidOf(`account.recordingLimits("${queue}", "read")`, 'account', [HERE])).toBe(
      'no trail for all regions logs',
    );
  });
});

describe('network activity that is not recorded', () => {
  const EC2 = advanced(network('ec2.amazonaws.com'));
  const missing = (
    plans: readonly TrailPlan[],
    more: readonly Gap[] = [],
    regions: unknown = REGIONS,
    ...others: string[]
  ) =>
    saidOf(
      `account.unrecordedNetworkActivity(${JSON.stringify(['ec2.amazonaws.com', ...others])})`,
      'account',
      plans,
      more,
      regions,
    );

  test.each<[string, readonly TrailPlan[], unknown]>([
    ['nowhere', [{ eventSelectors: EC2 }], []],
    [
      'nowhere, with a trail for each region',
      [HERE, ELSEWHERE].map((where) => ({ ...where, eventSelectors: EC2 })),
      [],
    ],
    ['in one region', [{ ...HERE, eventSelectors: EC2 }], ['ec2.amazonaws.com in us-east-1 (t0: everything)']],
    ['anywhere', [], ['ec2.amazonaws.com in every region (no trail logs)']],
    [
      'by a trail that was stopped',
      [{ eventSelectors: EC2, status: { isLogging: false } }],
      ['ec2.amazonaws.com in every region (no trail logs)'],
    ],
    [
      'but for refused calls',
      [{ eventSelectors: advanced([...network('ec2.amazonaws.com'), is('errorCode', 'VpceAccessDenied')]) }],
      ['ec2.amazonaws.com in every region (t0: only errorCode VpceAccessDenied)'],
    ],
    ['where a trail may be stopped', [{ eventSelectors: EC2, status }], unknown(status)],
    [
      'where a trail records other regions, perhaps',
      [{ ...HERE, eventSelectors: EC2, isMultiRegionTrail: described }],
      unknown(described),
    ],
    [
      'where the trail of a region may be stopped',
      [
        { ...HERE, eventSelectors: EC2 },
        { ...ELSEWHERE, status },
      ],
      unknown(status),
    ],
  ])('%s', (_title, plans, expected) => {
    expect(missing(plans)).toEqual(expected);
  });

  test('of one event source is told though another one is open', () => {
    const plans = [{ eventSelectors: advanced([...network('ec2.amazonaws.com'), strange]) }];
    expect(missing(plans, [], REGIONS)).toBe(
      'unknown: only brandNew yes; a selector filters by brandNew, a field that is not documented',
    );
    expect(missing(plans, [], REGIONS, 's3.amazonaws.com')).toEqual(['s3.amazonaws.com in every region (t0: nothing)']);
  });

  test('needs no list of regions where a trail for all of them records it', () => {
    expect(missing([{ eventSelectors: EC2 }], [listed], unlisted)).toEqual([]);
    expect(missing([{ ...HERE, eventSelectors: EC2 }], [], unlisted)).toBe(unknown(unlisted));
  });
});

describe('room for a trail', () => {
  const OTHERS = { account: '999999999999' };
  const room = (plans: readonly TrailPlan[], more: readonly Gap[] = [], quota = 2) =>
    saidOf(`region.hasRoomForATrail(${quota})`, 'region', plans, more);
  const copies =
    'unknown: AWS does not say whether copies of organisation trails count towards the quota of a member account';

  test.each<[string, readonly TrailPlan[], readonly Gap[], unknown]>([
    ['none', [], [], true],
    ['one of two', [{}], [], true],
    ['two of two', [{}, {}], [], false],
    ['a copy', [OTHERS], [], true],
    ['a copy beside one', [{}, OTHERS], [], copies],
    ['a copy beside two', [{}, {}, OTHERS], [], false],
    ['one, and perhaps more', [{}], [listed], unknown(listed)],
    ['two, and perhaps more', [{}, {}], [listed], false],
  ])('with %s', (_title, plans, more, expected) => {
    expect(room(plans, more)).toBe(expected);
  });
});

describe('what one trail takes', () => {
  const told = (text: string, fields: Readonly<Record<string, unknown>>) =>
    said(
      text,
      'trail',
      resource('trail', 't', {
        arn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/t`,
        account: ACCOUNT,
        homeRegion: 'eu-west-1',
        bucketName: 'logs',
        isOrganizationTrail: false,
        ...fields,
      }),
    );
  const objects = (...more: object[]) => advanced([...data('AWS::S3::Object'), ...more]);
  const but = (...values: string[]) => objects({ Field: 'resources.ARN', NotStartsWith: values });

  test.each<[string, unknown, unknown]>([
    ['all', ALL, true],
    ['writes', WRITES, true],
    ['reads', READS, false],
    [
      'what an undocumented field says',
      advanced([management, strange]),
      'unknown: only brandNew yes; a selector filters by brandNew, a field that is not documented',
    ],
    ['nobody knows', selected, unknown(selected)],
  ])('of management events that write: %s', (_title, eventSelectors, expected) => {
    expect(told('trail.takesManagementEvents("write")', { eventSelectors })).toBe(expected);
  });

  test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ['with all objects', { eventSelectors: objects() }, true],
    ['not without its log files', { eventSelectors: but(`arn:aws:s3:::logs/AWSLogs/${ACCOUNT}/`) }, false],
    [
      'with its log files under another prefix',
      { eventSelectors: but(`arn:aws:s3:::logs/AWSLogs/`), s3KeyPrefix: 'audit' },
      true,
    ],
    [
      'not without that prefix, slash or none',
      { eventSelectors: but('arn:aws:s3:::logs/audit/AWSLogs/'), s3KeyPrefix: 'audit/' },
      false,
    ],
    [
      'perhaps with those of its own account, of all in the organisation',
      { eventSelectors: but(`arn:aws:s3:::logs/AWSLogs/${ACCOUNT}/`), isOrganizationTrail: true },
      `unknown: not objects under ${ACCOUNT}/`,
    ],
    [
      'not those of another partition',
      { eventSelectors: objects({ Field: 'resources.ARN', StartsWith: ['arn:aws-cn:s3:::'] }) },
      false,
    ],
    [
      'in China',
      {
        arn: `arn:aws-cn:cloudtrail:cn-north-1:${ACCOUNT}:trail/t`,
        eventSelectors: objects({ Field: 'resources.ARN', StartsWith: ['arn:aws-cn:s3:::'] }),
      },
      true,
    ],
    ['perhaps, of an unknown bucket', { eventSelectors: objects(), bucketName: described }, unknown(described)],
  ])('of its own deliveries: %s', (_title, fields, expected) => {
    expect(told('trail.takesItsDeliveries()', fields)).toBe(expected);
  });

  test.each<[string, unknown, string, unknown]>([
    ['what was asked for', objects(), '["AWS::S3::Object"]', []],
    ['what was not', objects(), '[]', ['AWS::S3::Object']],
    [
      'what was not, beside what is open',
      advanced(data('AWS::S3::Object'), [...data('AWS::SNS::Topic'), strange]),
      '[]',
      ['AWS::S3::Object'],
    ],
    ['what is open', objects(strange), '[]', 'unknown: a selector filters by brandNew, a field that is not documented'],
    ['what is open, and was asked for', objects(strange), '["AWS::S3::Object"]', []],
  ])('of data events beyond: %s', (_title, eventSelectors, asked, expected) => {
    expect(told(`trail.dataEventsBeyond(${asked})`, { eventSelectors })).toEqual(expected);
  });

  test.each([
    ['us-east-1', true],
    ['us-west-2', false],
    ['cn-north-1', true],
    ['cn-northwest-1', false],
    ['us-gov-west-1', true],
    ['us-gov-east-1', false],
  ])('in %s events of global services come up: %s', (homeRegion, expected) => {
    expect(told('trail.isHomedWithGlobalServices()', { homeRegion })).toBe(expected);
  });
});

describe('whatever the trails', () => {
  const queue = 'AWS::SQS::Queue';
  const plan = fc.record({
    eventSelectors: fc.constantFrom(
      ALL,
      READS,
      WRITES,
      advanced([management], data(queue)),
      advanced(network('ec2.amazonaws.com'), [...data(queue), is('readOnly', 'true')]),
      advanced([management, strange], [...network('ec2.amazonaws.com'), is('errorCode', 'VpceAccessDenied')]),
    ),
    status: fc.boolean().map((isLogging) => ({ isLogging })),
    isMultiRegionTrail: fc.boolean(),
    homeRegion: fc.constantFrom(...REGIONS),
    account: fc.constantFrom(ACCOUNT, '999999999999'),
  });
  const hidden = fc.record({
    eventSelectors: fc.boolean(),
    status: fc.boolean(),
    isMultiRegionTrail: fc.boolean(),
    all: fc.constantFrom(false, false, true),
  });
  const GAPS = { eventSelectors: selected, status, isMultiRegionTrail: described };

  test.each([
    ['account.managementEventsTwice() == []', 'account'],
    [`account.recordsAllDataEvents("${queue}", "read")`, 'account'],
    ['account.unrecordedNetworkActivity(["ec2.amazonaws.com"]) == []', 'account'],
    ['region.hasRoomForATrail(2)', 'region'],
  ] as const)('what %s decides with gaps stays so, whatever the gaps hide', (text, type) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(plan, hidden), { maxLength: 3 }), (trails) => {
        const whole = saidOf(
          text,
          type,
          trails.map(([each]) => each),
        );
        const seen = trails.flatMap(([each, { all, ...hides }]) => {
          const gone = Object.entries(GAPS).filter(([name]) => hides[name as keyof typeof GAPS]);
          return all ? [] : [{ ...each, ...Object.fromEntries(gone) }];
        });
        const partly = saidOf(text, type, seen, seen.length < trails.length ? [listed] : []);
        if (!String(partly).startsWith('unknown')) expect(partly).toEqual(whole);
      }),
      { numRuns: 200, seed: 2026 },
    );
  });
});
