import { changeJson, json, objectsIn, textOf } from '../answers.ts';
import type { AskMoto } from '../ask-moto.ts';
import { on, type Rule } from '../rules.ts';
import type { SeenRequest } from '../seen-request.ts';
import type { Settings } from '../settings.ts';

/** AWS Config and GuardDuty, as far as moto differs from AWS in a way that changes a verdict. */
export function detectorGaps(settings: Settings, moto: AskMoto): readonly Rule[] {
  /** moto's recorders have always just begun. */
  const recorderStatus: Rule = async (_request, forward) =>
    changeJson(await forward(), (output) => ({
      ...output,
      ConfigurationRecordersStatus: objectsIn(output.ConfigurationRecordersStatus).map((status) =>
        status.lastStatus === 'PENDING' ? { ...status, lastStatus: 'SUCCESS' } : status,
      ),
    }));

  /** moto answers 500. */
  const channelStatus: Rule = async (request) => {
    const described = await moto.config(request, 'DescribeDeliveryChannels', {});
    const error = settings.configDeliveryErrors.get(placeOf(request));
    const lastAttemptTime = Math.floor(settings.now().getTime() / 1000) - 2 * 60 * 60;
    return json({
      DeliveryChannelsStatus: objectsIn(described?.DeliveryChannels).map((channel) => ({
        name: textOf(channel.name),
        configHistoryDeliveryInfo:
          error === undefined
            ? { lastStatus: 'SUCCESS', lastAttemptTime, lastSuccessfulTime: lastAttemptTime }
            : { lastStatus: 'FAILURE', lastAttemptTime, lastErrorCode: 'AccessDenied', lastErrorMessage: error },
        configSnapshotDeliveryInfo: {},
        configStreamDeliveryInfo: { lastStatus: channel.snsTopicARN === undefined ? 'NOT_APPLICABLE' : 'SUCCESS' },
      })),
    });
  };

  /** GuardDuty's foundational data sources come with the detector; moto leaves them off. */
  const getDetector: Rule = async (request, forward) =>
    changeJson(await forward(), (detector) => {
      const status = detector.status === 'ENABLED' ? 'ENABLED' : 'DISABLED';
      const cloudTrail = settings.blindDetectors.has(placeOf(request)) ? 'DISABLED' : status;
      return {
        ...detector,
        dataSources: { cloudTrail: { status: cloudTrail }, dnsLogs: { status }, flowLogs: { status } },
        features: [
          { name: 'CLOUD_TRAIL', status: cloudTrail },
          { name: 'DNS_LOGS', status },
          { name: 'FLOW_LOGS', status },
        ],
      };
    });

  /** A detector that is resumed looks at everything again. */
  const updateDetector: Rule = async (request, forward) => {
    if (request.input.enable === true) settings.blindDetectors.delete(placeOf(request));
    return forward();
  };

  return [
    on('guardduty', 'UpdateDetector', updateDetector),
    on('config', 'DescribeConfigurationRecorderStatus', recorderStatus),
    on('config', 'DescribeDeliveryChannelStatus', channelStatus),
    on('guardduty', 'GetDetector', getDetector),
  ];
}

const placeOf = ({ account, region }: SeenRequest): string => `${account}/${region}`;
