import type { ResourceSchema } from './schema.ts';

export const topic = {
  title: 'topic',
  description: 'An SNS topic that a trail or one of its alarms notifies.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'arn', 'name', 'account', 'region', 'policy', 'subscriptions', 'trails', 'alarms', 'rules'],
  properties: {
    id: { type: 'string', description: 'The ARN.' },
    arn: { type: 'string', description: 'The ARN.' },
    name: { type: 'string', description: 'The name.' },
    account: { type: 'string', description: 'The account in its ARN.' },
    region: { type: 'string', description: 'The region in its ARN.' },
    policy: {
      type: 'string',
      opaque: true,
      description: 'The topic policy as AWS gave it.',
      call: 'sns:GetTopicAttributes',
    },
    kmsKeyId: {
      type: 'string',
      description: 'The key its messages are encrypted with; left out without one.',
      call: 'sns:GetTopicAttributes',
    },
    keyPolicy: {
      type: 'string',
      opaque: true,
      description: "The policy of that key as AWS gave it; left out for SNS's own key.",
      call: 'kms:GetKeyPolicy',
    },
    trails: {
      type: 'array',
      items: { link: 'trail' },
      holes: true,
      description: 'The trails that notify it.',
      call: 'cloudtrail:DescribeTrails',
    },
    alarms: {
      type: 'array',
      items: { link: 'alarm' },
      holes: true,
      description: 'The alarms that notify it.',
      call: 'cloudwatch:DescribeAlarms',
    },
    rules: {
      type: 'array',
      items: { link: 'rule' },
      holes: true,
      description: 'The EventBridge rules that notify it.',
      call: 'events:ListTargetsByRule',
    },
    subscriptions: {
      type: 'array',
      holes: true,
      description: 'Who is told.',
      call: 'sns:ListSubscriptionsByTopic',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['protocol', 'isConfirmed'],
        properties: {
          protocol: { type: 'string', description: 'email, https, lambda, sqs …' },
          isConfirmed: { type: 'boolean', description: 'Whether the receiver confirmed it.' },
        },
      },
    },
  },
} as const satisfies ResourceSchema;
