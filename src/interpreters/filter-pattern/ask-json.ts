import type { Steps } from '../steps.ts';
import { type Answer, both, depends, either } from './answer.ts';
import { type Inquiry, mapClause, type Probe } from './clause.ts';
import { compare } from './compare.ts';
import { jsonObject } from './event-text.ts';
import type { JsonComparison, JsonCondition, JsonPattern } from './pattern.ts';
import { type Selection, select } from './select.ts';

const STATES = { NULL: null, TRUE: true, FALSE: false } as const;

/**
 * Puts a `{ … }` pattern to an event.
 *
 * A field that is absent makes every comparison false, `!=` too; only NOT EXISTS holds for it.
 *
 * Source: CloudWatch Logs User Guide, "Using metric filters to match terms and extract values from JSON log events".
 */
export function askJson(pattern: JsonPattern, event: unknown, steps: Steps): Inquiry {
  const record = jsonObject(event, steps);
  if (!record) return { fits: false, note: 'The event is not one JSON object, and so no condition is looked at.' };
  const toProbe = (condition: JsonCondition): Probe => ({
    kind: 'probe',
    start: condition.start,
    end: condition.end,
    ask() {
      const selection = select(record, condition.selector, steps);
      const { held } = selection;
      return { found: held.length === 0 ? 'absent' : held, answer: holds(condition, selection, steps) };
    },
  });
  return { fits: true, clause: mapClause(pattern.clause, toProbe) };
}

function holds(condition: JsonCondition, { held, isMissing }: Selection, steps: Steps): Answer {
  if (condition.kind === 'compare') return comparesWith(held, condition, steps);
  if (condition.kind === 'is') return held.includes(STATES[condition.state]);
  return held.length === 0 || (isMissing && depends('wildcardAbsent', [false, true]));
}

function comparesWith(held: readonly unknown[], { operator, value }: JsonComparison, steps: Steps): Answer {
  const asksAll = operator === '!=' && held.length > 1;
  let any: Answer = false;
  let all: Answer = asksAll;
  for (const part of held) {
    if (any === true && all === false) break;
    const answer = compare(part, operator, value, steps);
    any = either(any, answer);
    all = both(all, answer);
  }
  return asksAll ? depends('wildcardUnequal', [any, all]) : any;
}
