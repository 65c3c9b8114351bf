import { evaluateCheck } from '../../src/engine/evaluate-check.ts';
import { exampleWorld } from '../../src/engine/example-world.ts';
import { defaultParameters } from '../../src/engine/parameters.ts';
import type { Check } from '../../src/expressions/check.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Mutant } from './mutate-check.ts';

/**
 * Says of a check's mutants whether an example notices them: its status is no longer the one it expects, or an
 * expression breaks on it that did not before.
 */
export function noticing(check: Check): (mutant: Mutant) => boolean {
  const defaults = defaultParameters(check);
  let trials = check.examples.map((example) => {
    const { resource, world } = exampleWorld(check.resource, example);
    const params = { ...defaults, ...example.params };
    return {
      expect: example.expect,
      resource,
      world,
      params,
      brokeBefore: breaks(evaluateCheck(check, resource, params, world)),
    };
  });
  return ({ check: changed, params: change }) => {
    if (!changed) return true;
    const noticed = trials.find(({ expect, resource, world, params, brokeBefore }) => {
      const finding = evaluateCheck(changed, resource, change(params), world);
      return finding.status !== expect || finding.checkError === true || (breaks(finding) && !brokeBefore);
    });
    // What noticed one mutant is likely to notice the next, and drills are slow.
    if (noticed) trials = [noticed, ...trials.filter((trial) => trial !== noticed)];
    return noticed !== undefined;
  };
}

/** Whether a clause has no answer though it met nothing unreadable, even where another clause decides. */
const breaks = ({ clauses, candidates }: Finding): boolean =>
  [...(clauses ?? []), ...(candidates ?? []).flatMap(({ clauses }) => clauses)].some(
    ({ status, values }) => status === 'unknown' && values.every(({ value }) => !value.startsWith('unreadable')),
  );
