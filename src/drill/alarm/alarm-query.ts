import { unreadable } from './alarm-settings.ts';
import type { HopVerdict } from './hop-verdict.ts';
import type { PublishedMetric } from './published-metric.ts';
import { asObject, memberOf, type RawObject } from './raw-object.ts';
import { isPeriod } from './situation.ts';
import { differenceOf } from './watched-metric.ts';

/** One item of an alarm's `Metrics`: an expression, the metric a filter publishes, or another one. */
export interface AlarmQuery {
  readonly id: string;
  /** `ReturnData`, which marks the item that the alarm compares. */
  readonly isReturned: boolean | undefined;
  /** Only where it is an expression. */
  readonly expression: string | undefined;
  /** Only where it is a metric; in seconds. */
  readonly period: number | undefined;
  /** Only where it is the metric that the filter publishes. */
  readonly statistic: string | undefined;
  /** How it differs from the metric that the filter publishes, where it is another one. */
  readonly difference: HopVerdict | undefined;
}

/**
 * An item of an alarm's `Metrics`, or the verdict `unknown` where it could not be read.
 *
 * Source: CloudWatch API reference, MetricDataQuery and MetricStat.
 */
export function readQuery(query: RawObject, alarm: RawObject, metric: PublishedMetric): AlarmQuery | HopVerdict {
  const id = memberOf(query, 'Id');
  const isReturned = memberOf(query, 'ReturnData');
  const malformed = { state: 'unknown', reason: unreadable('list of Metrics') } as const;
  if (typeof id !== 'string' || (isReturned !== undefined && typeof isReturned !== 'boolean')) return malformed;
  const blank = {
    id,
    isReturned,
    expression: undefined,
    period: undefined,
    statistic: undefined,
    difference: undefined,
  };

  const expression = memberOf(query, 'Expression');
  if (typeof expression === 'string') return { ...blank, expression };
  const stat = asObject(memberOf(query, 'MetricStat'));
  const watched = stat && asObject(memberOf(stat, 'Metric'));
  const statistic = stat && memberOf(stat, 'Stat');
  const period = stat && memberOf(stat, 'Period');
  if (!watched || typeof statistic !== 'string' || !isPeriod(period)) return malformed;
  const difference = differenceOf(watched, memberOf(stat, 'Unit'), metric);
  if (difference?.state === 'unknown') return difference;
  if (difference) return { ...blank, period, difference };

  const account = memberOf(query, 'AccountId');
  if (account !== undefined && typeof account !== 'string') return malformed;
  if (account !== undefined && account !== accountOf(alarm))
    return { state: 'unknown', reason: `watches the metric in account ${account}, which is not its own` };
  return { ...blank, period, statistic };
}

function accountOf(alarm: RawObject): string | undefined {
  const arn = memberOf(alarm, 'AlarmArn');
  return typeof arn === 'string' ? arn.split(':')[4] : undefined;
}
