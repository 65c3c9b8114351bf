import type { Ask } from '../catalog/select-checks.ts';
import type { Check, ParameterValue } from '../expressions/check.ts';
import { parametersOf } from './parameters.ts';

type Parameters = Readonly<Record<string, ParameterValue>>;

/** A check with the values of its parameters: what is judged once, whoever asks for it. */
export interface Variant {
  readonly check: Check;
  /** All of the check's parameters. */
  readonly params: Parameters;
  /** Those that tell it from the check's other variants; left out when it is the only one. */
  readonly own?: Parameters;
  /** The profiles that ask for it. */
  readonly profiles: readonly string[];
}

/**
 * Everything that is asked, once: a check asked twice with the same values is one variant, with different
 * values it is several. Sorted by check, then by the values.
 */
export function variantsOf(asks: readonly Ask[]): readonly Variant[] {
  const checks = new Map<string, Map<string, { check: Check; params: Parameters; profiles: string[] }>>();
  for (const { check, parameters, profile } of asks) {
    const params = parametersOf(check, parameters);
    const same = checks.get(check.id) ?? new Map();
    checks.set(check.id, same);
    const key = JSON.stringify(params);
    const variant = same.get(key) ?? { check, params, profiles: [] };
    same.set(key, variant);
    if (!variant.profiles.includes(profile)) variant.profiles.push(profile);
  }
  return [...checks]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) => [...same].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, variant]) => variant))
    .map((variant) => distinguished(variant, [...(checks.get(variant.check.id)?.values() ?? [])]));
}

function distinguished(variant: Omit<Variant, 'own'>, all: readonly Omit<Variant, 'own'>[]): Variant {
  const differs = ([name, value]: readonly [string, ParameterValue]): boolean =>
    all.some(({ params }) => JSON.stringify(params[name]) !== JSON.stringify(value));
  return all.length === 1
    ? variant
    : { ...variant, own: Object.fromEntries(Object.entries(variant.params).filter(differs)) };
}
