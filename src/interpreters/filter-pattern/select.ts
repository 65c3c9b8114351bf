import type { Steps } from '../steps.ts';
import type { Selector, Step } from './pattern.ts';

export interface Selection {
  /** What the field holds: nothing, one value, or with a wildcard any number of them. */
  readonly held: readonly unknown[];
  /** Whether the way ended somewhere: with a wildcard it may, and still lead to values elsewhere. */
  readonly isMissing: boolean;
}

/**
 * Follows a field into an event. Names and the values of members are data, whatever they are called.
 *
 * Source: CloudWatch Logs User Guide, "Using metric filters to match terms and extract values from JSON log events".
 */
export function select(event: unknown, selector: Selector, steps: Steps): Selection {
  let held: readonly unknown[] = [event];
  let isMissing = false;
  for (const step of selector) {
    const next: unknown[] = [];
    for (const value of held) {
      steps.take();
      const found = follow(value, step);
      steps.take(found.length);
      for (const part of found) if (part !== undefined) next.push(part);
      if (found.length === 0) isMissing = true;
    }
    held = next;
  }
  return { held, isMissing };
}

function follow(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    if ('every' in step) return step.every === 'element' ? value : [];
    return 'index' in step && step.index < value.length ? [value[step.index]] : [];
  }
  if ('every' in step) return step.every === 'field' ? Object.values(value) : [];
  return 'key' in step && Object.hasOwn(value, step.key) ? [(value as Record<string, unknown>)[step.key]] : [];
}
