import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { collectEvidence } from '../../src/cli/collect-evidence.ts';
import { newManifest, writeManifest } from '../../src/evidence/manifest.ts';
import { readFileCalls } from '../../src/evidence/reader.ts';
import { openEvidenceFile } from '../../src/evidence/writer.ts';
import type { CallSource, RecordedCall } from '../../src/model/call.ts';
import type { Plan } from '../../src/model/manifest.ts';

const plan: Plan = {
  caller: { account: '111111111111', arn: 'arn:aws:iam::111111111111:user/audit' },
  partition: 'aws',
  region: 'eu-west-1',
  accounts: [{ id: '111111111111' }],
};
const planned = ['DescribeOrganization', 'ListAccounts'].map(
  (operation): RecordedCall => ({
    at: '2026-11-20T10:00:00Z',
    account: '111111111111',
    region: 'eu-west-1',
    service: 'organizations',
    operation,
    input: {},
    output: { operation },
  }),
);
const refusing: CallSource = {
  ask: (request) =>
    Promise.resolve({
      ...request,
      at: '2026-11-20T10:00:01Z',
      error: { code: 'AccessDenied', message: '', status: 403 },
    }),
};

test('a run killed while it wrote down its plan loses none of the calls that made it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trailproof-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeManifest(folder, newManifest(plan, '0.0.0'));
  const cut = await openEvidenceFile(folder, 'organization');
  await cut.append(planned[0] as RecordedCall);
  await cut.close();

  await collectEvidence(refusing, plan, folder, planned, { version: '0.0.0', concurrency: 1 });

  const kept: RecordedCall[] = [];
  for await (const { call } of readFileCalls(folder, 'organization')) kept.push(call);
  for (const call of planned) expect(kept.filter(({ operation }) => operation === call.operation)).toEqual([call]);
});
