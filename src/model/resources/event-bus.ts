import type { ResourceSchema } from './schema.ts';

export const eventBus = {
  title: 'eventBus',
  description: 'An EventBridge event bus: the default one of a region, or one that a rule forwards to.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'arn', 'name', 'account', 'region', 'rules'],
  properties: {
    id: { type: 'string', description: 'The ARN.' },
    arn: { type: 'string', description: 'The ARN.' },
    name: { type: 'string', description: 'The name; what AWS services send goes to `default`.' },
    account: { type: 'string', description: 'The account in its ARN.' },
    region: { type: 'string', description: 'The region in its ARN.' },
    policy: {
      type: 'string',
      opaque: true,
      description: 'Who may send to it, as AWS gave it; read only where a rule forwards to the bus.',
      call: 'events:DescribeEventBus',
    },
    rules: {
      type: 'array',
      items: { link: 'rule' },
      holes: true,
      description: 'Its rules with an event pattern.',
      call: 'events:ListRules',
    },
  },
} as const satisfies ResourceSchema;
