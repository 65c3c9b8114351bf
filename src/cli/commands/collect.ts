import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallEvent } from '../../aws/send.ts';
import { readManifest, runIdOf } from '../../evidence/manifest.ts';
import type { Manifest, Plan } from '../../model/manifest.ts';
import { type CollectOptions, collectEvidence } from '../collect-evidence.ts';
import { EXIT } from '../exit-codes.ts';
import type { GlobalOptions, JudgeOptions, ReachOptions } from '../options.ts';
import { packageVersion } from '../package.ts';
import { planRun } from '../plan-run.ts';
import { Progress } from '../progress.ts';
import { runOptions } from '../settings.ts';

export type CollectCommandOptions = ReachOptions &
  JudgeOptions &
  GlobalOptions & { readonly evidence?: string; readonly confirmPatterns?: boolean };

const ACCOUNTS_AT_ONCE = 8;
const EVIDENCE = 'evidence';

/** `trailproof collect`: asks AWS, keeps the answers, says where. */
export async function collect(options: CollectCommandOptions): Promise<void> {
  const { folder, manifest } = await collectInto(options);
  const calls = manifest.files.reduce((sum, file) => sum + file.calls, 0);
  process.stderr.write(`${calls} calls in ${manifest.plan.accounts.length} accounts.\n`);
  process.stdout.write(`${folder}\n`);
}

/** Collects into the folder asked for, or into a new one below `evidence/`. */
export async function collectInto(
  options: CollectCommandOptions,
): Promise<{ readonly folder: string; readonly manifest: Manifest }> {
  const progress = new Progress(process.stderr);
  const onCall = (event: CallEvent): void => {
    progress.onCall(event);
    if (options.debug) process.stderr.write(`${debugLine(event)}\n`);
  };
  const planned = await planRun(await runOptions(options, onCall));
  for (const note of planned.notes) process.stderr.write(`Note: ${note}\n`);
  const folder = options.evidence ?? (await chooseFolder(planned.plan));
  const interrupted = (): never => {
    progress.end();
    process.stderr.write(`Interrupted. What was answered is kept in ${folder}; the same command goes on from there.\n`);
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', interrupted);
  progress.start(planned.plan.accounts.length);
  try {
    const manifest = await collectEvidence(planned.live, planned.plan, folder, planned.calls, {
      version: packageVersion(),
      concurrency: ACCOUNTS_AT_ONCE,
      onAccount: (account) => {
        planned.live.release(account);
        progress.onAccount();
      },
      ...(options.confirmPatterns && { confirm: await confirming() }),
    });
    return { folder, manifest };
  } finally {
    process.off('SIGINT', interrupted);
    planned.live.close();
    progress.end();
  }
}

/** Loaded only when asked for. */
async function confirming(): Promise<NonNullable<CollectOptions['confirm']>> {
  const [{ confirmPatterns }, { bundledEvents }] = await Promise.all([
    import('../confirm-patterns.ts'),
    import('../bundled-events.ts'),
  ]);
  const events = await bundledEvents();
  return (survey, open) => confirmPatterns(survey, open, events);
}

const debugLine = ({ account, region, service, operation, status, attempts, ms, error }: CallEvent): string =>
  `${account || '-'} ${region} ${service}:${operation} ${error ?? status} ${ms} ms${attempts > 1 ? `, ${attempts} attempts` : ''}`;

/** The folder an interrupted run of the same plan left, else a new one named by the time. */
async function chooseFolder(plan: Plan): Promise<string> {
  const runId = runIdOf(plan);
  const names = await readdir(EVIDENCE).catch(() => []);
  for (const name of names.toSorted((a, b) => (a < b ? 1 : -1))) {
    const manifest = await readManifest(join(EVIDENCE, name)).catch(() => undefined);
    if (manifest?.runId === runId && !manifest.complete) {
      process.stderr.write(`Going on with ${join(EVIDENCE, name)}, which was interrupted.\n`);
      return join(EVIDENCE, name);
    }
  }
  return join(EVIDENCE, new Date().toISOString().replaceAll(':', '').replace(/\.\d+/, ''));
}
