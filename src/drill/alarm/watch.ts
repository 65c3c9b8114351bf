import { type AlarmQuery, readQuery } from './alarm-query.ts';
import { unreadable } from './alarm-settings.ts';
import { evaluateMath, usedQueries } from './evaluate-math.ts';
import type { HopVerdict } from './hop-verdict.ts';
import type { PublishedMetric } from './published-metric.ts';
import { asObject, memberOf, type RawObject } from './raw-object.ts';
import type { Reading } from './reading.ts';
import { isPeriod, readMetric, type Situation } from './situation.ts';
import { differenceOf } from './watched-metric.ts';

/** What an alarm sees of the published metric. */
export interface Watch {
  readonly see: (situation: Situation) => Reading;
  /** The statistic of a plain alarm; undefined for metric math. */
  readonly statistic: string | undefined;
  /**
   * Whether FILL gives a value to periods as short as a minute. A datapoint that is published late is then filled in
   * first, so that an alarm on the latest period alone may never see it.
   */
  readonly fillsMinutes: boolean;
}

const MINUTE = 60;

const MOST_QUERIES = 100;

/**
 * What an alarm, as DescribeAlarms answers it, sees of the published metric; or the verdict, where it does not see it or
 * that cannot be told. Other metrics in its metric math have unknown values.
 *
 * Source: CloudWatch API reference, MetricAlarm and MetricDataQuery; CloudWatch User Guide, "Using math expressions with
 * CloudWatch metrics" (FILL in alarms).
 */
export function readWatch(alarm: RawObject, metric: PublishedMetric): Watch | HopVerdict {
  const queries = memberOf(alarm, 'Metrics');
  if (Array.isArray(queries) && queries.length > 0) return readMath(queries, alarm, metric);
  if (queries !== undefined && !Array.isArray(queries)) return unknown(unreadable('list of Metrics'));
  if (memberOf(alarm, 'MetricName') === undefined) return unknown('names no metric that it watches');

  const difference = differenceOf(alarm, memberOf(alarm, 'Unit'), metric);
  if (difference) return difference;
  const statistic = memberOf(alarm, 'Statistic') ?? memberOf(alarm, 'ExtendedStatistic');
  if (typeof statistic !== 'string') return unknown(unreadable('Statistic'));
  const period = memberOf(alarm, 'Period');
  if (!isPeriod(period)) return unknown(unreadable('Period'));
  return { see: (situation) => readMetric(metric, statistic, period, situation), statistic, fillsMinutes: false };
}

function readMath(raw: readonly unknown[], alarm: RawObject, metric: PublishedMetric): Watch | HopVerdict {
  if (raw.length > MOST_QUERIES) return unknown(unreadable('list of Metrics'));
  const queries: AlarmQuery[] = [];
  for (const each of raw) {
    const query = readQuery(asObject(each) ?? {}, alarm, metric);
    if (!('id' in query)) return query;
    queries.push(query);
  }
  if (new Set(queries.map(({ id }) => id)).size < queries.length) return unknown(unreadable('list of Metrics'));
  const returned = queries.filter(({ isReturned }) => isReturned === true);
  const candidates = returned.length > 0 ? returned : queries.filter(({ isReturned }) => isReturned === undefined);
  const [result] = candidates;
  if (!result || candidates.length > 1) return unknown('does not say which of its Metrics it compares');
  return watchMath(queries, result, metric);
}

function watchMath(queries: readonly AlarmQuery[], result: AlarmQuery, metric: PublishedMetric): Watch | HopVerdict {
  const isQuery = queries.some(({ expression }) => /^\s*SELECT\b/i.test(expression ?? ''));
  if (isQuery) return unknown('watches a query over many metrics, which is not evaluated here');
  const ours = queries.filter(({ statistic }) => statistic !== undefined);
  // The difference that says most: that of the metric of the same name, if there is one.
  const differences = queries.flatMap(({ difference }) => difference ?? []);
  const closest = differences.find(({ reason }) => reason.includes(' the filter publishes it with ')) ?? differences[0];
  if (ours.length === 0) return closest ?? { state: 'no', reason: 'watches an expression over no metric' };

  const periods = new Set(queries.flatMap(({ period }) => period ?? []));
  if (periods.size > 1) return unknown('computes with metrics of different periods');
  const inSituation = (situation: Situation) =>
    queries.map((query) => ({
      id: query.id,
      expression: query.expression,
      period: query.period,
      reading:
        query.statistic === undefined || query.period === undefined
          ? undefined
          : readMetric(metric, query.statistic, query.period, situation),
    }));
  const used = usedQueries(inSituation('event'), result.id);
  if (!ours.some(({ id }) => used.has(id)))
    return { state: 'no', reason: 'compares a value that is computed without the metric the filter publishes' };
  const isFilled = queries.some(({ id, expression }) => used.has(id) && expression?.includes('FILL'));
  return {
    see: (situation) => evaluateMath(inSituation(situation), result.id),
    statistic: undefined,
    fillsMinutes: isFilled && Math.min(...periods) <= MINUTE,
  };
}

const unknown = (reason: string): HopVerdict => ({ state: 'unknown', reason });
