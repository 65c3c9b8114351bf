import { dirname, join, resolve } from 'node:path';
import { loadChecks } from '../../catalog/load-checks.ts';
import { loadConfig } from '../../catalog/load-config.ts';
import type { Check } from '../../expressions/check.ts';
import { bundledEvents } from '../bundled-events.ts';
import { packagePath } from '../package.ts';
import { configFile } from '../settings.ts';

export interface ChecksOptions {
  /** Folders of further checks. */
  readonly checks?: readonly string[];
}

/** Our checks, those of the configuration and those named. Throws a CatalogError with places. */
export async function allChecks({ checks = [] }: ChecksOptions): Promise<readonly Check[]> {
  const file = configFile({});
  const configuration = file === undefined ? undefined : await loadConfig(file);
  const configured = (configuration?.config.checks ?? []).map((folder) => join(dirname(file ?? ''), folder));
  // A folder that is configured may be named, too.
  const folders = new Map([packagePath('checks'), ...configured, ...checks].map((folder) => [resolve(folder), folder]));
  return loadChecks(await bundledEvents(), ...folders.values());
}
