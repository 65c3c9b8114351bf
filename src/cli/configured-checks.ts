import { loadConfig } from '../catalog/load-config.ts';
import type { Check } from '../expressions/check.ts';
import { allChecks } from './all-checks.ts';
import { configFile } from './settings.ts';

export interface ChecksOptions {
  /** Folders of further checks. */
  readonly checks?: readonly string[];
}

/** All checks, with those of the `trailproof.yaml` in this folder if there is one. Throws a CatalogError with places. */
export async function configuredChecks({ checks }: ChecksOptions): Promise<readonly Check[]> {
  const file = configFile({});
  return allChecks(file === undefined ? undefined : await loadConfig(file), checks);
}
