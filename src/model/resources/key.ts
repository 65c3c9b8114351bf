import type { ResourceSchema } from './schema.ts';

const call = 'kms:DescribeKey';

export const key = {
  title: 'key',
  description: 'A KMS key that a trail encrypts with.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'arn', 'name', 'account', 'region', 'manager', 'state', 'spec', 'origin', 'isMultiRegion', 'policy'],
  properties: {
    id: { type: 'string', description: 'The ARN as the trail names it.' },
    arn: { type: 'string', description: 'The ARN as the trail names it.' },
    name: { type: 'string', description: 'The key id.' },
    account: { type: 'string', description: 'The account in its ARN.' },
    region: { type: 'string', description: 'The region in its ARN.' },
    manager: { type: 'string', enum: ['AWS', 'CUSTOMER'], description: 'Who manages it.', call },
    state: {
      type: 'string',
      enum: [
        'Creating',
        'Enabled',
        'Disabled',
        'PendingDeletion',
        'PendingImport',
        'PendingReplicaDeletion',
        'Unavailable',
        'Updating',
      ],
      description: 'Only an Enabled key encrypts.',
      call,
    },
    deletionDate: { type: 'string', format: 'date-time', description: 'When it will be deleted.', call },
    spec: { type: 'string', description: 'SYMMETRIC_DEFAULT for a key that trails can use.', call },
    origin: { type: 'string', description: 'AWS_KMS, EXTERNAL, AWS_CLOUDHSM or EXTERNAL_KEY_STORE.', call },
    isMultiRegion: { type: 'boolean', description: 'A multi-Region key.', call },
    policy: {
      type: 'string',
      opaque: true,
      description: 'The key policy as AWS gave it.',
      call: 'kms:GetKeyPolicy',
    },
    rotation: {
      type: 'object',
      description: 'Automatic rotation; left out for keys that cannot rotate.',
      call: 'kms:GetKeyRotationStatus',
      additionalProperties: false,
      required: ['isEnabled'],
      properties: {
        isEnabled: { type: 'boolean', description: 'New key material is made by itself.' },
        periodInDays: { type: 'integer', description: 'How often.' },
      },
    },
  },
} as const satisfies ResourceSchema;
