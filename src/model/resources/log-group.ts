import type { ResourceSchema } from './schema.ts';

const call = 'logs:DescribeLogGroups';

export const logGroup = {
  title: 'logGroup',
  description: 'A CloudWatch Logs log group that a trail delivers to.',
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'arn',
    'name',
    'account',
    'region',
    'class',
    'deletionProtectionEnabled',
    'metricFilters',
    'subscriptionFilters',
    'logAlarms',
  ],
  properties: {
    id: { type: 'string', description: 'The ARN, without the final `:*`.' },
    arn: { type: 'string', description: 'The ARN, without the final `:*`.' },
    name: { type: 'string', description: 'The name.' },
    account: { type: 'string', description: 'The account in its ARN.' },
    region: { type: 'string', description: 'The region in its ARN.' },
    retentionInDays: {
      type: 'integer',
      description: 'Days until events expire; left out when they never do.',
      call,
    },
    kmsKeyId: { type: 'string', description: 'The key it is encrypted with; left out without one of your own.', call },
    key: { link: 'key', description: 'That key.', call },
    deletionProtectionEnabled: {
      type: 'boolean',
      description: 'Whether it cannot be deleted before that is turned off.',
      call,
    },
    class: {
      type: 'string',
      enum: ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'],
      description: 'Metric filters work in STANDARD only.',
      call,
    },
    metricFilters: {
      type: 'array',
      items: { link: 'metricFilter' },
      holes: true,
      description: 'Its metric filters.',
      call: 'logs:DescribeMetricFilters',
    },
    subscriptionFilters: {
      type: 'array',
      holes: true,
      description: 'What passes its events on, at most two of them.',
      call: 'logs:DescribeSubscriptionFilters',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'pattern', 'takesEverySource', 'destination'],
        properties: {
          name: { type: 'string', description: 'The name.' },
          pattern: { type: 'string', opaque: true, description: 'The filter pattern as AWS gave it.' },
          takesEverySource: {
            type: 'boolean',
            description: 'Whether it takes events as they came, whatever account and region they came from.',
          },
          destination: { type: 'string', description: 'The ARN of the stream, function or destination they go to.' },
        },
      },
    },
    logAlarms: {
      type: 'array',
      items: { type: 'object' },
      opaque: true,
      holes: true,
      description:
        'The log alarms (on a scheduled query, without a metric filter) of its account and region, as AWS gave them.',
      call: 'cloudwatch:DescribeAlarms',
    },
  },
} as const satisfies ResourceSchema;
