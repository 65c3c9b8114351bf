import type { EventTemplate, SampleEvents } from '../model/sample-event.ts';
import { mergePatch } from './merge-patch.ts';

type Names = Readonly<Record<string, string>>;

/** A value with its variables: text around them, or parts that hold some. What holds none is used as it is. */
type Compiled =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'text'; readonly pieces: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly Compiled[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Compiled])[] };

/**
 * The CloudTrail record of a template: its patch merged over the base record, and every `${name}` in a text replaced
 * by what `names` holds for it. Keys stay as they are, and what is filled in is text: a `${…}` inside it is not looked
 * at again. Parts without variables are shared between records, so records are not to be changed. Throws a RangeError
 * when `names` lacks a variable that the record uses.
 */
export function fillEvent(events: SampleEvents, template: EventTemplate, names: Names): Record<string, unknown> {
  return fill(compiled(events, template), names) as Record<string, unknown>;
}

const records = new WeakMap<EventTemplate, { readonly base: SampleEvents['base']; readonly record: Compiled }>();

/** The record of a template before names are filled in, made once. */
function compiled({ base }: SampleEvents, template: EventTemplate): Compiled {
  const known = records.get(template);
  if (known?.base === base) return known.record;
  const record = compile(mergePatch(base, template.record));
  records.set(template, { base, record });
  return record;
}

function compile(value: unknown): Compiled {
  const plain: Compiled = { kind: 'value', value };
  if (typeof value === 'string') {
    // Every second piece is the name of a variable.
    const pieces = value.split(/\$\{([^{}]*)\}/);
    return pieces.length > 1 ? { kind: 'text', pieces } : plain;
  }
  if (Array.isArray(value)) {
    const items = value.map(compile);
    return items.every(({ kind }) => kind === 'value') ? plain : { kind: 'list', items };
  }
  if (typeof value !== 'object' || value === null) return plain;
  const members = Object.entries(value).map(([key, each]) => [key, compile(each)] as const);
  return members.every(([, { kind }]) => kind === 'value') ? plain : { kind: 'object', members };
}

function fill(part: Compiled, names: Names): unknown {
  if (part.kind === 'value') return part.value;
  if (part.kind === 'list') return part.items.map((item) => fill(item, names));
  if (part.kind === 'object')
    return Object.fromEntries(part.members.map(([key, member]) => [key, fill(member, names)]));
  return part.pieces.map((piece, index) => (index % 2 === 1 ? named(piece, names) : piece)).join('');
}

function named(name: string, names: Names): string {
  const text = Object.hasOwn(names, name) ? names[name] : undefined;
  if (text === undefined) throw new RangeError(`there is nothing to fill in for \${${name}}`);
  return text;
}
