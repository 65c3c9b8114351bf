import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check, ParameterValue } from '../expressions/check.ts';
import { didYouMean } from '../expressions/suggest.ts';
import type { Mapping } from '../model/control.ts';
import { checkNamed, setParameters } from './named.ts';
import { type ProfileFile, profileSchema } from './profile-schema.ts';
import { CatalogError, type Problem, SourceFile } from './source-file.ts';
import { assertValid, validator } from './validate.ts';

type Parameters = Readonly<Record<string, ParameterValue>>;

/** A control of a framework: the checks that show it, what is left to a person, or both. */
export interface Control {
  /** The framework's own number. */
  readonly id: string;
  readonly title: string;
  readonly mapping: Mapping;
  readonly checks: readonly Check[];
  /** What only a person can judge. */
  readonly manual?: string;
  /** The profile's parameters and its own. */
  readonly params: Parameters;
}

/** A profile, as its file says. */
export interface Profile {
  readonly source: SourceFile;
  readonly id: string;
  readonly title: string;
  /** Where the framework is published. */
  readonly authority?: string;
  readonly params: Parameters;
  /** What it asks for without naming controls. */
  readonly checks: readonly Check[];
  readonly controls: readonly Control[];
}

/** A profile that nobody has written; the message names those that exist. */
export class UnknownProfile extends Error {
  readonly profile: string;
  constructor(profile: string, known: readonly string[]) {
    super(`there is no profile "${profile}"${didYouMean(profile, known)}; there is ${known.join(', ')}`);
    this.name = 'UnknownProfile';
    this.profile = profile;
  }
}

/**
 * Reads a profile by name (`<folder>/<name>.yaml`) or by path. Throws a CatalogError naming every mistake,
 * or an UnknownProfile.
 */
export async function loadProfile(name: string, folder: string, checks: readonly Check[]): Promise<Profile> {
  const source = await readProfile(name, folder);
  assertValid(source, await validator(profileSchema));
  const profile = source.value as ProfileFile;
  const problems: Problem[] = [];
  const params = setParameters(profile.params, { source, path: ['params'], checks }, problems);
  const controls = (profile.controls ?? []).map(
    (written, index): Control => ({
      id: written.id,
      title: written.title,
      mapping: written.mapping ?? profile.mapping ?? 'ours',
      ...readControl(written, { source, path: ['controls', index], checks }, problems),
      ...(written.manual !== undefined && { manual: written.manual.trim() }),
    }),
  );
  for (const [index, { id }] of controls.entries()) {
    if (controls.findIndex((other) => other.id === id) !== index)
      problems.push(source.problem(['controls', index, 'id'], `the control "${id}" is there already`));
  }
  const asked = allOf(profile, { source, path: ['checks'], checks }, problems);
  if (problems.length > 0) throw new CatalogError(problems);
  return {
    source,
    id: profile.id,
    title: profile.title,
    ...(profile.authority !== undefined && { authority: profile.authority }),
    params,
    checks: asked,
    controls: controls.map((control) => ({ ...control, params: { ...params, ...control.params } })),
  };
}

/** A path: it has a folder in it, or the ending of a YAML file. */
export const isProfilePath = (name: string): boolean => /[./\\]ya?ml$|[/\\]/.test(name);

async function readProfile(name: string, folder: string): Promise<SourceFile> {
  const file = isProfilePath(name) ? name : join(folder, `${name}.yaml`);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return new SourceFile(file, text);
  throw new UnknownProfile(name, await profileNames(folder));
}

/** The profiles of a folder, by the name that `--profile` takes. */
export async function profileNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder);
  return entries
    .filter((entry) => entry.endsWith('.yaml'))
    .map((entry) => entry.slice(0, -'.yaml'.length))
    .toSorted();
}

interface Place {
  readonly source: SourceFile;
  readonly path: readonly (string | number)[];
  readonly checks: readonly Check[];
}

function allOf(profile: ProfileFile, place: Place, problems: Problem[]): readonly Check[] {
  if (profile.checks === undefined) return [];
  if (typeof profile.checks === 'string') return place.checks.filter(({ status }) => status !== 'deprecated');
  return named(profile.checks, place, problems);
}

function readControl(
  { checks: ids = [], params }: NonNullable<ProfileFile['controls']>[number],
  { source, path, checks }: Place,
  problems: Problem[],
): Pick<Control, 'checks' | 'params'> {
  const own = named(ids, { source, path: [...path, 'checks'], checks }, problems);
  return {
    checks: own,
    params: setParameters(params, { source, path: [...path, 'params'], checks: own }, problems),
  };
}

/** The checks of these ids, each once: a control may name a check by two of its ids. */
function named(ids: readonly string[], { source, path, checks }: Place, problems: Problem[]): readonly Check[] {
  const found = ids.flatMap((id, index) =>
    checkNamed(id, checks, (text) => source.problem([...path, index], text), problems),
  );
  return [...new Set(found)];
}
