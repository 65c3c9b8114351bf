import { PutConfigurationRecorderCommand } from '@aws-sdk/client-config-service';
import { CreateGrantCommand } from '@aws-sdk/client-kms';
import { PutBucketNotificationConfigurationCommand, PutBucketReplicationCommand } from '@aws-sdk/client-s3';
import { seedBucket } from '../seed/bucket.ts';
import type { Clients } from '../seed/clients.ts';
import { seedDeliveryRole } from '../seed/delivery-role.ts';
import { seedFlowLogs, seedRecorder } from '../seed/detectors.ts';
import { seedKey } from '../seed/key.ts';
import { seedTrail } from '../seed/trail.ts';
import type { EventDataStore } from '../settings.ts';

/** An account that nobody in the organisation knows. */
export const STRANGER = '999900001111';

/** Copies the objects of a versioned bucket to another. */
export async function seedReplication(clients: Clients, region: string, Bucket: string, to: string): Promise<void> {
  await clients.s3(region).send(
    new PutBucketReplicationCommand({
      Bucket,
      ReplicationConfiguration: {
        Role: `arn:aws:iam::${clients.account}:role/replication`,
        Rules: [
          {
            ID: 'copy',
            Status: 'Enabled',
            Priority: 1,
            Filter: { Prefix: '' },
            DeleteMarkerReplication: { Status: 'Disabled' },
            Destination: { Bucket: `arn:aws:s3:::${to}` },
          },
        ],
      },
    }),
  );
}

/** Tells a queue of a stranger of every new log file. */
export async function tellStranger(clients: Clients, region: string, Bucket: string): Promise<void> {
  await clients.s3(region).send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: {
        QueueConfigurations: [
          { QueueArn: `arn:aws:sqs:${region}:${STRANGER}:listener`, Events: ['s3:ObjectCreated:*'] },
        ],
      },
      SkipDestinationValidation: true,
    }),
  );
}

/** Lets a role of a stranger decrypt, past the key policy. */
export async function grantToStranger(clients: Clients, region: string, KeyId: string): Promise<void> {
  const GranteePrincipal = `arn:aws:iam::${STRANGER}:role/reader`;
  await clients.kms(region).send(new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ['Decrypt'] }));
}

/** A trail whose key can sign and not encrypt, one that was off for a day, and more than anybody needs. */
export async function seedTooManyTrails(clients: Clients, region: string, bucket: string): Promise<void> {
  const kmsKeyArn = await seedKey(clients, region, 'Of the wrong kind', { spec: 'RSA_2048' });
  await seedTrail(clients, 'wrong-key', { region, bucket, kmsKeyArn });
  await seedTrail(clients, 'restarted', { region, bucket, restarted: true });
  for (const name of ['spare-1', 'spare-2', 'spare-3']) await seedTrail(clients, name, { region, bucket });
}

/** AWS Config, each region with a flaw of its own, and flow logs of what was let through only. */
export async function seedPoorDetectors(clients: Clients, bucket: string): Promise<void> {
  await seedBucket(clients, bucket, { region: 'us-east-1' });
  await seedRecorder(clients, 'us-east-1', bucket, { allSupported: true, includeGlobalResourceTypes: true });
  await seedRecorder(clients, 'eu-west-1', bucket, { allSupported: true, includeGlobalResourceTypes: true });
  await seedRecorder(clients, 'eu-central-1', bucket, {
    allSupported: false,
    includeGlobalResourceTypes: false,
    resourceTypes: ['AWS::EC2::Instance'],
  });
  await seedFlowLogs(clients, 'us-east-1', bucket, 'ACCEPT');
}

/** A recorder that has nowhere to deliver to, and so cannot be started. */
export async function seedRecorderWithoutChannel(clients: Clients, region: string): Promise<void> {
  const roleARN = `arn:aws:iam::${clients.account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
  const recordingGroup = { allSupported: true, includeGlobalResourceTypes: false };
  const ConfigurationRecorder = { name: 'default', roleARN, recordingGroup };
  await clients.config(region).send(new PutConfigurationRecorderCommand({ ConfigurationRecorder }));
}

/** A role that may do everything there is. */
export const seedPoorRoles = (clients: Clients, logGroupName: string): Promise<void> =>
  seedDeliveryRole(
    clients,
    {
      region: 'us-east-1',
      logGroupName,
      allows: [{ Sid: 'Everything', Effect: 'Allow', Action: 'logs:*', Resource: '*' }],
      attached: true,
    },
    'does-everything',
  );

/** A role that CloudTrail may not assume, and that writes to another log group. */
export const seedMistrustedRole = (clients: Clients): Promise<void> =>
  seedDeliveryRole(
    clients,
    { region: 'us-east-1', logGroupName: '/somewhere/else', trusts: 'lambda.amazonaws.com' },
    'trusts-lambda',
  );

/** A store that stopped taking events, and may be deleted by anybody who may call. */
export const poorStores: readonly EventDataStore[] = [
  {
    name: 'neglected-lake',
    id: '2f0e2d3c-4b5a-4978-8695-a4b3c2d1e0f9',
    region: 'us-east-1',
    status: 'STOPPED_INGESTION',
    multiRegion: false,
    organization: false,
    retentionDays: 30,
    terminationProtection: false,
  },
];
