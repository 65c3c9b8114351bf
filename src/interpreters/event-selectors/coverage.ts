import { OutOfSteps, Steps } from '../steps.ts';
import { type Clause, isPossible, isSure } from './clause.ts';
import { type Space, survey } from './survey.ts';
import type { Coverage } from './types.ts';

/**
 * Steps a coverage question may take unless told otherwise: about a second's work. The largest selectors AWS allows
 * (500 values) take a fraction of that; what takes more is answered `unknown`.
 */
const LIMIT = 20_000_000;

export const coverageSteps = (): Steps => new Steps(LIMIT);

/**
 * How much of a space of events clauses take together: `full` and `none` only if that holds whatever the open
 * questions' answers, `partial` only if something is certainly taken and something certainly is not.
 *
 * @throws OutOfSteps
 */
export function coverageOf(clauses: readonly Clause[], space: Space, steps: Steps): Coverage {
  const sure = survey(clauses.filter(isSure), space, steps);
  if (sure.takesAll) return 'full';
  const possible = clauses.filter(isPossible);
  const most = possible.every(isSure) ? sure : survey(possible, space, steps);
  if (!most.takesAny) return 'none';
  return sure.takesAny && !most.takesAll ? 'partial' : 'unknown';
}

/** The answer, or another where the steps do not suffice for one. */
export function withinSteps<T, U>(answer: () => T, otherwise: U): T | U {
  try {
    return answer();
  } catch (error) {
    if (error instanceof OutOfSteps) return otherwise;
    throw error;
  }
}

/** The reason for `unknown` then. */
export const TOO_MUCH = 'the selectors take more work to judge than is allowed';
