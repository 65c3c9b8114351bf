import { asObject, memberOf } from './raw-object.ts';

/** What a selector finds in an event: the value, nothing, or (for a selector we cannot read) no answer. */
export type EventField = { readonly value: unknown } | 'absent' | 'unreadable';

const STEP = /\.([^\s.[\]'"*]+)|\[(\d{1,15})\]|\.?\[(?:"([^"]*)"|'([^']*)')\]/y;

/**
 * What a selector such as `$.a.b[0].c` finds in an event.
 *
 * Keys are case sensitive and only the event's own count; null counts as absent. A wildcard or a field of a
 * space-delimited pattern (`$size`) is unreadable.
 *
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax", property selectors.
 */
export function eventField(event: unknown, selector: string): EventField {
  const steps = readSteps(selector);
  if (!steps) return 'unreadable';
  let value = event;
  for (const step of steps) {
    if (typeof step === 'number') value = Array.isArray(value) ? (value as unknown[])[step] : undefined;
    else value = memberOf(asObject(value) ?? {}, step);
    if (value === undefined || value === null) return 'absent';
  }
  return { value };
}

function readSteps(selector: string): (string | number)[] | undefined {
  if (selector[0] !== '$') return undefined;
  const steps: (string | number)[] = [];
  STEP.lastIndex = 1;
  let end = 1;
  for (let step = STEP.exec(selector); step; step = STEP.exec(selector)) {
    const [, name, index, inDouble, inSingle] = step;
    steps.push(index === undefined ? (name ?? inDouble ?? inSingle ?? '') : Number(index));
    end = STEP.lastIndex;
  }
  return steps.length > 0 && end === selector.length ? steps : undefined;
}
