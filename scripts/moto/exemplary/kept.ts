import { PutSubscriptionFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { AttachPolicyCommand, CreatePolicyCommand } from '@aws-sdk/client-organizations';
import type { Ground } from '../open-world.ts';
import { seedDetection, seedLogGroup, seedTopic } from '../seed/alerting.ts';
import { AS_AWS_MAKES_THEM, blockPublicAccess, seedBucket, seedDataBucket } from '../seed/bucket.ts';
import { type Clients, clientsFor, must } from '../seed/clients.ts';
import { seedDeliveryRole } from '../seed/delivery-role.ts';
import { seedDetectors } from '../seed/detectors.ts';
import { ruleArn, seedRule } from '../seed/event-rules.ts';
import { seedFunction } from '../seed/function.ts';
import { seedKey } from '../seed/key.ts';
import {
  accessLogsMayArrive,
  logGroupsMayEncrypt,
  onlyOverTls,
  policy,
  servicesMayPublish,
  trailArn,
  trailMayEncrypt,
  trailMayWrite,
} from '../seed/policies.ts';
import { seedTable } from '../seed/table.ts';
import { MANAGEMENT_EVENTS, seedTrail } from '../seed/trail.ts';
import type { MotoServer } from '../server.ts';
import { defaultSettings } from '../settings.ts';
import { seedSmallOrganization } from './organization.ts';
import { GOOD_PATTERNS, TAMPERING_CALLS } from './patterns.ts';

const REGION = 'us-east-1';
const REGIONS = [REGION, 'eu-west-1'];
const TRAIL = 'kept-trail';
const LOGS = 'kept-trail-logs';
const ACCESS_LOGS = 'kept-access-logs';
const LOG_GROUP = '/kept/cloudtrail';

const KEPT_LAKE = '1f0e2d3c-4b5a-4978-8695-a4b3c2d1e0f9';

export type KeptName = 'management' | 'archive' | 'shop';

/** A small organisation in which every check finds what it asks for. */
export async function seedKept(moto: MotoServer): Promise<Ground<KeptName>> {
  await moto.reset(20_261_121);
  const { id, rootId, accounts } = await seedSmallOrganization(moto.endpoint, ['archive', 'shop'], { features: 'ALL' });
  const of = (name: KeptName): Clients => clientsFor(moto.endpoint, accounts[name]);
  const management = of('management');
  const archive = of('archive');
  const shop = of('shop');
  for (const clients of [management, archive, shop]) await blockPublicAccess(clients);

  await seedDataBucket(shop, 'kept-shop-orders', 'eu-west-1', 'sensitive');
  await seedTable(shop, 'kept-shop-cards', REGION, 'sensitive');
  await seedFunction(shop, 'kept-shop-checkout', REGION, 'sensitive');
  const kmsKeyArn = await seedArchive(archive, management.account, id);
  const topicKey = await seedKey(management, REGION, 'Topics of the audit trail', {
    rotates: true,
    alias: 'kept-topics',
    statements: [servicesMayPublish('cloudtrail.amazonaws.com', 'cloudwatch.amazonaws.com', 'events.amazonaws.com')],
  });
  await seedDeliveryRole(management, { region: REGION, logGroupName: LOG_GROUP, organizationId: id });
  await seedTrailOf(management, kmsKeyArn, topicKey);
  await seedAlarms(management, topicKey);
  await seedSubscription(management);
  for (const clients of [management, archive, shop]) {
    const bucket = `kept-findings-${clients.account}`;
    await seedBucket(clients, bucket, { region: REGION, ...AS_AWS_MAKES_THEM });
    await seedDetectors(clients, { regions: REGIONS, bucket, globalTypesIn: REGION });
  }
  await seedServiceControlPolicy(management, rootId);

  const names = new Map(Object.entries(accounts).map(([name, account]) => [account.id, name]));
  const settings = defaultSettings(management.account, names, new Set());
  settings.regions.splice(0, settings.regions.length, ...REGIONS);
  settings.delegatedAdministrators.add(archive.account);
  settings.eventDataStores.set(management.account, [
    { name: 'kept-lake', id: KEPT_LAKE, region: REGION, kmsKeyArn, organization: true },
  ]);
  settings.logGroups.set(LOG_GROUP, { deletionProtectionEnabled: true });
  return { accounts, settings, rules: [] };
}

const arnOfTrail = (management: string): string => trailArn(management, REGION, TRAIL);

/** The bucket and the key, out of reach of whoever is recorded. */
async function seedArchive(archive: Clients, management: string, organizationId: string): Promise<string> {
  const kmsKeyArn = await seedKey(archive, REGION, 'Log files of the organisation trail', {
    rotates: true,
    alias: 'kept-trail-logs',
    statements: trailMayEncrypt(management, arnOfTrail(management)),
  });
  await seedBucket(archive, ACCESS_LOGS, {
    region: REGION,
    ...AS_AWS_MAKES_THEM,
    versioned: true,
    policy: [accessLogsMayArrive(ACCESS_LOGS, archive.account), onlyOverTls(ACCESS_LOGS)],
  });
  await seedBucket(archive, LOGS, {
    region: REGION,
    ...AS_AWS_MAKES_THEM,
    versioned: true,
    objectLock: { mode: 'COMPLIANCE', days: 400 },
    policy: [...trailMayWrite(LOGS, arnOfTrail(management), management, organizationId), onlyOverTls(LOGS)],
    accessLogsTo: ACCESS_LOGS,
    kmsKeyArn,
  });
  return kmsKeyArn;
}

/** The organisation's trail, and where its events go at once. */
async function seedTrailOf(management: Clients, kmsKeyArn: string, kmsKeyId: string): Promise<void> {
  const logGroupKey = await seedKey(management, REGION, 'Log group of the organisation trail', {
    rotates: true,
    alias: 'kept-log-group',
    statements: [logGroupsMayEncrypt(management.account, REGION)],
  });
  const logGroupArn = await seedLogGroup(management, REGION, LOG_GROUP, {
    retentionInDays: 400,
    kmsKeyArn: logGroupKey,
  });
  await seedTopic(management, REGION, 'kept-new-log-files', {
    publishers: [{ service: 'cloudtrail.amazonaws.com', fromAccount: management.account }],
    emails: ['log-pipeline@acme.example'],
    kmsKeyId,
  });
  await seedTrail(management, TRAIL, {
    region: REGION,
    bucket: LOGS,
    multiRegion: true,
    organization: true,
    validated: true,
    kmsKeyArn,
    logGroupArn,
    topicName: 'kept-new-log-files',
    insights: true,
    eventSelectors: [MANAGEMENT_EVENTS, ...DATA_EVENTS, NETWORK_EVENTS],
    tags: { owner: 'security' },
  });
}

const everyEventOf = (
  type: string,
  ...rest: readonly { readonly Field: string; readonly NotStartsWith: string[] }[]
) => ({
  Name: `Every event of ${type}`,
  FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: [type] }, ...rest],
});

const DATA_EVENTS = [
  everyEventOf('AWS::S3::Object', { Field: 'resources.ARN', NotStartsWith: [`arn:aws:s3:::${LOGS}/`] }),
  everyEventOf('AWS::DynamoDB::Table'),
  everyEventOf('AWS::Lambda::Function'),
  everyEventOf('AWS::SQS::Queue'),
];

const NETWORK_EVENTS = {
  Name: 'Calls through VPC endpoints',
  FieldSelectors: [
    { Field: 'eventCategory', Equals: ['NetworkActivity'] },
    { Field: 'eventSource', Equals: ['ec2.amazonaws.com'] },
  ],
};

/** Every event also goes to a function that hands it to a SIEM. */
async function seedSubscription(management: Clients): Promise<void> {
  await seedFunction(management, 'kept-siem', REGION, 'internal');
  await management.logs(REGION).send(
    new PutSubscriptionFilterCommand({
      logGroupName: LOG_GROUP,
      filterName: 'siem',
      filterPattern: '',
      destinationArn: `arn:aws:lambda:${REGION}:${management.account}:function:kept-siem`,
    }),
  );
}

/** An alarm for everything that should wake somebody, and a second way beside it for the alarms themselves. */
async function seedAlarms(management: Clients, kmsKeyId: string): Promise<void> {
  const { account } = management;
  const topicArn = await seedTopic(management, REGION, 'kept-alarms', {
    publishers: [{ service: 'cloudwatch.amazonaws.com', fromAccount: account }],
    emails: ['security@acme.example'],
    kmsKeyId,
  });
  for (const [name, pattern] of Object.entries(GOOD_PATTERNS)) {
    await seedDetection(management, REGION, { name, logGroupName: LOG_GROUP, pattern, topicArn });
  }
  const guards = await seedTopic(management, REGION, 'kept-guards', {
    publishers: [{ service: 'events.amazonaws.com', fromAccount: account, fromArn: ruleArn(account, 'tampering') }],
    emails: ['security-lead@acme.example'],
    kmsKeyId,
  });
  await seedRule(management, REGION, 'tampering', {
    pattern: { detail: { eventName: [...TAMPERING_CALLS] } },
    target: { Arn: guards },
  });
}

/** What no member may do, whatever its own policies say. */
async function seedServiceControlPolicy(management: Clients, rootId: string): Promise<void> {
  const client = management.organizations();
  const { Policy } = await client.send(
    new CreatePolicyCommand({
      Type: 'SERVICE_CONTROL_POLICY',
      Name: 'protect-audit-trail',
      Description: 'Nobody touches the audit trail or what watches it, or leaves the organisation',
      Content: policy({ Sid: 'ProtectAuditTrail', Effect: 'Deny', Action: PROTECTED_ACTIONS, Resource: '*' }),
    }),
  );
  const PolicyId = must(Policy?.PolicySummary?.Id, 'PolicySummary.Id');
  await client.send(new AttachPolicyCommand({ PolicyId, TargetId: rootId }));
}

const PROTECTED_ACTIONS = [
  'cloudtrail:StopLogging',
  'cloudtrail:DeleteTrail',
  'cloudtrail:UpdateTrail',
  'cloudtrail:PutEventSelectors',
  'organizations:LeaveOrganization',
  'config:StopConfigurationRecorder',
  'config:DeleteConfigurationRecorder',
  'config:DeleteDeliveryChannel',
  'guardduty:DeleteDetector',
  'guardduty:UpdateDetector',
  'securityhub:DisableSecurityHub',
  'logs:DeleteLogGroup',
  'logs:DeleteLogStream',
  's3:BypassGovernanceRetention',
  'kms:ScheduleKeyDeletion',
  'kms:DisableKey',
] as const;
