import {
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  type RecordingGroup,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateFlowLogsCommand, DescribeVpcsCommand, type TrafficType } from '@aws-sdk/client-ec2';
import { CreateDetectorCommand } from '@aws-sdk/client-guardduty';
import { EnableSecurityHubCommand } from '@aws-sdk/client-securityhub';
import { REGIONS } from '../settings.ts';
import type { Clients } from './clients.ts';

/** A bucket in each region, and what else watches there. */
export interface DetectorsPlan {
  readonly regions: readonly string[];
  /** An existing bucket for what AWS Config records and VPCs log. */
  readonly bucket: string;
  /** The region whose recorder also records global types. */
  readonly globalTypesIn: string;
}

/** AWS Config, GuardDuty, Security Hub and the flow logs of each VPC, as they should be. */
export async function seedDetectors(clients: Clients, plan: DetectorsPlan): Promise<void> {
  for (const region of plan.regions) {
    await seedRecorder(clients, region, plan.bucket, {
      allSupported: true,
      includeGlobalResourceTypes: region === plan.globalTypesIn,
    });
    await clients.guardduty(region).send(new CreateDetectorCommand({ Enable: true }));
    await clients.securityhub(region).send(new EnableSecurityHubCommand({}));
    await seedFlowLogs(clients, region, plan.bucket, 'ALL');
  }
}

/** A recorder that delivers to a bucket, started. */
export async function seedRecorder(
  clients: Clients,
  region: string,
  s3BucketName: string,
  recordingGroup: RecordingGroup,
): Promise<void> {
  const config = clients.config(region);
  const name = 'default';
  const roleARN = `arn:aws:iam::${clients.account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name, roleARN, recordingGroup } }));
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name, s3BucketName } }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: name }));
}

/** Flow logs of every VPC of the region: moto makes a default one. */
export async function seedFlowLogs(
  clients: Clients,
  region: string,
  bucket: string,
  TrafficType: TrafficType,
): Promise<void> {
  const ec2 = clients.ec2(region);
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  await ec2.send(
    new CreateFlowLogsCommand({
      ResourceType: 'VPC',
      ResourceIds: Vpcs.flatMap(({ VpcId }) => VpcId ?? []),
      TrafficType,
      LogDestinationType: 's3',
      LogDestination: `arn:aws:s3:::${bucket}`,
    }),
  );
}

/** moto makes the default VPC of a region when somebody first asks there: in a fixed order they always get the same ids. */
export async function makeDefaultVpcs(clients: Clients): Promise<void> {
  for (const region of REGIONS) await clients.ec2(region).send(new DescribeVpcsCommand({}));
}
