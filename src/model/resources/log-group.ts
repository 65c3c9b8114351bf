import type { ResourceSchema } from './schema.ts';

const call = 'logs:DescribeLogGroups';

export const logGroup = {
  title: 'logGroup',
  description: 'A CloudWatch Logs log group that a trail delivers to.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'arn', 'name', 'account', 'region', 'class', 'metricFilters', 'logAlarms'],
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
