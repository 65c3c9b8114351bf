import type { HopVerdict } from './hop-verdict.ts';
import type { PublishedMetric } from './published-metric.ts';
import { asObject, memberOf, type RawObject } from './raw-object.ts';

/**
 * How what an alarm watches differs from what is published; undefined where it is the same metric.
 *
 * A metric is its namespace, its name and its exact set of dimensions; a unit that the alarm names hides the values of
 * all other units.
 *
 * Source: CloudWatch User Guide, "CloudWatch concepts" (dimensions) and API reference, PutMetricAlarm (Unit).
 */
export function differenceOf(metric: RawObject, unit: unknown, published: PublishedMetric): HopVerdict | undefined {
  const no = (reason: string): HopVerdict => ({ state: 'no', reason });
  const unknown = (what: string): HopVerdict => ({ state: 'unknown', reason: `has ${what} that could not be read` });
  const namespace = memberOf(metric, 'Namespace');
  if (typeof namespace !== 'string') return unknown('a Namespace');
  if (namespace !== published.namespace)
    return no(`watches namespace ${quoted(namespace)}, the filter publishes to ${quoted(published.namespace)}`);
  const name = memberOf(metric, 'MetricName');
  if (typeof name !== 'string') return unknown('a MetricName');
  if (name !== published.name)
    return no(`watches metric ${quoted(name)}, the filter publishes ${quoted(published.name)}`);
  const wanted = dimensionsOf(memberOf(metric, 'Dimensions') ?? []);
  if (!wanted) return unknown('Dimensions');
  if (!isSame(wanted, published.dimensions))
    return no(
      `watches the metric with ${described(wanted)}, the filter publishes it with ${described(published.dimensions)}`,
    );
  if (unit !== undefined && typeof unit !== 'string') return unknown('a Unit');
  if (unit !== undefined && unit !== published.unit)
    return no(`watches only values in the unit ${quoted(unit)}, the filter publishes ${quoted(published.unit)}`);
  return undefined;
}

function dimensionsOf(raw: unknown): ReadonlyMap<string, string> | undefined {
  if (!Array.isArray(raw)) return undefined;
  const dimensions = new Map<string, string>();
  for (const each of raw as unknown[]) {
    const name = memberOf(asObject(each) ?? {}, 'Name');
    const value = memberOf(asObject(each) ?? {}, 'Value');
    if (typeof name !== 'string' || typeof value !== 'string') return undefined;
    dimensions.set(name, value);
  }
  return dimensions;
}

const isSame = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);

const described = (dimensions: ReadonlyMap<string, string>): string =>
  dimensions.size === 0
    ? 'no dimensions'
    : `the dimensions ${[...dimensions].map(([name, value]) => `${name}=${value}`).join(', ')}`;

const quoted = (value: string): string => JSON.stringify(value);
