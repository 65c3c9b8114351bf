import type { Match } from '../match.ts';
import { OutOfSteps, Steps } from '../steps.ts';
import { type Answer, both, ourReading, toMatch } from './answer.ts';
import { deciding, type Found, judge, type Probe } from './clause.ts';
import { inquire, UNFINISHED } from './match.ts';
import { parseFilterPattern } from './parse.ts';
import { type Clause, type FilterPattern, isGroup, type Place } from './pattern.ts';
import { printFilterPattern } from './print.ts';
import { stepLimit } from './step-limit.ts';

/** Why a pattern matches an event or does not. */
export interface FilterTrace {
  /** The pattern that the places of the conditions count in. */
  readonly pattern: string;
  readonly match: Match;
  /** In the order of the pattern; empty where none was looked at, and then the note says why. */
  readonly conditions: readonly TracedCondition[];
  /** What a person should know beyond the conditions. */
  readonly note?: string;
}

export interface TracedCondition extends Place {
  readonly text: string;
  /** What the event holds there: the field, the term, or for a lone regular expression the whole message. */
  readonly found: Found;
  readonly matched: boolean;
  /** Why this condition alone could be answered otherwise. */
  readonly uncertain: readonly string[];
  /**
   * Whether the answer rests on it: of an "or" that holds the parts that hold, of an "and" that does not those that do
   * not, otherwise all parts. None did where the event does not fit the shape of the pattern.
   */
  readonly decided: boolean;
}

/**
 * Matches as `matchFilterPattern` does, and tells what each condition found.
 *
 * @param pattern as written; one read before is printed, and the places count in that text
 * @param event a CloudTrail record, or a log message as a string
 * @param steps how much work is allowed, {@link stepLimit} if left out
 * @throws PatternError if the pattern cannot be read
 */
export function traceFilterPattern(pattern: string | FilterPattern, event: unknown, steps?: Steps): FilterTrace {
  const text = typeof pattern === 'string' ? pattern : printFilterPattern(pattern);
  const read = parseFilterPattern(text);
  try {
    return { pattern: text, ...trace(read, text, event, steps ?? new Steps(stepLimit(read, event))) };
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    return { pattern: text, match: UNFINISHED, conditions: [], note: 'The event is too large for this pattern.' };
  }
}

function trace(read: FilterPattern, text: string, event: unknown, steps: Steps): Omit<FilterTrace, 'pattern'> {
  const { fits, clause, note } = inquire(read, event, steps);
  const rest = note === undefined ? {} : { note };
  if (!clause) return { match: toMatch(fits), conditions: [], ...rest };
  const asked = new Map(probesOf(clause).map((probe) => [probe, probe.ask()]));
  const answerOf = (probe: Probe): Answer => asked.get(probe)?.answer ?? false;
  const decisive = new Set(ourReading(fits) ? deciding(clause, (probe) => ourReading(answerOf(probe))) : []);
  return {
    match: toMatch(both(fits, judge(clause, answerOf))),
    conditions: [...asked].map(([probe, { found, answer }]) => ({
      text: text.slice(probe.start, probe.end),
      start: probe.start,
      end: probe.end,
      found,
      ...toMatch(answer),
      decided: decisive.has(probe),
    })),
    ...rest,
  };
}

const probesOf = (clause: Clause<Probe>): readonly Probe[] =>
  isGroup(clause) ? clause.parts.flatMap(probesOf) : [clause];
