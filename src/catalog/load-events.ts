import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventSet, SampleEvents } from '../model/sample-event.ts';
import { eventsSchema, recordSchema } from './event-schema.ts';
import { readEventSet, recordProblems } from './read-event-set.ts';
import { CatalogError, type Problem, SourceFile } from './source-file.ts';
import { assertValid, validator } from './validate.ts';

const BASE = 'record.yaml';

/**
 * The sample events in the YAML files of the given folders, sets sorted by id. `record.yaml`, in one of the folders, is
 * the record that all start from; every other file is a set. Throws one CatalogError with all mistakes of all files:
 * syntax, unknown keys, unknown variables, doubled ids.
 */
export async function loadEvents(folders: readonly string[]): Promise<SampleEvents> {
  const validateSet = await validator(eventsSchema);
  const validateBase = await validator(recordSchema);
  const sets = new Map<string, { readonly file: string; readonly set: EventSet }>();
  const bases: SourceFile[] = [];
  const problems: Problem[] = [];

  const readBase = (source: SourceFile): void => {
    assertValid(source, validateBase);
    problems.push(...recordProblems(source, [], 'account'));
    if (bases[0])
      problems.push(source.problem([], `the record that all events start from is already ${bases[0].file}`));
    bases.push(source);
  };
  const readSet = (source: SourceFile): void => {
    assertValid(source, validateSet);
    const set = readEventSet(source);
    const earlier = sets.get(set.id);
    if (earlier) problems.push(source.problem(['id'], `the id "${set.id}" is taken by ${earlier.file}`));
    else sets.set(set.id, { file: source.file, set });
  };

  for (const folder of folders) {
    for (const name of await yamlFiles(folder)) {
      const file = join(folder, name);
      try {
        const source = new SourceFile(file, await readFile(file, 'utf8'));
        if (name === BASE) readBase(source);
        else readSet(source);
      } catch (error) {
        if (!(error instanceof CatalogError)) throw error;
        problems.push(...error.problems);
      }
    }
  }
  if (problems.length > 0) throw new CatalogError(problems);
  const [base] = bases;
  if (!base) throw complaint(folders[0] ?? BASE, `there is no ${BASE}, the record that all events start from`);
  return {
    base: base.value as SampleEvents['base'],
    sets: new Map([...sets].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, { set }]) => [id, set])),
  };
}

async function yamlFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => {
    throw complaint(folder, 'there is no such folder; name a folder of event files');
  });
  return names.filter((name) => /\.ya?ml$/.test(name)).toSorted();
}

const complaint = (file: string, message: string): CatalogError =>
  new CatalogError([{ file, line: 1, column: 1, message }]);
