import type { Condition } from './condition.ts';

/**
 * One way an event can be taken: all conditions pass. A trail takes what any of its clauses takes.
 * Basic and advanced selectors both come down to clauses.
 */
export interface Clause {
  readonly conditions: readonly Condition[];
  readonly questions: readonly Question[];
}

/** Something about a clause that neither the selectors nor AWS's documents settle. */
export interface Question {
  readonly text: string;
  /** Whether, by our reading, the clause takes what its conditions say. */
  readonly isTaken: boolean;
  /** Whether our reading is no ground for a verdict: what the clause takes cannot be told. */
  readonly isOpen: boolean;
}

/** Part of a selector that cannot be understood: what it takes cannot be told. */
export const unreadable = (what: string): Question => ({ text: what, isTaken: false, isOpen: true });

/** Whether the clause counts as taking what its conditions say. */
export const isSure = ({ questions }: Clause): boolean => questions.every(({ isTaken, isOpen }) => isTaken && !isOpen);

/** Whether the clause may take what its conditions say. */
export const isPossible = ({ questions }: Clause): boolean =>
  questions.every(({ isTaken, isOpen }) => isTaken || isOpen);
