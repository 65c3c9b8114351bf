import type { Ask, AskedControl, AskedProfile } from '../catalog/select-checks.ts';
import type { ControlResult, ControlStatus, FindingsReference, ProfileControls } from '../model/control.ts';
import { type Finding, STATUSES, type Status } from '../model/finding.ts';
import { referenceKey } from '../model/parameter.ts';
import { parametersOf } from './parameters.ts';
import type { Variant } from './variants.ts';

type Counts = Record<Status, number>;

const nothing = (): Counts => Object.fromEntries(STATUSES.map((status) => [status, 0])) as Counts;

/** How the controls of these profiles come out. Reads the findings once and keeps none of them. */
export function controlResults(
  profiles: readonly AskedProfile[],
  variants: readonly Variant[],
  findings: Iterable<Finding>,
): readonly ProfileControls[] {
  const tallies = new Map<string, Counts>();
  for (const finding of findings) {
    const key = referenceKey(finding);
    const counts = tallies.get(key) ?? nothing();
    tallies.set(key, counts);
    counts[finding.status]++;
  }
  const ownOf = new Map(variants.map(({ check, params, own }) => [askKey(check.id, params), own]));
  const referenceOf = ({ check, parameters }: Ask): FindingsReference => {
    const own = ownOf.get(askKey(check.id, parametersOf(check, parameters)));
    return { check: check.id, ...(own && { params: own }) };
  };
  return profiles.map((profile) => ({
    ...profile,
    controls: profile.controls.map((control) => resultOf(control, control.asks.map(referenceOf), tallies)),
  }));
}

const askKey = (check: string, params: Variant['params']): string => `${check} ${JSON.stringify(params)}`;

function resultOf(
  { id, title, mapping, manual }: AskedControl,
  checks: readonly FindingsReference[],
  tallies: ReadonlyMap<string, Counts>,
): ControlResult {
  const counts = nothing();
  for (const reference of checks)
    for (const status of STATUSES) counts[status] += tallies.get(referenceKey(reference))?.[status] ?? 0;
  const status = statusOf(counts, manual !== undefined);
  return { id, title, status, mapping, checks, counts, ...(manual !== undefined && { manual }) };
}

/** What counts come to; `manual` says that something is left for a person to judge. */
export function statusOf(counts: Readonly<Counts>, manual: boolean): ControlStatus {
  if (counts.fail > 0) return 'not-met';
  if (counts.unknown > 0) return 'undecided';
  if (manual) return 'manual';
  return counts.pass > 0 ? 'met' : 'not-applicable';
}
