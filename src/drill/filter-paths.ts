import { matchFilterPattern, parseFilterPattern } from '../interpreters/filter-pattern/index.ts';
import type { UNKNOWN } from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { textOf } from '../model/text-of.ts';
import type { World } from '../model/world.ts';
import { type MetricTransformation, type PublishedMetric, publishedMetric } from './alarm/published-metric.ts';
import { tripsOnOneEvent } from './alarm/trips.ts';
import { actionPaths } from './alarm-paths.ts';
import {
  every,
  no,
  open,
  type Path,
  type Read,
  restingOn,
  type Step,
  step,
  unknown,
  type Verdict,
  yes,
} from './path.ts';
import { patternJudge } from './pattern-judge.ts';
import { Reads } from './reads.ts';
import type { RulePaths } from './rule-paths.ts';
import type { Sample } from './sample.ts';

type OrganizationId = string | typeof UNKNOWN | undefined;

const takes = patternJudge({
  kind: 'filter',
  carrier: 'metric filter',
  parse: parseFilterPattern,
  match: matchFilterPattern,
});

/** The metric filters of a log group. */
interface Filters {
  readonly filters: readonly Resource[];
  readonly gaps: readonly Gap[];
  /** What says which filters there are. */
  readonly listed: readonly Read[];
  /** That, and what says what each of them takes. */
  readonly all: readonly Read[];
}

/** What runs samples over log groups, and remembers what does not depend on the sample. */
export class FilterPaths {
  readonly #world: World;
  readonly #organizationId: OrganizationId;
  readonly #rules: RulePaths;
  readonly #actions = new Map<string, readonly Path[]>();
  readonly #filters = new Map<string, Filters>();
  readonly #deliveries = new Map<string, { readonly step: Step; readonly group?: Resource }>();

  constructor(world: World, organizationId: OrganizationId, rules: RulePaths) {
    this.#world = world;
    this.#organizationId = organizationId;
    this.#rules = rules;
  }

  /** From a trail that records the sample, over its log group, to those who are told; one way after the other. */
  *paths(trail: Resource, sample: Sample): Iterable<Path> {
    const { step: delivery, group } = this.#delivery(trail);
    if (delivery.state === 'no' || !group) {
      yield [delivery];
      return;
    }
    const { filters, gaps, listed, all } = this.#filtersOf(group);
    let isTaken = false;
    for (const filter of filters) {
      const matched = this.#matched(filter, sample);
      if (matched.state === 'no') continue;
      isTaken = true;
      for (const path of this.beyond(filter, sample.record)) yield [delivery, restingOn(listed, matched), ...path];
    }
    for (const gap of gaps) yield [delivery, step('metricFilter', unknown(gap), listed, group)];
    for (const path of this.#logAlarmPaths(group)) yield [delivery, ...path];
    if (isTaken || gaps.length > 0) return;
    yield [delivery, step('metricFilter', no(refusal(filters, group, sample)), all, group)];
  }

  #filtersOf(group: Resource): Filters {
    const known = this.#filters.get(group.id);
    if (known) return known;
    const reads = new Reads(this.#world);
    const { found: filters, gaps } = reads.targets(group, 'metricFilters');
    const own = new Reads(this.#world);
    for (const filter of filters) for (const name of ['pattern', 'definition']) own.field(filter, name);
    const read = { filters, gaps, listed: reads.list, all: [...reads.list, ...own.list] };
    this.#filters.set(group.id, read);
    return read;
  }

  /** Whether a metric filter takes a record. */
  takes(filter: Resource, record: Readonly<Record<string, unknown>>, reads: Reads): Verdict {
    return takes(filter, reads.field(filter, 'pattern'), record, this.#world);
  }

  #delivery(trail: Resource): { readonly step: Step; readonly group?: Resource } {
    const known = this.#deliveries.get(trail.id);
    if (known) return known;
    const delivered = deliver(trail, this.#world);
    this.#deliveries.set(trail.id, delivered);
    return delivered;
  }

  /**
   * Source: CloudWatch Logs API Reference, PutMetricFilter: `applyOnTransformedLogs` reshapes the event
   * first, `fieldSelectionCriteria` lets only some accounts' or regions' events in.
   */
  #matched(filter: Resource, sample: Sample): Step {
    const reads = new Reads(this.#world);
    const name = `metric filter ${filter.name}`;
    const { applyOnTransformedLogs, fieldSelectionCriteria } = reads.field(filter, 'definition') as {
      readonly applyOnTransformedLogs?: boolean;
      readonly fieldSelectionCriteria?: string;
    };
    const narrowed = applyOnTransformedLogs
      ? open(`${name} reads events after a log transformer has changed them`)
      : fieldSelectionCriteria
        ? open(`${name} reads only events for which ${fieldSelectionCriteria}`)
        : yes('');
    const verdict = every([this.takes(filter, sample.record, reads), narrowed], `${name} takes it`);
    return step('metricFilter', verdict, reads.list, filter);
  }

  /** From a metric filter that takes a record to those who are told. */
  beyond(filter: Resource, record: Sample['record']): readonly Path[] {
    const { metricTransformations = [] } = filter.fields['definition'] as {
      readonly metricTransformations?: readonly MetricTransformation[];
    };
    return metricTransformations.flatMap((transformation): readonly Path[] => {
      const metric = publishedMetric(transformation, record);
      if ('nothing' in metric) {
        return [[step('metric', no(`metric filter ${filter.name} counts nothing: ${metric.nothing}`), [], filter)]];
      }
      if ('unknown' in metric)
        return [[step('metric', open(`metric filter ${filter.name}: ${metric.unknown}`), [], filter)]];
      const key = JSON.stringify([filter.id, metric], (_, value: unknown) =>
        value instanceof Map ? [...value] : value,
      );
      const paths = this.#actions.get(key) ?? this.#alarmPaths(filter, metric);
      this.#actions.set(key, paths);
      return paths;
    });
  }

  #alarmPaths(filter: Resource, metric: PublishedMetric): readonly Path[] {
    const reads = new Reads(this.#world);
    const { found: alarms, gaps } = reads.targets(filter, 'alarms');
    const metricName = `metric ${metric.namespace}/${metric.name}`;
    const paths: Path[] = alarms.flatMap((alarm): readonly Path[] => {
      const own = new Reads(this.#world);
      const { state, reason } = tripsOnOneEvent(own.field(alarm, 'definition'), metric);
      const name = `alarm ${alarm.name}`;
      const verdict =
        state === 'yes'
          ? yes(`${name} goes off`)
          : state === 'no'
            ? no(`${name} does not go off: it ${reason}`)
            : open(`whether ${name} goes off is not clear: it ${reason}`);
      const tripped = step('alarm', verdict, own.list, alarm);
      if (state === 'no') return [[tripped]];
      return this.#actionPaths(alarm).map((path) => [tripped, ...path]);
    });
    paths.push(...gaps.map((gap) => [step('alarm', unknown(gap), reads.list)]));
    if (paths.length === 0)
      return [
        [step('metric', no(`no alarm watches ${metricName} of metric filter ${filter.name}`), reads.list, filter)],
      ];
    const counted = step('metric', yes(`${metricName} counts it`), reads.list, filter);
    return paths.map((path) => [counted, ...path]);
  }

  /** By the alarm's actions, and by a rule that hears of its change. */
  #actionPaths(alarm: Resource): readonly Path[] {
    const account = this.#world.find(new Link('account', alarm.account ?? ''));
    const heard = account === 'dangling' || account instanceof Gap ? [] : this.#rules.afterAlarm(account, alarm);
    return [...actionPaths(alarm, this.#world, this.#organizationId), ...heard];
  }

  /** An alarm may run a query over the log group on a schedule, without any metric filter. */
  #logAlarmPaths(group: Resource): readonly Path[] {
    const reads = new Reads(this.#world);
    const { known, holes } = reads.elements(group, 'logAlarms');
    const mayRead = known.filter((alarm) => JSON.stringify(alarm).includes(group.name));
    const gaps = mayRead.map(
      (alarm) =>
        new Gap(
          'not-collected',
          `log alarm ${String((alarm as { AlarmName?: string }).AlarmName)} runs a query over log group ${group.name}, which is not run here`,
        ),
    );
    return [...gaps, ...holes].map((gap) => [step('alarm', unknown(gap), reads.list, group)]);
  }
}

/** Why no filter takes an event: most worth saying is that some were written for it. */
function refusal(filters: readonly Resource[], group: Resource, { record }: Sample): string {
  if (filters.length === 0) return `log group ${group.name} has no metric filter`;
  const words = (filter: Resource): ReadonlySet<string> => new Set(textOf(filter.fields['pattern']).split(/[^\w.-]+/));
  const name = textOf(record['eventName']);
  const source = textOf(record['eventSource']);
  const meant = filters.filter((filter) => {
    const named = words(filter);
    const sources = [...named].filter((word) => word.endsWith('.amazonaws.com'));
    return name !== '' && named.has(name) && (sources.length === 0 || sources.includes(source));
  });
  const names = meant.map(({ name }) => name).join(' and ');
  if (meant.length === 0) return `no metric filter of log group ${group.name} takes it`;
  return meant.length === 1
    ? `metric filter ${names} names the event, but does not take it`
    : `metric filters ${names} name the event, but do not take it`;
}

/** From a trail to its log group. */
function deliver(trail: Resource, world: World): { readonly step: Step; readonly group?: Resource } {
  const reads = new Reads(world);
  const name = `trail ${trail.name}`;
  const group = reads.target(trail, 'logGroup');
  const end = (verdict: Verdict) => ({ step: step('logGroup', verdict, reads.list, trail) });
  if (group === undefined) return end(no(`${name} delivers to no log group`));
  if (group instanceof Gap) return end(unknown(group));
  if (group === 'dangling') return end(no(`the log group of ${name} does not exist`));
  const status = reads.field(trail, 'status');
  const own = new Reads(world);
  const verdict = every(
    [
      status instanceof Gap ? unknown(status) : failing(status, name),
      classOf(own.field(group, 'class'), group),
      group.exists instanceof Gap ? unknown(group.exists) : yes(''),
    ],
    `${name} delivers it to log group ${group.name}`,
  );
  return { step: step('logGroup', verdict, [...reads.list, ...own.list], group), group };
}

function failing(status: unknown, name: string): Verdict {
  const error = (status as { readonly latestCloudWatchLogsDeliveryError?: unknown } | undefined)
    ?.latestCloudWatchLogsDeliveryError;
  if (error instanceof Gap) return unknown(error);
  return error ? no(`${name} fails to deliver to its log group (${textOf(error)})`) : yes('');
}

/** Source: CloudWatch Logs User Guide, "Log classes": metric filters work in the Standard class only. */
function classOf(value: unknown, group: Resource): Verdict {
  if (value instanceof Gap) return unknown(value);
  return value === 'STANDARD'
    ? yes('')
    : no(`log group ${group.name} is of class ${String(value)}, in which metric filters do not work`);
}
