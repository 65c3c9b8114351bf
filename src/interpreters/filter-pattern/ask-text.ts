import type { Steps } from '../steps.ts';
import { opposite } from './answer.ts';
import type { Inquiry, Probe } from './clause.ts';
import { regexOf } from './compare.ts';
import { eventText } from './event-text.ts';
import type { Clause, Term, TextPattern } from './pattern.ts';
import { containsTerm, unescaped } from './text-value.ts';

/**
 * Puts terms to an event, of which an object is taken as compact JSON text.
 *
 * Beside a term without a mark or with `-`, those with `?` count for nothing.
 *
 * Source: CloudWatch Logs User Guide, "Using filter patterns to match terms in unstructured log events".
 */
export function askText({ terms }: TextPattern, event: unknown, steps: Steps): Inquiry {
  const strict = terms.filter((term) => term.mark !== '?');
  const counted = strict.length > 0 ? strict : terms;
  if (counted.length === 0) return { fits: true, note: 'A pattern without a term takes every event.' };
  const text = eventText(event, steps);
  const clause = joined(
    counted.map((term) => toProbe(term, text, steps)),
    strict.length > 0 ? 'and' : 'or',
  );
  const isIgnoring = counted.length < terms.length;
  return {
    fits: true,
    clause,
    ...(isIgnoring && { note: 'Terms with ? count for nothing beside a term without.' }),
  };
}

const toProbe = ({ mark, value, start, end }: Term, text: string, steps: Steps): Probe => ({
  kind: 'probe',
  start,
  end,
  ask() {
    const isRegex = value.kind === 'regex';
    const contains = isRegex ? regexOf(value.written).test(text, steps) : containsTerm(text, value, steps);
    return {
      found: contains === false ? 'absent' : [isRegex ? text : unescaped(value)],
      answer: mark === '-' ? opposite(contains) : contains,
    };
  },
});

/** One probe for itself, or a group of them. */
export function joined(probes: readonly Clause<Probe>[], kind: 'and' | 'or'): Clause<Probe> {
  const [first, ...more] = probes as readonly [Clause<Probe>, ...Clause<Probe>[]];
  return more.length === 0 ? first : { kind, parts: probes, start: first.start, end: probes.at(-1)?.end ?? 0 };
}
