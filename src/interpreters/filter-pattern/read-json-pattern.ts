import type { Cursor } from './cursor.ts';
import type { JsonCondition, JsonPattern, Operator } from './pattern.ts';
import { adviceOnJoining, readClause } from './read-clause.ts';
import { isWildcard, readSelector } from './read-selector.ts';
import { ValueReader } from './read-value.ts';

const MOST_WILDCARDS = 3;
const OPERATOR = /!=|<=|>=|=|<|>/y;
const BARE = /[^\s()&|<>!={}"']+/y;
const STATE = /IS\s+(NULL|TRUE|FALSE)(?![\w-])/y;
const NOT_EXISTS = /NOT\s+EXISTS(?![\w-])/y;
const NEGATIONS: readonly RegExp[] = [/NOT(?![\w-])/iy, /!/y];
const NO_NEGATION = 'there is no negation; a condition is turned round with != or NOT EXISTS';
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [/IS\s+NOT(?![\w-])/iy, 'there is no IS NOT; "is there" is written = *'],
  [/EXISTS(?![\w-])/iy, 'there is no EXISTS without NOT; "is there" is written = *'],
  [
    /(?:is\s+(?:null|true|false)|not\s+exists)(?![\w-])/iy,
    'IS NULL, IS TRUE, IS FALSE and NOT EXISTS are written in capitals',
  ],
  [/==/y, '"equal" is written with one ='],
  [/<>|!(?!=)/y, '"not equal" is written !='],
  [/[=!]~|~/y, 'a regular expression is written = %…%'],
];

/**
 * Reads the pattern shape `{ … }`.
 *
 * Source: CloudWatch Logs User Guide, "Using metric filters to match terms and extract values from JSON log events".
 */
export function readJsonPattern(cursor: Cursor): JsonPattern {
  const values = new ValueReader(cursor, BARE);
  let wildcards = 0;

  const readCondition = (): JsonCondition => {
    const start = cursor.at;
    if (NEGATIONS.some((negation) => cursor.peek(negation) !== undefined)) cursor.expected('a condition', NO_NEGATION);
    const selector = readSelector(cursor);
    if (selector.some(isWildcard)) wildcards += 1;
    if (wildcards > MOST_WILDCARDS) {
      cursor.fail(`found more than ${MOST_WILDCARDS} fields with a wildcard in a pattern`, start);
    }
    cursor.skipSpace();
    const place = () => ({ start, end: cursor.at });
    const state = cursor.token(STATE)?.[1];
    if (state !== undefined) return { kind: 'is', selector, state: state as 'NULL', ...place() };
    if (cursor.token(NOT_EXISTS)) return { kind: 'not-exists', selector, ...place() };
    const mistake = MISTAKES.find(([written]) => cursor.peek(written) !== undefined);
    const operator = (mistake ? undefined : cursor.token(OPERATOR)?.[0]) as Operator | undefined;
    if (!operator) return cursor.expected('=, !=, <, <=, >, >=, IS or NOT EXISTS', mistake?.[1]);
    const valueAt = cursor.skipSpace().at;
    const value = values.read();
    if (value.kind !== 'number' && operator !== '=' && operator !== '!=') {
      cursor.fail(`found ${operator} with something other than a number without quotes`, valueAt);
    }
    return { kind: 'compare', selector, operator, value, ...place() };
  };

  cursor.take('{');
  const clause = readClause(cursor, readCondition);
  if (!cursor.skipSpace().take('}')) cursor.expected('&&, || or }', adviceOnJoining(cursor));
  if (!cursor.skipSpace().isAtEnd) cursor.expected('the end of the pattern');
  return { shape: 'json', clause };
}
