import { PatternError } from '../pattern-error.ts';
import type { Cursor } from './cursor.ts';
import { NUMBER, type RegexValue, type TextValue, type Value } from './pattern.ts';
import { compileRegex } from './regex.ts';

const MOST_REGEXES = 2;
const IN_QUOTES = /"((?:[^"\\]|\\[^])*)"/y;
const IN_PERCENT = /%([^%]*)%/y;

/** Reads the value on the right of an operator; one for each pattern, since it counts regular expressions. */
export class ValueReader {
  readonly #cursor: Cursor;
  readonly #bare: RegExp;
  #regexes = 0;

  /** @param bare what a value without quotes may look like, sticky */
  constructor(cursor: Cursor, bare: RegExp) {
    this.#cursor = cursor;
    this.#bare = bare;
  }

  read(): Value {
    const cursor = this.#cursor;
    if (cursor.startsWith('"')) return readQuoted(cursor);
    if (cursor.startsWith('%')) {
      this.#regexes += 1;
      if (this.#regexes > MOST_REGEXES) cursor.fail(`found more than ${MOST_REGEXES} regular expressions in a pattern`);
      return readRegexValue(cursor);
    }
    if (cursor.startsWith("'")) cursor.expected('a value', 'a value stands in double quotes, not in single ones');
    if (cursor.startsWith('=')) cursor.expected('a value', '"equal" is written with one =');
    const written = cursor.token(this.#bare)?.[0] ?? cursor.expected('a value');
    return NUMBER.test(written) ? { kind: 'number', written } : { kind: 'text', written, isQuoted: false };
  }
}

/** Reads a text in double quotes. */
export function readQuoted(cursor: Cursor): TextValue {
  const [, written] = cursor.token(IN_QUOTES) ?? cursor.fail('found no closing " for this one');
  return { kind: 'text', written: written ?? '', isQuoted: true };
}

/** Reads a regular expression between percent signs; what is wrong in it is told by its place in the pattern. */
export function readRegexValue(cursor: Cursor): RegexValue {
  const start = cursor.at;
  const [, written = ''] = cursor.token(IN_PERCENT) ?? cursor.fail('found no closing % for this regular expression');
  try {
    compileRegex(written);
  } catch (error) {
    if (error instanceof PatternError) cursor.fail(error.reason, start + 1 + error.position);
    throw error;
  }
  return { kind: 'regex', written };
}
