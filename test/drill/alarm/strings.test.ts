import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAlarmRule } from '../../../src/drill/alarm/alarm-rule.ts';
import { ruleTrips } from '../../../src/drill/alarm/composite-rule.ts';
import { parseMetricMath } from '../../../src/drill/alarm/metric-math.ts';
import { type MetricTransformation, publishedMetric } from '../../../src/drill/alarm/published-metric.ts';
import { tripsOnOneEvent } from '../../../src/drill/alarm/trips.ts';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';
import { ADVISED, mathAlarm, ONE } from './vectors.ts';

const RUNS = process.env['SOAK'] ? 1_000_000 : 5_000;
const STATES = ['yes', 'no', 'unknown'];

const REAL = [
  'ALARM(root) AND NOT (OK("other") OR INSUFFICIENT_DATA(more))',
  'AT_LEAST(50%, NOT OK, ("a \\"b\\"", root)) OR TRUE AND FALSE',
  'IF(m1 > 0 AND FILL(m2, 0) >= 1.5e2, SUM([m1, -m2 ^ 2]) / PERIOD(m1), 0)',
  'MAX(METRICS("m")) != 3 || ABS(CEIL(m1)) < .5',
  "$.requestParameters['a b'].list[0].size",
];

/** A real text with some of its characters gone, doubled, swapped or mixed with others. */
const mutated: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...REAL),
    fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 80 }), fc.nat({ max: 12 }), fc.string({ maxLength: 3 })), {
      maxLength: 6,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((now, [kind, at, length, other]) => {
      const [before, part, after] = [now.slice(0, at), now.slice(at, at + length), now.slice(at + length)];
      return [before + after, before + other + part + after, before + part + part + after, before + after + part][
        kind
      ] as string;
    }, text),
  );
const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), mutated, mutated);

const throwsOnlyPatternErrors = (parse: () => unknown): void => {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(PatternError);
  }
};

test('no text is more than refused', () => {
  fc.assert(
    fc.property(texts, (text) => {
      throwsOnlyPatternErrors(() => parseAlarmRule(text));
      throwsOnlyPatternErrors(() => parseMetricMath(text));
      expect(STATES).toContain(ruleTrips(text, new Set(['root'])).state);
      expect(STATES).toContain(tripsOnOneEvent(mathAlarm(text), ONE).state);
      publishedMetric({ metricNamespace: 'a', metricName: 'b', metricValue: text }, { a: 1, __proto__: { b: 2 } });
    }),
    { numRuns: RUNS, seed: 2026 },
  );
}, 900_000);

const odd = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true }),
  fc.constantFrom<unknown>(NaN, Infinity, -0, '', 1e308, [], {}, null, undefined, () => 1),
);

test('no alarm, transformation or event, however odd, makes it throw', () => {
  const math = mathAlarm('m1 + m2');
  const [, m1 = {}] = math.Metrics;
  const keys = [
    ...Object.keys(ADVISED),
    ...Object.keys(math),
    'Unit',
    'ExtendedStatistic',
    'DatapointsToAlarm',
    'EvaluationWindow',
    'TreatMissingData',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom<object>(ADVISED, math),
      fc.dictionary(fc.constantFrom(...keys), odd, { maxKeys: 3 }),
      fc.dictionary(fc.constantFrom(...Object.keys(m1), 'Expression', 'AccountId'), odd, { maxKeys: 2 }),
      odd,
      (alarm, changes, item, event) => {
        const whole = { ...alarm, ...changes };
        const inside = { ...whole, Metrics: [{ ...m1, ...item }, ...math.Metrics.slice(2)] };
        for (const each of [whole, inside, event]) {
          const metric = publishedMetric(
            {
              metricNamespace: 'Trail',
              metricName: 'RootUsage',
              metricValue: '$.a',
              ...changes,
            },
            event,
          );
          expect(STATES).toContain(tripsOnOneEvent(each, 'value' in metric ? metric : ONE).state);
          expect(publishedMetric(each as MetricTransformation, event)).toBeTypeOf('object');
        }
      },
    ),
    { numRuns: Math.min(RUNS, 100_000), seed: 2026 },
  );
}, 900_000);
