import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type FilterPattern,
  matchFilterPattern,
  parseFilterPattern,
  printFilterPattern,
  stepLimit,
  traceFilterPattern,
} from '../../../src/interpreters/filter-pattern/index.ts';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { event, message } from './stock-events.ts';
import { jsonPattern } from './stock-patterns.ts';

const RUNS = process.env['SOAK'] ? 1_000_000 : 5_000;

const seeds = [
  '{ $.a = %^x[0-9a-f]{1,2}.*\\d+|y$% && $.list[*] != "x*\\"y\\\\" || !($.o.* IS NULL) }',
  "{ $.['c.d'] NOT EXISTS && ($.a >= -5.5e1 || $.b = 123.*) }",
  '?ERROR ?"x y" -a "\\"a\\":[1,"',
  '%^[^a]{2,}\\x41?$%',
  '[a, b = x && b != %y{,3}%, ..., (c > 5 || c = "x y"), ]',
];
const PIECES = [
  ...'{}[]()"\'%$.*?-+|&<>=!\\^,:; \n\0ä0aZ_',
  '&&',
  '||',
  '!=',
  ' IS NULL',
  ' NOT EXISTS',
  '[*]',
  '.*',
  '...',
  '{2,3}',
  '$.a',
  '\ud83d',
  '__proto__',
  '\\x4',
  'a{900}',
];
const piece = fc.constantFrom(...PIECES);
const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(piece, { maxLength: 20 }).map((all) => all.join('')),
);

/** Cuts a slice out, puts something else in its place, and may leave the slice too. */
const change = fc.tuple(fc.nat(1100), fc.nat(12), fc.oneof(piece, noise), fc.boolean(), fc.boolean());
const mutated = fc
  .tuple(fc.oneof(fc.constantFrom(...seeds), jsonPattern), fc.array(change, { minLength: 1, maxLength: 5 }))
  .map(([pattern, changes]) =>
    changes.reduce((text, [place, length, put, isKept, isTwice]) => {
      const at = place % (text.length + 1);
      const slice = text.slice(at, at + length);
      return `${text.slice(0, at)}${put}${isKept ? slice : ''}${isTwice ? slice : ''}${text.slice(at + length)}`;
    }, pattern),
  );

const strings = fc.oneof(
  { weight: 1, arbitrary: noise },
  { weight: 1, arbitrary: noise.map((text) => `{ $.a = ${text} }`) },
  { weight: 1, arbitrary: noise.map((text) => `%${text}%`) },
  { weight: 3, arbitrary: mutated },
);
const anyEvent = fc.oneof(
  event,
  event.map((value) => JSON.stringify(value)),
  message,
  fc.jsonValue({ maxDepth: 4 }),
);

const readable = (text: string): FilterPattern | undefined => {
  try {
    return parseFilterPattern(text);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    expect(error.position >= 0 && error.position <= text.length).toBe(true);
    return undefined;
  }
};

test('no string and no event break anything', () => {
  let read = 0;
  fc.assert(
    fc.property(strings, anyEvent, (text, on) => {
      const pattern = readable(text);
      if (!pattern) return;
      read += 1;
      const steps = new Steps(stepLimit(pattern, on));
      const match = matchFilterPattern(text, on, steps);
      expect(steps.taken).toBeLessThanOrEqual(steps.limit);
      expect(traceFilterPattern(text, on).match).toEqual(match);
      expect(matchFilterPattern(printFilterPattern(pattern), on)).toEqual(match);
    }),
    { numRuns: RUNS, seed: 2026 },
  );
  expect(read).toBeGreaterThan(RUNS / 20);
}, 600_000);
