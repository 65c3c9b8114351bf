import type { ResourceSchema } from './schema.ts';

export const alarm = {
  title: 'alarm',
  description: 'A CloudWatch alarm on a metric that a metric filter of a trail writes, or a composite alarm over such.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'arn', 'name', 'account', 'region', 'areActionsEnabled', 'definition', 'topics', 'composites'],
  properties: {
    id: { type: 'string', description: 'The ARN.' },
    arn: { type: 'string', description: 'The ARN.' },
    name: { type: 'string', description: 'The name.' },
    account: { type: 'string', description: 'The account in its ARN.' },
    region: { type: 'string', description: 'The region in its ARN.' },
    areActionsEnabled: { type: 'boolean', description: 'Whether it does anything when it goes off.' },
    definition: { type: 'object', opaque: true, description: 'The alarm as AWS gave it.' },
    topics: {
      type: 'array',
      items: { link: 'topic' },
      holes: true,
      description: 'The SNS topics among its alarm actions.',
    },
    composites: {
      type: 'array',
      items: { link: 'alarm' },
      holes: true,
      description: 'The composite alarms whose rule names it.',
      call: 'cloudwatch:DescribeAlarms',
    },
  },
} as const satisfies ResourceSchema;
