import type { Steps } from '../steps.ts';

/** An object or a list whose parts are being written. */
interface Open {
  readonly names: readonly string[] | undefined;
  readonly parts: readonly unknown[];
  next: number;
}

/**
 * An event as the compact JSON text that a log group holds; a string is a log message as it is.
 *
 * As `JSON.stringify` writes it, but no depth is too much. What JSON has no word for is null.
 */
export function eventText(event: unknown, steps: Steps): string {
  if (typeof event === 'string') return event;
  const pieces: string[] = [];
  const stack: Open[] = [];
  const write = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) {
      const isList = Array.isArray(value);
      const names = isList ? undefined : Object.keys(value);
      const parts = isList ? (value as readonly unknown[]) : Object.values(value);
      steps.take(parts.length + 1);
      stack.push({ names, parts, next: 0 });
      pieces.push(isList ? '[' : '{');
    } else {
      const text = isScalar(value) ? JSON.stringify(value) : 'null';
      steps.take(text.length);
      pieces.push(text);
    }
  };

  write(event);
  for (let open = stack.at(-1); open; open = stack.at(-1)) {
    if (open.next === open.parts.length) {
      pieces.push(open.names ? '}' : ']');
      stack.pop();
      continue;
    }
    if (open.next > 0) pieces.push(',');
    const name = open.names?.[open.next];
    if (name !== undefined) {
      steps.take(name.length);
      pieces.push(JSON.stringify(name), ':');
    }
    open.next += 1;
    write(open.parts[open.next - 1]);
  }
  return pieces.join('');
}

const isScalar = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;

/**
 * The event if it is one JSON object, or a log message that is: nothing else is looked into by a `{ … }` pattern
 * (CloudWatch Logs User Guide, "Using metric filters to match terms and extract values from JSON log events").
 */
export function jsonObject(event: unknown, steps: Steps): object | undefined {
  const value = typeof event === 'string' ? parse(event, steps) : event;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

function parse(text: string, steps: Steps): unknown {
  steps.take(text.length);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
