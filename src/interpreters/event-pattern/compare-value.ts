import type { Steps } from '../steps.ts';
import { isInBlock, readAddress, readBlock, unmapped } from './cidr.ts';
import type { Alternative, Bound, TextTest } from './event-pattern.ts';
import type { Reading } from './questions.ts';
import { matchesParts, wildcardParts } from './wildcard.ts';

type ValueTest = Exclude<Alternative, { kind: 'anything-but' | 'exists' }>;

/**
 * Whether one value of an event, neither array nor object, is what an alternative asks for.
 *
 * Type-strict: operators on strings match strings only, `numeric` numbers only
 * (EventBridge user guide, "Comparison operators for use in event patterns").
 */
export function passes(test: ValueTest, value: unknown, reading: Reading, steps: Steps): boolean {
  steps.take();
  if (test.kind === 'equals') {
    return typeof test.value === 'number' && typeof value === 'number'
      ? isSameNumber(test.value, value, reading)
      : test.value === value;
  }
  if (test.kind === 'numeric') return typeof value === 'number' && isWithin(test.bounds, value, reading);
  if (typeof value !== 'string') return false;
  steps.take(value.length);
  return test.kind === 'cidr' ? isAddressIn(test.block, value, reading) : passesText(test, value, reading);
}

const passesText = (test: TextTest, value: string, reading: Reading): boolean => {
  switch (test.kind) {
    case 'wildcard':
      return matchesParts(wildcardParts(test.text) ?? [], value);
    case 'equals-ignore-case':
      return ignoringCase((text, value) => value === text, test.text, value, reading);
    default: {
      const compare = (text: string, value: string): boolean =>
        test.kind === 'prefix' ? value.startsWith(text) : value.endsWith(text);
      return test.ignoresCase ? ignoringCase(compare, test.text, value, reading) : compare(test.text, value);
    }
  }
};

const ignoringCase = (
  compare: (text: string, value: string) => boolean,
  text: string,
  value: string,
  reading: Reading,
): boolean => {
  const anyLetter = compare(lower(text), lower(value));
  const asciiOnly = compare(lowerAscii(text), lowerAscii(value));
  return anyLetter === asciiOnly || reading.isOurs('letter-case') ? anyLetter : asciiOnly;
};

const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

// Letter by letter; one whose small form is longer stays as it is, so that lengths stay comparable.
const lower = (text: string): string =>
  text.replace(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });

// JSON numbers beyond 15 digits may have lost some of them on the way here.
const isSameNumber = (expected: number, value: number, reading: Reading): boolean => {
  const [a, b] = [Number(expected.toPrecision(15)), Number(value.toPrecision(15))];
  if (a !== b) return false;
  return (a === expected && b === value) || reading.isOurs('number-range') ? expected === value : expected !== value;
};

const FARTHEST = 5e9;
const sixDecimals = (value: number): number => Number(value.toFixed(6));

// "Limited to values between -5.0e9 and +5.0e9": what lies outside is read as never matching.
const isWithin = (bounds: readonly Bound[], value: number, reading: Reading): boolean => {
  const exactly = bounds.every((bound) => holds(bound.comparison, value, bound.value));
  if (Math.abs(value) > FARTHEST) return exactly && !reading.isOurs('number-range');
  const rounded = bounds.every((bound) => holds(bound.comparison, sixDecimals(value), sixDecimals(bound.value)));
  return exactly === rounded || reading.isOurs('number-decimals') ? exactly : rounded;
};

const holds = (comparison: Bound['comparison'], value: number, bound: number): boolean => {
  switch (comparison) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    default:
      return value === bound;
  }
};

const isAddressIn = (blockText: string, value: string, reading: Reading): boolean => {
  const block = readBlock(blockText);
  const address = readAddress(value);
  if (!block || !address) return false;
  const inner = block.version === 4 ? unmapped(address) : undefined;
  if (inner) return isInBlock(inner, block) && !reading.isOurs('mapped-address');
  return isInBlock(address, block);
};
