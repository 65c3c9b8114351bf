import { expect, test } from 'vitest';
import { caller } from '../../src/collectors/calls.ts';
import { collectTrails } from '../../src/collectors/trail.ts';
import { createReplay } from '../../src/evidence/replay.ts';
import { Link } from '../../src/model/resource.ts';
import { CALLER, plan, recorded } from '../evidence/samples.ts';
import { notedReplay } from './noted-replay.ts';

const ARN = `arn:aws:cloudtrail:us-east-1:${CALLER}:trail/main`;

const settingsOf = async (more: object) => {
  const source = createReplay([
    recorded('cloudtrail:ListTrails', {
      region: 'us-east-1',
      output: { Trails: [{ TrailARN: ARN, Name: 'main', HomeRegion: 'us-east-1' }] },
    }),
    recorded('cloudtrail:DescribeTrails', {
      region: 'us-east-1',
      output: { trailList: [{ TrailARN: ARN, Name: 'main', HomeRegion: 'us-east-1', S3BucketName: 'logs', ...more }] },
    }),
  ]);
  const { own } = await collectTrails({
    plan,
    account: CALLER,
    call: caller(source, { account: CALLER, region: 'us-east-1' }),
  });
  return own[0]?.fields;
};

test.each([
  ['that leaves out its own deliveries says so', { RecursiveLogging: false }, false],
  ['that records them by choice says so', { RecursiveLogging: true }, true],
  ['of which AWS does not say it says nothing, which is no gap', {}, undefined],
])('a trail %s', async (_title, more, expected) => {
  expect((await settingsOf(more))?.['recursiveLogging']).toBe(expected);
});

test('a trail leads to the role by which it delivers to its log group', async () => {
  const role = `arn:aws:iam::${CALLER}:role/delivery`;
  const fields = await settingsOf({ CloudWatchLogsRoleArn: role });
  expect(fields?.['cloudWatchLogsRoleArn']).toBe(role);
  expect(fields?.['deliveryRole']).toEqual(new Link('role', role));
  expect(await settingsOf({})).not.toHaveProperty('deliveryRole');
});

test('what AWS leaves empty is as good as left out', async () => {
  const empty = ['S3KeyPrefix', 'KmsKeyId', 'CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn', 'SnsTopicARN'];
  const fields = await settingsOf(Object.fromEntries(empty.map((member) => [member, ''])));
  expect(Object.keys(fields ?? {}).toSorted()).toEqual(Object.keys((await settingsOf({})) ?? {}).toSorted());
});

test('the tags of a copy are for its home account to say', async () => {
  const arn = 'arn:aws:cloudtrail:us-east-1:999999999999:trail/organization';
  const description = { TrailARN: arn, Name: 'organization', HomeRegion: 'us-east-1', S3BucketName: 'logs' };
  const asked: string[] = [];
  const noted = notedReplay(
    [
      recorded('cloudtrail:ListTrails', { region: 'us-east-1' }),
      recorded('cloudtrail:DescribeTrails', { region: 'us-east-1', output: { trailList: [description] } }),
    ],
    (request) => asked.push(request.operation),
  );
  const { copies } = await collectTrails({
    plan,
    account: CALLER,
    call: caller(noted, { account: CALLER, region: 'us-east-1' }),
  });
  expect(copies[0]?.fields['tags']).toMatchObject({ reason: expect.stringContaining('999999999999') });
  expect(asked).not.toContain('ListTags');
});
