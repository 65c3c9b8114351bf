import { logGroupArn, seedDetection, seedLogGroup, seedTopic } from './alerting.ts';
import { AS_AWS_MAKES_THEM, blockPublicAccess, seedBucket } from './bucket.ts';
import { CIS_PATTERNS } from './cis-patterns.ts';
import type { Clients } from './clients.ts';
import { deliveryRoleArn, ORGANIZATION_RULE, ruleArn, tamperingRuleArn } from './event-rules.ts';
import { seedKey } from './key.ts';
import {
  accessLogsMayArrive,
  logGroupsMayEncrypt,
  onlyOverTls,
  trailArn,
  trailMayEncrypt,
  trailMayWrite,
} from './policies.ts';
import { MANAGEMENT_EVENTS, S3_DATA_EVENTS, seedTrail } from './trail.ts';

const REGION = 'us-east-1';
export const LOG_GROUP = '/acme/cloudtrail';

export const ACCESS_LOGS = 'acme-org-access-logs';

/** Made before AWS closed Lake to newcomers, with AWS's own key. */
export const ORGANIZATION_LAKE = {
  name: 'acme-organization-lake',
  id: '1f0e2d3c-4b5a-4978-8695-a4b3c2d1e0f9',
  region: REGION,
  organization: true,
};

/** Endpoints that were asked to confirm their subscription and never did. */
export const NEVER_CONFIRMED = ['oncall@acme.example', 'auditors@acme.example', 'config-team@acme.example'] as const;

/** The organisation's trail and all it stands on, over three accounts, as it should be. */
export async function seedLandingZone(
  management: Clients,
  logArchive: Clients,
  security: Clients,
  organizationId: string,
): Promise<void> {
  const bucket = 'acme-org-trail-logs';
  const trail = 'acme-org-trail';
  const arn = trailArn(management.account, REGION, trail);
  for (const clients of [management, logArchive, security]) await blockPublicAccess(clients);

  const kmsKeyArn = await seedKey(security, REGION, 'Log files of the organisation trail', {
    rotates: true,
    statements: trailMayEncrypt(management.account, arn),
  });

  await seedBucket(logArchive, ACCESS_LOGS, {
    region: REGION,
    ...AS_AWS_MAKES_THEM,
    versioned: true,
    policy: [accessLogsMayArrive(ACCESS_LOGS, logArchive.account), onlyOverTls(ACCESS_LOGS)],
  });
  await seedBucket(logArchive, bucket, {
    region: REGION,
    ...AS_AWS_MAKES_THEM,
    versioned: true,
    objectLock: { mode: 'COMPLIANCE', days: 400 },
    policy: [...trailMayWrite(bucket, arn, management.account, organizationId), onlyOverTls(bucket)],
    accessLogsTo: ACCESS_LOGS,
    kmsKeyArn,
    lifecycle: {
      ID: 'archive-then-expire',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      Transitions: [{ Days: 90, StorageClass: 'GLACIER' }],
      Expiration: { Days: 2555 },
    },
  });

  const logGroupKey = await seedKey(management, REGION, 'Log group of the organisation trail', {
    rotates: true,
    statements: [logGroupsMayEncrypt(management.account, REGION)],
  });
  await seedLogGroup(management, REGION, LOG_GROUP, { retentionInDays: 400, kmsKeyArn: logGroupKey });

  const alerts = await seedTopic(security, REGION, 'acme-security-alerts', {
    publishers: [
      { service: 'cloudwatch.amazonaws.com', fromAccount: management.account },
      {
        service: 'events.amazonaws.com',
        fromAccount: management.account,
        fromArn: ruleArn(management.account, ORGANIZATION_RULE),
      },
      // EventBridge reaches a topic of another account as the role of the target.
      { roleArn: deliveryRoleArn(management.account) },
      {
        service: 'events.amazonaws.com',
        fromAccount: security.account,
        fromArn: tamperingRuleArn(security.account),
      },
    ],
    emails: ['security@acme.example', NEVER_CONFIRMED[0]],
  });
  for (const name of ['root-usage', 'unauthorized-api-calls'] as const) {
    const pattern = CIS_PATTERNS[name];
    await seedDetection(management, REGION, { name, logGroupName: LOG_GROUP, pattern, topicArn: alerts });
  }
  await seedTopic(management, REGION, 'acme-trail-notifications', {
    publishers: [{ service: 'cloudtrail.amazonaws.com', fromAccount: management.account }],
    emails: ['log-pipeline@acme.example', NEVER_CONFIRMED[1]],
  });

  await seedTrail(management, trail, {
    region: REGION,
    bucket,
    multiRegion: true,
    organization: true,
    validated: true,
    kmsKeyArn,
    logGroupArn: logGroupArn(management.account, REGION, LOG_GROUP),
    topicName: 'acme-trail-notifications',
    insights: true,
    eventSelectors: [MANAGEMENT_EVENTS, S3_DATA_EVENTS],
  });
}
