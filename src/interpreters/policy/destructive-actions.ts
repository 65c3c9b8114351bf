/**
 * What can destroy a log, by what it is done to.
 *
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3" and "… for AWS Key
 * Management Service". CloudTrail itself needs none of them but `s3:PutObject` and no one outside the account any.
 */
export const DESTRUCTIVE_ACTIONS = {
  /** Removes or overwrites a log file, gives it away, or has a lifecycle rule by tag remove it. */
  object: [
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:PutObject',
    's3:PutObjectAcl',
    's3:PutObjectTagging',
    's3:ReplicateDelete',
    's3:ObjectOwnerOverrideToBucketOwner',
  ],
  /** Shortens or lifts the lock on a log file. */
  retention: ['s3:BypassGovernanceRetention', 's3:PutObjectRetention', 's3:PutObjectLegalHold'],
  /** Removes the bucket or what protects the files in it. */
  bucket: [
    's3:PutBucketObjectLockConfiguration',
    's3:DeleteBucket',
    's3:PutBucketPolicy',
    's3:DeleteBucketPolicy',
    's3:PutLifecycleConfiguration',
    's3:PutBucketVersioning',
    's3:PutBucketAcl',
    's3:PutEncryptionConfiguration',
    's3:PutReplicationConfiguration',
    's3:PutBucketPublicAccessBlock',
    's3:PutBucketOwnershipControls',
    's3:PutBucketLogging',
  ],
  /** Makes the log files unreadable, or lets somebody else decide on that. */
  key: [
    'kms:ScheduleKeyDeletion',
    'kms:DisableKey',
    'kms:PutKeyPolicy',
    'kms:DeleteImportedKeyMaterial',
    'kms:DeleteAlias',
    'kms:UpdateAlias',
    'kms:CreateGrant',
  ],
} as const;

/** What lets somebody read log files, or see which there are. Source: as for {@link DESTRUCTIVE_ACTIONS}. */
export const READING_ACTIONS = {
  object: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectAcl', 's3:GetObjectTagging'],
  bucket: ['s3:ListBucket', 's3:ListBucketVersions'],
  key: ['kms:Decrypt'],
} as const;

const OBJECT_ACTIONS: ReadonlySet<string> = new Set(
  [...DESTRUCTIVE_ACTIONS.object, ...DESTRUCTIVE_ACTIONS.retention, ...READING_ACTIONS.object].map(lower),
);
const BUCKET_ACTIONS: ReadonlySet<string> = new Set(
  [...DESTRUCTIVE_ACTIONS.bucket, ...READING_ACTIONS.bucket].map(lower),
);

function lower(text: string): string {
  return text.toLowerCase();
}

/** Whether an action is done to such a resource: in S3 to an object or a bucket. True for an action not listed here. */
export function isDoneTo(action: string, resource: string): boolean {
  const isObject = resource.includes('/');
  if (OBJECT_ACTIONS.has(lower(action))) return isObject || resource.includes('*');
  return !BUCKET_ACTIONS.has(lower(action)) || !isObject;
}
