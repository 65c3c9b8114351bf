import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  eventPatternSteps,
  matchEventPattern,
  parseEventPattern,
  printEventPattern,
} from '../../../src/interpreters/event-pattern/index.ts';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { cases, eventsWithChanges, smallEvents } from './generators.ts';
import { patterns } from './samples.ts';

const RUNS = process.env['SOAK'] ? 1_000_000 : 5_000;

const pieces = fc.constantFrom(
  ...'{}[]":,\\*0-e ',
  ...'"a" null true [] {} [1] "$or": "prefix" "anything-but" "numeric" "exists" "cidr" "__proto__" ["<",5] "::/0"'.split(
    ' ',
  ),
);
const edit = fc.tuple(fc.constantFrom('delete', 'insert', 'double', 'swap'), fc.nat(), fc.nat(), fc.nat(12), pieces);

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

const edited = (text: string, [kind, first, second, length, piece]: Edit): string => {
  const at = first % (text.length + 1);
  const to = second % (text.length + 1);
  const slice = text.slice(at, at + length);
  if (kind === 'delete') return text.slice(0, at) + text.slice(at + length);
  if (kind === 'insert') return text.slice(0, at) + piece + text.slice(at);
  if (kind === 'double') return text.slice(0, to) + slice + text.slice(to);
  return (
    text.slice(0, at) +
    text.slice(to, to + length) +
    text.slice(at + length, to) +
    slice +
    text.slice(Math.max(at, to) + length)
  );
};

const real = fc.oneof(
  fc.constantFrom(...patterns),
  cases.map(({ pattern }) => JSON.stringify(pattern)),
);
const texts = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(real, fc.array(edit, { maxLength: 3 })).map(([text, edits]) => edits.reduce(edited, text)),
  },
  { weight: 1, arbitrary: fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

test('whatever the text and the event: an answer within the steps, or a PatternError in the text', () => {
  let read = 0;
  fc.assert(
    fc.property(texts, fc.oneof(smallEvents, eventsWithChanges), (text, event) => {
      try {
        const pattern = parseEventPattern(text);
        const steps = new Steps(eventPatternSteps(pattern, event));
        matchEventPattern(pattern, event, steps);
        expect(steps.taken).toBeLessThanOrEqual(steps.limit);
        expect(parseEventPattern(printEventPattern(pattern))).toEqual(pattern);
        read += 1;
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        expect(error).toMatchObject({ text });
        expect(error.position).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: RUNS, seed: 2026 },
  );
  expect(read).toBeGreaterThan(RUNS / 10);
}, 900_000);
