import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Check } from '../expressions/check.ts';
import type { SampleEvents } from '../model/sample-event.ts';
import { checkSchema } from './check-schema.ts';
import { compileCheck } from './load-check.ts';
import { CatalogError, type Problem, SourceFile } from './source-file.ts';
import { assertValid, validator } from './validate.ts';

/**
 * Every check below the given folders or files, sorted by id. Throws one CatalogError with all
 * mistakes of all files: syntax, unknown keys, wrong types, doubled ids. `events` are what drills may name.
 */
export async function loadChecks(events: SampleEvents, ...places: readonly string[]): Promise<readonly Check[]> {
  const files = (await Promise.all(places.map(yamlFiles))).flat();
  const validate = await validator(checkSchema);
  const checks: Check[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      const source = new SourceFile(file, await readFile(file, 'utf8'));
      assertValid(source, validate);
      const check = compileCheck(source, basename(dirname(file)), events);
      const earlier = checks.find(({ id }) => id === check.id);
      if (earlier) problems.push(source.problem(['id'], `the id "${check.id}" is taken by ${earlier.file}`));
      else checks.push(check);
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new CatalogError(problems);
  return checks.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** YAML files below a folder, sorted; a file is itself. */
async function yamlFiles(place: string): Promise<readonly string[]> {
  const found = await stat(place).catch(() => undefined);
  if (!found) {
    throw new CatalogError([
      {
        file: place,
        line: 1,
        column: 1,
        message: 'there is no such file or folder; name a check file or a folder of them',
      },
    ]);
  }
  if (found.isFile()) return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
