import { seedDetection, seedTopic } from './alerting.ts';
import { CIS_PATTERNS, FLAWED_PATTERNS } from './cis-patterns.ts';
import type { Clients } from './clients.ts';
import { LOG_GROUP, NEVER_CONFIRMED } from './landing-zone.ts';
import { topicArn } from './policies.ts';

const REGION = 'us-east-1';

/**
 * The alarms on the organisation's trail beyond those of the landing zone, as somebody once meant them;
 * many stay silent, each for a reason of its own. Only changes to the organisation itself have none.
 */
export async function seedDetections(management: Clients, security: Clients): Promise<void> {
  const alerts = topicArn(security.account, REGION, 'acme-security-alerts');
  // Only the Config team listens to this topic, and it never confirmed.
  const configAlerts = await seedTopic(security, REGION, 'acme-config-alerts', {
    publishers: [{ service: 'cloudwatch.amazonaws.com', fromAccount: management.account }],
    emails: [NEVER_CONFIRMED[2]],
  });

  for (const detection of [
    good('console-signin-no-mfa'),
    good('iam-policy-changes'),
    good('cloudtrail-config-changes'),
    // One failure is nothing here, nor are nine.
    { ...good('console-auth-failures'), threshold: 10 },
    // Turned off for a migration of keys, and never on again.
    { ...good('kms-key-disable-delete'), actionsEnabled: false },
    flawed('s3-bucket-policy-changes'),
    { ...good('config-changes'), topicArn: configAlerts },
    flawed('security-group-changes'),
    flawed('nacl-changes'),
    flawed('network-gateway-changes'),
    good('route-table-changes'),
    // The filter counts in CloudTrailMetrics: the alarm watches a metric that nobody feeds.
    { ...good('vpc-changes'), alarmNamespace: 'CloudTrailMetric' },
  ]) {
    await seedDetection(management, REGION, { logGroupName: LOG_GROUP, topicArn: alerts, ...detection });
  }
}

const good = (name: keyof typeof CIS_PATTERNS) => ({ name, pattern: CIS_PATTERNS[name] });
const flawed = (name: keyof typeof FLAWED_PATTERNS) => ({ name, pattern: FLAWED_PATTERNS[name] });
