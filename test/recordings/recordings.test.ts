import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { evaluateCalls, loadSelection } from '../../src/cli/evaluate-evidence.ts';
import { readEvidence } from '../../src/cli/read-evidence.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import type { Manifest } from '../../src/model/manifest.ts';

/** Recorded over the wire by `npm run record`; scripts/moto says what is in them. */
const RECORDINGS = ['kept', 'neglected', 'bare', 'lone', 'member'] as const;

interface Recording {
  readonly manifest: Manifest;
  readonly calls: readonly RecordedCall[];
}
const recordings = new Map<string, Recording>();
let folder: string;
let config: string;

beforeAll(async () => {
  for (const name of RECORDINGS) recordings.set(name, await readEvidence(`test/evidence/${name}`));
  folder = await mkdtemp(join(tmpdir(), 'trailproof-'));
  config = join(folder, 'trailproof.yaml');
  await writeFile(config, stringify({ params: askedFor(recordings.get('kept') as Recording) }));
});
afterAll(() => rm(folder, { recursive: true }));

/** Everything that is asked only where somebody says so, as the well-kept organisation would say it. */
function askedFor({ calls }: Recording): Record<string, unknown> {
  const described = calls.find(({ operation, output }) => operation === 'DescribeTrails' && output);
  const [trail = {}] = (described?.output?.['trailList'] ?? []) as readonly Record<string, string>[];
  const archive = trail['KmsKeyId']?.split(':')[4];
  return {
    designatedBucket: trail['S3BucketName'],
    designatedKey: trail['KmsKeyId'],
    designatedLogGroup: trail['CloudWatchLogsLogGroupArn'],
    designatedTopic: trail['SnsTopicARN'],
    logArchiveAccount: archive,
    trustedAdministrators: [archive],
    homeRegions: ['us-east-1'],
    requiredTagKeys: ['owner'],
    topicWanted: true,
    replicationWanted: true,
    bucketEncryption: 'aws:kms',
    subscriptionWanted: true,
    networkActivitySources: ['ec2.amazonaws.com'],
    functionEventsWanted: true,
    tableEventsWanted: true,
    dataEventTypes: ['AWS::SQS::Queue'],
    widestDataEvents: ['AWS::S3::Object', 'AWS::DynamoDB::Table', 'AWS::Lambda::Function', 'AWS::SQS::Queue'],
  };
}

test('every check passes somewhere and fails somewhere on the recorded organisations', async () => {
  const statuses = new Map<string, Set<string>>();
  for (const options of [{}, { config }]) {
    const selection = await loadSelection(options);
    for (const { check } of selection.asks) if (!statuses.has(check.id)) statuses.set(check.id, new Set());
    for (const { manifest, calls } of recordings.values()) {
      const { findings } = await evaluateCalls(manifest, calls, selection);
      for (const { check, status } of findings) statuses.get(check)?.add(status);
    }
  }
  expect(statuses.size).toBeGreaterThanOrEqual(110);
  const lacking = [...statuses].flatMap(([check, seen]) =>
    ['pass', 'fail'].filter((status) => !seen.has(status)).map((status) => `${check} never says ${status}`),
  );
  expect(lacking).toEqual([]);
});

test('in the well-kept organisation nothing fails, and nothing is unknown', async () => {
  const { manifest, calls } = recordings.get('kept') as Recording;
  const { findings } = await evaluateCalls(manifest, calls, await loadSelection({}));
  const amiss = findings.filter(({ status }) => status === 'fail' || status === 'unknown');
  expect(amiss.map(({ check, resource, reasons }) => [check, resource.name, reasons])).toEqual([]);
});
