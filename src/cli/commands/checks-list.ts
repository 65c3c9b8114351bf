import { isProfilePath } from '../../catalog/load-profile.ts';
import { loadProfiles, type ProfilePointer, pointersTo } from '../../catalog/profile-pointers.ts';
import type { Check } from '../../expressions/check.ts';
import { SEVERITIES } from '../../model/finding.ts';
import { RESOURCE_TYPES } from '../../model/resources/index.ts';
import { terminalText } from '../../reporters/escape.ts';
import { type ChecksOptions, configuredChecks } from '../configured-checks.ts';
import { knownName } from '../known-name.ts';
import { packagePath } from '../package.ts';
import { UserError } from '../user-error.ts';

export interface ListOptions extends ChecksOptions {
  readonly area?: string;
  readonly severity?: string;
  readonly resource?: string;
  readonly profile?: string;
  /** A control of that profile. */
  readonly control?: string;
  readonly format: 'text' | 'json';
  readonly json?: boolean;
}

/** A check, and who asks for it. */
interface Row {
  readonly check: Check;
  readonly profiles: readonly ProfilePointer[];
}

/** `trailproof checks list`: by area, one line each. */
export async function listChecks(options: ListOptions): Promise<void> {
  process.stdout.write(await listText(options));
}

/** What is listed. Throws a UserError for a filter that names what there is not. */
export async function listText(options: ListOptions): Promise<string> {
  assertPossible(options);
  const checks = await configuredChecks(options);
  const { profile: name } = options;
  const path = name !== undefined && isProfilePath(name) ? [name] : [];
  const profiles = await loadProfiles(packagePath('profiles'), checks, path);
  const profile = path.length > 0 ? profiles.at(-1) : profiles.find(({ id }) => id === name);
  const keeps = filter(
    { ...options, ...(profile && { profile: profile.id }) },
    {
      areas: [...new Set(checks.map(({ area }) => area))].toSorted(),
      profiles: profiles.map(({ id }) => id),
      controls: profile?.controls.map(({ id }) => id) ?? [],
    },
  );
  const rows = checks.map((check): Row => ({ check, profiles: pointersTo(check, profiles) })).filter(keeps);
  const manual = rows.length > 0 ? undefined : profile?.controls.find(({ id }) => id === options.control)?.manual;
  return options.json || options.format === 'json'
    ? `${JSON.stringify(rows.map(jsonRow), null, 2)}\n`
    : [...lines(rows, profile?.id), `${count(rows)}${forPeople(manual)}`, ''].join('\n');
}

/** Refuses what no check, whichever there are, could be listed by. */
function assertPossible({ severity, resource, profile, control }: ListOptions): void {
  if (severity !== undefined) knownName('severity', severity, SEVERITIES);
  if (resource !== undefined) knownName('resource type', resource, RESOURCE_TYPES);
  if (control !== undefined && profile === undefined)
    throw new UserError(`--control ${control}: a control of which framework?`, 'add --profile with its profile');
}

/** What a row must be to be listed. Throws for a name that nothing has. */
function filter(
  { area, severity, resource, profile, control }: ListOptions,
  known: Readonly<Record<'areas' | 'profiles' | 'controls', readonly string[]>>,
): (row: Row) => boolean {
  if (area !== undefined) knownName('area', area, known.areas);
  if (profile !== undefined) knownName('profile', profile, known.profiles);
  if (control !== undefined) {
    if (known.controls.length === 0)
      throw new UserError(`the profile "${profile}" has no controls`, 'leave --control out');
    knownName('control', control, known.controls);
  }
  return ({ check, profiles }) =>
    (area === undefined || check.area === area) &&
    (severity === undefined || check.severity === severity) &&
    (resource === undefined || check.resource === resource) &&
    (profile === undefined ||
      profiles.some((each) => each.profile === profile && (control === undefined || each.controls.includes(control))));
}

const jsonRow = ({ check, profiles }: Row): object => {
  const { id, title, area, severity, resource, params } = check;
  return { id, title, area, severity, resource, params, profiles };
};

/** Area by area; with a profile, the controls that point to each check. */
function* lines(rows: readonly Row[], profile: string | undefined): Iterable<string> {
  const width = Math.max(...rows.map(({ check }) => check.id.length));
  const areas = [...new Set(rows.map(({ check }) => check.area))].toSorted();
  for (const area of areas) {
    yield terminalText(area);
    for (const { check, profiles } of rows.filter(({ check }) => check.area === area)) {
      const controls = profiles.find((each) => each.profile === profile)?.controls ?? [];
      const pointed = controls.length > 0 ? ` [${terminalText(controls.join(', '))}]` : '';
      yield `  ${check.id.padEnd(width)}  ${check.severity.padEnd(8)}  ${terminalText(check.title)}${pointed}`;
    }
    yield '';
  }
}

/** Why a control has no checks, which would otherwise look like an oversight. */
const forPeople = (manual: string | undefined): string =>
  manual === undefined ? '' : `, for a person to judge: ${terminalText(manual)}`;

function count(rows: readonly Row[]): string {
  const shares = SEVERITIES.flatMap((severity) => {
    const those = rows.filter(({ check }) => check.severity === severity);
    return those.length > 0 ? [`${those.length} ${severity}`] : [];
  });
  return `${rows.length} ${rows.length === 1 ? 'check' : 'checks'}${shares.length === 0 ? '' : `: ${shares.join(', ')}`}`;
}
