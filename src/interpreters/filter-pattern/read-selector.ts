import type { Cursor } from './cursor.ts';
import type { Selector, Step } from './pattern.ts';

const NAME = /\.([A-Za-z0-9_-]+)/y;
const EVERY_FIELD = /\.\*/y;
const INDEX = /\[(\d+)\]/y;
const EVERY_ELEMENT = /\[\*\]/y;
// Double quotes are not documented, and cannot be meant otherwise.
const QUOTED_KEY = /\.?\[(?:'([^']*)'|"([^"]*)")\]/y;

/**
 * Reads a field such as `$.userIdentity.type`, `$.list[0]`, `$.list[*].id` or `$.['a.b']`.
 *
 * Source: CloudWatch Logs User Guide, "Using metric filters to match terms and extract values from JSON log events".
 */
export function readSelector(cursor: Cursor): Selector {
  const start = cursor.at;
  if (!cursor.take('$')) cursor.expected('a field such as $.eventName');
  const steps: Step[] = [];
  for (let step = readStep(cursor); step; step = readStep(cursor)) steps.push(step);
  if (cursor.startsWith('.') || cursor.startsWith('[') || steps.length === 0) {
    cursor.expected("a step such as .name, [0], [*] or ['a name with other characters']");
  }
  if (cursor.peek(/[^\sA-Za-z=!<>()&|{}'"]/y) !== undefined) {
    cursor.expected(
      'the end of a field',
      "a name with other characters than letters, digits, _ and - is written ['a:b']",
    );
  }
  if (steps.filter(isWildcard).length > 1) cursor.fail('found more than one wildcard in a field', start);
  return steps;
}

/** Whether a step leads to every field or element. */
export const isWildcard = (step: Step): boolean => 'every' in step;

function readStep(cursor: Cursor): Step | undefined {
  if (cursor.token(EVERY_FIELD)) return { every: 'field' };
  if (cursor.token(EVERY_ELEMENT)) return { every: 'element' };
  const key = cursor.token(NAME)?.[1];
  if (key !== undefined) return { key };
  const quoted = cursor.token(QUOTED_KEY);
  if (quoted) return { key: quoted[1] ?? quoted[2] ?? '' };
  const index = cursor.token(INDEX)?.[1];
  return index === undefined ? undefined : { index: Math.min(Number(index), Number.MAX_SAFE_INTEGER) };
}
