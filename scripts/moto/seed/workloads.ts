import { seedLogGroup } from './alerting.ts';
import { AS_AWS_MAKES_THEM, blockPublicAccess, seedBucket, seedDataBucket } from './bucket.ts';
import type { Clients } from './clients.ts';
import { seedKey } from './key.ts';
import { ACCESS_LOGS } from './landing-zone.ts';
import { logGroupsMayEncrypt, onlyOverTls, trailArn, trailMayEncrypt, trailMayWrite } from './policies.ts';
import { seedTrail } from './trail.ts';

const REGION = 'us-east-1';

/** Well kept, and without any trail of its own. */
export async function seedPayments(payments: Clients): Promise<void> {
  await blockPublicAccess(payments);
  await seedDataBucket(payments, 'acme-payments-ledger', 'us-east-1', 'sensitive');
  await seedDataBucket(payments, 'acme-payments-cards', 'eu-central-1', 'sensitive');
  await seedDataBucket(payments, 'acme-payments-docs', 'eu-central-1', 'internal');
}

/** MFA delete and lifecycle rules exclude each other, so this bucket has the one and not the other. */
export const MFA_DELETE_BUCKET = 'acme-web-trail-logs';

/** Well kept, with a trail of its own beside the organisation's. */
export async function seedWeb(web: Clients, logArchive: Clients): Promise<void> {
  await blockPublicAccess(web);
  await seedDataBucket(web, 'acme-web-customers', 'eu-west-1', 'sensitive');
  await seedDataBucket(web, 'acme-web-uploads', 'ap-southeast-2', 'sensitive');
  await seedDataBucket(web, 'acme-web-static', 'eu-west-1', 'public');

  const trail = 'web-local';
  const bucket = MFA_DELETE_BUCKET;
  const arn = trailArn(web.account, REGION, trail);
  const kmsKeyArn = await seedKey(web, REGION, 'Audit trail of the web team', {
    rotates: true,
    statements: [...trailMayEncrypt(web.account, arn), logGroupsMayEncrypt(web.account, REGION)],
  });
  await seedBucket(logArchive, bucket, {
    region: REGION,
    ...AS_AWS_MAKES_THEM,
    versioned: true,
    objectLock: { mode: 'COMPLIANCE', days: 400 },
    policy: [...trailMayWrite(bucket, arn, web.account), onlyOverTls(bucket)],
    accessLogsTo: ACCESS_LOGS,
    kmsKeyArn,
  });
  const logGroupArn = await seedLogGroup(web, REGION, '/web/cloudtrail', { retentionInDays: 400, kmsKeyArn });
  await seedTrail(web, trail, { region: REGION, bucket, validated: true, kmsKeyArn, logGroupArn });
}
