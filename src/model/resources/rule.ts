import type { ResourceSchema } from './schema.ts';

const call = 'events:ListTargetsByRule';

export const rule = {
  title: 'rule',
  description: 'An EventBridge rule with an event pattern.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'arn', 'name', 'account', 'region', 'state', 'eventPattern', 'targets', 'topics', 'eventBuses'],
  properties: {
    id: { type: 'string', description: 'The ARN.' },
    arn: { type: 'string', description: 'The ARN.' },
    name: { type: 'string', description: 'The name.' },
    account: { type: 'string', description: 'The account in its ARN.' },
    region: { type: 'string', description: 'The region in its ARN.' },
    state: {
      type: 'string',
      enum: ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
      description: 'ENABLED leaves out management events that only read.',
    },
    eventPattern: { type: 'string', opaque: true, description: 'The event pattern as AWS gave it.' },
    targets: {
      type: 'array',
      items: { type: 'object' },
      opaque: true,
      description: 'The targets as AWS gave them; none are asked for while the rule is disabled.',
      call,
    },
    topics: { type: 'array', items: { link: 'topic' }, holes: true, description: 'The SNS topics among them.', call },
    eventBuses: {
      type: 'array',
      items: { link: 'eventBus' },
      holes: true,
      description: 'The event buses it forwards to.',
      call,
    },
  },
} as const satisfies ResourceSchema;
