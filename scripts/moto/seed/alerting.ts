import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateLogGroupCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { type Clients, must } from './clients.ts';
import { type Publisher, policy, topicMayBeUsed } from './policies.ts';

/** Makes a log group, and returns its ARN as trails spell it. Without days it keeps its events for ever. */
export async function seedLogGroup(
  clients: Clients,
  region: string,
  logGroupName: string,
  plan: { readonly retentionInDays?: number; readonly kmsKeyArn?: string } = {},
): Promise<string> {
  const logs = clients.logs(region);
  await logs.send(new CreateLogGroupCommand({ logGroupName, ...(plan.kmsKeyArn && { kmsKeyId: plan.kmsKeyArn }) }));
  if (plan.retentionInDays) {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: plan.retentionInDays }));
  }
  return logGroupArn(clients.account, region, logGroupName);
}

export const logGroupArn = (account: string, region: string, name: string): string =>
  `arn:aws:logs:${region}:${account}:log-group:${name}:*`;

/** Makes a topic with those who may publish to it and those who are told, and returns its ARN. */
export async function seedTopic(
  clients: Clients,
  region: string,
  name: string,
  plan: {
    readonly publishers: readonly Publisher[];
    readonly emails: readonly string[];
    /** An ARN or an alias. */
    readonly kmsKeyId?: string;
  },
): Promise<string> {
  const sns = clients.sns(region);
  const TopicArn = must((await sns.send(new CreateTopicCommand({ Name: name }))).TopicArn, 'TopicArn');
  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: policy(...topicMayBeUsed(TopicArn, plan.publishers)),
    }),
  );
  if (plan.kmsKeyId) {
    const AttributeName = 'KmsMasterKeyId';
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue: plan.kmsKeyId }));
  }
  for (const Endpoint of plan.emails) await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
  return TopicArn;
}

/** A metric filter, and an alarm that tells a topic at the first event, unless it is said otherwise. */
export async function seedDetection(
  clients: Clients,
  region: string,
  plan: {
    readonly name: string;
    readonly logGroupName: string;
    readonly pattern: string;
    readonly topicArn: string;
    /** Where the alarm looks; the filter counts in `CloudTrailMetrics`. */
    readonly alarmNamespace?: string;
    /** So many events within five minutes. */
    readonly threshold?: number;
    readonly actionsEnabled?: boolean;
  },
): Promise<void> {
  const metricNamespace = 'CloudTrailMetrics';
  await clients.logs(region).send(
    new PutMetricFilterCommand({
      logGroupName: plan.logGroupName,
      filterName: plan.name,
      filterPattern: plan.pattern,
      metricTransformations: [{ metricName: plan.name, metricNamespace, metricValue: '1' }],
    }),
  );
  await clients.cloudwatch(region).send(
    new PutMetricAlarmCommand({
      AlarmName: plan.name,
      Namespace: plan.alarmNamespace ?? metricNamespace,
      MetricName: plan.name,
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: plan.threshold ?? 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      ActionsEnabled: plan.actionsEnabled ?? true,
      AlarmActions: [plan.topicArn],
    }),
  );
}
