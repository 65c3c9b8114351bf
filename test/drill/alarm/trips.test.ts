import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PublishedMetric } from '../../../src/drill/alarm/published-metric.ts';
import { tripsOnOneEvent } from '../../../src/drill/alarm/trips.ts';
import type { HopState } from '../../../src/model/walk.ts';
import { ADVISED, M1, M2, mathAlarm, ONE } from './vectors.ts';

type Case = readonly [
  title: string,
  changes: object,
  state: HopState,
  reason: string,
  metric?: Partial<PublishedMetric>,
];
const cases = (...list: readonly Case[]) =>
  list.map(([title, changes, state, reason, metric]) => ({ title, changes, state, reason, metric: metric ?? {} }));
const NOT_ENOUGH = 'needs 2 breaching datapoints, one event makes only one';
const ALREADY =
  'is in ALARM already whenever there is no data (TreatMissingData is breaching), so an event changes nothing';

const judge = (changes: object, metric: Partial<PublishedMetric> = {}) =>
  tripsOnOneEvent({ ...ADVISED, ...changes }, { ...ONE, ...metric });

describe('which metric', () => {
  test.each(
    cases(
      ['the same', {}, 'yes', 'compares with >= 1, one event counts 1'],
      ['another namespace', { Namespace: 'trail' }, 'no', 'watches namespace "trail", the filter publishes to "Trail"'],
      ['another name', { MetricName: 'Root' }, 'no', 'watches metric "Root", the filter publishes "RootUsage"'],
      ['no dimensions either', { Dimensions: undefined }, 'yes', 'compares with >= 1, one event counts 1'],
      [
        'a dimension that the filter does not publish',
        { Dimensions: [{ Name: 'Region', Value: 'eu-west-1' }] },
        'no',
        'watches the metric with the dimensions Region=eu-west-1, the filter publishes it with no dimensions',
      ],
      [
        'without the dimension that the filter publishes',
        {},
        'no',
        'watches the metric with no dimensions, the filter publishes it with the dimensions Region=eu-west-1',
        { dimensions: new Map([['Region', 'eu-west-1']]) },
      ],
      [
        'another value of the dimension',
        { Dimensions: [{ Name: 'Region', Value: 'us-east-1' }] },
        'no',
        'watches the metric with the dimensions Region=us-east-1, the filter publishes it with the dimensions Region=eu-west-1',
        { dimensions: new Map([['Region', 'eu-west-1']]) },
      ],
      [
        'the same dimensions in another order',
        {
          Dimensions: [
            { Name: 'User', Value: 'a' },
            { Name: 'Region', Value: 'eu-west-1' },
          ],
        },
        'yes',
        'compares with >= 1, one event counts 1',
        {
          dimensions: new Map([
            ['Region', 'eu-west-1'],
            ['User', 'a'],
          ]),
        },
      ],
      ['another unit', { Unit: 'Count' }, 'no', 'watches only values in the unit "Count", the filter publishes "None"'],
      ['the unit None, which is none', { Unit: 'None' }, 'yes', 'compares with >= 1, one event counts 1'],
      ['the same unit', { Unit: 'Count' }, 'yes', 'compares with >= 1, one event counts 1', { unit: 'Count' }],
      ['any unit', {}, 'yes', 'compares with >= 1, one event counts 1', { unit: 'Count' }],
    ),
  )('$title', ({ changes, state, reason, metric }) => {
    expect(judge(changes, metric)).toEqual({ state, reason });
  });
});

describe('what one event counts', () => {
  test.each(
    cases(
      ['Maximum', { Statistic: 'Maximum' }, 'yes', 'compares with >= 1, one event counts 1'],
      ['Minimum', { Statistic: 'Minimum' }, 'yes', 'compares with >= 1, one event counts 1'],
      ['Average', { Statistic: 'Average' }, 'yes', 'compares with >= 1, one event counts 1'],
      ['SampleCount', { Statistic: 'SampleCount' }, 'yes', 'compares with >= 1, one event counts 1', { value: 0 }],
      ['a filter that counts 0', {}, 'no', 'compares with >= 1, one event counts 0', { value: 0 }],
      ['a higher threshold', { Threshold: 10 }, 'no', 'compares with >= 10, one event counts 1'],
      ['a field of the event', { Threshold: 10 }, 'yes', 'compares with >= 10, one event counts 12', { value: 12 }],
      [
        'a text in the event',
        {},
        'unknown',
        'may go to ALARM or not, depending on how CloudWatch reads the text that the event has for its value: it compares with >= 1, one event counts an amount that is not known',
        { value: 'unknown' },
      ],
      [
        'a text in the event where only the number of values counts',
        { Statistic: 'SampleCount' },
        'yes',
        'compares with >= 1, one event counts 1',
        { value: 'unknown' },
      ],
      ['p99', { Statistic: undefined, ExtendedStatistic: 'p99' }, 'yes', 'compares with >= 1, one event counts 1'],
      ['p99.9', { Statistic: undefined, ExtendedStatistic: 'p99.9' }, 'yes', 'compares with >= 1, one event counts 1'],
      [
        'p99 and too few samples',
        { Statistic: undefined, ExtendedStatistic: 'p99', EvaluateLowSampleCountPercentile: 'ignore' },
        'no',
        'does not change its state on few values (EvaluateLowSampleCountPercentile is ignore), and one event is one value',
      ],
      [
        'p99 and samples of the default value',
        { Statistic: undefined, ExtendedStatistic: 'p99', EvaluateLowSampleCountPercentile: 'ignore' },
        'unknown',
        "does not change its state on few values (EvaluateLowSampleCountPercentile is ignore), and one event is one value; the filter's default value may add enough",
        { defaultValue: 1 },
      ],
      [
        'too few samples for what is no percentile',
        { EvaluateLowSampleCountPercentile: 'ignore' },
        'yes',
        'compares with >= 1, one event counts 1',
      ],
      [
        'p50 of a negative value',
        { Statistic: undefined, ExtendedStatistic: 'p50' },
        'unknown',
        'may go to ALARM or not, depending on what the statistic p50 gives for one value: it compares with >= 1, one event counts an amount that is not known; or gets no datapoint from the event',
        { value: -1 },
      ],
      [
        'a trimmed mean',
        { Statistic: undefined, ExtendedStatistic: 'tm90' },
        'unknown',
        'may go to ALARM or not, depending on what the statistic tm90 gives for one value: it gets no datapoint from the event',
      ],
      [
        'a trimmed mean of too little in any case',
        { Statistic: undefined, ExtendedStatistic: 'TM(10%:90%)', Threshold: 2 },
        'no',
        'compares with >= 2, one event counts 1; or gets no datapoint from the event',
      ],
      [
        'a percentile rank',
        { Statistic: undefined, ExtendedStatistic: 'PR(:300)' },
        'unknown',
        'may go to ALARM or not, depending on what the statistic PR(:300) gives for one value: it compares with >= 1, one event counts an amount that is not known; or gets no datapoint from the event',
      ],
    ),
  )('$title', ({ changes, state, reason, metric }) => {
    expect(judge(changes, metric)).toEqual({ state, reason });
  });

  test.each<[string, number, number, HopState]>([
    ['GreaterThanOrEqualToThreshold', 1, 1, 'yes'],
    ['GreaterThanOrEqualToThreshold', 1, 2, 'no'],
    ['GreaterThanThreshold', 1, 0, 'yes'],
    ['GreaterThanThreshold', 1, 1, 'no'],
    ['LessThanThreshold', 1, 2, 'yes'],
    ['LessThanThreshold', 1, 1, 'no'],
    ['LessThanOrEqualToThreshold', 1, 1, 'yes'],
    ['LessThanOrEqualToThreshold', 1, 0, 'no'],
    ['LessThanLowerOrGreaterThanUpperThreshold', 1, 1, 'unknown'],
    ['LessThanLowerThreshold', 1, 1, 'unknown'],
    ['GreaterThanUpperThreshold', 1, 1, 'unknown'],
  ])('%s: %d against %d', (ComparisonOperator, value, Threshold, state) => {
    expect(judge({ ComparisonOperator, Threshold }, { value }).state).toBe(state);
  });

  test.each([1, 10, 20, 30, 60, 3600, 86_400, 604_800])('a period of %i seconds still holds the event', (Period) => {
    expect(judge({ Period }).state).toBe('yes');
  });
});

describe('how datapoints count', () => {
  test.each(
    cases(
      ['one of three', { EvaluationPeriods: 3, DatapointsToAlarm: 1 }, 'yes', 'compares with >= 1, one event counts 1'],
      [
        'two of three, missing data being missing, once it is two periods old',
        { EvaluationPeriods: 3, DatapointsToAlarm: 2 },
        'yes',
        'needs 2 breaching datapoints, but one among missing ones is enough once it is 2 periods old',
      ],
      [
        'all of three where nothing is said',
        { EvaluationPeriods: 3 },
        'yes',
        'needs 3 breaching datapoints, but one among missing ones is enough once it is 3 periods old',
      ],
      [
        'two of two by the clock',
        { EvaluationPeriods: 2, EvaluationWindow: { WallClockWindow: {} } },
        'unknown',
        'needs 2 breaching datapoints, but one among missing ones is enough once it is 2 periods old; whether that holds too for windows that follow the clock, AWS does not say',
      ],
      [
        'one of one by the clock',
        { EvaluationWindow: { WallClockWindow: {} } },
        'yes',
        'compares with >= 1, one event counts 1',
      ],
      [
        'two of three, missing data not breaching',
        { EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching' },
        'no',
        NOT_ENOUGH,
      ],
      ['two of two, missing data ignored', { EvaluationPeriods: 2, TreatMissingData: 'ignore' }, 'no', NOT_ENOUGH],
      [
        'missing data not breaching',
        { TreatMissingData: 'notBreaching' },
        'yes',
        'compares with >= 1, one event counts 1',
      ],
      ['missing data breaching', { TreatMissingData: 'breaching' }, 'no', ALREADY],
      [
        'missing data breaching, and an event that is not: the alarm comes back, but of silence',
        { TreatMissingData: 'breaching', ComparisonOperator: 'LessThanThreshold' },
        'no',
        ALREADY,
      ],
      [
        'missing data ignored, in OK',
        { TreatMissingData: 'ignore', StateValue: 'OK' },
        'yes',
        'compares with >= 1, one event counts 1, and it stays in ALARM while there is no data (TreatMissingData is ignore)',
      ],
      [
        'missing data ignored, in ALARM since the last event',
        { TreatMissingData: 'ignore', StateValue: 'ALARM' },
        'no',
        'is in ALARM already and stays in it while there is no data (TreatMissingData is ignore), so an event changes nothing',
      ],
      [
        'missing data ignored, in a state that was not read',
        { TreatMissingData: 'ignore', StateValue: undefined },
        'unknown',
        'may go to ALARM or not, depending on its state now, which was not read: it is in ALARM already and stays in it while there is no data (TreatMissingData is ignore), so an event changes nothing',
      ],
      ['in ALARM for a moment', { StateValue: 'ALARM' }, 'yes', 'compares with >= 1, one event counts 1'],
    ),
  )('$title', ({ changes, state, reason }) => {
    expect(judge(changes)).toEqual({ state, reason });
  });
});

describe('a filter with a default value', () => {
  const zero = { defaultValue: 0 };
  const depends = (rest: string, value = 0): string =>
    `may go to ALARM or not, depending on the other log events around it, for which the filter publishes ${value}: it ${rest}`;
  test.each(
    cases(
      ['of 0 changes no sum', {}, 'yes', 'compares with >= 1, one event counts 1', zero],
      ['of 0 changes no maximum', { Statistic: 'Maximum' }, 'yes', 'compares with >= 1, one event counts 1', zero],
      [
        'of 0 may lower the average',
        { Statistic: 'Average' },
        'unknown',
        depends('compares with >= 1, one event counts something from 9.99999000001e-7 to 1'),
        zero,
      ],
      [
        'of 0 cannot lower the average over one minute',
        { Statistic: 'Average', Period: 60 },
        'yes',
        'compares with >= 1, one event counts 1',
        zero,
      ],
      [
        'of 0 may lower the minimum',
        { Statistic: 'Minimum' },
        'unknown',
        depends('compares with >= 1, one event counts something from 0 to 1'),
        zero,
      ],
      ['may end the alarm on missing data', { TreatMissingData: 'breaching' }, 'unknown', depends(ALREADY), zero],
      ['may come between two breaching datapoints', { EvaluationPeriods: 2 }, 'unknown', depends(NOT_ENOUGH), zero],
      [
        'makes no second breaching datapoint',
        { EvaluationPeriods: 2, TreatMissingData: 'notBreaching' },
        'no',
        NOT_ENOUGH,
        zero,
      ],
      [
        'that breaches itself may hold the alarm',
        {},
        'unknown',
        depends('is in ALARM already without the event, since the values it sees then are breaching too', 1),
        { defaultValue: 1 },
      ],
      [
        'that breaches itself, like missing data, holds the alarm',
        { TreatMissingData: 'breaching' },
        'no',
        ALREADY,
        { defaultValue: 1 },
      ],
      [
        'that breaches below a threshold',
        { ComparisonOperator: 'LessThanThreshold' },
        'no',
        'is in ALARM already without the event, since the values it sees then are breaching too; or compares with < 1, one event counts 1',
        zero,
      ],
    ),
  )('$title', ({ changes, state, reason, metric }) => {
    expect(judge(changes, metric)).toEqual({ state, reason });
  });
});

describe('metric math', () => {
  const is = 'compares with >= 1, one event makes its expression';
  const byMinute = [
    { Id: 'e1', Expression: 'FILL(m1, 0)', ReturnData: true },
    { ...M1, MetricStat: { ...M1.MetricStat, Period: 60 } },
  ];
  test.each<readonly [title: string, alarm: object, state: HopState, reason?: string]>([
    ['the metric itself', { ...mathAlarm(''), Metrics: [{ ...M1, ReturnData: true }] }, 'yes', `${is} 1`],
    [
      'the metric itself, ReturnData left out',
      { ...mathAlarm(''), Metrics: [{ ...M1, ReturnData: undefined }] },
      'yes',
    ],
    ['a multiple', mathAlarm('m1 * 2'), 'yes', `${is} 2`],
    ['half', mathAlarm('m1 / 2'), 'no', `${is} 0.5`],
    ['filled', mathAlarm('FILL(m1, 0)'), 'yes', `${is} 1`],
    [
      'filled, two of two',
      mathAlarm('FILL(m1, 0)', { EvaluationPeriods: 2, TreatMissingData: 'missing' }),
      'no',
      NOT_ENOUGH,
    ],
    ['filled, missing data breaching', mathAlarm('FILL(m1, 0)', { TreatMissingData: 'breaching' }), 'yes'],
    [
      'filled with what breaches',
      mathAlarm('FILL(m1, 5)'),
      'no',
      'is in ALARM already without the event, since the values it sees then are breaching too',
    ],
    [
      'filled minutes, of which only the latest counts',
      { ...mathAlarm('FILL(m1, 0)'), Metrics: byMinute },
      'unknown',
      `${is} 1; but FILL may give the latest minute its value before the event is counted`,
    ],
    [
      'filled minutes, one of two',
      { ...mathAlarm(''), Metrics: byMinute, EvaluationPeriods: 2, DatapointsToAlarm: 1 },
      'yes',
    ],
    ['filled by the value before', mathAlarm('FILL(m1, REPEAT)'), 'unknown'],
    ['a sum with another metric', mathAlarm('m1 + m2'), 'unknown'],
    ['a sum with something else that is at least 0', mathAlarm('m1 + ABS(m2)'), 'unknown'],
    ['a condition', mathAlarm('IF(m1 > 0, 1, 0)'), 'yes', `${is} 1`],
    ['a condition and another metric', mathAlarm('IF(m1 > 0 AND m2 > 0, 1, 0)'), 'unknown'],
    ['a condition that another metric cannot change', mathAlarm('IF(m1 > 5 AND m2 > 0, 1, 0)'), 'no', `${is} 0`],
    ['the greatest of two', mathAlarm('MAX([m1, FILL(m2, 0)])'), 'unknown'],
    ['the sum of one', mathAlarm('SUM([m1])'), 'yes', `${is} 1`],
    ['a sum over time', mathAlarm('SUM(m1)'), 'unknown'],
    ['a change over time', mathAlarm('DIFF(m1)'), 'unknown'],
    [
      'an expression over an expression',
      {
        ...mathAlarm('e2 * 3'),
        Metrics: [...mathAlarm('e2 * 3').Metrics, { Id: 'e2', Expression: 'm1 / 2', ReturnData: false }],
      },
      'yes',
      `${is} 1.5`,
    ],
    ['an expression over itself', mathAlarm('m1 + e1'), 'unknown'],
    ['an expression that cannot be read', mathAlarm('m1 +'), 'unknown'],
    [
      'only another metric',
      mathAlarm('m2 * 2'),
      'no',
      'compares a value that is computed without the metric the filter publishes',
    ],
    [
      'no metric of the filter',
      { ...mathAlarm(''), Metrics: [{ ...M2, ReturnData: true }] },
      'no',
      'watches namespace "Other", the filter publishes to "Trail"',
    ],
    [
      'the metric with other dimensions',
      {
        ...mathAlarm(''),
        Metrics: [
          M2,
          {
            ...M1,
            ReturnData: true,
            MetricStat: {
              ...M1.MetricStat,
              Metric: { ...M1.MetricStat.Metric, Dimensions: [{ Name: 'a', Value: 'b' }] },
            },
          },
        ],
      },
      'no',
      'watches the metric with the dimensions a=b, the filter publishes it with no dimensions',
    ],
    [
      'different periods',
      {
        ...mathAlarm('m1 + m2'),
        Metrics: [
          { Id: 'e1', Expression: 'm1', ReturnData: true },
          M1,
          { ...M2, MetricStat: { ...M2.MetricStat, Period: 60 } },
        ],
      },
      'unknown',
      'computes with metrics of different periods',
    ],
    [
      'a query',
      mathAlarm('SELECT SUM(RootUsage) FROM "Trail"'),
      'unknown',
      'watches a query over many metrics, which is not evaluated here',
    ],
    [
      'an anomaly detector',
      mathAlarm('ANOMALY_DETECTION_BAND(m1)', {
        ThresholdMetricId: 'e1',
        Metrics: [
          { Id: 'e1', Expression: 'ANOMALY_DETECTION_BAND(m1)' },
          { ...M1, ReturnData: true },
        ],
      }),
      'unknown',
      'compares with the band of an anomaly detector, which moves with the metric',
    ],
    [
      'the metric of another account',
      {
        ...mathAlarm(''),
        AlarmArn: ADVISED.AlarmArn,
        Metrics: [{ ...M1, ReturnData: true, AccountId: '444455556666' }],
      },
      'unknown',
      'watches the metric in account 444455556666, which is not its own',
    ],
    [
      'the metric of its own account',
      {
        ...mathAlarm(''),
        AlarmArn: ADVISED.AlarmArn,
        Metrics: [{ ...M1, ReturnData: true, AccountId: '111122223333' }],
      },
      'yes',
    ],
    [
      'two results',
      {
        ...mathAlarm('m1'),
        Metrics: [
          { ...M1, ReturnData: true },
          { ...M2, ReturnData: true },
        ],
      },
      'unknown',
      'does not say which of its Metrics it compares',
    ],
    [
      'no result',
      { ...mathAlarm('m1'), Metrics: [M1, M2] },
      'unknown',
      'does not say which of its Metrics it compares',
    ],
  ])('%s', (_title, alarm, state, reason) => {
    expect(tripsOnOneEvent(alarm, ONE)).toEqual({ state, reason: reason ?? expect.any(String) });
  });
});

describe('what cannot be judged', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'alarm'],
    ['an empty object', {}],
    ['a composite alarm', { ...ADVISED, AlarmRule: 'ALARM(a)' }],
    ['a PromQL alarm', { ...ADVISED, EvaluationCriteria: { PromQLCriteria: { Query: 'up' } } }],
    ['an alarm that is set up wrongly', { ...ADVISED, EvaluationState: 'EVALUATION_ERROR' }],
    ['a list of Metrics that is none', { ...ADVISED, Metrics: 'm1' }],
    ['an item of Metrics that is none', { ...ADVISED, Metrics: [null] }],
    ['an item of Metrics without an id', { ...ADVISED, Metrics: [{ Expression: 'm1' }] }],
    ['an item of Metrics of no kind', { ...ADVISED, Metrics: [{ Id: 'm1' }] }],
    ['two items of one id', { ...ADVISED, Metrics: [{ ...M1, ReturnData: true }, M1] }],
    [
      'more items than AWS takes',
      { ...ADVISED, Metrics: Array.from({ length: 200 }, (_, at) => ({ Id: `e${at}`, Expression: '1' })) },
    ],
  ])('%s', (_title, alarm) => {
    expect(tripsOnOneEvent(alarm, ONE)).toEqual({ state: 'unknown', reason: expect.any(String) });
  });

  test.each(
    [
      ['Namespace', [1, {}]],
      ['MetricName', [undefined, 1, {}]],
      ['Dimensions', ['a', [1], [{ Name: 'a' }], [{ Name: 1, Value: 'b' }]]],
      ['Unit', [1, {}]],
      ['Statistic', [undefined, 1, 'Median']],
      ['Period', [undefined, '300', 0, -60, 1.5, NaN, Infinity, 1e9]],
      ['EvaluationPeriods', [undefined, '1', 0, 1.5, NaN, Infinity, 1e9]],
      ['DatapointsToAlarm', ['1', 0, 2, 1.5, NaN]],
      ['Threshold', [undefined, '1', NaN, Infinity, {}]],
      ['ComparisonOperator', [undefined, 'EqualToThreshold', 'toString', 1]],
      ['TreatMissingData', ['Missing', 1, 'constructor']],
    ].flatMap(([member, values]) => (values as unknown[]).map((value) => [member as string, value] as const)),
  )('%s %j', (member, value) => {
    expect(judge({ [member]: value }).state).toBe('unknown');
  });

  test('an alarm on another metric is a no, whatever else is odd about it', () => {
    expect(judge({ Namespace: 'Other', Period: 'often', Threshold: null }).state).toBe('no');
  });
});

test('a higher threshold never makes an alarm go off, a lower one never stops it', () => {
  const order: readonly HopState[] = ['no', 'unknown', 'yes'];
  fc.assert(
    fc.property(
      fc.record({
        value: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double(), fc.constant('unknown' as const)),
        Statistic: fc.constantFrom('Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount', 'p90', 'tm90', 'PR(:3)'),
        TreatMissingData: fc.constantFrom(undefined, 'missing', 'ignore', 'breaching', 'notBreaching'),
        EvaluationPeriods: fc.integer({ min: 1, max: 5 }),
        DatapointsToAlarm: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
        StateValue: fc.constantFrom('OK', 'ALARM', undefined),
        ComparisonOperator: fc.constantFrom('GreaterThanOrEqualToThreshold', 'GreaterThanThreshold'),
        Threshold: fc.integer({ min: -6, max: 6 }),
        by: fc.double({ min: 0, max: 20, noNaN: true }),
      }),
      ({ value, by, Threshold, ...rest }) => {
        const low = order.indexOf(judge({ ...rest, Threshold }, { value }).state);
        const high = order.indexOf(judge({ ...rest, Threshold: Threshold + by }, { value }).state);
        expect(high).toBeLessThanOrEqual(low);
      },
    ),
    { numRuns: 10_000, seed: 2026 },
  );
});
