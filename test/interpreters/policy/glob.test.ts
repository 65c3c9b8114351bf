import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coversGlob, globsOverlap, matchGlob, readGlob } from '../../../src/interpreters/policy/glob.ts';
import { Steps } from '../../../src/interpreters/steps.ts';

const steps = () => new Steps(1_000_000);
const matches = (pattern: string, text: string) => matchGlob(readGlob(pattern), text, steps());

/** By the definition of a wildcard, one character after the other. */
const matchesByDefinition = (pattern: string, text: string): boolean => {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === '*')
    return matchesByDefinition(rest, text) || (text !== '' && matchesByDefinition(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text[0]) && matchesByDefinition(rest, text.slice(1));
};

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 7 });
const TEXTS = ['', 'a', 'b', 'c'].flatMap((a) => ['', 'a', 'b'].flatMap((b) => ['', 'a', 'ba'].map((c) => a + b + c)));
const options = { numRuns: 10_000, seed: 2026 };

test('a glob matches what its definition says', () => {
  fc.assert(
    fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 9 }), (glob, text) => {
      expect(matches(glob, text)).toBe(matchesByDefinition(glob, text));
    }),
    options,
  );
});

describe('two globs', () => {
  test('one that covers another matches all that the other matches', () => {
    fc.assert(
      fc.property(pattern, pattern, (wide, narrow) => {
        if (!coversGlob(readGlob(wide), readGlob(narrow), steps())) return;
        for (const text of TEXTS) expect(matches(narrow, text) && !matches(wide, text), text).toBe(false);
      }),
      options,
    );
  });

  test('they overlap when some text is matched by both', () => {
    fc.assert(
      fc.property(pattern, pattern, (left, right) => {
        const overlap = globsOverlap(readGlob(left), readGlob(right), steps());
        expect(overlap).toBe(globsOverlap(readGlob(right), readGlob(left), steps()));
        if (!overlap) for (const text of TEXTS) expect(matches(left, text) && matches(right, text), text).toBe(false);
        // Short ones have a short text in common, if any.
        if (overlap && left.length <= 2 && right.length <= 2) {
          expect(TEXTS.some((text) => matches(left, text) && matches(right, text))).toBe(true);
        }
      }),
      options,
    );
  });

  test.each<[string, string, boolean, boolean]>([
    ['*', 'anything*?', true, true],
    ['s3:*', 's3:?*', true, true],
    ['s3:?*', 's3:*', false, true],
    ['*?', '?*', true, true],
    ['a*c', 'abc', true, true],
    ['a*c', 'a*', false, true],
    ['a?', 'a*', false, true],
    ['a*', 'b*', false, false],
    ['*a', '*b', false, false],
    ['b*', '*b', false, true],
    ['', '', true, true],
    ['', '*', false, true],
    ['', '?', false, false],
  ])('%s and %s', (wide, narrow, covers, overlap) => {
    expect(coversGlob(readGlob(wide), readGlob(narrow), steps())).toBe(covers);
    expect(globsOverlap(readGlob(wide), readGlob(narrow), steps())).toBe(overlap);
  });
});

test('many wildcards take at most pattern × text steps', () => {
  const [glob, text] = [readGlob(`${'*a'.repeat(500)}b`), 'a'.repeat(2000)];
  const taken = new Steps(glob.length * text.length);
  expect(matchGlob(glob, text, taken)).toBe(false);
});
