import type { Steps } from '../steps.ts';
import { type Clause, isPossible } from './clause.ts';
import { withinSteps } from './coverage.ts';
import { describeLimits } from './describe-limits.ts';
import { type Space, survey } from './survey.ts';
import type { Coverage } from './types.ts';

const MOST_REASONS = 20;

/**
 * What limits the clauses that take some of the space, and what is open about them; as far as the steps suffice.
 *
 * @param coverage what all clauses together take of the space
 * @param root what the ARNs asked about begin with
 */
export function explain(
  clauses: readonly Clause[],
  coverage: Coverage,
  space: Space,
  root: string,
  steps: Steps,
): readonly string[] {
  const reasons = new Set<string>();
  for (const clause of clauses) {
    if (reasons.size >= MOST_REASONS) break;
    if (coverage === 'full' && clause.questions.length === 0) continue;
    if (!withinSteps(() => survey([clause], space, steps).takesAny, false)) continue;
    if (coverage !== 'full' && isPossible(clause)) describeLimits(clause, root).forEach((limit) => reasons.add(limit));
    // An open clause matters only if the others do not suffice; a reading of ours is told wherever it may count.
    const told = clause.questions.filter(({ isOpen }) => !isOpen || coverage !== 'full');
    told.forEach(({ text }) => reasons.add(text));
  }
  return [...reasons];
}
