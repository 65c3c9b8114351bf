import { ANYTHING, around, between, exactly, holds, type Interval, monotone } from './interval.ts';
import type { MathOperator } from './metric-math.ts';
import {
  anyOf,
  combine,
  combineWithNumber,
  MISSING,
  type Operation,
  present,
  type Reading,
  UNKNOWN,
} from './reading.ts';

/** What a part of a metric math expression stands for, in one period. */
export type MathValue =
  | { readonly kind: 'scalar'; readonly range: Interval }
  | { readonly kind: 'series'; readonly reading: Reading }
  | { readonly kind: 'array'; readonly readings: readonly Reading[] };

/** A series with that reading. */
export const series = (reading: Reading): MathValue => ({ kind: 'series', reading });

/** A number that is the same in all periods. */
export const scalar = (range: Interval): MathValue => ({ kind: 'scalar', range });

/** A series of which nothing is known. */
export const UNKNOWN_SERIES = series(UNKNOWN);

/** Each reading of a series or an array changed; a scalar is taken as a series that never misses. */
export const mapReadings = (value: MathValue, change: (reading: Reading) => Reading): MathValue =>
  value.kind === 'array'
    ? { kind: 'array', readings: value.readings.map(change) }
    : series(change(value.kind === 'scalar' ? present(value.range) : value.reading));

/** Each value changed, datapoint by datapoint. */
export function mapRanges(value: MathValue, change: (range: Interval) => Interval): MathValue {
  if (value.kind === 'scalar') return scalar(change(value.range));
  return mapReadings(value, ({ range, mayMiss }) => ({ range: range && change(range), mayMiss }));
}

/** An arithmetic, comparison or logical operation. Two arrays have none. */
export function operate(operator: MathOperator, left: MathValue, right: MathValue): MathValue {
  const apply = OPERATIONS[operator];
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    const { range, mayMiss } = apply(left.range, right.range);
    return scalar(range && !mayMiss ? range : ANYTHING);
  }
  if (left.kind === 'scalar')
    return mapReadings(right, (reading) => combineWithNumber(reading, (value) => apply(left.range, value)));
  if (right.kind === 'scalar')
    return mapReadings(left, (reading) => combineWithNumber(reading, (value) => apply(value, right.range)));
  if (left.kind === 'series') return mapReadings(right, (reading) => combine(left.reading, reading, apply));
  if (right.kind === 'series') return mapReadings(left, (reading) => combine(reading, right.reading, apply));
  return UNKNOWN_SERIES;
}

/** Whether a value counts as true: any but 0. */
export const truth = (range: Interval): { readonly mayHold: boolean; readonly mayFail: boolean } => ({
  mayHold: range.low !== 0 || range.high !== 0,
  mayFail: holds(range, 0),
});

const oneIf = (mayHold: boolean, mayFail: boolean): Reading => present({ low: mayFail ? 0 : 1, high: mayHold ? 1 : 0 });

const isBelow = (a: Interval, b: Interval): Reading => oneIf(a.low < b.high, a.high >= b.low);
const isAtMost = (a: Interval, b: Interval): Reading => oneIf(a.low <= b.high, a.high > b.low);
const mayEqual = (a: Interval, b: Interval): boolean => a.low <= b.high && b.low <= a.high;
const mayDiffer = (a: Interval, b: Interval): boolean => a.low !== a.high || b.low !== b.high || a.low !== b.low;

// What is divided by zero is dropped.
function divide(a: Interval, b: Interval): Reading {
  if (b.low === 0 && b.high === 0) return MISSING;
  if (holds(b, 0)) return { range: ANYTHING, mayMiss: true };
  return present(monotone(a, b, (x, y) => x / y));
}

function power(a: Interval, b: Interval): Reading {
  const isExact = a.low === a.high && b.low === b.high;
  return present(isExact ? exactly(a.low ** b.low) : ANYTHING);
}

const OPERATIONS = {
  '+': (a, b) => present(monotone(a, b, (x, y) => x + y)),
  '-': (a, b) => present(monotone(a, b, (x, y) => x - y)),
  '*': (a, b) => present(monotone(a, b, (x, y) => x * y)),
  '/': divide,
  '^': power,
  '<': isBelow,
  '<=': isAtMost,
  '>': (a, b) => isBelow(b, a),
  '>=': (a, b) => isAtMost(b, a),
  '==': (a, b) => oneIf(mayEqual(a, b), mayDiffer(a, b)),
  '!=': (a, b) => oneIf(mayDiffer(a, b), mayEqual(a, b)),
  '&&': (a, b) => oneIf(truth(a).mayHold && truth(b).mayHold, truth(a).mayFail || truth(b).mayFail),
  '||': (a, b) => oneIf(truth(a).mayHold || truth(b).mayHold, truth(a).mayFail && truth(b).mayFail),
} as const satisfies Record<MathOperator, Operation>;

/**
 * One series made of several, datapoint by datapoint. Whether a missing datapoint is left out or met with a 0 depends
 * on the function and is only said of AVG: both may be. Where all miss, the result may.
 *
 * Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics" (AVG, MAX, MIN, SUM of TS[]).
 */
export function aggregate(name: 'SUM' | 'AVG' | 'MIN' | 'MAX', readings: readonly Reading[]): Reading {
  if (readings.length === 0) return UNKNOWN;
  const zero = exactly(0);
  const filled = readings.map(({ range, mayMiss }) => (range && mayMiss ? around(range, zero) : (range ?? zero)));
  const withZeros = present(fold(name, filled));
  const ranges = readings.flatMap(({ range }) => range ?? []);
  if (readings.every(({ mayMiss }) => !mayMiss)) return withZeros;
  // A reading that may miss may also be the only one there is.
  const sure = readings.filter(({ mayMiss }) => !mayMiss).flatMap(({ range }) => range ?? []);
  const withoutZeros = ranges.map((range) =>
    present(name === 'SUM' ? fold(name, filled) : around(range, fold(name, ranges))),
  );
  return anyOf([withZeros, ...(ranges.length > 0 ? withoutZeros : []), ...(sure.length === 0 ? [MISSING] : [])]);
}

function fold(name: 'SUM' | 'AVG' | 'MIN' | 'MAX', ranges: readonly Interval[]): Interval {
  const apply = (choose: (range: Interval) => number): number => {
    const values = ranges.map(choose);
    const sum = values.reduce((total, value) => total + value, 0);
    return { SUM: sum, AVG: sum / values.length, MIN: Math.min(...values), MAX: Math.max(...values) }[name];
  };
  return between(
    apply(({ low }) => low),
    apply(({ high }) => high),
  );
}
