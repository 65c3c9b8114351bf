import { readFile } from 'node:fs/promises';
import { type Config, configSchema } from './profile-schema.ts';
import { CatalogError, type Problem, SourceFile } from './source-file.ts';
import { assertValid, validator } from './validate.ts';

/** `trailproof.yaml`, with the places of everything in it. */
export interface Configuration {
  readonly source: SourceFile;
  readonly config: Config;
}

/** Reads `trailproof.yaml`; throws a CatalogError. */
export async function loadConfig(file: string): Promise<Configuration> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new CatalogError([
      { file, line: 1, column: 1, message: 'there is no such configuration file; leave --config out to do without' },
    ]);
  }
  const source = new SourceFile(file, text);
  // A file of comments only says nothing, and that is fine.
  if (source.value === null) return { source, config: {} };
  assertValid(source, await validator(configSchema));
  const config = source.value as Config;
  const problems = inAndOut(source, config);
  if (problems.length > 0) throw new CatalogError(problems);
  return { source, config };
}

/** What is named both to be scanned and to be left out. */
const inAndOut = (source: SourceFile, config: Config): readonly Problem[] =>
  (['accounts', 'organizationalUnits'] as const).flatMap((list) =>
    (config.exclude?.[list] ?? []).flatMap((id, index) =>
      config[list]?.includes(id)
        ? [source.problem(['exclude', list, index], `${id} is named in "${list}" too; take it out of one of them`)]
        : [],
    ),
  );
