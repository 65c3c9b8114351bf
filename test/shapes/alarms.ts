import { alarms, HERE, HOME, THERE, TOPIC_ARN } from './account.ts';
import { type Change, copied, revised } from './changes.ts';
import type { Shape } from './shape.ts';

const subscribed = (...SubscriptionArns: readonly string[]): Change =>
  revised('sns:ListSubscriptionsByTopic', (output) => ({
    ...output,
    Subscriptions: SubscriptionArns.map((SubscriptionArn) => ({
      SubscriptionArn,
      Protocol: 'email',
      Endpoint: 'owner@lone.example',
      TopicArn: TOPIC_ARN,
    })),
  }));

const topicAttributes = (attributes: Readonly<Record<string, string>>): Change =>
  revised('sns:GetTopicAttributes', ({ Attributes }) => ({ Attributes: { ...Attributes, ...attributes } }));

const SETTINGS: readonly Shape[] = [
  {
    name: 'a metric of the same name in another namespace',
    after: [alarms({ Namespace: 'CISBenchmark' })],
    expect: {
      'root-usage-is-noticed': ['pass', 'fail', 'no alarm watches metric CloudTrailMetrics/root-usage'],
      'metric-filter-leads-to-somebody': ['pass', 'not-applicable'],
    },
  },
  {
    name: 'a namespace that differs in case',
    after: [alarms({ Namespace: 'cloudtrailmetrics' })],
    expect: { 'root-usage-is-noticed': ['pass', 'fail', 'no alarm watches metric CloudTrailMetrics/root-usage'] },
  },
  {
    name: 'the metric of the same name in another region',
    after: [
      copied(['cloudwatch', 'sns'], HERE, THERE),
      revised('cloudwatch:DescribeAlarms', (output) => ({ ...output, MetricAlarms: [] }), HERE),
    ],
    expect: { 'root-usage-is-noticed': ['pass', 'fail', 'no alarm watches metric CloudTrailMetrics/root-usage'] },
  },
  {
    name: 'one dimension of the metric, which has none',
    after: [alarms({ Dimensions: [{ Name: 'Region', Value: HOME }] })],
    expect: {
      'root-usage-is-noticed': ['pass', 'fail', 'alarm root-usage does not go off: it watches the metric with'],
    },
  },
  {
    name: 'actions turned off',
    after: [alarms({ ActionsEnabled: false })],
    expect: {
      'root-usage-is-noticed': ['pass', 'fail', 'alarm root-usage goes off, but its actions are turned off'],
      'alarm-actions-are-on': ['pass', 'fail', 'Alarm root-usage has its actions turned off'],
      'metric-filter-leads-to-somebody': ['pass', 'fail', 'its actions are turned off'],
    },
  },
  {
    name: 'no actions',
    after: [alarms({ AlarmActions: [] })],
    expect: { 'root-usage-is-noticed': ['pass', 'fail', 'alarm root-usage goes off, but has no alarm actions'] },
  },
  {
    name: 'a threshold that one event does not reach',
    after: [alarms({ Threshold: 10 })],
    expect: { 'unauthorized-api-calls-are-noticed': ['pass', 'fail', 'alarm unauthorized-api-calls does not go off'] },
  },
  {
    name: 'more than nothing, rather than one at least',
    before: [alarms({ ComparisonOperator: 'GreaterThanThreshold' })],
    after: [alarms({ ComparisonOperator: 'GreaterThanThreshold', Threshold: 0 })],
    expect: { 'root-usage-is-noticed': ['fail', 'pass'] },
  },
  {
    name: 'three periods in a row',
    after: [alarms({ EvaluationPeriods: 3 })],
    expect: { 'root-usage-is-noticed': ['pass', 'fail', 'alarm root-usage does not go off'] },
  },
];

const TOPIC: readonly Shape[] = [
  {
    name: 'a subscription that was never confirmed',
    after: [subscribed('PendingConfirmation')],
    expect: {
      'root-usage-is-noticed': ['pass', 'fail', 'no subscription of topic lone-alerts was ever confirmed'],
      'topic-has-a-confirmed-subscriber': ['pass', 'fail', 'lone-alerts has no confirmed subscriber'],
    },
  },
  {
    name: 'a confirmed subscription beside one that never was',
    before: [subscribed('PendingConfirmation')],
    after: [subscribed('PendingConfirmation', `${TOPIC_ARN}:48353085-54df-4706-bc94-e2b1f4bbbfeb`)],
    expect: { 'root-usage-is-noticed': ['fail', 'pass'], 'topic-has-a-confirmed-subscriber': ['fail', 'pass'] },
  },
  {
    name: 'a subscription that was deleted',
    after: [subscribed('Deleted')],
    expect: { 'root-usage-is-noticed': ['pass', 'fail', 'no subscription of topic lone-alerts was ever confirmed'] },
  },
  {
    name: 'a key that alarms may not use',
    after: [topicAttributes({ KmsMasterKeyId: 'alias/aws/sns' })],
    expect: { 'root-usage-is-noticed': ['pass', 'fail', 'which cloudwatch.amazonaws.com may not use'] },
  },
  {
    name: 'a policy that lets in rules only',
    after: [
      topicAttributes({
        Policy: JSON.stringify({
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: TOPIC_ARN,
          },
        }),
      }),
    ],
    expect: {
      'root-usage-is-noticed': [
        'pass',
        'fail',
        'the policy of topic lone-alerts does not let cloudwatch.amazonaws.com publish',
      ],
    },
  },
  {
    name: 'no subscription',
    after: [subscribed()],
    expect: { 'root-usage-is-noticed': ['pass', 'fail', 'nobody is subscribed to topic lone-alerts'] },
  },
];

export const ALARMS: Readonly<Record<string, readonly Shape[]>> = {
  'an alarm that watches or does': SETTINGS,
  'an alarm whose topic has': TOPIC,
};
