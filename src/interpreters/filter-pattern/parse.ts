import { Cursor } from './cursor.ts';
import { type FilterPattern, LONGEST_PATTERN } from './pattern.ts';
import { readColumnPattern } from './read-column-pattern.ts';
import { readJsonPattern } from './read-json-pattern.ts';
import { readTextPattern } from './read-text-pattern.ts';

/**
 * Reads a metric filter's pattern; its first character decides which of the three shapes it has.
 *
 * Where the documents leave open whether a pattern is accepted (a value without quotes with dots in it, a key in double
 * quotes) it is, since patterns found in an account were.
 *
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters"; CloudWatch Logs API Reference,
 * "PutMetricFilter".
 *
 * @throws PatternError for what cannot be read and for what CloudWatch Logs refuses
 */
export function parseFilterPattern(text: string): FilterPattern {
  const cursor = new Cursor(text);
  if (text.length > LONGEST_PATTERN) {
    cursor.fail(`found ${text.length} characters where at most ${LONGEST_PATTERN} are allowed`, LONGEST_PATTERN);
  }
  cursor.skipSpace();
  if (cursor.startsWith('{')) return readJsonPattern(cursor);
  if (cursor.startsWith('[')) return readColumnPattern(cursor);
  return readTextPattern(cursor);
}
