import { deny, type Rule } from '../rules.ts';
import { seedLogGroup } from './alerting.ts';
import { AS_AWS_MAKES_THEM, blockPublicAccess, seedBucket, seedDataBucket } from './bucket.ts';
import type { Clients } from './clients.ts';
import { seedKey } from './key.ts';
import { onlyOverTls, trailArn, trailMayEncrypt, trailMayWrite } from './policies.ts';
import { seedTrail } from './trail.ts';

const REGION = 'us-east-1';

/** A trail of its own that may well be fine; we are not allowed to see. */
export async function seedLegacy(legacy: Clients): Promise<void> {
  const trail = 'legacy-trail';
  const bucket = 'acme-legacy-logs';
  const arn = trailArn(legacy.account, REGION, trail);
  await blockPublicAccess(legacy);
  await seedDataBucket(legacy, 'acme-legacy-archive', 'eu-central-1', 'sensitive');
  const kmsKeyArn = await seedKey(legacy, REGION, 'Legacy trail', {
    rotates: true,
    statements: trailMayEncrypt(legacy.account, arn),
  });
  await seedBucket(legacy, bucket, {
    region: REGION,
    ...AS_AWS_MAKES_THEM,
    versioned: true,
    objectLock: { mode: 'COMPLIANCE', days: 400 },
    policy: [...trailMayWrite(bucket, arn, legacy.account), onlyOverTls(bucket)],
    kmsKeyArn,
  });
  const logGroupArn = await seedLogGroup(legacy, REGION, '/legacy/cloudtrail', { retentionInDays: 365 });
  await seedTrail(legacy, trail, {
    region: REGION,
    bucket,
    multiRegion: true,
    validated: true,
    kmsKeyArn,
    logGroupArn,
    insights: true,
  });
}

/** What the role in this account may not do. */
export const legacyDenials = (account: string): readonly Rule[] => [
  deny('s3', 'GetBucketPolicy', { account }),
  deny('s3', 'GetObjectLockConfiguration', { account }),
  deny('s3', 'GetBucketVersioning', { account }),
  deny('kms', 'GetKeyRotationStatus', { account }),
  deny('cloudtrail', 'GetTrailStatus', { account }),
  deny('cloudtrail', 'GetInsightSelectors', { account }),
  deny('logs', 'DescribeMetricFilters', { account }),
  deny('tagging', 'GetResources', { account, region: 'eu-central-1' }),
];
