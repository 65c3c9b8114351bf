import type { Check } from '../expressions/check.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { byPlace, type Finding, type ResourceReference } from '../model/finding.ts';
import type { Gap } from '../model/gap.ts';
import { variantKey } from '../model/parameter.ts';
import { evaluateCheck } from './evaluate-check.ts';
import { reasonsOf, referenceTo } from './explain.ts';
import type { Variant } from './variants.ts';

/**
 * Judges everything: one finding for each variant of a check and resource of its type, an `unknown` wherever there
 * may be resources nobody saw, and one `not-applicable` for a check that has nothing to judge.
 * Sorted by account, region, resource, check and variant.
 */
export function evaluateInventory(inventory: Inventory, variants: readonly Variant[]): readonly Finding[] {
  return variants.flatMap((variant) => evaluateOne(inventory, variant)).toSorted(byResource);
}

function evaluateOne(inventory: Inventory, { check, params, own }: Variant): readonly Finding[] {
  const findings = inventory
    .resources(check.resource)
    .map((resource) => evaluateCheck(check, resource, params, inventory));
  const holes = new Map<string, { where: ResourceReference; gaps: Set<Gap> }>();
  for (const { where, gap } of inventory.holes(check.resource)) {
    const key = `${where.type} ${where.id}`;
    const hole = holes.get(key) ?? { where, gaps: new Set() };
    holes.set(key, hole);
    hole.gaps.add(gap);
  }
  const unseen = [...holes.values()].map(({ where, gaps }) => unseenFinding(check, where, reasonsOf(gaps)));
  const all = [...findings, ...unseen];
  const every = all.length > 0 ? all : [nothingToJudge(check, inventory.root)];
  return own ? every.map((finding) => ({ ...finding, params: own })) : every;
}

const unseenFinding = (check: Check, where: ResourceReference, reasons: readonly string[]): Finding => ({
  check: check.id,
  resource: referenceTo(where),
  status: 'unknown',
  message: `Undecided: there may be a ${check.resource} nobody could see: ${reasons.join('; ')}.`,
  reasons,
  evidence: [],
});

const nothingToJudge = (check: Check, root: ResourceReference): Finding => ({
  check: check.id,
  resource: referenceTo(root),
  status: 'not-applicable',
  message: `There is no ${check.resource} to judge.`,
  evidence: [],
});

/** Account, region, resource, check and variant. */
export const byResource = (a: Finding, b: Finding): number =>
  byPlace(a.resource, b.resource) ||
  compare(a.resource.type, b.resource.type) ||
  compare(a.check, b.check) ||
  compare(variantKey(a), variantKey(b));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
