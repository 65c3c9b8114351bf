import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tripsOnOneEvent } from '../../../src/drill/alarm/trips.ts';
import { ADVISED, ONE } from './vectors.ts';

// An independent simulator: it writes out whole timelines of values, period by period, lets an alarm evaluate each
// moment of each timeline, with and without the event, and looks whether it went to ALARM because of it.

interface Setup {
  readonly Statistic: 'Sum' | 'Average' | 'Minimum' | 'Maximum' | 'SampleCount';
  readonly ComparisonOperator: keyof typeof COMPARE;
  readonly Threshold: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly TreatMissingData: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
  readonly StateValue: string;
  readonly Period: number;
  readonly value: number;
  readonly defaultValue: number | undefined;
  /** How many periods more than its evaluation periods the alarm looks at: AWS does not say. */
  readonly more: number;
}

const COMPARE = {
  GreaterThanOrEqualToThreshold: (a: number, b: number) => a >= b,
  GreaterThanThreshold: (a: number, b: number) => a > b,
  LessThanThreshold: (a: number, b: number) => a < b,
  LessThanOrEqualToThreshold: (a: number, b: number) => a <= b,
};

function summary(name: Setup['Statistic'], values: number[]): number | null {
  if (values.length === 0) return null;
  if (name === 'SampleCount') return values.length;
  if (name === 'Minimum') return values.toSorted((a, b) => a - b)[0] as number;
  if (name === 'Maximum') return values.toSorted((a, b) => b - a)[0] as number;
  let sum = 0;
  for (const value of values) sum += value;
  return name === 'Sum' ? sum : sum / values.length;
}

/** The documented steps, on the letters X (breaching), O (within) and - (missing), the latest last. */
function stateOf(letters: string, setup: Setup, before: string): string {
  const real = letters.replaceAll('-', '');
  const needed = setup.DatapointsToAlarm;
  const count = (text: string): number => text.split('X').length - 1;
  if (real.length >= setup.EvaluationPeriods)
    return count(real.slice(real.length - setup.EvaluationPeriods)) >= needed ? 'ALARM' : 'OK';
  const gaps = setup.EvaluationPeriods - real.length;
  if (setup.TreatMissingData === 'breaching') return count(real + 'X'.repeat(gaps)) >= needed ? 'ALARM' : 'OK';
  if (setup.TreatMissingData === 'notBreaching') return count(real + 'O'.repeat(gaps)) >= needed ? 'ALARM' : 'OK';
  if (real === '') return setup.TreatMissingData === 'missing' ? 'INSUFFICIENT_DATA' : before;
  if (count(real) >= needed) return 'ALARM';
  if (real.includes('O')) return 'OK';
  const sincePremature = letters.length - letters.indexOf('X') >= needed;
  return setup.TreatMissingData === 'missing' && sincePremature ? 'ALARM' : before;
}

const BEFORE = 2;
const AFTER = 4;
const MANY = 9;

/** Every series of as many choices as there are places. */
function* series<T>(choices: readonly T[], places: number): Generator<T[]> {
  if (places === 0) yield [];
  else for (const rest of series(choices, places - 1)) for (const choice of choices) yield [...rest, choice];
}

/** What the datapoints of a period may be, without the event and in its period. */
function lettersOf(setup: Setup): { readonly around: readonly string[]; readonly event: readonly string[] } {
  const { defaultValue, value, Period } = setup;
  const letterOf = (values: number[]): string => {
    const result = summary(setup.Statistic, values);
    return result === null ? '-' : COMPARE[setup.ComparisonOperator](result, setup.Threshold) ? 'X' : 'O';
  };
  const others =
    defaultValue === undefined ? [[]] : [0, 1, MANY].map((times) => Array.from({ length: times }, () => defaultValue));
  const event = Period > 60 ? others.map((more) => letterOf([value, ...more])) : [letterOf([value])];
  return { around: [...new Set(others.map(letterOf))].toSorted(), event: [...new Set(event)].toSorted() };
}

/** Whether the event makes the alarm go off, for every timeline there is. */
function outcomes(setup: Setup, around: readonly string[], event: readonly string[]): Set<boolean> {
  const walk = (letters: string): string[] => {
    const range = setup.EvaluationPeriods + setup.more;
    // Long ago it was as it is at the beginning.
    const all = (letters[0] as string).repeat(range) + letters;
    const states: string[] = [];
    let state = setup.StateValue;
    for (let end = range; end <= all.length; end += 1) {
      state = stateOf(all.slice(end - range, end), setup, state);
      if (end > range) states.push(state);
    }
    return states;
  };
  const found = new Set<boolean>();
  for (const letters of series(around, BEFORE + 1 + AFTER)) {
    const without = walk(letters.join(''));
    for (const letter of event) {
      const withEvent = walk(letters.with(BEFORE, letter).join(''));
      const isQuietBefore = withEvent[BEFORE - 1] !== 'ALARM' && without[BEFORE] !== 'ALARM';
      found.add(
        isQuietBefore &&
          withEvent.some(
            (state, at) =>
              at >= BEFORE && state === 'ALARM' && withEvent[at - 1] !== 'ALARM' && without[at] !== 'ALARM',
          ),
      );
    }
    if (found.size === 2) break;
  }
  return found;
}

const setups: fc.Arbitrary<Setup> = fc
  .record({
    Statistic: fc.constantFrom('Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'),
    ComparisonOperator: fc.constantFrom(...(Object.keys(COMPARE) as (keyof typeof COMPARE)[])),
    Threshold: fc.constantFrom(-1, 0, 0.5, 1, 2, 3),
    EvaluationPeriods: fc.integer({ min: 1, max: 3 }),
    DatapointsToAlarm: fc.integer({ min: 1, max: 3 }),
    TreatMissingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching'),
    StateValue: fc.constantFrom('OK', 'ALARM', 'INSUFFICIENT_DATA'),
    Period: fc.constantFrom(10, 60, 300),
    value: fc.constantFrom(-2, 0, 1, 2, 5),
    defaultValue: fc.constantFrom(undefined, undefined, 0, 1, 2),
    more: fc.constantFrom(1, 3),
  } as const)
  .map((setup) => ({ ...setup, DatapointsToAlarm: Math.min(setup.DatapointsToAlarm, setup.EvaluationPeriods) }));

test('says what every timeline says, and unknown where they differ', () => {
  const known = new Map<string, Set<boolean>>();
  fc.assert(
    fc.property(setups, ({ value, defaultValue, more, ...alarm }) => {
      const setup = { ...alarm, value, defaultValue, more };
      const { around, event } = lettersOf(setup);
      const { EvaluationPeriods, DatapointsToAlarm, TreatMissingData, StateValue } = setup;
      // The same letters and the same counting have the same timelines.
      const key = JSON.stringify([
        around,
        event,
        EvaluationPeriods,
        DatapointsToAlarm,
        TreatMissingData,
        StateValue,
        more,
      ]);
      const found = known.get(key) ?? outcomes(setup, around, event);
      known.set(key, found);
      const expected = found.size > 1 ? 'unknown' : found.has(true) ? 'yes' : 'no';
      const metric = { ...ONE, value, ...(defaultValue !== undefined && { defaultValue }) };
      expect(tripsOnOneEvent({ ...ADVISED, ...alarm }, metric)).toMatchObject({ state: expected });
    }),
    { numRuns: 10_000, seed: 2026 },
  );
});
