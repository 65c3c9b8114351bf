import type { ResourceSchema } from './schema.ts';

const call = 'cloudtrail:GetEventDataStore';

export const eventDataStore = {
  title: 'eventDataStore',
  description:
    'An event data store of CloudTrail Lake. AWS opens Lake to no new customers, so most accounts have none.',
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'arn',
    'name',
    'account',
    'region',
    'owner',
    'status',
    'isMultiRegion',
    'isOrganization',
    'retentionDays',
    'terminationProtectionEnabled',
    'eventCategories',
    'advancedEventSelectors',
  ],
  properties: {
    id: { type: 'string', description: 'The ARN.' },
    arn: { type: 'string', description: 'The ARN.' },
    name: { type: 'string', description: 'The name, else the id in its ARN.' },
    account: {
      type: 'string',
      description: "The account in its ARN: for an organisation's store the management account, whoever made it.",
    },
    region: { type: 'string', description: 'The region in its ARN.' },
    owner: { link: 'account', description: 'The account in its ARN.' },
    status: {
      type: 'string',
      enum: ['CREATED', 'ENABLED', 'PENDING_DELETION', 'STARTING_INGESTION', 'STOPPED_INGESTION', 'STOPPING_INGESTION'],
      description: 'Only an ENABLED store takes in events.',
      call,
    },
    isMultiRegion: { type: 'boolean', description: 'Takes in events of every region, not only of its own.', call },
    isOrganization: { type: 'boolean', description: 'Takes in events of every account of the organisation.', call },
    retentionDays: { type: 'integer', description: 'Days after which it forgets an event.', call },
    terminationProtectionEnabled: {
      type: 'boolean',
      description: 'Cannot be deleted until this is turned off.',
      call,
    },
    kmsKeyId: { type: 'string', description: 'The key of your own that it encrypts with, by ARN.', call },
    key: { link: 'key', description: 'The key of your own that it encrypts with.', call },
    billingMode: {
      type: 'string',
      enum: ['EXTENDABLE_RETENTION_PRICING', 'FIXED_RETENTION_PRICING'],
      description: 'How it is paid for, which decides how long it can keep events.',
      call,
    },
    eventCategories: {
      type: 'array',
      items: { type: 'string' },
      description:
        'The categories its selectors name: Management, Data and NetworkActivity are events of CloudTrail; others come from AWS Config, Audit Manager or outside of AWS.',
      call,
    },
    advancedEventSelectors: {
      type: 'array',
      items: { type: 'object' },
      opaque: true,
      description: 'The selectors as AWS gave them.',
      call,
    },
    updatedAt: { type: 'string', format: 'date-time', description: 'When it was last changed.', call },
  },
} as const satisfies ResourceSchema;
