import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type FilterPattern,
  matchFilterPattern,
  parseFilterPattern,
  printFilterPattern,
} from '../../../src/interpreters/filter-pattern/index.ts';
import type { Match } from '../../../src/interpreters/match.ts';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';
import { type Answers, type NaiveColumn, naiveColumns, naiveJson, naiveTerms } from './naive.ts';
import { message } from './stock-events.ts';
import { columns, jsonPattern, patternAndEvent, terms } from './stock-patterns.ts';

const RUNS = { numRuns: 10_000, seed: 2026 };

const possible = ({ matched, uncertain }: Match): ReadonlySet<boolean> =>
  new Set(uncertain.length > 0 ? [true, false] : [matched]);
const asAnswers = (match: Match): Answers => ({ ours: match.matched, all: possible(match) });

/** Undefined for a pattern that breaks one of the limits. */
const readable = (pattern: string): FilterPattern | undefined => {
  try {
    return parseFilterPattern(pattern);
  } catch (error) {
    if (error instanceof PatternError && /more than|at most/.test(error.reason)) return undefined;
    throw error;
  }
};

const columnText = (all: readonly NaiveColumn[]): string =>
  `[${all
    .map((column, index) =>
      column === '...'
        ? column
        : column.length === 0
          ? ['', `c${index}`][index % 2]
          : column
              .map((part) => part.map(([operator, right]) => `c${index} ${operator}${right}`).join(' && '))
              .join('||'),
    )
    .join(', ')}]`;
const anyPattern = fc.oneof(
  jsonPattern,
  terms.map((all) => all.join(' ')),
  columns.map(columnText),
);

const withoutPlaces = (pattern: FilterPattern): unknown =>
  JSON.parse(
    JSON.stringify(pattern, (name, value: unknown) => (name === 'start' || name === 'end' ? undefined : value)),
  );

test('a printed pattern reads as the pattern it was', () => {
  let read = 0;
  fc.assert(
    fc.property(anyPattern, (text) => {
      const pattern = readable(text);
      if (!pattern) return;
      read += 1;
      const printed = printFilterPattern(pattern);
      expect(withoutPlaces(parseFilterPattern(printed))).toEqual(withoutPlaces(pattern));
      expect(printFilterPattern(parseFilterPattern(printed))).toBe(printed);
    }),
    RUNS,
  );
  expect(read).toBeGreaterThan(8_000);
});

test('a JSON pattern is answered as by trying every reading of what is open', () => {
  const seen = { yes: 0, no: 0, open: 0 };
  fc.assert(
    fc.property(patternAndEvent, ([text, on]) => {
      const pattern = readable(text);
      if (!pattern) return;
      const answers = asAnswers(matchFilterPattern(pattern, on));
      expect(answers).toEqual(naiveJson(text, on));
      seen[answers.all.size > 1 ? 'open' : answers.ours ? 'yes' : 'no'] += 1;
    }),
    RUNS,
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(400);
});

test('terms are answered so too', () => {
  fc.assert(
    fc.property(terms, message, (all, on) => {
      expect(asAnswers(matchFilterPattern(all.join(' '), on))).toEqual(naiveTerms(all, on));
    }),
    RUNS,
  );
});

test('and columns', () => {
  fc.assert(
    fc.property(columns, message, (all, on) => {
      const pattern = readable(columnText(all));
      if (pattern) expect(asAnswers(matchFilterPattern(pattern, on))).toEqual(naiveColumns(all, on));
    }),
    RUNS,
  );
});

const inner = (pattern: string): string => pattern.trim().slice(1, -1);

test('a further || loses no match, a further && gains none', () => {
  fc.assert(
    fc.property(patternAndEvent, jsonPattern, ([one, on], other) => {
      const [alone, wider, narrower] = [
        one,
        `{(${inner(one)})||(${inner(other)})}`,
        `{(${inner(one)})&&(${inner(other)})}`,
      ].map((text) => readable(text) && possible(matchFilterPattern(text, on)));
      if (!alone) return;
      if (wider) {
        if (alone.has(true)) expect(wider.has(true)).toBe(true);
        if (wider.has(false)) expect(alone.has(false)).toBe(true);
      }
      if (narrower) {
        if (narrower.has(true)) expect(alone.has(true)).toBe(true);
        if (alone.has(false)) expect(narrower.has(false)).toBe(true);
      }
    }),
    RUNS,
  );
});
