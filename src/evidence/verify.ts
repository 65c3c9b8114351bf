import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { RecordedCall } from '../model/call.ts';
import type { EvidenceFile, EvidencePart, Manifest } from '../model/manifest.ts';
import { EvidenceError, unlessMissing } from './evidence-error.ts';
import { accountOf, fileAt, finishedPath, inFolder, MANIFEST, pathsIn } from './layout.ts';
import { readManifest, runIdOf } from './manifest.ts';
import { readFileOnDisk } from './reader.ts';

export type ProblemKind =
  | 'missing'
  | 'unreadable'
  | 'changed'
  | 'miscounted'
  | 'foreign'
  | 'wrong-account'
  | 'wrong-plan'
  | 'incomplete';

/** One thing that keeps a folder from being trusted, or from being all there is. */
export interface EvidenceProblem {
  readonly kind: ProblemKind;
  /** As the user would open it. */
  readonly file: string;
  readonly line?: number;
  /** What was found and what was expected. */
  readonly message: string;
}

/** What `evidence verify` found. Only `incomplete` problems: nothing is wrong with what is there. */
export interface Verification {
  readonly problems: readonly EvidenceProblem[];
  readonly summary: {
    readonly runId?: string;
    readonly files: number;
    readonly calls: number;
    /** Planned accounts. */
    readonly accounts: number;
    readonly complete: boolean;
  };
}

/** Holds a folder against its manifest. Throws an EvidenceError where there is no evidence to verify. */
export async function verifyFolder(folder: string): Promise<Verification> {
  await assertFolder(folder);
  const paths = await pathsIn(folder);
  const manifest = await readManifest(folder);
  if (!manifest && !paths.some((path) => fileAt(path))) {
    throw new EvidenceError({ file: folder }, 'is not an evidence folder: it has no manifest.json', WHICH_FOLDER);
  }
  if (!manifest) {
    const problem = {
      kind: 'missing',
      file: inFolder(folder, MANIFEST),
      message: 'is missing: without it nobody can tell whether the files beside it were changed',
    } as const;
    return { problems: [problem], summary: { files: 0, calls: 0, accounts: 0, complete: false } };
  }

  const problems = [...planProblems(folder, manifest), ...strangers(folder, paths, manifest)];
  let calls = 0;
  for (const file of manifest.files) {
    const result = await verifyFile(folder, file, manifest);
    problems.push(...result.problems);
    calls += result.calls;
  }
  const { runId, files, plan, complete } = manifest;
  return { problems, summary: { runId, files: files.length, calls, accounts: plan.accounts.length, complete } };
}

async function assertFolder(folder: string): Promise<void> {
  const found = await unlessMissing(stat(folder), undefined);
  if (found?.isDirectory()) return;
  throw new EvidenceError({ file: folder }, found ? 'is a file; evidence is a folder' : 'does not exist', WHICH_FOLDER);
}

const WHICH_FOLDER = 'Name the folder that `trailproof collect` wrote.';

function planProblems(folder: string, { runId, plan, files, complete }: Manifest): EvidenceProblem[] {
  const file = inFolder(folder, MANIFEST);
  const problems: EvidenceProblem[] = [];
  const digest = runIdOf(plan);
  if (runId !== digest) {
    problems.push({ kind: 'wrong-plan', file, message: `names run ${runId}, but the digest of its plan is ${digest}` });
  }
  const paths = new Set(files.map(({ path }) => path));
  const notSeen = plan.accounts.filter(({ id }) => !paths.has(finishedPath(`accounts/${id}`)));
  if (notSeen.length > 0) {
    const list = notSeen.map(({ id }) => id).join(', ');
    problems.push({
      kind: complete ? 'missing' : 'incomplete',
      file,
      message: `plans accounts it holds nothing about: ${list}`,
    });
  }
  if (!complete) {
    problems.push({
      kind: 'incomplete',
      file,
      message: 'is of an unfinished run; the same `trailproof collect` resumes it',
    });
  }
  return problems;
}

/** Files the manifest does not name. What begins with a dot is never read, so it does not matter. */
function strangers(folder: string, paths: readonly string[], { files }: Manifest): EvidenceProblem[] {
  const known = new Set([MANIFEST, ...files.map(({ path }) => path)]);
  return paths
    .filter((path) => !known.has(path) && !path.split('/').some((step) => step.startsWith('.')))
    .map((path) => {
      const file = inFolder(folder, path);
      return fileAt(path)?.isFinished === false || path.endsWith('.tmp')
        ? { kind: 'incomplete', file, message: 'is still growing, or was when its run was interrupted' }
        : {
            kind: 'foreign',
            file,
            message: 'is not in the manifest: it was put here by somebody else, or after the fact',
          };
    });
}

async function verifyFile(
  folder: string,
  expected: EvidenceFile,
  manifest: Manifest,
): Promise<{ problems: EvidenceProblem[]; calls: number }> {
  const file = inFolder(folder, expected.path);
  const problems: EvidenceProblem[] = [];
  const found = fileAt(expected.path);
  const sha256 = await unlessMissing(digestOf(file), undefined);
  if (sha256 === undefined || !found) {
    return { problems: [{ kind: 'missing', file, message: 'is in the manifest, but not in the folder' }], calls: 0 };
  }
  if (sha256 !== expected.sha256) {
    problems.push({ kind: 'changed', file, message: `has SHA-256 ${sha256}; the manifest says ${expected.sha256}` });
  }
  let calls = 0;
  try {
    for await (const { call, line } of readFileOnDisk(folder, { ...found, path: expected.path })) {
      calls += 1;
      const message = belongsElsewhere(found.name, call, manifest);
      if (message) problems.push({ kind: 'wrong-account', file, line, message });
    }
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    const { line, found: message } = error;
    problems.push({ kind: 'unreadable', file, ...(line !== undefined && { line }), message });
    return { problems, calls };
  }
  if (calls !== expected.calls) {
    problems.push({ kind: 'miscounted', file, message: `holds ${calls} calls; the manifest says ${expected.calls}` });
  }
  return { problems, calls };
}

/** A file about an account holds that account's calls, and the caller's of assuming the role in it. */
function belongsElsewhere(name: EvidencePart, call: RecordedCall, { plan }: Manifest): string | undefined {
  const account = accountOf(name);
  if (account === undefined || call.account === account) return undefined;
  const role = `${call.service}:${call.operation}` === 'sts:AssumeRole' ? String(call.input['RoleArn']) : '';
  if (call.account === plan.caller.account && role.split(':')[4] === account) return undefined;
  return `is a call of account ${call.account} (${call.service}:${call.operation}) in the file about ${account}`;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
