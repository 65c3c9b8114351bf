import type { Match } from '../match.ts';
import { OutOfSteps, Steps } from '../steps.ts';
import { both, toMatch } from './answer.ts';
import { askColumns } from './ask-columns.ts';
import { askJson } from './ask-json.ts';
import { askText } from './ask-text.ts';
import { type Inquiry, judge } from './clause.ts';
import { parseFilterPattern } from './parse.ts';
import type { FilterPattern } from './pattern.ts';
import { stepLimit } from './step-limit.ts';

/**
 * Whether a metric filter counts an event.
 *
 * Where AWS's documents leave open how a pattern is read, `matched` follows our reading, and `uncertain` says why another
 * answer is possible; it is empty where every reading of what is open leads to the same.
 *
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters".
 *
 * @param pattern as written, or read before
 * @param event a CloudTrail record, or a log message as a string
 * @param steps how much work is allowed, {@link stepLimit} if left out; an answer that takes more is uncertain
 * @throws PatternError if the pattern cannot be read
 */
export function matchFilterPattern(pattern: string | FilterPattern, event: unknown, steps?: Steps): Match {
  const read = typeof pattern === 'string' ? parseFilterPattern(pattern) : pattern;
  const allowed = steps ?? new Steps(stepLimit(read, event));
  try {
    const { fits, clause } = inquire(read, event, allowed);
    if (fits === false || !clause) return toMatch(fits);
    return toMatch(
      both(
        fits,
        judge(clause, (probe) => probe.ask().answer),
      ),
    );
  } catch (error) {
    if (error instanceof OutOfSteps) return UNFINISHED;
    throw error;
  }
}

/** The answer where the steps did not suffice. */
export const UNFINISHED: Match = {
  matched: false,
  uncertain: ['the event is too large to try this pattern on it'],
};

/** Puts a pattern of any shape to an event. */
export function inquire(pattern: FilterPattern, event: unknown, steps: Steps): Inquiry {
  if (pattern.shape === 'json') return askJson(pattern, event, steps);
  return pattern.shape === 'text' ? askText(pattern, event, steps) : askColumns(pattern, event, steps);
}
