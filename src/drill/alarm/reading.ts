import { ANYTHING, around, exactly, type Interval } from './interval.ts';

/** What is known of a series' datapoint in one period. */
export interface Reading {
  /** Its possible values, where there is one; undefined when there certainly is none. */
  readonly range: Interval | undefined;
  /** Whether there may be none. */
  readonly mayMiss: boolean;
}

/** No datapoint. */
export const MISSING: Reading = { range: undefined, mayMiss: true };

/** A datapoint or none, of any value: all there is to say of another metric. */
export const UNKNOWN: Reading = { range: ANYTHING, mayMiss: true };

/** A datapoint with one of these values. */
export const present = (range: Interval): Reading => ({ range, mayMiss: false });

/** What is known when any of the readings may hold; MISSING for none at all. */
export function anyOf(readings: readonly Reading[]): Reading {
  const ranges = readings.flatMap(({ range }) => range ?? []);
  return {
    range: ranges.length > 0 ? ranges.reduce(around) : undefined,
    mayMiss: readings.length === 0 || readings.some(({ mayMiss }) => mayMiss),
  };
}

/** An operation on the values of datapoints that exist. */
export type Operation = (a: Interval, b: Interval) => Reading;

/**
 * An operation on two series. A datapoint that only one of them has is met with a 0; where neither has one AWS does
 * not say whether the result has one, so that it may or may not.
 *
 * Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics", basic arithmetic functions, and
 * comparison and logical operators.
 */
export function combine(left: Reading, right: Reading, apply: Operation): Reading {
  const results: Reading[] = [];
  if (left.range && right.range) results.push(apply(left.range, right.range));
  if (left.range && right.mayMiss) results.push(apply(left.range, ZERO));
  if (right.range && left.mayMiss) results.push(apply(ZERO, right.range));
  if (left.mayMiss && right.mayMiss) results.push(MISSING, apply(ZERO, ZERO));
  return anyOf(results);
}

/** An operation on a series and a number: where the series has no datapoint, the result may have none or take a 0. */
export function combineWithNumber({ range, mayMiss }: Reading, apply: (value: Interval) => Reading): Reading {
  return anyOf([...(range ? [apply(range)] : []), ...(mayMiss ? [MISSING, apply(ZERO)] : [])]);
}

const ZERO = exactly(0);
