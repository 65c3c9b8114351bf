/** S3 Block Public Access, of a bucket or of an account. */
export const publicAccessBlock = {
  type: 'object',
  additionalProperties: false,
  required: ['blockPublicAcls', 'ignorePublicAcls', 'blockPublicPolicy', 'restrictPublicBuckets'],
  properties: {
    blockPublicAcls: { type: 'boolean', description: 'Refuses new public ACLs.' },
    ignorePublicAcls: { type: 'boolean', description: 'Makes public ACLs ineffective.' },
    blockPublicPolicy: { type: 'boolean', description: 'Refuses new public bucket policies.' },
    restrictPublicBuckets: { type: 'boolean', description: 'Makes public bucket policies ineffective for strangers.' },
  },
} as const;

/** Tags by key. */
export const tags = {
  type: 'object',
  additionalProperties: { type: 'string' },
} as const;
