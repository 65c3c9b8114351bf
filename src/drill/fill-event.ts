import type { EventTemplate, SampleEvents } from '../model/sample-event.ts';
import { mergePatch } from './merge-patch.ts';

/**
 * The CloudTrail record of a template: its patch merged over the base record, and every `${name}` in a text replaced
 * by what `names` holds for it. Keys stay as they are, and what is filled in is text: a `${…}` inside it is not looked
 * at again. Throws a RangeError when `names` lacks a variable that the record uses.
 */
export function fillEvent(
  events: SampleEvents,
  template: EventTemplate,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return fill(merged(events, template), names) as Record<string, unknown>;
}

const records = new WeakMap<EventTemplate, { readonly base: SampleEvents['base']; readonly record: unknown }>();

/** The record of a template before names are filled in, made once. */
function merged({ base }: SampleEvents, template: EventTemplate): unknown {
  const known = records.get(template);
  if (known?.base === base) return known.record;
  const record = mergePatch(base, template.record);
  records.set(template, { base, record });
  return record;
}

function fill(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return value.replaceAll(/\$\{([^{}]*)\}/g, (_, name: string) => named(name, names));
  if (Array.isArray(value)) return value.map((each) => fill(each, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, names)]));
}

function named(name: string, names: Readonly<Record<string, string>>): string {
  const text = Object.hasOwn(names, name) ? names[name] : undefined;
  if (text === undefined) throw new RangeError(`there is nothing to fill in for \${${name}}`);
  return text;
}
