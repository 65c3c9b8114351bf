import type { Steps } from '../steps.ts';
import { type Answer, depends, either, opposite } from './answer.ts';
import { NUMBER, type Operator, type Value } from './pattern.ts';
import { compileRegex, type Regex } from './regex.ts';
import { equalsText } from './text-value.ts';

/**
 * Whether a comparison holds for what a field of a JSON event holds. An object or an array compares with nothing.
 *
 * Source: CloudWatch Logs User Guide, "Using metric filters to match terms and extract values from JSON log events",
 * with its editions up to 2022 for arrays, objects and null.
 */
export function compare(held: unknown, operator: Operator, value: Value, steps: Steps): Answer {
  if (operator !== '=' && operator !== '!=') return inOrder(held, operator, value);
  const isUnequal = operator === '!=';
  const unlessTurned = (equal: Answer): Answer => (isUnequal ? opposite(equal) : equal);
  switch (typeof held) {
    case 'string':
      return unlessTurned(textEquals(held, value, steps));
    case 'number':
      return unlessTurned(numberEquals(held, value, steps));
    case 'boolean':
      return depends('boolean', [false, unlessTurned(writtenAs(String(held), value, steps)), isUnequal]);
    default:
      return held === null && isUnequal && depends('nullUnequal', [false, true]);
  }
}

/**
 * Whether a comparison holds for a field of a space-delimited event, which is a text that a number may stand in.
 *
 * Source: CloudWatch Logs User Guide, "Using metric filters to extract values from space-delimited log events".
 */
export function compareField(field: string, operator: Operator, value: Value, steps: Steps): Answer {
  if (value.kind !== 'number') {
    const equal = writtenAs(field, value, steps);
    return operator === '!=' ? opposite(equal) : equal;
  }
  if (!NUMBER.test(field)) return operator === '!=';
  return COMPARISONS[operator](Number(field), Number(value.written));
}

function textEquals(text: string, value: Value, steps: Steps): Answer {
  const asWritten = writtenAs(text, value, steps);
  if (value.kind !== 'number') return asWritten;
  return depends('textNumber', [asWritten, false, NUMBER.test(text) && Number(text) === Number(value.written)]);
}

function numberEquals(number: number, value: Value, steps: Steps): Answer {
  if (value.kind === 'number') return number === Number(value.written);
  const asWritten = writtenAs(String(number), value, steps);
  if (value.kind === 'regex') return depends('regexNumber', [false, asWritten]);
  // "*" takes any scalar, and what is partly a number (4*) is compared as text.
  if (!value.isQuoted || /^\*+$/.test(value.written)) return asWritten;
  const isSameNumber = NUMBER.test(value.written) && number === Number(value.written);
  return depends('quotedNumber', [false, either(asWritten, isSameNumber)]);
}

function writtenAs(text: string, value: Value, steps: Steps): Answer {
  if (value.kind === 'regex') return regexOf(value.written).test(text, steps);
  if (value.kind === 'text') return equalsText(text, value, steps);
  steps.take(value.written.length);
  return text === value.written;
}

function inOrder(held: unknown, operator: Operator, value: Value): Answer {
  const right = Number(value.written);
  if (typeof held === 'number') return COMPARISONS[operator](held, right);
  if (typeof held !== 'string' || !NUMBER.test(held)) return false;
  return COMPARISONS[operator](Number(held), right) && depends('textOrder', [false, true]);
}

const COMPARISONS: Readonly<Record<Operator, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const compiled = new Map<string, Regex>();
const MOST_KEPT = 100;

/** The same few expressions are asked about many events. */
export function regexOf(written: string): Regex {
  const known = compiled.get(written);
  if (known) return known;
  if (compiled.size >= MOST_KEPT) compiled.clear();
  const regex = compileRegex(written);
  compiled.set(written, regex);
  return regex;
}
