import { Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import { type Part, part } from './assemble.ts';
import type { Call } from './calls.ts';
import { said } from './said.ts';
import { defined } from './trail.ts';

export const configCalls = [
  'config:DescribeConfigurationRecorders',
  'config:DescribeConfigurationRecorderStatus',
  'config:DescribeDeliveryChannels',
  'config:DescribeDeliveryChannelStatus',
] as const;

/** What AWS Config records in a region, and where it delivers that. Each call by itself: any may be denied alone. */
export async function collectConfig(call: Call, region: string): Promise<readonly Part[]> {
  const at = { region };
  const [recorders, status, channels, deliveries] = await Promise.all([
    call('config:DescribeConfigurationRecorders', {}, at),
    call('config:DescribeConfigurationRecorderStatus', {}, at),
    call('config:DescribeDeliveryChannels', {}, at),
    call('config:DescribeDeliveryChannelStatus', {}, at),
  ]);
  return [
    part('config:DescribeConfigurationRecorders', recorders, ({ ConfigurationRecorders }) => ({
      configRecorders: ConfigurationRecorders?.map(recorderOf),
    })),
    part('config:DescribeConfigurationRecorderStatus', status, ({ ConfigurationRecordersStatus }) => ({
      configRecorderStatus: ConfigurationRecordersStatus?.map(statusOf),
    })),
    part('config:DescribeDeliveryChannels', channels, ({ DeliveryChannels }) => ({
      configDeliveryChannels: DeliveryChannels?.map(({ name, s3BucketName }) => ({
        name: said(name, 'what the delivery channel is called'),
        s3BucketName: said(s3BucketName, 'which bucket the delivery channel leads to'),
      })),
    })),
    part('config:DescribeDeliveryChannelStatus', deliveries, ({ DeliveryChannelsStatus }) => ({
      configDeliveries: DeliveryChannelsStatus?.flatMap(deliveriesOf),
    })),
  ];
}

type Recorder = NonNullable<Outputs['config:DescribeConfigurationRecorders']['ConfigurationRecorders']>[number];
type RecorderStatus = NonNullable<
  Outputs['config:DescribeConfigurationRecorderStatus']['ConfigurationRecordersStatus']
>[number];
type ChannelStatus = NonNullable<Outputs['config:DescribeDeliveryChannelStatus']['DeliveryChannelsStatus']>[number];

/** Which of these members count is for `recordingStrategy` to say; the others may be left out by AWS. */
function recorderOf({ name, servicePrincipal, recordingGroup }: Recorder): Record<string, unknown> {
  const group: Partial<NonNullable<Recorder['recordingGroup']>> = recordingGroup ?? {};
  return defined({
    name: said(name, 'what the recorder is called'),
    isServiceLinked: servicePrincipal !== undefined,
    recordingStrategy: group.recordingStrategy?.useOnly,
    allSupported: said(group.allSupported, 'whether the recorder takes all supported resource types'),
    includeGlobalResourceTypes: said(group.includeGlobalResourceTypes, 'whether the recorder takes global IAM types'),
    resourceTypes: said(group.resourceTypes, 'which resource types the recorder takes'),
    excludedResourceTypes: said(
      group.exclusionByResourceTypes?.resourceTypes,
      'which resource types the recorder leaves out',
    ),
  });
}

const statusOf = ({ name, servicePrincipal, recording, lastStatus, lastErrorMessage }: RecorderStatus) =>
  defined({
    name: said(name, 'what the recorder is called'),
    isServiceLinked: servicePrincipal !== undefined,
    isRecording: said(recording, 'whether the recorder is recording'),
    lastStatus: inCapitals(lastStatus) === 'PENDING' ? PENDING : inCapitals(lastStatus),
    lastErrorMessage,
  });

// So it is for a while after the start, and has neither arrived nor failed.
const PENDING = new Gap('failed', 'AWS Config does not say yet how its last recording ended: it is pending');

function deliveriesOf({
  name,
  configHistoryDeliveryInfo,
  configSnapshotDeliveryInfo,
  configStreamDeliveryInfo,
}: ChannelStatus): readonly Record<string, unknown>[] {
  const kinds = {
    history: configHistoryDeliveryInfo,
    snapshot: configSnapshotDeliveryInfo,
    notification: configStreamDeliveryInfo,
  };
  return Object.entries(kinds).flatMap(([kind, delivery]): readonly Record<string, unknown>[] =>
    delivery?.lastStatus === undefined
      ? []
      : [
          defined({
            channel: said(name, 'what the delivery channel is called'),
            kind,
            lastStatus: inCapitals(delivery.lastStatus),
            lastErrorMessage: delivery.lastErrorMessage,
          }),
        ],
  );
}

/** The API reference says `Success`, answers and the CLI's examples say `SUCCESS`. */
const inCapitals = (status: string | undefined): string | undefined => status?.toUpperCase();
