import type { PublishedMetric } from '../../../src/drill/alarm/published-metric.ts';

/** What a filter that counts 1 for each event publishes. */
export const ONE: PublishedMetric = {
  namespace: 'Trail',
  name: 'RootUsage',
  dimensions: new Map(),
  value: 1,
  unit: 'None',
};

/** An alarm on it as benchmarks advise. */
export const ADVISED = {
  AlarmName: 'root-usage',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:root-usage',
  StateValue: 'INSUFFICIENT_DATA',
  ActionsEnabled: true,
  Namespace: 'Trail',
  MetricName: 'RootUsage',
  Dimensions: [],
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
};

/** The same metric as an item of an alarm's `Metrics`. */
export const M1 = {
  Id: 'm1',
  ReturnData: false,
  MetricStat: { Metric: { Namespace: 'Trail', MetricName: 'RootUsage' }, Period: 300, Stat: 'Sum' },
};

/** Another one. */
export const M2 = {
  Id: 'm2',
  ReturnData: false,
  MetricStat: { Metric: { Namespace: 'Other', MetricName: 'Requests' }, Period: 300, Stat: 'Sum' },
};

/** An alarm on an expression over both. */
export const mathAlarm = (expression: string, changes: object = {}) => ({
  AlarmName: 'root-share',
  StateValue: 'OK',
  Metrics: [{ Id: 'e1', Expression: expression, ReturnData: true }, M1, M2],
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
  ...changes,
});
