import { readBlock } from './cidr.ts';
import type { Alternative, Bound, Comparison, Equals, TextTest } from './event-pattern.ts';
import { wildcardParts } from './wildcard.ts';

/** A way into the JSON of a pattern. */
export type JsonPath = readonly (string | number)[];

/** Says what is wrong with the part at a path. */
export type Refuse = (reason: string, path: JsonPath) => never;

type Read = (operand: unknown, path: JsonPath, refuse: Refuse) => Alternative;

const FARTHEST = 5e9;
const COMPARISONS: readonly unknown[] = ['<', '<=', '>', '>=', '='] satisfies Comparison[];

/**
 * Reads one element of the array of a field: a value, or an object with one operator.
 *
 * Source: EventBridge user guide, "Comparison operators for use in event patterns". What it leaves open is taken.
 */
export function readAlternative(value: unknown, path: JsonPath, refuse: Refuse): Alternative {
  if (Array.isArray(value)) return refuse('found an array where a value or an operator was expected', path);
  if (typeof value !== 'object' || value === null) return readEquals(value, path, refuse);
  const operators = Object.keys(value);
  const [operator] = operators;
  if (operator === undefined) return refuse('found an empty object where an operator was expected', path);
  if (operators.length > 1) return refuse(`found ${listed(operators)} where one operator was expected`, path);
  const read = OPERATORS.get(operator);
  if (!read) return refuse(`${shown(operator)} is not an operator: use ${listed([...OPERATORS.keys()])}`, path);
  return read((value as Record<string, unknown>)[operator], [...path, operator], refuse);
}

/** A value for a message, cut short. */
export const shown = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

const listed = (names: readonly string[]): string => names.map(shown).join(', ');

const readEquals = (value: unknown, path: JsonPath, refuse: Refuse): Equals => {
  if (typeof value === 'number') return { kind: 'equals', value: readNumber(value, path, refuse) };
  return { kind: 'equals', value: value as Equals['value'] };
};

// Minus zero is zero.
const readNumber = (value: number, path: JsonPath, refuse: Refuse): number =>
  Number.isFinite(value) ? value + 0 : refuse('found a number too large to compare', path);

const readText =
  (kind: TextTest['kind']) =>
  (operand: unknown, path: JsonPath, refuse: Refuse): TextTest => {
    if (kind === 'prefix' || kind === 'suffix') {
      const ignoringCase = readIgnoringCase(operand);
      if (ignoringCase !== undefined) return { kind, text: ignoringCase, ignoresCase: true };
      if (typeof operand === 'string') return { kind, text: operand, ignoresCase: false };
    }
    if (typeof operand !== 'string') return refuse(`found ${shown(operand)} where ${kind} needs a string`, path);
    if (kind === 'wildcard' && !wildcardParts(operand)) {
      return refuse(
        `the wildcard ${shown(operand)} has two stars in a row, or a backslash before neither "*" nor "\\"`,
        path,
      );
    }
    return { kind, text: operand } as TextTest;
  };

const readIgnoringCase = (operand: unknown): string | undefined => {
  if (typeof operand !== 'object' || operand === null) return undefined;
  const [[operator, text] = [], ...more] = Object.entries(operand) as [string, unknown][];
  return operator === 'equals-ignore-case' && typeof text === 'string' && more.length === 0 ? text : undefined;
};

const readAnythingBut: Read = (operand, path, refuse) => {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [[operator, texts] = [], ...more] = Object.entries(operand) as [string, unknown][];
    const read = TEXT_TESTS.get(operator ?? '');
    if (!read || operator === undefined || more.length > 0) {
      const expected = listed([...TEXT_TESTS.keys()]);
      return refuse(`found ${shown(operand)} where anything-but takes values or one of ${expected}`, path);
    }
    return { kind: 'anything-but', excluded: readList(texts, [...path, operator], refuse, read) };
  }
  const excluded = readList(operand, path, refuse, readEquals);
  const types = new Set(excluded.map(({ value }) => typeof value));
  if (types.size > 1 || !(types.has('string') || types.has('number'))) {
    return refuse(`found ${shown(operand)} where anything-but takes strings only, or numbers only`, path);
  }
  return { kind: 'anything-but', excluded };
};

const readList = <T>(
  operand: unknown,
  path: JsonPath,
  refuse: Refuse,
  read: (one: unknown, path: JsonPath, refuse: Refuse) => T,
): readonly T[] => {
  if (!Array.isArray(operand)) return [read(operand, path, refuse)];
  if (operand.length === 0) return refuse('found an empty array where anything-but needs a value', path);
  return operand.map((one, index) => read(one, [...path, index], refuse));
};

const readNumeric: Read = (operand, path, refuse) => {
  const expected = 'numeric takes ["<", 10], or two bounds as in [">", 0, "<=", 5]';
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    return refuse(`found ${shown(operand)} where ${expected}`, path);
  }
  const bounds: Bound[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const comparison: unknown = operand[index];
    const value: unknown = operand[index + 1];
    if (!COMPARISONS.includes(comparison) || (comparison === '=' && operand.length > 2)) {
      return refuse(`found ${shown(comparison)} where ${expected}`, [...path, index]);
    }
    if (typeof value !== 'number') return refuse(`found ${shown(value)} where ${expected}`, [...path, index + 1]);
    if (Math.abs(value) > FARTHEST) {
      return refuse(`${value} is outside the -5e9 to 5e9 that numeric compares`, [...path, index + 1]);
    }
    bounds.push({ comparison: comparison as Comparison, value: value + 0 });
  }
  return { kind: 'numeric', bounds };
};

const readCidr: Read = (operand, path, refuse) =>
  typeof operand === 'string' && readBlock(operand)
    ? { kind: 'cidr', block: operand }
    : refuse(`found ${shown(operand)} where cidr needs a block such as "10.0.0.0/24" or "2001:db8::/32"`, path);

const readExists: Read = (operand, path, refuse) =>
  typeof operand === 'boolean'
    ? { kind: 'exists', expected: operand }
    : refuse(`found ${shown(operand)} where exists needs true or false`, path);

const TEXT_TESTS = new Map(
  (['prefix', 'suffix', 'equals-ignore-case', 'wildcard'] as const).map((kind) => [kind as string, readText(kind)]),
);

const OPERATORS = new Map<string, Read>([
  ...TEXT_TESTS,
  ['anything-but', readAnythingBut],
  ['numeric', readNumeric],
  ['cidr', readCidr],
  ['exists', readExists],
]);
