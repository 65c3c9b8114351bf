import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check, ParameterValue } from '../expressions/check.ts';
import { didYouMean } from '../expressions/suggest.ts';
import type { Severity } from '../model/finding.ts';
import { parameterMistake } from './load-check.ts';
import { type Config, configSchema, type ProfileFile, profileSchema } from './profile-schema.ts';
import { CatalogError, SourceFile } from './source-file.ts';
import { assertValid, validator } from './validate.ts';

/** The checks a run judges by, and the parameters they take. */
export interface Selection {
  readonly profiles: readonly string[];
  readonly checks: readonly Check[];
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** The gate that the configuration sets. */
  readonly failOn?: Severity;
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
 * Reads profiles by name (`<folder>/<name>.yaml`) or by path, and applies them to the checks. Later
 * profiles, then the configuration, win where both set a parameter. Throws a CatalogError with places.
 */
export async function selectChecks(
  names: readonly string[],
  folder: string,
  checks: readonly Check[],
  configuration?: { readonly source: SourceFile; readonly config: Config },
): Promise<Selection> {
  const validate = await validator(profileSchema);
  const wanted = new Map<string, Check>();
  const parameters: Record<string, ParameterValue> = {};
  const profiles: string[] = [];
  for (const name of names) {
    const source = await readProfile(name, folder);
    assertValid(source, validate);
    const profile = source.value as ProfileFile;
    profiles.push(profile.id);
    for (const check of chosen(profile, source, checks)) wanted.set(check.id, check);
    Object.assign(parameters, checkedParameters(profile.params ?? {}, source, checks));
  }
  if (configuration) {
    Object.assign(parameters, checkedParameters(configuration.config.params ?? {}, configuration.source, checks));
  }
  return { profiles, checks: checks.filter(({ id }) => wanted.has(id)), parameters };
}

/** Reads `trailproof.yaml`; throws a CatalogError. */
export async function loadConfig(file: string): Promise<{ readonly source: SourceFile; readonly config: Config }> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new CatalogError([
      { file, line: 1, column: 1, message: 'there is no such configuration file; leave --config out to do without' },
    ]);
  }
  const source = new SourceFile(file, text);
  const value = source.value ?? {};
  assertValid(source, await validator(configSchema));
  return { source, config: value };
}

async function readProfile(name: string, folder: string): Promise<SourceFile> {
  const file = /[./\\]ya?ml$|[/\\]/.test(name) ? name : join(folder, `${name}.yaml`);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return new SourceFile(file, text);
  const known = (await readdir(folder))
    .filter((entry) => entry.endsWith('.yaml'))
    .map((entry) => entry.slice(0, -'.yaml'.length));
  throw new UnknownProfile(name, known.toSorted());
}

function chosen(profile: ProfileFile, source: SourceFile, checks: readonly Check[]): readonly Check[] {
  const active = checks.filter(({ status }) => status !== 'deprecated');
  if (typeof profile.checks === 'string') return active;
  return profile.checks.map((id, index) => {
    const check = checks.find((each) => each.id === id || each.aliases.includes(id));
    if (check) return check;
    const ids = checks.map((each) => each.id);
    throw new CatalogError([source.problem(['checks', index], `there is no check "${id}"${didYouMean(id, ids)}`)]);
  });
}

function checkedParameters(set: Readonly<Record<string, unknown>>, source: SourceFile, checks: readonly Check[]) {
  const declared = new Map(checks.flatMap(({ params }) => Object.entries(params)));
  const problems = Object.entries(set).flatMap(([name, value]) => {
    const parameter = declared.get(name);
    if (!parameter) {
      return [
        source.problem(['params', name], `no check has a parameter "${name}"${didYouMean(name, declared.keys())}`, {
          key: true,
        }),
      ];
    }
    const mistake = parameterMistake(parameter.type, value);
    return mistake === undefined ? [] : [source.problem(['params', name], mistake)];
  });
  if (problems.length > 0) throw new CatalogError(problems);
  return set as Readonly<Record<string, ParameterValue>>;
}
