import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RecordedCall } from '../../src/model/call.ts';
import type { EvidencePart, Manifest, Plan } from '../../src/model/manifest.ts';
import { newManifest, writeManifest } from '../../src/evidence/manifest.ts';
import { openEvidenceFile } from '../../src/evidence/writer.ts';

export const CALLER = '111111111111';
export const MEMBER = '222222222222';

/** A recorded call, where only what matters is said. */
export function recorded(name: string, rest: Partial<RecordedCall> = {}): RecordedCall {
  const [service = '', operation = ''] = name.split(':');
  const answer = rest.error ? {} : { output: {} };
  return {
    at: '2026-11-20T10:00:00.000Z',
    account: CALLER,
    region: 'eu-west-1',
    service,
    operation,
    input: {},
    ...answer,
    ...rest,
  };
}

/** A folder that is gone when the test is done. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trailproof-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const plan: Plan = {
  caller: { account: CALLER, arn: `arn:aws:iam::${CALLER}:user/audit` },
  partition: 'aws',
  region: 'us-east-1',
  roleName: 'Audit',
  accounts: [{ id: CALLER }, { id: MEMBER, name: 'member' }],
};

export async function writeFile(folder: string, name: EvidencePart, calls: readonly RecordedCall[]) {
  const file = await openEvidenceFile(folder, name);
  for (const call of calls) await file.append(call);
  return file.finish();
}

/** A small complete folder: both accounts, one link. */
export async function completeFolder(): Promise<{ folder: string; manifest: Manifest }> {
  const folder = await temporaryFolder();
  const role = recorded('sts:AssumeRole', { input: { RoleArn: `arn:aws:iam::${MEMBER}:role/Audit`, RoleSessionName: 'trailproof' } });
  const files = [
    await writeFile(folder, 'organization', [recorded('organizations:DescribeOrganization')]),
    await writeFile(folder, `accounts/${CALLER}`, [recorded('cloudtrail:DescribeTrails'), recorded('s3:ListBuckets')]),
    await writeFile(folder, `accounts/${MEMBER}`, [role, recorded('s3:ListBuckets', { account: MEMBER })]),
    await writeFile(folder, `links/${MEMBER}`, [recorded('s3:GetBucketPolicy', { account: MEMBER, input: { Bucket: 'logs' } })]),
  ];
  const manifest = { ...newManifest(plan, '0.1.0'), files, complete: true };
  await writeManifest(folder, manifest);
  return { folder, manifest };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** What a failing action threw. */
export async function thrownBy(action: Promise<unknown>): Promise<Error & { readonly hint?: string; readonly line?: number; readonly file?: string }> {
  return action.then(
    () => Promise.reject(new Error('expected a failure')),
    (error: Error) => error,
  );
}
