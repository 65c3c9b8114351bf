import { ANYTHING, around, between, exactly, type Interval } from './interval.ts';
import { MISSING, present, type Reading, UNKNOWN } from './reading.ts';

/** The values that land in one period: the event's, where it is in it, and the filter's default value so many times. */
export interface Samples {
  readonly event: Interval | undefined;
  readonly defaultValue: number;
  readonly fewestDefaults: number;
  readonly mostDefaults: number;
}

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/i;
const MEAN_OF_SOME = /^(?:iqm|[tw]m(?:\d|\())/i;

/** Whether the statistic is a percentile such as `p99`. */
export const isPercentile = (statistic: string): boolean => PERCENTILE.test(statistic);

/**
 * A statistic over the samples of one period; of one sample each but SampleCount is that sample.
 *
 * Percentiles and trimmed or winsorized means of differing samples are somewhere between them (trimming may leave
 * none); negative samples have none that AWS documents. Trimmed counts and sums and percentile ranks are unknown.
 *
 * Source: CloudWatch User Guide, "CloudWatch statistics definitions"; CloudWatch Logs User Guide, "Creating metrics
 * from log events using filters" (percentiles of negative values).
 */
export function statisticOf(statistic: string, samples: Samples): Reading {
  const { event, defaultValue, fewestDefaults, mostDefaults } = samples;
  if (!event && mostDefaults === 0) return MISSING;
  const defaults = [fewestDefaults, mostDefaults];
  const others = mostDefaults > 0 ? exactly(defaultValue) : undefined;
  const all = event && others ? around(event, others) : (event ?? others ?? ANYTHING);

  switch (statistic) {
    case 'SampleCount':
      return present(between(...defaults.map((count) => count + (event ? 1 : 0))));
    case 'Sum':
      return present(defaults.map((count) => addTimes(event, defaultValue, count)).reduce(around));
    case 'Average':
      return present(event ? averages(event, defaultValue, defaults) : all);
    case 'Minimum':
      return present({ low: all.low, high: event?.high ?? all.high });
    case 'Maximum':
      return present({ low: event?.low ?? all.low, high: all.high });
  }
  if (isPercentile(statistic)) return all.low < 0 ? UNKNOWN : present(all);
  if (MEAN_OF_SOME.test(statistic) && all.low >= 0) return { range: all, mayMiss: true };
  return UNKNOWN;
}

const addTimes = (event: Interval = exactly(0), value: number, count: number): Interval => ({
  low: event.low + value * count,
  high: event.high + value * count,
});

const averages = (event: Interval, value: number, counts: readonly number[]): Interval =>
  counts
    .map((count) => addTimes(event, value, count))
    .map(({ low, high }, index) => {
      const total = (counts[index] ?? 0) + 1;
      return { low: low / total, high: high / total };
    })
    .reduce(around);
