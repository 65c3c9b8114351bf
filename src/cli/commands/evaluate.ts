import { evaluateCalls, loadSelection } from '../evaluate-evidence.ts';
import { gate } from '../gate.ts';
import { judgePack } from '../judge-pack.ts';
import type { GateOptions, GlobalOptions, JudgeOptions, PrintOptions } from '../options.ts';
import { writeReport } from '../output.ts';
import { packagePath } from '../package.ts';
import { readEvidence } from '../read-evidence.ts';
import { catalogOptions, withProfileHint } from '../settings.ts';
import { UserError } from '../user-error.ts';

export type EvaluateCommandOptions = JudgeOptions &
  PrintOptions &
  GateOptions &
  GlobalOptions & { readonly sample?: boolean };

/** Where the bundled sample organisation's evidence lies. */
export const SAMPLE = packagePath('reports/evidence');

/** `trailproof evaluate`: judges evidence collected before. */
export async function evaluate(folder: string | undefined, options: EvaluateCommandOptions): Promise<void> {
  if (folder === undefined && !options.sample)
    throw new UserError('there is nothing to evaluate', 'name an evidence folder, or pass --sample');
  const selection = await withProfileHint(loadSelection(catalogOptions(options)));
  await judge(folder ?? SAMPLE, selection, options);
}

/** Judges a folder, prints what was asked for, and sets the exit code. */
export async function judge(
  folder: string,
  selection: Awaited<ReturnType<typeof loadSelection>>,
  options: EvaluateCommandOptions,
): Promise<void> {
  const { manifest, calls } = await readEvidence(folder);
  if (!manifest.complete)
    process.stderr.write(`Note: ${folder} is incomplete: what was not collected is judged unknown.\n`);
  const report = await evaluateCalls(manifest, calls, selection, (variants, inventory) =>
    judgePack({ folder, options: catalogOptions(options) }, variants, inventory),
  );
  await writeReport(
    report,
    { format: options.format, output: options.output ?? [], verbose: options.verbose ?? false },
    process.stdout,
  );
  process.exitCode = gate(report, options.failOn ?? selection.failOn);
}
