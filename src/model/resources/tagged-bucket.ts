import { tags } from './parts.ts';
import type { ResourceSchema } from './schema.ts';

export const taggedBucket = {
  title: 'taggedBucket',
  description: 'Any S3 bucket with tags: which of them hold sensitive data is for a parameter to say.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'arn', 'name', 'account', 'region', 'tags', 'trails'],
  properties: {
    id: { type: 'string', description: 'The ARN.' },
    arn: { type: 'string', description: 'The ARN.' },
    name: { type: 'string', description: 'The name.' },
    account: { type: 'string', description: 'The account that owns it.' },
    region: { type: 'string', description: 'The region it lies in.' },
    tags: { ...tags, description: 'Tags by key.' },
    trails: {
      type: 'array',
      items: { link: 'trail' },
      holes: true,
      description: 'The trails that record its account and region.',
      call: 'cloudtrail:ListTrails',
    },
  },
} as const satisfies ResourceSchema;
