import type { Steps } from '../steps.ts';
import type { Known } from './context.ts';
import type { Clause } from './policy.ts';
import { and, not, or, type Truth } from './truth.ts';

/**
 * Whether one line of a condition holds for what is known of a request.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Creating a condition with multiple
 * keys or values". Several values of the policy are alternatives; a negated operator must match none of them.
 * Undocumented, so unknown where it matters: an operator that is not known, several values of a request under
 * an operator without ForAnyValue or ForAllValues, and those two over nothing but empty texts.
 */
export function holds(clause: Clause, known: Known, steps: Steps): Truth {
  const { test, set, ifExists, values } = clause;
  steps.take();
  const state = known(clause.key);
  if (test === undefined) return 'unknown';
  if (test === 'Null') return or(values.map(({ text }) => isNull(text, state)));
  if (state === 'unknown' || state === 'present') return 'unknown';
  if (state === 'absent') return ifExists || set === 'all' || (set === undefined && test.isNegated);

  const answers = state.map((value) => {
    const matches = or(values.map((template) => test.compare(value, template, known, steps)));
    return test.isNegated ? not(matches) : matches;
  });
  if (set) {
    const answer = set === 'any' ? or(answers) : and(answers);
    const asEmpty = set === 'all';
    return state.some((value) => value !== '') || answer === asEmpty ? answer : 'unknown';
  }
  const [any, all] = [or(answers), and(answers)];
  return any === all ? any : 'unknown';
}

const isNull = (text: string, state: ReturnType<Known>): Truth => {
  if (text !== 'true' && text !== 'false') return 'unknown';
  return state === 'unknown' ? state : (state === 'absent') === (text === 'true');
};
