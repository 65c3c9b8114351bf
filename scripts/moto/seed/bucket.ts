import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  type LifecycleRule,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { PutPublicAccessBlockCommand as PutAccountPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import type { Clients } from './clients.ts';
import { policy, type Statement } from './policies.ts';

/** What a bucket is to be like; what is left out is not configured at all. */
export interface BucketPlan {
  readonly region: string;
  readonly versioned?: boolean;
  readonly objectLock?: { readonly mode: 'COMPLIANCE' | 'GOVERNANCE'; readonly days: number };
  readonly publicAccessBlocked?: boolean;
  readonly bucketOwnerEnforced?: boolean;
  readonly policy?: readonly Statement[];
  readonly accessLogsTo?: string;
  readonly kmsKeyArn?: string;
  readonly lifecycle?: LifecycleRule;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What AWS gives every new bucket, and moto does not. */
export const AS_AWS_MAKES_THEM = { publicAccessBlocked: true, bucketOwnerEnforced: true } as const;

const BLOCK_ALL = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
} as const;

export async function seedBucket(clients: Clients, Bucket: string, plan: BucketPlan): Promise<void> {
  const s3 = clients.s3(plan.region);
  const { objectLock, tags } = plan;
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      ObjectLockEnabledForBucket: objectLock !== undefined,
      ...(plan.region !== 'us-east-1' && {
        CreateBucketConfiguration: { LocationConstraint: plan.region as BucketLocationConstraint },
      }),
    }),
  );
  if (plan.versioned) {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  }
  if (objectLock) {
    const DefaultRetention = { Mode: objectLock.mode, Days: objectLock.days };
    await s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
      }),
    );
  }
  if (plan.publicAccessBlocked) {
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: BLOCK_ALL }));
  }
  if (plan.bucketOwnerEnforced) {
    const Rules = [{ ObjectOwnership: 'BucketOwnerEnforced' as const }];
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } }));
  }
  if (plan.policy) await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(...plan.policy) }));
  if (plan.accessLogsTo) {
    const LoggingEnabled = { TargetBucket: plan.accessLogsTo, TargetPrefix: `${Bucket}/` };
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
  }
  if (plan.kmsKeyArn) {
    const ApplyServerSideEncryptionByDefault = {
      SSEAlgorithm: 'aws:kms' as const,
      KMSMasterKeyID: plan.kmsKeyArn,
    };
    const Rules = [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }];
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  }
  if (plan.lifecycle) {
    const LifecycleConfiguration = { Rules: [plan.lifecycle] };
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
  }
  if (tags) {
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  }
}

/** A bucket of an ordinary workload, tagged with how sensitive its data is. */
export const seedDataBucket = (
  clients: Clients,
  bucket: string,
  region: string,
  classification: string,
): Promise<void> =>
  seedBucket(clients, bucket, {
    region,
    ...AS_AWS_MAKES_THEM,
    tags: { 'data-classification': classification, owner: 'acme' },
  });

/** Blocks public access for the whole account. */
export async function blockPublicAccess(clients: Clients): Promise<void> {
  await clients.s3control().send(
    new PutAccountPublicAccessBlockCommand({
      AccountId: clients.account,
      PublicAccessBlockConfiguration: BLOCK_ALL,
    }),
  );
}
