import { dirname, resolve } from 'node:path';
import type { Check, ParameterValue } from '../expressions/check.ts';
import type { Mapping } from '../model/control.ts';
import type { Severity } from '../model/finding.ts';
import type { Configuration } from './load-config.ts';
import { isProfilePath, loadProfile, type Profile, UnknownProfile } from './load-profile.ts';
import { checkNamed, setParameters } from './named.ts';
import { CatalogError, type Problem } from './source-file.ts';

/** A check that a profile asks for, and the parameters that are set for it; for others its defaults hold. */
export interface Ask {
  readonly profile: string;
  readonly check: Check;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** A control, and what it asks. */
export interface AskedControl {
  readonly id: string;
  readonly title: string;
  readonly mapping: Mapping;
  readonly manual?: string;
  readonly asks: readonly Ask[];
}

/** A profile that has controls. */
export interface AskedProfile {
  readonly profile: string;
  readonly title: string;
  readonly authority?: string;
  readonly controls: readonly AskedControl[];
}

/** What a run judges by. */
export interface Selection {
  readonly profiles: readonly string[];
  /** All that the profiles ask, those of their controls too; one check may be asked with several parameters. */
  readonly asks: readonly Ask[];
  readonly controls: readonly AskedProfile[];
  /** The gate that the configuration sets. */
  readonly failOn?: Severity;
}

/**
 * Applies profiles to the checks. Each profile keeps its own parameters; what the configuration sets holds
 * for all of them. Without names, the configuration's profiles, else the baseline. Throws a CatalogError with places.
 */
export async function selectChecks(
  names: readonly string[] | undefined,
  folder: string,
  checks: readonly Check[],
  configuration?: Configuration,
): Promise<Selection> {
  const problems: Problem[] = [];
  const judged = configuration ? withSeverities(checks, configuration, problems) : checks;
  const settled = configuration
    ? setParameters(configuration.config.params, { source: configuration.source, path: ['params'], checks }, problems)
    : {};
  if (problems.length > 0) throw new CatalogError(problems);
  const profiles = names
    ? await Promise.all([...new Set(names)].map((name) => loadProfile(name, folder, judged)))
    : await configuredProfiles(folder, judged, configuration);
  const twice = profiles.flatMap(({ id, source }, index) => {
    const first = profiles.findIndex((other) => other.id === id);
    return first === index
      ? []
      : [source.problem(['id'], `the id "${id}" is taken by ${profiles[first]?.source.file}`)];
  });
  if (twice.length > 0) throw new CatalogError(twice);
  const asked = profiles.map((profile) => askOf(profile, settled));
  return {
    profiles: profiles.map(({ id }) => id),
    asks: asked.flatMap(({ asks }) => asks),
    controls: asked.flatMap(({ controls }) => controls ?? []),
    ...(configuration?.config.failOn && { failOn: configuration.config.failOn }),
  };
}

/** The profiles that the configuration names; what it names wrongly has a place there. */
async function configuredProfiles(
  folder: string,
  checks: readonly Check[],
  configuration: Configuration | undefined,
): Promise<readonly Profile[]> {
  const { source, config } = configuration ?? {};
  if (!source || !config?.profiles) return [await loadProfile('baseline', folder, checks)];
  return Promise.all(
    config.profiles.map(async (name, index) => {
      const where = isProfilePath(name) ? resolve(dirname(source.file), name) : name;
      try {
        return await loadProfile(where, folder, checks);
      } catch (error) {
        if (!(error instanceof UnknownProfile)) throw error;
        throw new CatalogError([source.problem(['profiles', index], error.message)]);
      }
    }),
  );
}

function askOf(profile: Profile, settled: Ask['parameters']): { asks: readonly Ask[]; controls?: AskedProfile } {
  const { id, title, authority, params, checks } = profile;
  const asking = (own: Ask['parameters']) => (check: Check) =>
    ({ profile: id, check, parameters: { ...own, ...settled } }) satisfies Ask;
  const controls = profile.controls.map(({ checks: shown, params: own, ...control }) => ({
    ...control,
    asks: shown.map(asking(own)),
  }));
  return {
    asks: [...checks.map(asking(params)), ...controls.flatMap(({ asks }) => asks)],
    ...(controls.length > 0 && {
      controls: { profile: id, title, ...(authority !== undefined && { authority }), controls },
    }),
  };
}

/** The checks with the severities that the configuration gives them. */
function withSeverities(
  checks: readonly Check[],
  { source, config }: Configuration,
  problems: Problem[],
): readonly Check[] {
  const changed = new Map<Check, Check>();
  for (const [id, { severity, reason }] of Object.entries(config.severities ?? {})) {
    const problemAt = (message: string) => source.problem(['severities', id], message, { key: true });
    for (const check of checkNamed(id, checks, problemAt, problems)) {
      if (changed.has(check)) problems.push(problemAt(`the severity of ${check.id} is set already`));
      changed.set(check, { ...check, severity, severityChanged: { from: check.severity, reason: reason.trim() } });
    }
  }
  return checks.map((check) => changed.get(check) ?? check);
}
