import type { Steps } from '../steps.ts';
import { type Answer, depends } from './answer.ts';
import type { TextValue } from './pattern.ts';

/**
 * Whether a text as a whole is what a value says; `*` stands for any text, also for none.
 *
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters", wildcards.
 */
export function equalsText(text: string, value: TextValue, steps: Steps): Answer {
  if (value.written === '') return text === '' && depends('emptyText', [true, false]);
  return readEscapes(value, (pattern) => {
    const inner = pattern.slice(1, -1).includes('*');
    const everywhere = isMadeOf(text, pattern.split('*'), steps);
    return inner ? depends('innerStar', [everywhere, isMadeOf(text, outerParts(pattern), steps)]) : everywhere;
  });
}

/**
 * Whether a text holds a term anywhere.
 *
 * Source: CloudWatch Logs User Guide, "Using filter patterns to match terms in unstructured log events".
 */
export function containsTerm(text: string, value: TextValue, steps: Steps): Answer {
  return readEscapes(value, (term) => {
    steps.take(text.length + term.length);
    return text.includes(term);
  });
}

/** What a value says without its escapes: `\\"` is a quote, and two backslashes are one or what else is given. */
export function unescaped({ written, isQuoted }: TextValue, backslashes = '\\'): string {
  return isQuoted ? written.replace(/\\(["\\])/g, (_, char: string) => (char === '"' ? char : backslashes)) : written;
}

/** Asks about a value without its escapes, in both readings of two backslashes. */
function readEscapes(value: TextValue, ask: (text: string) => Answer): Answer {
  const asOne = ask(unescaped(value));
  return value.isQuoted && value.written.includes('\\\\')
    ? depends('backslash', [asOne, ask(unescaped(value, '\\\\'))])
    : asOne;
}

/** The parts between the stars, if only a first and a last character can be one. */
function outerParts(pattern: string): readonly string[] {
  const isOpenBefore = pattern.startsWith('*');
  const isOpenAfter = pattern.endsWith('*');
  const core = pattern.slice(isOpenBefore ? 1 : 0, isOpenAfter ? -1 : undefined);
  return [...(isOpenBefore ? [''] : []), core, ...(isOpenAfter ? [''] : [])];
}

/** Whether the text is these parts in this order, with anything in between. */
function isMadeOf(text: string, parts: readonly string[], steps: Steps): boolean {
  const first = parts[0] ?? '';
  steps.take(text.length + parts.reduce((length, part) => length + part.length + 1, 0));
  if (parts.length === 1) return text === first;
  const last = parts.at(-1) ?? '';
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
