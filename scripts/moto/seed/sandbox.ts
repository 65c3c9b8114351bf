import { DisableKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import type { TrailHealth } from '../settings.ts';
import { logGroupArn, seedLogGroup } from './alerting.ts';
import { seedBucket } from './bucket.ts';
import type { Clients } from './clients.ts';
import { keyId, seedKey } from './key.ts';
import { trailArn, trailMayWrite } from './policies.ts';
import { seedTrail } from './trail.ts';

const LOGS = 'acme-sandbox-logs';

/** What came of the neglected trails. */
export const SANDBOX_HEALTH: Readonly<Record<string, TrailHealth>> = {
  'old-single': { deliveredHoursAgo: 26 * 24, deliveryError: 'AccessDenied' },
  'lost-bucket': {
    deliveredHoursAgo: 90 * 24,
    deliveryError: 'NoSuchBucket',
    digestHoursAgo: 90 * 24,
    digestDeliveryError: 'NoSuchBucket',
  },
  'dying-key': { deliveredHoursAgo: 4 * 24, deliveryError: 'KMS.KMSInvalidStateException' },
  'lost-key': { deliveredHoursAgo: 50 * 24, deliveryError: 'KMS.NotFoundException' },
  'lost-group': { cloudWatchLogsHoursAgo: 12 * 24, cloudWatchLogsDeliveryError: 'ResourceNotFoundException' },
};

/** Neglected: every way in which a trail can rot. */
export async function seedSandbox(sandbox: Clients): Promise<void> {
  const { account } = sandbox;
  await seedBucket(sandbox, LOGS, {
    region: 'eu-west-1',
    policy: trailMayWrite(LOGS, trailArn(account, 'eu-west-1', 'old-single'), account),
    lifecycle: { ID: 'save-money', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } },
  });
  await seedBucket(sandbox, 'acme-sandbox-export', {
    region: 'eu-west-1',
    tags: { 'data-classification': 'sensitive', owner: 'nobody' },
  });

  await seedTrail(sandbox, 'old-single', { region: 'eu-west-1', bucket: LOGS });

  const disabledKey = await seedKey(sandbox, 'us-east-1', 'Somebody turned this off');
  await sandbox.kms('us-east-1').send(new DisableKeyCommand({ KeyId: keyId(disabledKey) }));
  await seedTrail(sandbox, 'no-globals', {
    region: 'us-east-1',
    bucket: LOGS,
    multiRegion: true,
    globalServiceEvents: false,
    kmsKeyArn: disabledKey,
    stopped: true,
  });

  // moto, like AWS once, does not look whether the bucket is still there: this one never will be again.
  await seedTrail(sandbox, 'lost-bucket', {
    region: 'eu-central-1',
    bucket: 'acme-sandbox-lost-logs',
    validated: true,
  });

  const dyingKey = await seedKey(sandbox, 'us-east-1', 'Scheduled for deletion while in use', {
    rotates: true,
  });
  await sandbox
    .kms('us-east-1')
    .send(new ScheduleKeyDeletionCommand({ KeyId: keyId(dyingKey), PendingWindowInDays: 7 }));
  const shortLived = await seedLogGroup(sandbox, 'us-east-1', '/sandbox/cloudtrail', { retentionInDays: 7 });
  await seedTrail(sandbox, 'dying-key', {
    region: 'us-east-1',
    bucket: LOGS,
    validated: true,
    kmsKeyArn: dyingKey,
    logGroupArn: shortLived,
  });

  await seedTrail(sandbox, 'lost-key', {
    region: 'eu-west-1',
    bucket: LOGS,
    kmsKeyArn: `arn:aws:kms:eu-west-1:${account}:key/0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9`,
  });

  const unrotatedKey = await seedKey(sandbox, 'ap-southeast-2', 'Never rotated');
  await seedTrail(sandbox, 'lost-group', {
    region: 'ap-southeast-2',
    bucket: LOGS,
    validated: true,
    kmsKeyArn: unrotatedKey,
    logGroupArn: logGroupArn(account, 'ap-southeast-2', '/sandbox/deleted'),
  });
}
