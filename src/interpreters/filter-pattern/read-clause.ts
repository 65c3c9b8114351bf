import type { Cursor } from './cursor.ts';
import { type Clause, isGroup, type Place } from './pattern.ts';

const WORDS = { and: '&&', or: '||' } as const;
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [/(?:and|or)(?![\w-])/iy, 'conditions are joined with && and ||'],
  [/&(?!&)/y, '"and" is written &&'],
  [/\|(?!\|)/y, '"or" is written ||'],
];

/** What is wrong where conditions should be joined or end, if it is a known mistake. */
export const adviceOnJoining = (cursor: Cursor): string | undefined =>
  MISTAKES.find(([mistake]) => cursor.peek(mistake) !== undefined)?.[1];

/**
 * Reads conditions joined with `&&` and `||`; `&&` binds tighter. Parentheses stay in the outcome as nested groups.
 *
 * Source: CloudWatch Logs User Guide, "Using compound expressions to match terms in JSON objects".
 */
export function readClause<Condition extends Place & { readonly kind: string }>(
  cursor: Cursor,
  readCondition: () => Condition,
): Clause<Condition> {
  // A pattern has 1024 characters at most, and so no more parentheses than the stack can take.
  const readJoined = (kind: 'and' | 'or', readPart: () => Clause<Condition>): Clause<Condition> => {
    const first = readPart();
    const parts = [first];
    let end = cursor.at;
    while (cursor.skipSpace().take(WORDS[kind])) {
      parts.push(readPart());
      end = cursor.at;
    }
    // What comes next is looked at from the end of the last part, so that a place never takes in spaces.
    cursor.at = end;
    return parts.length === 1 ? first : { kind, parts, start: first.start, end };
  };
  const readPrimary = (): Clause<Condition> => {
    const start = cursor.skipSpace().at;
    if (!cursor.take('(')) return readCondition();
    const inner = readAny();
    if (!cursor.skipSpace().take(')')) cursor.expected('&&, || or )', adviceOnJoining(cursor));
    return isGroup(inner) ? { ...inner, start, end: cursor.at } : inner;
  };
  const readAll = (): Clause<Condition> => readJoined('and', readPrimary);
  const readAny = (): Clause<Condition> => readJoined('or', readAll);
  return readAny();
}
