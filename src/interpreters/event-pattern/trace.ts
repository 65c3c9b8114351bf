import type { Match } from '../match.ts';
import { OutOfSteps, Steps } from '../steps.ts';
import { isObject, valuesAt } from './evaluation.ts';
import { type EventPattern, type Leaf, type LeafAt, leavesOf, type ObjectPattern } from './event-pattern.ts';
import { asEventPattern, eventPatternSteps, matchObject } from './match.ts';

/** What one array of alternatives made of an event. */
export interface TracedCondition {
  /** The names that lead to the field in the event. */
  readonly path: readonly string[];
  /** The path and the alternatives as they were written. */
  readonly text: string;
  /** Where the array stands in the pattern's text, in UTF-16 code units from 0; `end` is after its last. */
  readonly start: number;
  readonly end: number;
  /** What the event holds there, the elements of arrays one by one. */
  readonly found: readonly unknown[] | 'absent';
  /** The answer of this condition alone, and why it could be another. */
  readonly matched: boolean;
  readonly uncertain: readonly string[];
  /** Whether it is a reason for the answer to the whole: it, and all it is part of, came out the same way. */
  readonly decided: boolean;
}

export interface EventPatternTrace {
  readonly match: Match;
  readonly conditions: readonly TracedCondition[];
}

/**
 * How an event pattern comes to its answer on an event, condition by condition in the order of the pattern.
 *
 * Where fields of one array match in different elements only, every condition matches alone and the whole does
 * not: then none has decided it.
 *
 * @param steps how much work may be done for the whole and all conditions together, twice {@link eventPatternSteps}
 *   if left out
 * @throws PatternError where AWS would refuse the pattern
 */
export function traceEventPattern(pattern: string | object, event: object, steps?: Steps): EventPatternTrace {
  const read = asEventPattern(pattern);
  const leaves = leavesOf(read.root);
  const budget = steps ?? new Steps(2 * eventPatternSteps(read, event));
  const match = matchObject(read.root, event, budget);
  const matches = new Map(leaves.map((at) => [at.leaf, matchObject(alone(at), event, budget)]));
  const decisive = decisiveLeaves(read.root, match.matched, (leaf) => matches.get(leaf)?.matched ?? false);
  const conditions = leaves.map(({ path, leaf }) => ({
    path,
    ...textOf(read, path, leaf),
    found: foundAt(event, path, budget),
    matched: matches.get(leaf)?.matched ?? false,
    uncertain: matches.get(leaf)?.uncertain ?? [],
    decided: decisive.has(leaf),
  }));
  return { match, conditions };
}

const textOf = (pattern: EventPattern, path: readonly string[], leaf: Leaf) => {
  const { start, end } = pattern.placeOf(leaf);
  return { text: `${path.join('.')}: ${pattern.text.slice(start, end)}`, start, end };
};

const alone = ({ path, leaf }: LeafAt): ObjectPattern =>
  path.reduceRight<Leaf | ObjectPattern>(
    (content, name) => ({ kind: 'object', fields: [{ name, content }], branches: [] }),
    leaf,
  ) as ObjectPattern;

const decisiveLeaves = (root: ObjectPattern, matched: boolean, leafMatches: (leaf: Leaf) => boolean) => {
  const answer = (content: Leaf | ObjectPattern): boolean =>
    content.kind === 'leaf'
      ? leafMatches(content)
      : content.fields.every((field) => answer(field.content)) &&
        (content.branches.length === 0 || content.branches.some(answer));
  const decisive = new Set<Leaf>();
  const visit = (content: Leaf | ObjectPattern): void => {
    if (answer(content) !== matched) return;
    if (content.kind === 'leaf') decisive.add(content);
    else visitParts(content);
  };
  const visitParts = ({ fields, branches }: ObjectPattern): void => {
    for (const field of fields) visit(field.content);
    // Without a match, a branch decides only if all of them fail.
    if (matched || !branches.some(answer)) for (const branch of branches) visit(branch);
  };
  visit(root);
  return decisive;
};

const foundAt = (event: object, path: readonly string[], steps: Steps): readonly unknown[] | 'absent' => {
  try {
    let found: readonly unknown[] = [event];
    for (const name of path) {
      const values: readonly (readonly unknown[])[] = found
        .filter(isObject)
        .map((value) => valuesAt(value, name, steps))
        .filter((value) => value !== undefined);
      if (values.length === 0) return 'absent';
      found = values.flat();
    }
    return found;
  } catch (error) {
    if (error instanceof OutOfSteps) return [];
    throw error;
  }
};
