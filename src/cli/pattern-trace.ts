import { traceEventPattern } from '../interpreters/event-pattern/index.ts';
import { traceFilterPattern } from '../interpreters/filter-pattern/index.ts';
import type { Match } from '../interpreters/match.ts';
import { PatternError } from '../interpreters/pattern-error.ts';
import type { FileEvent } from './read-event-file.ts';
import { UserError } from './user-error.ts';

export type PatternKind = 'filter' | 'event';

/** An event pattern is JSON; a filter pattern in braces holds selectors. */
export const kindOf = (pattern: string): PatternKind => (/^\s*\{\s*(?:"|\})/.test(pattern) ? 'event' : 'filter');

/** How a pattern comes to its answer on an event. */
export interface PatternTrace {
  readonly match: Match;
  readonly conditions: readonly {
    readonly text: string;
    readonly found: readonly unknown[] | 'absent';
    readonly matched: boolean;
    readonly uncertain: readonly string[];
    readonly decided: boolean;
  }[];
  readonly note?: string;
}

/** Runs a pattern on an event. Throws a UserError that shows the place where it cannot be read. */
export function tracePattern(
  kind: PatternKind,
  pattern: string,
  event: FileEvent,
  envelopeOf: (record: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): PatternTrace {
  try {
    if (kind === 'filter') return traceFilterPattern(pattern, event.record);
    if (typeof event.record === 'string')
      throw new UserError('an event pattern takes events in JSON, and this is a line of text', 'name a JSON file');
    return traceEventPattern(pattern, event.envelope ?? envelopeOf(event.record));
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const what = kind === 'filter' ? 'the filter pattern' : 'the event pattern';
    throw new UserError(
      `${what} cannot be read: ${error.reason}\n${underlined(error)}`,
      kind === 'filter'
        ? 'write it as the CloudWatch Logs User Guide has it under "Filter pattern syntax"'
        : 'write it as the EventBridge User Guide has it under "Event patterns"',
    );
  }
}

const AROUND = 60;

/** The line of the pattern that holds the mistake, with a caret under it. */
function underlined({ text, position }: PatternError): string {
  const start = text.slice(0, position).lastIndexOf('\n') + 1;
  const end = text.indexOf('\n', position);
  const from = Math.max(start, position - AROUND);
  const line = text.slice(from, Math.min(end === -1 ? text.length : end, position + AROUND));
  return `  ${line}\n  ${' '.repeat(position - from)}^`;
}
