import { loadProfiles, pointersTo } from '../../catalog/profile-pointers.ts';
import { didYouMean } from '../../expressions/suggest.ts';
import { type ChecksOptions, configuredChecks } from '../configured-checks.ts';
import { explainPage } from '../explain-page.ts';
import { looksOf, print } from '../output.ts';
import { packagePath } from '../package.ts';
import { UserError } from '../user-error.ts';

/** `trailproof checks explain`: a check's page in the terminal. */
export async function explainCheck(id: string, options: ChecksOptions): Promise<void> {
  const checks = await configuredChecks(options);
  const check = checks.find((each) => each.id === id || each.aliases.includes(id));
  if (!check) {
    const ids = checks.map((each) => each.id);
    throw new UserError(`there is no check "${id}"${didYouMean(id, ids)}`, 'list them with `trailproof checks list`');
  }
  const profiles = await loadProfiles(packagePath('profiles'), checks);
  const { colour, width } = looksOf(process.stdout);
  await print(explainPage(check, pointersTo(check, profiles), { colour, width }), process.stdout);
}
