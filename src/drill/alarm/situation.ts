import { ANYTHING, exactly, type Interval } from './interval.ts';
import type { PublishedMetric } from './published-metric.ts';
import { MISSING, type Reading } from './reading.ts';
import { statisticOf } from './statistic.ts';

/**
 * A period the drill looks at: without any log event; with log events that do not match, where the filter publishes its
 * default value; and that of the event.
 */
export type Situation = 'quiet' | 'traffic' | 'event';

// More values than a log group makes a filter publish in one period.
const MANY = 1_000_000;
const MINUTE = 60;
const LONGEST = 604_800;

/** The situations there are: a filter without a default value publishes nothing for other log events. */
export const situationsOf = ({ defaultValue }: PublishedMetric): readonly Situation[] =>
  defaultValue === undefined ? ['quiet', 'event'] : ['quiet', 'traffic', 'event'];

/**
 * A statistic of the published metric in a period of so many seconds.
 *
 * A filter publishes once a minute, its default value in minutes with log events of which none matches; so the event's
 * own minute has no default value, and how many values the others have is not documented. A period shorter than a minute
 * holds the event or it does not.
 *
 * Source: CloudWatch Logs User Guide, "Creating metrics from log events using filters" (default value) and "Filter
 * pattern syntax for metric filters" (configuring metric values).
 */
export function readMetric(metric: PublishedMetric, statistic: string, period: number, situation: Situation): Reading {
  const { defaultValue = 0 } = metric;
  if (situation === 'quiet') return MISSING;
  if (situation === 'traffic')
    return statisticOf(statistic, { event: undefined, defaultValue, fewestDefaults: 1, mostDefaults: MANY });
  const mostDefaults = metric.defaultValue !== undefined && period > MINUTE ? MANY : 0;
  return statisticOf(statistic, { event: valueOf(metric), defaultValue, fewestDefaults: 0, mostDefaults });
}

/** Whether it is a period in seconds that an alarm can have, of a second to a week. */
export const isPeriod = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LONGEST;

const valueOf = ({ value }: PublishedMetric): Interval => (value === 'unknown' ? ANYTHING : exactly(value));
