import { type EventField, eventField } from './event-field.ts';
import { asObject, memberOf } from './raw-object.ts';

/** What a metric filter publishes for one matching event, as DescribeMetricFilters answers it. */
export interface MetricTransformation {
  readonly metricName?: string;
  readonly metricNamespace?: string;
  /** A number such as `1`, or a selector such as `$.size` whose value in the event is published. */
  readonly metricValue?: string;
  /** Published for a minute that has log events, none of which matches. */
  readonly defaultValue?: number;
  readonly unit?: string;
  /** Dimension name → selector. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** What tells a metric from others, apart from its dimensions. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
}

/** The metric that one event is published to, and what it counts there. */
export interface PublishedMetric extends MetricName {
  readonly dimensions: ReadonlyMap<string, string>;
  readonly value: number | 'unknown';
  /** `None` when the filter names no unit. */
  readonly unit: string;
  readonly defaultValue?: number;
}

/** The metric; or why nothing is published; or why that cannot be told. */
export type Published = PublishedMetric | { readonly nothing: string } | { readonly unknown: string };

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
// CloudWatch takes values of -2^360 to 2^360.
const GREATEST = 2 ** 360;

/**
 * What a metric filter publishes when `event` (a parsed log event) matches it.
 *
 * `nothing` where the event holds no number to publish. `unknown` where the transformation is malformed, and where AWS
 * does not say: a dimension's field that the event lacks. A number written as text in the event has the value `unknown`.
 *
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters" (metric values, dimensions) and
 * API reference, MetricTransformation; CloudWatch API reference, MetricDatum (values).
 */
export function publishedMetric(transformation: MetricTransformation, event: unknown): Published {
  const raw = asObject(transformation);
  if (!raw) return { unknown: 'its metric transformation could not be read' };
  const namespace = memberOf(raw, 'metricNamespace');
  const name = memberOf(raw, 'metricName');
  const unit = memberOf(raw, 'unit') ?? 'None';
  const defaultValue = memberOf(raw, 'defaultValue');
  if (typeof namespace !== 'string' || namespace === '') return { unknown: 'it names no metric namespace' };
  if (typeof name !== 'string' || name === '') return { unknown: 'it names no metric' };
  if (typeof unit !== 'string') return { unknown: 'its unit could not be read' };
  if (defaultValue !== undefined && !(typeof defaultValue === 'number' && Number.isFinite(defaultValue)))
    return { unknown: 'its default value could not be read' };

  const value = valueOf(memberOf(raw, 'metricValue'), event);
  if (typeof value === 'object') return value;
  const dimensions = dimensionsOf(memberOf(raw, 'dimensions') ?? {}, event);
  if (!(dimensions instanceof Map)) return dimensions;
  return { namespace, name, dimensions, value, unit, ...(defaultValue !== undefined && { defaultValue }) };
}

type NoMetric = { readonly nothing: string } | { readonly unknown: string };

function valueOf(metricValue: unknown, event: unknown): number | 'unknown' | NoMetric {
  if (typeof metricValue !== 'string') return { unknown: 'its metric value could not be read' };
  const text = metricValue.trim();
  if (NUMBER.test(text)) return inRange(Number(text), `the metric value ${text}`);
  if (!text.startsWith('$')) return { unknown: `its metric value ${JSON.stringify(text)} is not a number` };
  const field = eventField(event, text);
  if (field === 'unreadable') return { unknown: `its metric value ${text} could not be read` };
  if (field === 'absent') return { nothing: `the event has no ${text} to publish` };
  if (typeof field.value === 'number') return inRange(field.value, `${text} in the event`);
  if (typeof field.value === 'string' && NUMBER.test(field.value.trim())) return 'unknown';
  return { nothing: `${text} in the event is not a number` };
}

const inRange = (value: number, what: string): number | NoMetric =>
  Math.abs(value) <= GREATEST ? value : { nothing: `${what} is not a number that CloudWatch takes` };

function dimensionsOf(raw: unknown, event: unknown): Map<string, string> | NoMetric {
  const selectors = asObject(raw);
  if (!selectors) return { unknown: 'its dimensions could not be read' };
  const dimensions = new Map<string, string>();
  for (const [name, selector] of Object.entries(selectors)) {
    const field: EventField = typeof selector === 'string' ? eventField(event, selector) : 'unreadable';
    if (field === 'unreadable') return { unknown: `its dimension ${name} could not be read` };
    const value = field === 'absent' ? undefined : field.value;
    if (!['string', 'number', 'boolean'].includes(typeof value) || value === '')
      return {
        unknown: `the event has no value for its dimension ${name}, and AWS does not say what is published then`,
      };
    dimensions.set(name, String(value));
  }
  return dimensions;
}
