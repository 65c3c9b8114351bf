import type { ResourceSchema } from './schema.ts';

export const metricFilter = {
  title: 'metricFilter',
  description: 'A metric filter on a log group that a trail delivers to.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'name', 'account', 'region', 'pattern', 'definition', 'metrics', 'alarms'],
  properties: {
    id: { type: 'string', description: "The log group's ARN, `:metric-filter:` and the name." },
    name: { type: 'string', description: 'The name.' },
    account: { type: 'string', description: 'The account of its log group.' },
    region: { type: 'string', description: 'The region of its log group.' },
    pattern: { type: 'string', opaque: true, description: 'The filter pattern as AWS gave it.' },
    definition: { type: 'object', opaque: true, description: 'The metric filter as AWS gave it.' },
    metrics: {
      type: 'array',
      description: 'What a match is counted in.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'namespace', 'value'],
        properties: {
          name: { type: 'string', description: 'Metric name.' },
          namespace: { type: 'string', description: 'Metric namespace.' },
          value: { type: 'string', description: 'What a match adds: a number or a field of the event.' },
        },
      },
    },
    alarms: {
      type: 'array',
      items: { link: 'alarm' },
      holes: true,
      description: 'The alarms on one of its metrics.',
      call: 'cloudwatch:DescribeAlarms',
    },
  },
} as const satisfies ResourceSchema;
