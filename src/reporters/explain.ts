import type { ClauseResult, Finding } from '../model/finding.ts';

/** One thing a finding misses or leaves open. */
export interface Miss {
  /** Which candidate misses it, where the check looks through a list. */
  readonly candidate?: string;
  /** What the clause says when it is missed, or the expression itself. */
  readonly text: string;
  readonly isExpression: boolean;
  /** The values it read: `trail.isLogging: false`. */
  readonly values: readonly string[];
}

/** Which clauses a finding misses, with the values they read: candidate by candidate, if it has some. */
export const explain = ({ clauses = [], candidates = [], walks }: Finding): readonly Miss[] => [
  // A walk tells more than the expression that asked for it.
  ...missed(clauses).filter(({ isExpression, values }) => walks === undefined || !isExpression || values.length > 0),
  ...candidates.flatMap(({ resource, status, clauses: own }) => {
    if (status === 'pass') return [];
    const misses = own.length === 0 ? [{ text: status, isExpression: false, values: [] }] : missed(own);
    return misses.map((miss) => ({ candidate: resource.name, ...miss }));
  }),
];

const missed = (clauses: readonly ClauseResult[]): readonly Miss[] =>
  clauses
    .filter(({ status }) => status !== 'pass')
    .map(({ expression, miss, values }) => ({
      text: miss ?? expression,
      isExpression: miss === undefined,
      values: values.map(({ path, value }) => `${path}: ${value}`),
    }));
