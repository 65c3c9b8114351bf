import {
  ConfigServiceClient,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelStatusCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import {
  CreateDetectorCommand,
  GetDetectorCommand,
  GuardDutyClient,
  ListDetectorsCommand,
} from '@aws-sdk/client-guardduty';
import { DescribeHubCommand, EnableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsGaps } from '../aws-gaps.ts';
import { deny } from '../rules.ts';
import { type MotoServer, startMotoServer } from '../server.ts';
import { defaultSettings } from '../settings.ts';
import { type Shim, startShim } from '../shim.ts';

const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';
const settings = defaultSettings(ACCOUNT, new Map([[ACCOUNT, 'management']]), new Set());

let moto: MotoServer;
let shim: Shim;
beforeAll(async () => {
  moto = await startMotoServer();
  shim = await startShim({ target: moto.endpoint, rules: awsGaps(settings, moto.endpoint), management: ACCOUNT });
});
afterAll(async () => {
  await shim.close();
  await moto.close();
});

const options = () => ({
  region: REGION,
  endpoint: shim.url,
  maxAttempts: 1,
  credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
});

test('a started recorder has recorded, and its history arrives unless the settings say why not', async () => {
  const config = new ConfigServiceClient(options());
  const name = 'default';
  const roleARN = `arn:aws:iam::${ACCOUNT}:role/config`;
  await config.send(
    new PutConfigurationRecorderCommand({
      ConfigurationRecorder: { name, roleARN, recordingGroup: { allSupported: true } },
    }),
  );
  const status = async () => {
    const answer = await config.send(new DescribeConfigurationRecorderStatusCommand({}));
    return answer.ConfigurationRecordersStatus?.map(({ recording, lastStatus }) => [recording, lastStatus]);
  };
  expect(await status()).toEqual([[false, undefined]]);
  expect(await config.send(new DescribeDeliveryChannelStatusCommand({}))).toMatchObject({ DeliveryChannelsStatus: [] });

  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name, s3BucketName: 'config-bucket' } }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: name }));
  expect(await status()).toEqual([[true, 'SUCCESS']]);
  const history = async () => {
    const answer = await config.send(new DescribeDeliveryChannelStatusCommand({}));
    return answer.DeliveryChannelsStatus?.map(({ configHistoryDeliveryInfo: info }) => [
      info?.lastStatus,
      info?.lastErrorMessage,
    ]);
  };
  expect(await history()).toEqual([['SUCCESS', undefined]]);
  settings.configDeliveryErrors.set(`${ACCOUNT}/${REGION}`, 'Access Denied');
  expect(await history()).toEqual([['FAILURE', 'Access Denied']]);
});

test('a detector analyses management events while it is enabled, unless the settings say no', async () => {
  const guardDuty = new GuardDutyClient(options());
  const { DetectorId } = await guardDuty.send(new CreateDetectorCommand({ Enable: true }));
  expect((await guardDuty.send(new ListDetectorsCommand({}))).DetectorIds).toEqual([DetectorId]);
  const cloudTrail = async () => {
    const { DataSources, Features } = await guardDuty.send(new GetDetectorCommand({ DetectorId }));
    return [DataSources?.CloudTrail?.Status, Features?.find(({ Name }) => Name === 'CLOUD_TRAIL')?.Status];
  };
  expect(await cloudTrail()).toEqual(['ENABLED', 'ENABLED']);
  settings.blindDetectors.add(`${ACCOUNT}/${REGION}`);
  expect(await cloudTrail()).toEqual(['DISABLED', 'DISABLED']);
});

test('what GuardDuty and Security Hub are asked can be denied by its name', async () => {
  const guardDuty = new GuardDutyClient(options());
  const hub = new SecurityHubClient(options());
  await expect(hub.send(new DescribeHubCommand({}))).rejects.toMatchObject({ name: 'InvalidAccessException' });
  await hub.send(new EnableSecurityHubCommand({}));
  expect((await hub.send(new DescribeHubCommand({}))).HubArn).toBe(
    `arn:aws:securityhub:${REGION}:${ACCOUNT}:hub/default`,
  );

  const allow = shim.use(
    deny('guardduty', 'ListDetectors'),
    deny('guardduty', 'GetDetector', ({ input }) => input['DetectorId'] === '12abc34d567e8fa901bc2d34e56789f0'),
    deny('securityhub', 'DescribeHub'),
  );
  const refused = { name: 'AccessDeniedException' };
  await expect(guardDuty.send(new ListDetectorsCommand({}))).rejects.toMatchObject(refused);
  const DetectorId = '12abc34d567e8fa901bc2d34e56789f0';
  await expect(guardDuty.send(new GetDetectorCommand({ DetectorId }))).rejects.toMatchObject(refused);
  await expect(hub.send(new DescribeHubCommand({}))).rejects.toMatchObject(refused);
  allow();
});
