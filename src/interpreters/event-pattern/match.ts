import type { Match } from '../match.ts';
import { Steps } from '../steps.ts';
import { Evaluation } from './evaluation.ts';
import { type Alternative, combinations, EventPattern, leavesOf, type ObjectPattern } from './event-pattern.ts';
import { parseEventPattern } from './parse.ts';
import { judge } from './questions.ts';

/**
 * Whether an event bus would hand an event to a rule with this pattern.
 *
 * Takes the whole envelope, of which the CloudTrail record is the `detail`.
 *
 * Source: EventBridge user guide, "Event pattern syntax", "Matching on multiple field values" and "Comparison
 * operators for use in event patterns". Without an answer in them, fields under an array must match in one
 * element, `anything-but` needs one other element, and `exists` is about values that are not objects.
 *
 * @param steps how much work may be done, {@link eventPatternSteps} if left out; past it the answer is uncertain
 * @throws PatternError where AWS would refuse the pattern
 */
export function matchEventPattern(pattern: string | object, event: object, steps?: Steps): Match {
  const read = asEventPattern(pattern);
  return matchObject(read.root, event, steps ?? new Steps(eventPatternSteps(read, event)));
}

/** The pattern itself if it was read before. */
export const asEventPattern = (pattern: string | object): EventPattern =>
  pattern instanceof EventPattern ? pattern : parseEventPattern(pattern);

/** {@link matchEventPattern} for a part of a pattern that stands at the top. */
export const matchObject = (root: ObjectPattern, event: object, steps: Steps): Match =>
  judge((reading) => new Evaluation(event, reading, steps).holds(root));

const MOST_STEPS = 10_000_000;
const MOST_PARTS = 1_000_000;
const PER_PART = 2000;

/**
 * The steps a pattern may take on an event: 2,000 for every pair of a part of the pattern, counted once for every
 * combination of `$or`, and a part or a character of the event; 10 million at most, which take a few seconds.
 */
export function eventPatternSteps(pattern: EventPattern, event: object): number {
  const leaves = leavesOf(pattern.root);
  const parts = leaves.reduce((sum, { path, leaf }) => sum + path.length + countTests(leaf.alternatives), 1);
  return Math.min(MOST_STEPS, PER_PART * parts * combinations(pattern.root) * sizeOf(event));
}

const countTests = (alternatives: readonly Alternative[]): number =>
  alternatives.reduce((sum, one) => sum + (one.kind === 'anything-but' ? one.excluded.length : 1), 1);

const sizeOf = (event: object): number => {
  let size = 0;
  const pending: unknown[] = [event];
  while (pending.length > 0 && size < MOST_PARTS) {
    const value = pending.pop();
    size += 1;
    if (typeof value === 'string') size += value.length;
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) pending.push(part);
  }
  return size;
};
