import { seedDetection, seedLogGroup, seedTopic } from './alerting.ts';
import { AS_AWS_MAKES_THEM, blockPublicAccess, seedBucket, seedDataBucket } from './bucket.ts';
import { CIS_PATTERNS } from './cis-patterns.ts';
import type { Clients } from './clients.ts';
import { seedKey } from './key.ts';
import { logGroupsMayEncrypt, onlyOverTls, trailArn, trailMayEncrypt, trailMayWrite } from './policies.ts';
import { seedTrail } from './trail.ts';

const REGION = 'us-east-1';

/** One account without an organisation, kept as well as one account can. */
export async function seedLone(lone: Clients): Promise<void> {
  const trail = 'lone-trail';
  const bucket = 'lone-trail-logs';
  const logGroupName = '/lone/cloudtrail';
  const arn = trailArn(lone.account, REGION, trail);
  await blockPublicAccess(lone);
  await seedDataBucket(lone, 'lone-customers', 'eu-west-1', 'sensitive');
  const kmsKeyArn = await seedKey(lone, REGION, 'Audit trail', {
    rotates: true,
    statements: [...trailMayEncrypt(lone.account, arn), logGroupsMayEncrypt(lone.account, REGION)],
  });
  await seedBucket(lone, bucket, {
    region: REGION,
    ...AS_AWS_MAKES_THEM,
    versioned: true,
    objectLock: { mode: 'GOVERNANCE', days: 90 },
    policy: [...trailMayWrite(bucket, arn, lone.account), onlyOverTls(bucket)],
    kmsKeyArn,
  });
  const logGroupArn = await seedLogGroup(lone, REGION, logGroupName, { kmsKeyArn });
  const topicArn = await seedTopic(lone, REGION, 'lone-alerts', {
    publishers: [{ service: 'cloudwatch.amazonaws.com', fromAccount: lone.account }],
    emails: ['owner@lone.example'],
  });
  for (const name of ['root-usage', 'cloudtrail-config-changes', 'iam-policy-changes'] as const) {
    await seedDetection(lone, REGION, { name, logGroupName, pattern: CIS_PATTERNS[name], topicArn });
  }
  await seedTrail(lone, trail, {
    region: REGION,
    bucket,
    multiRegion: true,
    validated: true,
    kmsKeyArn,
    logGroupArn,
    insights: true,
  });
}
