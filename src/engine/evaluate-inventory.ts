import type { Check, ParameterValue } from '../expressions/check.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { byPlace, type Finding, type ResourceReference } from '../model/finding.ts';
import type { Gap } from '../model/gap.ts';
import { evaluateCheck } from './evaluate-check.ts';
import { reasonsOf, referenceTo } from './explain.ts';
import { parametersOf } from './parameters.ts';

/**
 * Judges everything: one finding for each check and resource of its type, an `unknown` wherever there
 * may be resources nobody saw, and one `not-applicable` for a check that has nothing to judge.
 * Sorted by account, region, resource and check.
 */
export function evaluateInventory(
  inventory: Inventory,
  checks: readonly Check[],
  parameters: Readonly<Record<string, ParameterValue>>,
): readonly Finding[] {
  return checks.flatMap((check) => evaluateOne(inventory, check, parameters)).toSorted(byResource);
}

function evaluateOne(
  inventory: Inventory,
  check: Check,
  parameters: Readonly<Record<string, ParameterValue>>,
): readonly Finding[] {
  const params = parametersOf(check, parameters);
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
  return all.length > 0 ? all : [nothingToJudge(check, inventory.root)];
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

const byResource = (a: Finding, b: Finding): number =>
  byPlace(a.resource, b.resource) || compare(a.resource.type, b.resource.type) || compare(a.check, b.check);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
