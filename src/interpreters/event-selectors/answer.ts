import type { Steps } from '../steps.ts';
import type { Clause } from './clause.ts';
import { coverageOf, TOO_MUCH, withinSteps } from './coverage.ts';
import { explain } from './explain.ts';
import type { Direction } from './spaces.ts';
import type { Space } from './survey.ts';
import type { Coverage } from './types.ts';

/** How much of what was asked about is recorded, for events that only read and for those that write. */
export interface DirectionalCoverage {
  readonly read: Coverage;
  readonly write: Coverage;
  /** Short texts on what limits the coverage, and on what is not documented. Left out where there is nothing to tell. */
  readonly reasons?: readonly string[];
}

/**
 * The answer to a question, asked for reads and for writes.
 *
 * @param root what the ARNs asked about begin with, for the reasons
 */
export function answer(
  clauses: readonly Clause[],
  spaces: Readonly<Record<Direction, Space>>,
  root: string,
  steps: Steps,
): DirectionalCoverage {
  const ask = (space: Space): readonly [Coverage, readonly string[]] =>
    withinSteps(() => {
      const coverage = coverageOf(clauses, space, steps);
      return [coverage, explain(clauses, coverage, space, root, steps)];
    }, ['unknown', [TOO_MUCH]]);
  const [read, whyRead] = ask(spaces.read);
  const [write, whyWrite] = ask(spaces.write);
  return withReasons({ read, write }, [...whyRead, ...whyWrite]);
}

/** The answer with its reasons, each once; without the member if there are none. */
export function withReasons<T extends object>(
  answer: T,
  reasons: readonly string[],
): T & { reasons?: readonly string[] } {
  const told = [...new Set(reasons)];
  return told.length > 0 ? { ...answer, reasons: told } : answer;
}
