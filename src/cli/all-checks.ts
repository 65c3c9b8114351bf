import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { loadChecks } from '../catalog/load-checks.ts';
import type { Configuration } from '../catalog/load-config.ts';
import { CatalogError } from '../catalog/source-file.ts';
import type { Check } from '../expressions/check.ts';
import { bundledEvents } from './bundled-events.ts';
import { packagePath } from './package.ts';
import { UserError } from './user-error.ts';

/** What to say of a place that was named and has no check in it. */
export const holdsNoChecks = (place: string): UserError =>
  new UserError(`${place} holds no checks`, 'a check is a YAML file; `trailproof checks new <id>` writes one');

/** Our checks, those of a configuration and those in further folders. Throws a CatalogError with places. */
export async function allChecks(
  configuration: Configuration | undefined,
  further: readonly string[] = [],
): Promise<readonly Check[]> {
  const { config = {}, source } = configuration ?? {};
  const configured = (config.checks ?? []).map((folder) =>
    isAbsolute(folder) ? folder : join(dirname(source?.file ?? ''), folder),
  );
  const missing = configured.flatMap((folder, index) =>
    source && !existsSync(folder)
      ? [source.problem(['checks', index], `there is no file or folder ${JSON.stringify(config.checks?.[index])}`)]
      : [],
  );
  if (missing.length > 0) throw new CatalogError(missing);
  // A folder that is configured may be named, too.
  const folders = new Map(
    [packagePath('checks'), ...configured, ...further].map((folder) => [resolve(folder), folder]),
  );
  return loadChecks(await bundledEvents(), ...folders.values());
}
