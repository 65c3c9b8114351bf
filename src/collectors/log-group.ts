import type { Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import { Link, type Resource } from '../model/resource.ts';
import { parseArn } from './arn.ts';
import { assemble, part } from './assemble.ts';
import type { Answer } from './calls.ts';
import type { CollectorDeclaration, Context } from './context.ts';

export const logGroupCollector = {
  type: 'logGroup',
  scope: 'resource',
  calls: ['logs:DescribeLogGroups'],
} as const satisfies CollectorDeclaration;

export const metricFilterCollector = {
  type: 'metricFilter',
  scope: 'resource',
  calls: ['logs:DescribeMetricFilters'],
} as const satisfies CollectorDeclaration;

export const alarmCollector = {
  type: 'alarm',
  scope: 'resource',
  calls: ['cloudwatch:DescribeAlarms'],
} as const satisfies CollectorDeclaration;

/** A log group with its metric filters and the alarms on their metrics. */
export interface LogGroupView {
  readonly resources: readonly Resource[];
  readonly filtersHole?: Gap;
  readonly alarmsHole?: Gap;
}

/** A log group by ARN, asked in its own account and region; `dangling` when the list has no such name. */
export async function collectLogGroup({ call }: Context, arn: string): Promise<LogGroupView | 'dangling'> {
  const { region = '', account = '', resource = '' } = parseArn(arn) ?? {};
  const name = resource.replace(/^log-group:/, '');
  const at = { region };
  const listed = await call('logs:DescribeLogGroups', { logGroupNamePrefix: name }, at);
  const found =
    listed.kind === 'ok'
      ? (listed.output.logGroups ?? []).find(({ logGroupName }) => logGroupName === name)
      : undefined;
  const hole = listed.kind === 'gap' ? listed.gap : listed.kind === 'ok' ? listed.hole : undefined;
  if (!found && !hole) return 'dangling';

  const filters = await call('logs:DescribeMetricFilters', { logGroupName: name }, at);
  const written = filters.kind === 'ok' ? (filters.output.metricFilters ?? []) : [];
  const filtersHole = filters.kind === 'gap' ? filters.gap : filters.kind === 'ok' ? filters.hole : undefined;
  const alarms =
    written.length === 0
      ? undefined
      : await call('cloudwatch:DescribeAlarms', { AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'] }, at);
  const alarmsHole = alarms?.kind === 'gap' ? alarms.gap : alarms?.kind === 'ok' ? alarms.hole : undefined;

  const metricAlarms = alarms?.kind === 'ok' ? (alarms.output.MetricAlarms ?? []) : [];
  const watching = metricAlarms.filter((alarm) => written.some((filter) => watches(alarm, filter)));
  const place = { account, region };
  const filterResources = written.map((filter) => filterResource(arn, place, filter, watching, alarms));
  const existence = !found && hole ? { exists: hole } : {};
  const group = assemble('logGroup', { id: arn, name, ...place, ...existence }, { id: arn, arn, name, ...place }, [
    found || listed.kind !== 'ok'
      ? part('logs:DescribeLogGroups', listed, () => ({
          retentionInDays: found?.retentionInDays,
          kmsKeyId: found?.kmsKeyId,
          class: found?.logGroupClass ?? 'STANDARD',
        }))
      : { call: 'logs:DescribeLogGroups', references: listed.references, fields: hole as Gap },
    part(
      'logs:DescribeMetricFilters',
      filters,
      (_, cut) => ({
        metricFilters: [...filterResources.map(({ id }) => new Link('metricFilter', id)), ...(cut ? [cut] : [])],
      }),
      { metricFilters: [] },
    ),
  ]);
  return {
    resources: [
      group,
      ...filterResources,
      ...watching.map((alarm) => alarmResource(alarm, alarms as Answer<Outputs['cloudwatch:DescribeAlarms']>)),
    ],
    ...(filtersHole && { filtersHole }),
    ...(alarmsHole && { alarmsHole }),
  };
}

type MetricFilter = NonNullable<Outputs['logs:DescribeMetricFilters']['metricFilters']>[number];
type MetricAlarm = NonNullable<Outputs['cloudwatch:DescribeAlarms']['MetricAlarms']>[number];

/** An alarm watches a filter when it, or a part of its metric math, names one of the filter's metrics. */
function watches(alarm: MetricAlarm, { metricTransformations = [] }: MetricFilter): boolean {
  const metrics = [
    { Namespace: alarm.Namespace, MetricName: alarm.MetricName },
    ...(alarm.Metrics ?? []).map(({ MetricStat }) => ({
      Namespace: MetricStat?.Metric?.Namespace,
      MetricName: MetricStat?.Metric?.MetricName,
    })),
  ];
  return metricTransformations.some(({ metricName, metricNamespace }) =>
    metrics.some(({ Namespace, MetricName }) => Namespace === metricNamespace && MetricName === metricName),
  );
}

function filterResource(
  logGroup: string,
  place: { readonly account: string; readonly region: string },
  filter: MetricFilter,
  watching: readonly MetricAlarm[],
  alarms: Answer<Outputs['cloudwatch:DescribeAlarms']> | undefined,
): Resource {
  const name = filter.filterName ?? '';
  const id = `${logGroup}:metric-filter:${name}`;
  const metrics = (filter.metricTransformations ?? []).map(
    ({ metricName = '', metricNamespace = '', metricValue = '' }) => ({
      name: metricName,
      namespace: metricNamespace,
      value: metricValue,
    }),
  );
  const links = watching
    .filter((alarm) => watches(alarm, filter))
    .map(({ AlarmArn = '' }) => new Link('alarm', AlarmArn));
  const known = { id, name, ...place, pattern: filter.filterPattern ?? '', metrics };
  return assemble(
    'metricFilter',
    { id, name, ...place },
    known,
    alarms
      ? [part('cloudwatch:DescribeAlarms', alarms, (_, cut) => ({ alarms: [...links, ...(cut ? [cut] : [])] }))]
      : [],
  );
}

function alarmResource(alarm: MetricAlarm, answer: Answer<Outputs['cloudwatch:DescribeAlarms']>): Resource {
  const { AlarmArn: arn = '', AlarmName: name = '', ActionsEnabled, AlarmActions = [] } = alarm;
  const { account = '', region = '' } = parseArn(arn) ?? {};
  const topics = AlarmActions.filter((action) => parseArn(action)?.service === 'sns').map(
    (action) => new Link('topic', action),
  );
  const resource = assemble(
    'alarm',
    { id: arn, name, account, region },
    { id: arn, arn, name, account, region, areActionsEnabled: ActionsEnabled ?? true, definition: alarm, topics },
    [],
  );
  return { ...resource, calls: { 'cloudwatch:DescribeAlarms': answer.references } };
}
