import { loadSelection } from '../evaluate-evidence.ts';
import { catalogOptions, withProfileHint } from '../settings.ts';
import { type CollectCommandOptions, collectInto } from './collect.ts';
import { type EvaluateCommandOptions, judge, SAMPLE } from './evaluate.ts';

/** `trailproof scan`: collects evidence, then judges it just as `evaluate` would. */
export async function scan(options: CollectCommandOptions & EvaluateCommandOptions): Promise<void> {
  // Mistakes in checks and profiles are better known before AWS is asked.
  const selection = await withProfileHint(loadSelection(catalogOptions(options)));
  if (options.sample) return judge(SAMPLE, selection, options);
  const { folder } = await collectInto(options);
  process.stderr.write(`Evidence: ${folder}\n`);
  await judge(folder, selection, options);
}
