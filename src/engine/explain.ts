import type { Outcome } from '../expressions/compile.ts';
import type { Touch } from '../expressions/touched.ts';
import type { CallReference } from '../model/call.ts';
import type { ClauseResult, ResourceReference } from '../model/finding.ts';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { schemaOf } from '../model/resources/index.ts';

/** The values an expression read, each once, in reading order. */
export function valuesOf(touches: readonly Touch[]): ClauseResult['values'] {
  const values = new Map<string, string>();
  for (const { path, value, resource, property, isWalked } of touches) {
    // What only an interpreter reads says nothing in one line.
    if (isWalked || schemaOf(resource.type).properties[property]?.opaque) continue;
    const text = showRaw(value);
    if (text !== undefined) values.set(path, text);
  }
  return [...values].map(([path, value]) => ({ path, value }));
}

const MAX_VALUE = 200;

/** A stored value in one line; nothing for an object that was only passed through. */
function showRaw(value: unknown): string | undefined {
  if (value === undefined) return 'absent';
  if (value instanceof Gap) return `unreadable: ${value.reason}`;
  if (value instanceof Link) return value.id;
  if (Array.isArray(value)) {
    // A list of resources is only passed through; what was read of them says more.
    if (value.some((element) => element instanceof Link)) return undefined;
    const parts = value.map(showRaw);
    const text =
      parts.length === 0
        ? 'none'
        : parts.every((part) => part !== undefined)
          ? parts.join(', ')
          : JSON.stringify(value);
    return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
  }
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? undefined : JSON.stringify(value);
}

/** The recorded calls behind the values read, each once, sorted. */
export function evidenceOf(touches: Iterable<Touch>): readonly CallReference[] {
  const references = new Map<string, CallReference>();
  for (const { resource, property } of touches) {
    const call = schemaOf(resource.type).properties[property]?.call;
    for (const reference of (call && resource.calls[call]) || []) {
      references.set(sortKey(reference), reference);
    }
  }
  return [...references].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, reference]) => reference);
}

const sortKey = ({ account, region, call, input, requestId }: CallReference): string =>
  `${account} ${region} ${call} ${JSON.stringify(input)} ${requestId ?? ''}`;

export const reasonsOf = (gaps: Iterable<Gap>): readonly string[] =>
  [...new Set([...gaps].map(({ reason }) => reason))].toSorted();

export const referenceTo = ({ type, id, name, account, region }: ResourceReference | Resource): ResourceReference => ({
  type,
  id,
  name,
  ...(account !== undefined && { account }),
  ...(region !== undefined && { region }),
});

/** What a condition came to. */
export type Truth = 'true' | 'false' | 'unknown';

export const truthOf = ({ result }: Outcome<boolean>): Truth =>
  result.kind === 'value' ? (result.value ? 'true' : 'false') : 'unknown';
