import { CreateDetectorCommand } from '@aws-sdk/client-guardduty';
import { PutBucketAclCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import type { Ground } from '../open-world.ts';
import { seedDetection, seedLogGroup, seedTopic } from '../seed/alerting.ts';
import { seedBucket, seedDataBucket } from '../seed/bucket.ts';
import { type Clients, clientsFor } from '../seed/clients.ts';
import { seedSandboxRules } from '../seed/event-rules.ts';
import { seedFunction } from '../seed/function.ts';
import { keyId, seedKey } from '../seed/key.ts';
import { accessLogsMayArrive, policy, type Statement, trailArn, trailMayWrite } from '../seed/policies.ts';
import { SANDBOX_HEALTH, seedSandbox } from '../seed/sandbox.ts';
import { seedTable } from '../seed/table.ts';
import { MANAGEMENT_EVENTS, S3_DATA_EVENTS, seedTrail } from '../seed/trail.ts';
import type { MotoServer } from '../server.ts';
import { defaultSettings, REGIONS } from '../settings.ts';
import {
  grantToStranger,
  poorStores,
  STRANGER,
  seedMistrustedRole,
  seedPoorDetectors,
  seedPoorRoles,
  seedRecorderWithoutChannel,
  seedReplication,
  seedTooManyTrails,
  tellStranger,
} from './astray.ts';
import { seedSmallOrganization } from './organization.ts';

const REGION = 'us-east-1';

export type NeglectedName = 'management' | 'careless' | 'open' | 'empty';

/** A small organisation in which every check finds something amiss, between one account and the other. */
export async function seedNeglected(moto: MotoServer): Promise<Ground<NeglectedName>> {
  await moto.reset(20_261_122);
  const { id, accounts } = await seedSmallOrganization(moto.endpoint, ['careless', 'open', 'empty'], {
    features: 'ALL',
  });
  const of = (name: NeglectedName): Clients => clientsFor(moto.endpoint, accounts[name]);

  await seedOrganizationTrail(of('management'), id);
  await seedSandbox(of('careless'));
  await seedSandboxRules(of('careless'));
  await seedAsleep(of('careless'));
  const seldomRotated = await seedOpen(of('open'));
  await seedDataBucket(of('empty'), 'empty-customers', REGION, 'sensitive');
  await seedPoorDetectors(of('careless'), 'careless-config');
  await seedRecorderWithoutChannel(of('open'), 'eu-central-1');
  // On, and blind in one of two regions.
  for (const region of [REGION, 'eu-west-1']) {
    await of('open')
      .guardduty(region)
      .send(new CreateDetectorCommand({ Enable: true }));
  }

  const names = new Map(Object.entries(accounts).map(([name, account]) => [account.id, name]));
  const settings = defaultSettings(accounts.management.id, names, new Set());
  for (const name of ['careless', 'open', 'empty'] as const) settings.withoutOrganizationTrail.add(accounts[name].id);
  settings.regionsByAccount.set(accounts.careless.id, [...REGIONS, 'us-west-2']);
  for (const [trail, health] of Object.entries(SANDBOX_HEALTH)) settings.trailHealth.set(trail, health);
  settings.rotationPeriods.set(keyId(seldomRotated), 730);
  settings.delegatedAdministrators.add(accounts.careless.id);
  settings.eventDataStores.set(accounts.management.id, poorStores);
  settings.logGroups.set('/open/cloudtrail', { logGroupClass: 'INFREQUENT_ACCESS' });
  settings.publicBuckets.add('open-logs');
  settings.blindDetectors.add(`${accounts.open.id}/eu-west-1`);
  settings.configDeliveryErrors.set(`${accounts.careless.id}/eu-west-1`, 'Access Denied');
  settings.trailHealth.set('told-nobody', { notificationError: 'AuthorizationError' });
  return { accounts, settings, rules: [] };
}

/** The organisation's trail, alone: nobody is told, and its log files lie where they are made. */
async function seedOrganizationTrail(management: Clients, organizationId: string): Promise<void> {
  const trail = 'org-trail';
  const bucket = 'neglected-org-logs';
  await seedBucket(management, bucket, {
    region: REGION,
    policy: trailMayWrite(bucket, trailArn(management.account, REGION, trail), management.account, organizationId),
    versioned: true,
    lifecycle: {
      ID: 'no-old-versions',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
    },
  });
  await seedBucket(management, 'neglected-org-copies', { region: 'eu-west-1', versioned: true });
  await seedReplication(management, REGION, bucket, 'neglected-org-copies');
  const logGroupName = '/neglected/cloudtrail';
  const logGroupArn = await seedLogGroup(management, REGION, logGroupName);
  await seedPoorRoles(management, logGroupName);
  // Every call whatsoever, to a topic that nobody has subscribed to.
  const topicArn = await seedTopic(management, REGION, 'nobody-listens', {
    publishers: [{ service: 'cloudwatch.amazonaws.com', fromAccount: management.account }],
    emails: [],
  });
  await seedDetection(management, REGION, {
    name: 'everything',
    logGroupName,
    pattern: '{ $.eventName = * }',
    topicArn,
  });
  // Somebody would hear of this one, had it not been silenced.
  await seedDetection(management, REGION, {
    name: 'silenced',
    logGroupName,
    pattern: '{ $.userIdentity.type = "Root" }',
    topicArn: await seedTopic(management, REGION, 'pager', {
      publishers: [{ service: 'cloudwatch.amazonaws.com', fromAccount: management.account }],
      emails: ['oncall@acme.example'],
    }),
    actionsEnabled: false,
  });
  await seedTrail(management, trail, {
    region: REGION,
    bucket,
    multiRegion: true,
    organization: true,
    logGroupArn,
    roleName: 'does-everything',
    eventSelectors: [MANAGEMENT_EVENTS, S3_DATA_EVENTS, SNS_DATA_EVENTS],
  });
}

const SNS_DATA_EVENTS = {
  Name: 'Every message',
  FieldSelectors: [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: ['AWS::SNS::Topic'] },
  ],
};

/** Trails that somebody stopped; one of them never took the events of global services. */
async function seedAsleep(careless: Clients): Promise<void> {
  const bucket = 'acme-sandbox-logs';
  await seedTrail(careless, 'napping', { region: 'eu-central-1', bucket, stopped: true });
  await seedTrail(careless, 'asleep', {
    region: 'us-west-2',
    bucket,
    multiRegion: true,
    globalServiceEvents: false,
    stopped: true,
  });
}

/** Everything stands open: the bucket, the keys, the topic. Gives the key that rotates every other year. */
async function seedOpen(open: Clients): Promise<string> {
  const bucket = 'open-logs';
  await seedDataBucket(open, 'open-customers', 'eu-west-1', 'sensitive');
  await seedTable(open, 'open-cards', REGION, 'sensitive');
  await seedFunction(open, 'open-checkout', REGION, 'sensitive');

  // moto looks at the policy when access logs are turned on, and cannot read one that is for everybody.
  await seedBucket(open, bucket, {
    region: REGION,
    policy: [accessLogsMayArrive(bucket, open.account)],
    accessLogsTo: bucket,
    versioned: true,
  });
  const s3 = open.s3(REGION);
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy(...everybodyMay(bucket)) }));
  await s3.send(new PutBucketAclCommand({ Bucket: bucket, ACL: 'public-read' }));
  await seedReplication(open, REGION, bucket, 'strangers-copies');
  await tellStranger(open, REGION, bucket);

  const kmsKeyArn = await seedKey(open, REGION, 'Everybody decrypts', {
    rotates: true,
    statements: EVERYBODY_USES_THE_KEY,
  });
  await grantToStranger(open, REGION, kmsKeyArn);
  const logGroupArn = await seedLogGroup(open, REGION, '/open/cloudtrail', { kmsKeyArn });
  await seedMistrustedRole(open);
  await seedTopic(open, REGION, 'open-topic', {
    publishers: [{ roleArn: '*' }],
    emails: [],
    kmsKeyId: 'alias/aws/sns',
  });
  await seedTrail(open, 'changes-only', {
    region: REGION,
    bucket,
    multiRegion: true,
    kmsKeyArn,
    logGroupArn,
    roleName: 'trusts-lambda',
    topicName: 'open-topic',
    eventSelectors: [
      {
        Name: 'Some changes',
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Management'] },
          { Field: 'readOnly', Equals: ['false'] },
          { Field: 'eventSource', NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
        ],
      },
    ],
  });

  const sealedKey = await seedKey(open, 'eu-west-1', 'Nobody decrypts', {
    managedByOwner: false,
    statements: [{ ...CLOUDTRAIL_ENCRYPTS, Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'] }],
  });
  await seedTopic(open, 'eu-west-1', 'closed-topic', { publishers: [], emails: [] });
  await seedTrail(open, 'told-nobody', {
    region: 'eu-west-1',
    bucket,
    kmsKeyArn: sealedKey,
    topicName: 'closed-topic',
  });
  await seedTooManyTrails(open, REGION, bucket);
  return kmsKeyArn;
}

const everybodyMay = (bucket: string): readonly Statement[] => [
  {
    Sid: 'EverybodyReadsAndWrites',
    Effect: 'Allow',
    Principal: '*',
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: `arn:aws:s3:::${bucket}/*`,
  },
  {
    Sid: 'CloudTrailForWhomever',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: ['s3:GetBucketAcl', 's3:PutObject'],
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  },
  {
    Sid: 'StrangersDelete',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${STRANGER}:root` },
    Action: ['s3:DeleteObject', 's3:PutBucketPolicy'],
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  },
];

const CLOUDTRAIL_ENCRYPTS: Statement = {
  Sid: 'CloudTrailForWhomever',
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 'kms:GenerateDataKey*',
  Resource: '*',
};

const EVERYBODY_USES_THE_KEY: readonly Statement[] = [
  CLOUDTRAIL_ENCRYPTS,
  { Sid: 'EverybodyDecrypts', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' },
  {
    Sid: 'StrangersDelete',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${STRANGER}:root` },
    Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'],
    Resource: '*',
  },
];
