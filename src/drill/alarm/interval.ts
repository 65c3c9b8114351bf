/** All numbers from `low` to `high`, both included; either may be infinite. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Any number at all: what is known of a value nobody knows. */
export const ANYTHING: Interval = { low: -Infinity, high: Infinity };

/** One number; {@link ANYTHING} for NaN. */
export const exactly = (value: number): Interval => between(value, value);

/** From the least to the greatest of some numbers, of which there must be one; {@link ANYTHING} if one is NaN. */
export function between(...values: readonly number[]): Interval {
  const low = Math.min(...values);
  return Number.isNaN(low) ? ANYTHING : { low, high: Math.max(...values) };
}

/** The narrowest interval around both. */
export const around = (a: Interval, b: Interval): Interval => between(a.low, a.high, b.low, b.high);

/** Whether the number is in the interval. */
export const holds = (range: Interval, value: number): boolean => range.low <= value && value <= range.high;

/** What a function can answer that grows, or falls, with each of its two arguments while the other stays. */
export const monotone = (a: Interval, b: Interval, apply: (a: number, b: number) => number): Interval =>
  between(apply(a.low, b.low), apply(a.low, b.high), apply(a.high, b.low), apply(a.high, b.high));
