import { EvidenceError } from '../evidence/evidence-error.ts';
import { readManifest } from '../evidence/manifest.ts';
import { readCalls } from '../evidence/reader.ts';
import { verifyFolder } from '../evidence/verify.ts';
import type { RecordedCall } from '../model/call.ts';
import type { Manifest } from '../model/manifest.ts';
import { UserError } from './user-error.ts';

/** The evidence of a folder. Refuses what was changed or damaged; an interrupted run is taken as far as it got. */
export async function readEvidence(
  folder: string,
): Promise<{ readonly manifest: Manifest; readonly calls: readonly RecordedCall[] }> {
  const manifest = await readManifest(folder);
  if (!manifest) throw notEvidence(folder);
  const { problems } = await verifyFolder(folder);
  const broken = problems.find(({ kind }) => kind !== 'incomplete');
  if (broken)
    throw new EvidenceError(
      { file: broken.file, ...(broken.line !== undefined && { line: broken.line }) },
      broken.message,
      'collect it again; `trailproof evidence verify` lists all that is wrong',
    );
  const calls: RecordedCall[] = [];
  for await (const { call } of readCalls(folder)) calls.push(call);
  return { manifest, calls };
}

export const notEvidence = (folder: string): UserError =>
  new UserError(
    `${folder}: there is no evidence here (no manifest.json)`,
    'name a folder that `trailproof collect` wrote, or use --sample',
  );
