import { parseArn } from '../model/arn.ts';
import type { Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import { Link, type Resource } from '../model/resource.ts';
import { assemble, part } from './assemble.ts';
import { type Answer, missingFrom } from './calls.ts';
import type { CollectorDeclaration, Context } from './context.ts';
import { said } from './said.ts';

export const logGroupCollector = {
  type: 'logGroup',
  scope: 'resource',
  calls: ['logs:DescribeLogGroups', 'logs:DescribeSubscriptionFilters'],
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
  const hole = missingFrom(listed);
  if (!found && !hole) return 'dangling';

  const subscriptions = await call('logs:DescribeSubscriptionFilters', { logGroupName: name }, at);
  const filters = await call('logs:DescribeMetricFilters', { logGroupName: name }, at);
  const written = filters.kind === 'ok' ? (filters.output.metricFilters ?? []) : [];
  const filtersHole = missingFrom(filters);
  const alarms = await call(
    'cloudwatch:DescribeAlarms',
    { AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'] },
    at,
  );
  const alarmsHole = missingFrom(alarms);

  const { MetricAlarms = [], CompositeAlarms = [], LogAlarms = [] } = alarms.kind === 'ok' ? alarms.output : {};
  const watching = MetricAlarms.filter((alarm) => written.some((filter) => watches(alarm, filter)));
  const composites = compositesOver(watching, CompositeAlarms);
  const place = { account, region };
  const filterResources = written.map((filter) => filterResource(arn, place, filter, watching, alarms));
  const existence = !found && hole ? { exists: hole } : {};
  const group = assemble('logGroup', { id: arn, name, ...place, ...existence }, { id: arn, arn, name, ...place }, [
    found || listed.kind !== 'ok'
      ? part('logs:DescribeLogGroups', listed, () => ({
          retentionInDays: found?.retentionInDays,
          kmsKeyId: found?.kmsKeyId,
          key: found?.kmsKeyId && new Link('key', found.kmsKeyId),
          deletionProtectionEnabled: found?.deletionProtectionEnabled,
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
    part(
      'logs:DescribeSubscriptionFilters',
      subscriptions,
      ({ subscriptionFilters = [] }, cut) => ({
        subscriptionFilters: [...subscriptionFilters.map(subscriptionFilterOf), ...(cut ? [cut] : [])],
      }),
      { subscriptionFilters: [] },
    ),
    part('cloudwatch:DescribeAlarms', alarms, (_, cut) => ({ logAlarms: [...LogAlarms, ...(cut ? [cut] : [])] })),
  ]);
  return {
    resources: [
      group,
      ...filterResources,
      ...[...watching, ...composites].map((alarm) => alarmResource(alarm, composites, alarms)),
    ],
    ...(filtersHole && { filtersHole }),
    ...(alarmsHole && { alarmsHole }),
  };
}

type SubscriptionFilter = NonNullable<Outputs['logs:DescribeSubscriptionFilters']['subscriptionFilters']>[number];

/** Source: CloudWatch Logs API Reference, SubscriptionFilter. */
const subscriptionFilterOf = ({
  filterName = '',
  filterPattern = '',
  destinationArn,
  applyOnTransformedLogs,
  fieldSelectionCriteria,
}: SubscriptionFilter) => ({
  name: filterName,
  pattern: filterPattern,
  takesEverySource: applyOnTransformedLogs !== true && !fieldSelectionCriteria,
  destination: said(destinationArn, `where subscription filter ${filterName} leads`),
});

type MetricFilter = NonNullable<Outputs['logs:DescribeMetricFilters']['metricFilters']>[number];
type DescribedAlarms = Outputs['cloudwatch:DescribeAlarms'];
type MetricAlarm = NonNullable<DescribedAlarms['MetricAlarms']>[number];
type CompositeAlarm = NonNullable<DescribedAlarms['CompositeAlarms']>[number];

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

/** The composite alarms whose rules name one of the alarms, and those over them. What a rule says is not read here. */
function compositesOver(
  alarms: readonly (MetricAlarm | CompositeAlarm)[],
  all: readonly CompositeAlarm[],
): readonly CompositeAlarm[] {
  const found = new Set<CompositeAlarm>();
  for (let named = alarms; named.length > 0; ) {
    const next = all.filter((each) => !found.has(each) && named.some((alarm) => isNamedBy(alarm, each)));
    for (const each of next) found.add(each);
    named = next;
  }
  return [...found];
}

const isNamedBy = ({ AlarmName = '' }: MetricAlarm | CompositeAlarm, { AlarmRule = '' }: CompositeAlarm): boolean =>
  AlarmRule.includes(AlarmName);

function filterResource(
  logGroup: string,
  place: { readonly account: string; readonly region: string },
  filter: MetricFilter,
  watching: readonly MetricAlarm[],
  alarms: Answer<DescribedAlarms>,
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
  const known = { id, name, ...place, pattern: filter.filterPattern ?? '', definition: filter, metrics };
  return assemble('metricFilter', { id, name, ...place }, known, [
    part('cloudwatch:DescribeAlarms', alarms, (_, cut) => ({ alarms: [...links, ...(cut ? [cut] : [])] })),
  ]);
}

function alarmResource(
  alarm: MetricAlarm | CompositeAlarm,
  composites: readonly CompositeAlarm[],
  answer: Answer<DescribedAlarms>,
): Resource {
  const { AlarmArn: arn = '', AlarmName: name = '', ActionsEnabled, AlarmActions = [] } = alarm;
  const { account = '', region = '' } = parseArn(arn) ?? {};
  const topics = AlarmActions.filter((action) => parseArn(action)?.service === 'sns').map(
    (action) => new Link('topic', action),
  );
  const over = composites
    .filter((each) => isNamedBy(alarm, each))
    .map(({ AlarmArn = '' }) => new Link('alarm', AlarmArn));
  const known = { id: arn, arn, name, account, region, areActionsEnabled: ActionsEnabled ?? true };
  return assemble('alarm', { id: arn, name, account, region }, { ...known, definition: alarm, topics }, [
    part('cloudwatch:DescribeAlarms', answer, (_, cut) => ({ composites: [...over, ...(cut ? [cut] : [])] })),
  ]);
}
