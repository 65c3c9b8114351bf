import { tags } from './parts.ts';
import type { ResourceSchema } from './schema.ts';

export const taggedResource = {
  title: 'taggedResource',
  description:
    'Any Lambda function or DynamoDB table with tags: which of them are sensitive is for a parameter to say.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'arn', 'name', 'account', 'region', 'resourceType', 'tags', 'trails'],
  properties: {
    id: { type: 'string', description: 'The ARN.' },
    arn: { type: 'string', description: 'The ARN.' },
    name: { type: 'string', description: 'The name.' },
    account: { type: 'string', description: 'The account that owns it.' },
    region: { type: 'string', description: 'The region it lies in.' },
    resourceType: {
      type: 'string',
      enum: ['AWS::Lambda::Function', 'AWS::DynamoDB::Table'],
      description: 'What it is, as CloudTrail calls it.',
    },
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
