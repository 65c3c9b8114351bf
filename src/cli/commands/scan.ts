import { loadSelection } from '../evaluate-evidence.ts';
import { catalogOptions, withProfileHint } from '../settings.ts';
import { UserError } from '../user-error.ts';
import { type CollectCommandOptions, collectInto } from './collect.ts';
import { type EvaluateCommandOptions, judge, SAMPLE } from './evaluate.ts';

const REACH = [
  'awsProfile',
  'roleName',
  'externalId',
  'accounts',
  'ou',
  'regions',
  'evidence',
  'confirmPatterns',
] as const;

/** `trailproof scan`: collects evidence, then judges it just as `evaluate` would. */
export async function scan(options: CollectCommandOptions & EvaluateCommandOptions): Promise<void> {
  // Mistakes in checks and profiles are better known before AWS is asked.
  const selection = await withProfileHint(loadSelection(catalogOptions(options)));
  if (options.sample) {
    const given = REACH.find((name) => options[name] !== undefined);
    if (given)
      throw new UserError(
        `--sample asks nothing of AWS, so --${given.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} has no meaning beside it`,
        'leave out one of the two',
      );
    return judge(SAMPLE, selection, options);
  }
  const { folder } = await collectInto(options);
  process.stderr.write(`Evidence: ${folder}\n`);
  await judge(folder, selection, options);
}
