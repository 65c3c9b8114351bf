import type { Cursor } from './cursor.ts';
import type { Term, TextPattern } from './pattern.ts';
import { readQuoted, readRegexValue } from './read-value.ts';

const MARK = /[?-]?/y;
// Documented are letters, digits and _; anything is taken that cannot be meant otherwise.
const BARE = /[^\s"'()[\]{}|&<>=!%?-][^\s"'()[\]{}|&<>=!%]*/y;
const TERM_END = /\s|$/y;

/**
 * Reads words that a log event must or must not contain, or one regular expression.
 *
 * Source: CloudWatch Logs User Guide, "Using filter patterns to match terms in unstructured log events".
 */
export function readTextPattern(cursor: Cursor): TextPattern {
  const terms: Term[] = [];
  while (!cursor.skipSpace().isAtEnd) {
    terms.push(readTerm(cursor));
    if (terms.length > 1 && terms.some((term) => term.value.kind === 'regex')) {
      cursor.fail('found a regular expression beside other terms, where it stands alone', terms.at(-1)?.start);
    }
  }
  const [first] = terms;
  return { shape: 'text', terms: terms.length === 1 && first && takesEverything(first) ? [] : terms };
}

// The documented way to take every event is a pattern of one space, with its quotes.
const takesEverything = ({ mark, value }: Term): boolean =>
  mark === '' && value.kind === 'text' && value.isQuoted && value.written.trim() === '';

function readTerm(cursor: Cursor): Term {
  const start = cursor.at;
  const mark = (cursor.token(MARK)?.[0] ?? '') as Term['mark'];
  const value = readTermValue(cursor, mark);
  if (cursor.peek(TERM_END) === undefined) cursor.expected('a space', advice(cursor));
  return { mark, value, start, end: cursor.at };
}

function readTermValue(cursor: Cursor, mark: Term['mark']): Term['value'] {
  if (cursor.startsWith('"')) return readQuoted(cursor);
  if (cursor.startsWith('%') && mark === '') return readRegexValue(cursor);
  if (cursor.startsWith("'")) cursor.expected('a term', 'a term stands in double quotes, not in single ones');
  const written = cursor.token(BARE)?.[0] ?? cursor.expected('a term', advice(cursor));
  return { kind: 'text', written, isQuoted: false };
}

const advice = (cursor: Cursor): string =>
  /[=<>!]/y.test(cursor.text.charAt(cursor.at))
    ? 'a condition on a field stands in braces, { $.field = value }'
    : 'a term with other characters than letters, digits and _ stands in double quotes';
