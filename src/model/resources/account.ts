import { publicAccessBlock } from './parts.ts';
import type { ResourceSchema } from './schema.ts';

export const account = {
  title: 'account',
  description: 'An AWS account of the run.',
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'name',
    'isCaller',
    'status',
    'trails',
    'regions',
    'enabledRegions',
    'eventBuses',
    'buckets',
    'serviceControlPolicies',
  ],
  properties: {
    id: { type: 'string', description: 'Twelve digits.' },
    name: { type: 'string', description: 'The name in the organisation, else the id.' },
    isCaller: { type: 'boolean', description: 'Whether the run started with credentials of this account.' },
    status: {
      type: 'string',
      enum: ['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION', 'CLOSED'],
      description: 'Its state in the organisation; ACTIVE for an account outside of one.',
      call: 'organizations:ListAccounts',
    },
    organization: {
      link: 'organization',
      description: 'The organisation it belongs to, if any.',
      call: 'organizations:DescribeOrganization',
    },
    regions: {
      type: 'array',
      items: { type: 'string' },
      description: 'The regions enabled in the account.',
      call: 'account:ListRegions',
    },
    enabledRegions: {
      type: 'array',
      items: { link: 'region' },
      holes: true,
      description: 'The same regions with what is known of each; of one that was not scanned, nothing is.',
      call: 'account:ListRegions',
    },
    eventBuses: {
      type: 'array',
      items: { link: 'eventBus' },
      holes: true,
      description: 'The default event bus of each enabled region.',
      call: 'account:ListRegions',
    },
    serviceControlPolicies: {
      type: 'array',
      holes: true,
      description:
        'The service control policies written for the organisation that apply to the account, at whatever level.',
      call: 'organizations:ListPolicies',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'content'],
        properties: {
          name: { type: 'string', description: 'The name.' },
          content: { type: 'string', opaque: true, description: 'The policy as AWS gave it.' },
        },
      },
    },
    trails: {
      type: 'array',
      items: { link: 'trail' },
      holes: true,
      description: 'The trails the account sees: its own, and the organisation trails that record it.',
      call: 'cloudtrail:ListTrails',
    },
    publicAccessBlock: {
      ...publicAccessBlock,
      description: 'Block Public Access for the whole account; left out when it was never set (all four off).',
      call: 's3control:GetPublicAccessBlock',
    },
    buckets: {
      type: 'array',
      items: { type: 'object' },
      opaque: true,
      description: 'Name and region of every bucket the account owns.',
      call: 's3:ListBuckets',
    },
  },
} as const satisfies ResourceSchema;
