import { describe, expect, test } from 'vitest';
import { caller } from '../../src/collectors/calls.ts';
import { collectRegion, regionCollector } from '../../src/collectors/region.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import { Gap } from '../../src/model/gap.ts';
import { CALLER, plan, recorded } from '../evidence/samples.ts';
import { callIn, notedReplay } from './noted-replay.ts';

const REGION = 'eu-west-1';

const collect = async (calls: readonly RecordedCall[], asked: string[] = []) => {
  const noted = notedReplay(calls, (request) => asked.push(callIn(request)));
  const call = caller(noted, { account: CALLER, region: 'us-east-1' });
  const parts = await collectRegion({ plan, account: CALLER, call }, REGION);
  return new Map(parts.map((part) => [part.call, part]));
};

const fieldsOf = async (name: string, rest: Parameters<typeof recorded>[1], more: readonly RecordedCall[] = []) => {
  const parts = await collect([recorded(name, rest), ...more]);
  return [...parts.values()].find(({ call }) => call === name)?.fields;
};

const refused = (code: string, status = 400) => ({ error: { code, message: 'no', status } });
const unsaid = expect.objectContaining({ kind: 'failed', reason: expect.stringMatching(/^AWS did not say /) });

test('a region is asked about with the calls that the collector declares, each once', async () => {
  const asked: string[] = [];
  await collect([recorded('guardduty:ListDetectors', { output: { DetectorIds: ['one'] } })], asked);
  expect(asked.toSorted()).toEqual([...regionCollector.calls].toSorted());
});

describe('AWS Config', () => {
  test('keeps what a recorder takes, and how it chooses', async () => {
    const fields = await fieldsOf('config:DescribeConfigurationRecorders', {
      output: {
        ConfigurationRecorders: [
          {
            name: 'default',
            recordingGroup: {
              allSupported: false,
              includeGlobalResourceTypes: false,
              resourceTypes: [],
              exclusionByResourceTypes: { resourceTypes: ['AWS::IAM::User'] },
              recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
            },
          },
          { name: 'AWSConfigurationRecorderForService', servicePrincipal: 'service.amazonaws.com' },
        ],
      },
    });
    expect(fields).toEqual({
      configRecorders: [
        {
          name: 'default',
          isServiceLinked: false,
          recordingStrategy: 'EXCLUSION_BY_RESOURCE_TYPES',
          allSupported: false,
          includeGlobalResourceTypes: false,
          resourceTypes: [],
          excludedResourceTypes: ['AWS::IAM::User'],
        },
        {
          name: 'AWSConfigurationRecorderForService',
          isServiceLinked: true,
          // What AWS leaves out is no "no".
          allSupported: unsaid,
          includeGlobalResourceTypes: unsaid,
          resourceTypes: unsaid,
          excludedResourceTypes: unsaid,
        },
      ],
    });
  });

  test.each(['Pending', 'PENDING'])('says nothing of a recording that is %s', async (lastStatus) => {
    const fields = await fieldsOf('config:DescribeConfigurationRecorderStatus', {
      output: { ConfigurationRecordersStatus: [{ name: 'default', recording: true, lastStatus }] },
    });
    expect(fields).toMatchObject({ configRecorderStatus: [{ isRecording: true, lastStatus: expect.any(Gap) }] });
  });

  test.each(['Success', 'SUCCESS'])('spells a status in capitals, whether AWS writes %s or not', async (lastStatus) => {
    const recorder = await fieldsOf('config:DescribeConfigurationRecorderStatus', {
      output: { ConfigurationRecordersStatus: [{ name: 'default', recording: true, lastStatus }, { name: 'other' }] },
    });
    expect(recorder).toEqual({
      configRecorderStatus: [
        { name: 'default', isServiceLinked: false, isRecording: true, lastStatus: 'SUCCESS' },
        { name: 'other', isServiceLinked: false, isRecording: unsaid },
      ],
    });
    const channel = await fieldsOf('config:DescribeDeliveryChannelStatus', {
      output: {
        DeliveryChannelsStatus: [
          {
            name: 'default',
            configHistoryDeliveryInfo: { lastStatus },
            configSnapshotDeliveryInfo: {},
            configStreamDeliveryInfo: { lastStatus: 'Failure', lastErrorMessage: 'no such topic' },
          },
        ],
      },
    });
    expect(channel).toEqual({
      configDeliveries: [
        { channel: 'default', kind: 'history', lastStatus: 'SUCCESS' },
        { channel: 'default', kind: 'notification', lastStatus: 'FAILURE', lastErrorMessage: 'no such topic' },
      ],
    });
  });

  test('has a gap for the call that was refused, and for no other', async () => {
    const parts = await collect([
      recorded('config:DescribeConfigurationRecorders', { output: { ConfigurationRecorders: [] } }),
      recorded('config:DescribeConfigurationRecorderStatus', refused('AccessDeniedException')),
      recorded('config:DescribeDeliveryChannels', {
        output: { DeliveryChannels: [{ name: 'default', s3BucketName: 'config' }, {}] },
      }),
      recorded('config:DescribeDeliveryChannelStatus', { output: {} }),
    ]);
    expect(parts.get('config:DescribeConfigurationRecorders')?.fields).toEqual({ configRecorders: [] });
    expect(parts.get('config:DescribeConfigurationRecorderStatus')?.fields).toMatchObject({ kind: 'denied' });
    expect(parts.get('config:DescribeDeliveryChannels')?.fields).toEqual({
      configDeliveryChannels: [
        { name: 'default', s3BucketName: 'config' },
        { name: unsaid, s3BucketName: unsaid },
      ],
    });
    // Left undefined, the resource has a gap there.
    expect(parts.get('config:DescribeDeliveryChannelStatus')?.fields).toEqual({ configDeliveries: undefined });
  });
});

describe('GuardDuty', () => {
  const listed = (output: object) => recorded('guardduty:ListDetectors', { output: { ...output } });
  const detector = (output: object) =>
    recorded('guardduty:GetDetector', { input: { DetectorId: 'one' }, output: { ...output } });
  const settings = async (calls: readonly RecordedCall[]) => (await collect(calls)).get('guardduty:GetDetector');

  test.each([
    [
      'the feature says so',
      {
        Features: [
          { Name: 'DNS_LOGS', Status: 'DISABLED' },
          { Name: 'CLOUD_TRAIL', Status: 'ENABLED' },
        ],
      },
      'ENABLED',
    ],
    ['the data source says so', { Features: [], DataSources: { CloudTrail: { Status: 'ENABLED' } } }, 'ENABLED'],
    [
      'the feature goes before the data source',
      { Features: [{ Name: 'CLOUD_TRAIL', Status: 'DISABLED' }], DataSources: { CloudTrail: { Status: 'ENABLED' } } },
      'DISABLED',
    ],
    ['neither says', { Features: [] }, unsaid],
  ])('analyses management events or not: %s', async (_, output, cloudTrail) => {
    const part = await settings([listed({ DetectorIds: ['one'] }), detector({ Status: 'ENABLED', ...output })]);
    expect(part?.fields).toEqual({ guardDuty: { detectorId: 'one', status: 'ENABLED', cloudTrail } });
    expect(part?.references.map(({ call }) => call)).toEqual(['guardduty:ListDetectors', 'guardduty:GetDetector']);
  });

  test('is off where there is no detector, and that rests on the list', async () => {
    const part = await settings([listed({ DetectorIds: [] })]);
    expect(part?.fields).toEqual({});
    expect(part?.references.map(({ call }) => call)).toEqual(['guardduty:ListDetectors']);
  });

  test.each([
    ['is refused', recorded('guardduty:ListDetectors', refused('AccessDeniedException', 403)), 'denied'],
    [
      'does not come, because the region has no GuardDuty',
      recorded('guardduty:ListDetectors', refused('ENOTFOUND', 0)),
      'failed',
    ],
    ['says nothing', listed({}), 'failed'],
  ])('is not known where the list %s', async (_, list, kind) => {
    expect((await settings([list]))?.fields).toMatchObject({ kind });
  });

  test('is not known where the detector is refused', async () => {
    const gone = recorded('guardduty:GetDetector', { input: { DetectorId: 'one' }, ...refused('BadRequestException') });
    expect((await settings([listed({ DetectorIds: ['one'] }), gone]))?.fields).toBeInstanceOf(Gap);
  });
});

test.each([
  [
    'is on',
    { output: { HubArn: 'arn:aws:securityhub:eu-west-1:111111111111:hub/default' } },
    { securityHub: { arn: 'arn:aws:securityhub:eu-west-1:111111111111:hub/default' } },
  ],
  ['is off where AWS says that the account is not subscribed', refused('InvalidAccessException', 401), {}],
  ['is off where AWS says that there is no hub', refused('ResourceNotFoundException', 404), {}],
  [
    'is not known where the call is refused',
    refused('AccessDeniedException', 403),
    expect.objectContaining({ kind: 'denied' }),
  ],
  ['is not known where the region has none', refused('ENOTFOUND', 0), expect.objectContaining({ kind: 'failed' })],
])('Security Hub %s', async (_, answer, fields) => {
  expect(await fieldsOf('securityhub:DescribeHub', answer)).toEqual(fields);
});
