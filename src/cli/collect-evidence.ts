import { type OpenSource, surveyRun } from '../collectors/survey-run.ts';
import { findManifest, runIdOf, writeManifest } from '../evidence/manifest.ts';
import { readFileCalls } from '../evidence/reader.ts';
import { createRecorder } from '../evidence/recording.ts';
import { fileOf, openEvidenceFile } from '../evidence/writer.ts';
import type { CallSource, RecordedCall } from '../model/call.ts';
import type { EvidenceFile, Manifest, Plan } from '../model/manifest.ts';
import { UserError } from './user-error.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface CollectOptions {
  readonly version: string;
  /** Accounts looked into at once. */
  readonly concurrency: number;
  readonly onAccount?: (account: string) => void;
}

/**
 * Makes a run's calls and keeps their answers in `folder`. A folder that an interrupted run of the same
 * plan left is gone on with: finished files are not touched, recorded calls are not made again.
 * `planned` are the calls that were already made to find the plan.
 */
export async function collectEvidence(live: CallSource, plan: Plan, folder: string, planned: readonly RecordedCall[], options: CollectOptions): Promise<Manifest> {
  const runId = runIdOf(plan);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const earlier = await findManifest(folder);
  if (earlier) assertResumable(earlier, runId, folder);

  const files = new Map<string, EvidenceFile>((earlier?.files ?? []).map((file) => [file.path, file]));
  const manifest = (complete: boolean): Manifest => ({
    schemaVersion: 1,
    tool: { name: 'trailproof', version: options.version },
    runId,
    plan,
    files: [...files.values()],
    complete,
  });
  await writeManifest(folder, manifest(false));
  // One manifest, many accounts finishing: they write it in turn.
  let writing: Promise<void> = Promise.resolve();
  const finished = (file: EvidenceFile): Promise<void> => {
    files.set(file.path, file);
    writing = writing.then(() => writeManifest(folder, manifest(false)));
    return writing;
  };
  const callsOf = async (part: string): Promise<RecordedCall[]> => {
    const calls: RecordedCall[] = [];
    if (files.has(fileOf(part))) for await (const { call } of readFileCalls(folder, fileOf(part))) calls.push(call);
    return calls;
  };

  const open: OpenSource = async (part) => {
    const known = part === 'organization' ? planned : await callsOf(part.replace(/^links\//, 'accounts/'));
    if (files.has(fileOf(part))) {
      return { source: createRecorder(live, [...known, ...(await callsOf(part))], () => Promise.resolve()), close: () => Promise.resolve() };
    }
    const writer = await openEvidenceFile(folder, part);
    if (part === 'organization' && writer.recorded.length === 0) for (const call of planned) await writer.append(call);
    return {
      source: createRecorder(live, [...known, ...writer.recorded], writer.append),
      close: async () => finished(await writer.finish()),
    };
  };
  await surveyRun(plan, open, options);
  const whole = manifest(true);
  await writeManifest(folder, whole);
  return whole;
}

function assertResumable(earlier: Manifest, runId: string, folder: string): void {
  const file = join(folder, 'manifest.json');
  if (earlier.runId !== runId) {
    throw new UserError(`${file}: the folder holds the evidence of another run (other accounts, regions, role or caller)`, 'name another folder with --evidence');
  }
  if (earlier.complete) {
    throw new UserError(`${file}: the folder holds a finished run`, 'name another folder with --evidence, or judge this one with `trailproof evaluate`');
  }
}
