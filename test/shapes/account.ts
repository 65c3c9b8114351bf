import type { Outputs } from '../../src/model/outputs.ts';
import { type Change, type Part, revised } from './changes.ts';
import { CONTROLS, type Control, PATTERNS } from './patterns.ts';

// One account without an organisation, as it was recorded.
export const ACCOUNT = '999988887777';
export const STRANGER = '111122223333';
export const HOME = 'us-east-1';
export const ELSEWHERE = 'eu-west-1';
export const HERE = { account: ACCOUNT, region: HOME };
export const THERE = { account: ACCOUNT, region: ELSEWHERE };
export const REGIONS = [HOME, ELSEWHERE, 'eu-central-1', 'ap-southeast-2'] as const;
const LOG_GROUP = '/lone/cloudtrail';
export const LOG_BUCKET = 'lone-trail-logs';
export const SENSITIVE_BUCKET = 'lone-customers';
export const TRAIL_ARN = `arn:aws:cloudtrail:${HOME}:${ACCOUNT}:trail/lone-trail`;
export const TOPIC_ARN = `arn:aws:sns:${HOME}:${ACCOUNT}:lone-alerts`;
export const NAMESPACE = 'CloudTrailMetrics';

type MetricFilter = Part<NonNullable<Outputs['logs:DescribeMetricFilters']['metricFilters']>[number]>;
type MetricAlarm = Part<NonNullable<Outputs['cloudwatch:DescribeAlarms']['MetricAlarms']>[number]>;

/** A metric filter that counts each event it takes, in a metric of its own name unless told otherwise. */
export const metricFilter = (filterName: string, filterPattern: string, metricName = filterName): MetricFilter => ({
  filterName,
  filterPattern,
  logGroupName: LOG_GROUP,
  metricTransformations: [{ metricName, metricNamespace: NAMESPACE, metricValue: '1' }],
});

/** An alarm that goes off for one event of a metric. */
const metricAlarm = (name: string): MetricAlarm => ({
  AlarmName: name,
  AlarmArn: `arn:aws:cloudwatch:${HOME}:${ACCOUNT}:alarm:${name}`,
  ActionsEnabled: true,
  AlarmActions: [TOPIC_ARN],
  Namespace: NAMESPACE,
  MetricName: name,
  Dimensions: [],
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
});

/** What is missing from the recorded account: an alarm for every control, and the events of all S3 objects. */
export const WELL_KEPT: readonly Change[] = [
  revised('logs:DescribeMetricFilters', (output) => ({
    ...output,
    metricFilters: CONTROLS.map((control) => metricFilter(control, PATTERNS[control])),
  })),
  revised('cloudwatch:DescribeAlarms', (output) => ({
    ...output,
    MetricAlarms: CONTROLS.map((control) => metricAlarm(control)),
  })),
  revised('cloudtrail:GetEventSelectors', (output) => ({
    ...output,
    EventSelectors: [
      {
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
        ExcludeManagementEventSources: [],
      },
    ],
  })),
];

/** Other metric filters in place of one. */
export const filtersFor = (control: Control, ...others: readonly MetricFilter[]): Change =>
  revised('logs:DescribeMetricFilters', (output) => ({
    ...output,
    metricFilters: [...(output.metricFilters ?? []).filter(({ filterName }) => filterName !== control), ...others],
  }));

/** Every alarm is set otherwise. */
export const alarms = (settings: MetricAlarm): Change =>
  revised('cloudwatch:DescribeAlarms', (output) => ({
    ...output,
    MetricAlarms: (output.MetricAlarms ?? []).map((alarm) => ({ ...alarm, ...settings })),
  }));
