import { join } from 'node:path';
import { type OpenSource, type RunSurvey, surveyRun } from '../collectors/survey-run.ts';
import { pageKey } from '../evidence/identity.ts';
import { finishedPath } from '../evidence/layout.ts';
import { newManifest, readManifest, writeManifest } from '../evidence/manifest.ts';
import { readFileCalls } from '../evidence/reader.ts';
import { createRecorder } from '../evidence/recording.ts';
import { finishedFile, openEvidenceFile } from '../evidence/writer.ts';
import type { CallSource, RecordedCall } from '../model/call.ts';
import type { EvidenceFile, EvidencePart, Manifest, Plan } from '../model/manifest.ts';
import { UserError } from './user-error.ts';

export interface CollectOptions {
  readonly version: string;
  /** Accounts looked into at once. */
  readonly concurrency: number;
  readonly onAccount?: (account: string) => void;
  /** Asks what only the collected evidence shows to be worth asking. */
  readonly confirm?: (survey: RunSurvey, open: OpenSource) => Promise<void>;
}

/**
 * Makes a run's calls and keeps their answers in `folder`. A folder that an interrupted run of the same
 * plan left is gone on with: finished files are not touched, recorded calls are not made again.
 * `planned` are the calls that were already made to find the plan.
 */
export async function collectEvidence(
  live: CallSource,
  plan: Plan,
  folder: string,
  planned: readonly RecordedCall[],
  options: CollectOptions,
): Promise<Manifest> {
  const fresh = newManifest(plan, options.version);
  const earlier = await readManifest(folder);
  if (earlier) assertResumable(earlier, fresh.runId, folder);

  const files = new Map<string, EvidenceFile>((earlier?.files ?? []).map((file) => [file.path, file]));
  const manifest = (complete: boolean): Manifest => ({ ...fresh, files: [...files.values()], complete });
  await writeManifest(folder, manifest(false));
  // One manifest, many accounts finishing: they write it in turn.
  let writing: Promise<void> = Promise.resolve();
  const finished = (file: EvidenceFile): Promise<void> => {
    files.set(file.path, file);
    writing = writing.then(() => writeManifest(folder, manifest(false)));
    return writing;
  };
  const callsOf = async (name: EvidencePart): Promise<readonly RecordedCall[]> => {
    const calls: RecordedCall[] = [];
    if (files.has(finishedPath(name))) for await (const { call } of readFileCalls(folder, name)) calls.push(call);
    return calls;
  };

  const open: OpenSource = async (part) => {
    // A killed run may have finished a file that its manifest does not name yet.
    const done = files.has(finishedPath(part)) ? undefined : await finishedFile(folder, part);
    if (done) await finished(done);
    // What an account said of itself is not asked again when links lead into it.
    const known =
      part === 'organization'
        ? planned
        : part.startsWith('links/')
          ? await callsOf(part.replace('links/', 'accounts/') as EvidencePart)
          : [];
    if (files.has(finishedPath(part))) {
      const recorded = [...known, ...(await callsOf(part))];
      return {
        source: createRecorder({ live, recorded, append: () => Promise.resolve() }),
        close: () => Promise.resolve(),
      };
    }
    const growing = await openEvidenceFile(folder, part);
    const before = growing.recorded();
    if (part === 'organization') {
      const held = new Set(before.map(pageKey));
      for (const call of planned) if (!held.has(pageKey(call))) await growing.append(call);
    }
    return {
      source: createRecorder({ live, recorded: [...known, ...before], append: (call) => growing.append(call) }),
      close: async () => finished(await growing.finish()),
    };
  };
  const survey = await surveyRun(plan, open, options);
  await options.confirm?.(survey, open);
  const whole = manifest(true);
  await writeManifest(folder, whole);
  return whole;
}

function assertResumable(earlier: Manifest, runId: string, folder: string): void {
  const file = join(folder, 'manifest.json');
  if (earlier.runId !== runId) {
    throw new UserError(
      `${file}: the folder holds the evidence of another run (other accounts, regions, role or caller)`,
      'name another folder with --evidence',
    );
  }
  if (earlier.complete) {
    throw new UserError(
      `${file}: the folder holds a finished run`,
      'name another folder with --evidence, or judge this one with `trailproof evaluate`',
    );
  }
}
