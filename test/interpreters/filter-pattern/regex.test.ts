import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRegex } from '../../../src/interpreters/filter-pattern/index.ts';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';
import { Steps } from '../../../src/interpreters/steps.ts';

const finds = (regex: string, text: string): boolean => compileRegex(regex).test(text, new Steps(1_000_000));

test.each<[string, string, boolean]>([
  ['gra|ey', 'grxy', false],
  ['gra|ey', 'xey', true],
  ['^a|b$', 'ba', false],
  ['^a|b$', 'cb', true],
  ['a{,2}b', 'aaab', true],
  ['^a{,2}b', 'aaab', false],
  ['^a{2,3}$', 'aaaa', false],
  ['^a{2,}$', 'aaaa', true],
  ['^a{0}$', '', true],
  ['a{3}', 'aa', false],
  ['\\x41\\x7a', 'Az', true],
  ['^\\w+$', 'a_9', true],
  ['^\\W$', 'ä', true],
  ['\\.', 'a', false],
  ['[^a-c]', 'abc', false],
  ['[\\d\\]-]+$', '1-]', true],
  ['^.$', '\n', false],
  ['|a', '', true],
  ['a$b', 'a$b', false],
  ['$', 'abc', true],
])('%s in %j: %s', (regex, text, expected) => {
  expect(finds(regex, text)).toBe(expected);
});

describe('what is refused, and where', () => {
  test.each<[string, number, RegExp]>([
    ['', 0, /empty/],
    ['a(b)', 1, /no groups/],
    ['a)', 1, /no groups/],
    ['*a', 0, /nothing before it/],
    ['a|+', 2, /nothing before it/],
    ['{2}', 0, /nothing before it/],
    ['a**', 2, /repetition of a repetition/],
    ['a{2}{3}', 4, /repetition of a repetition/],
    ['^*', 1, /repetition of \^/],
    ['a{', 1, /\{m\}/],
    ['a{,}', 1, /\{m\}/],
    ['a{x}', 1, /\{m\}/],
    ['a{3,2}', 1, /end comes before/],
    ['a}', 1, /\\\}/],
    ['a]', 1, /\\\]/],
    ['[]', 0, /without a character/],
    ['[^]', 0, /without a character/],
    ['a[b', 1, /no \]/],
    ['[a[b]', 2, /inside a class/],
    ['[b-a]', 1, /end comes before/],
    ['[\\d-z]', 1, /begins with more than one/],
    ['[a-\\d]', 1, /ends with more than one/],
    ['a\\', 1, /backslash at the end/],
    ['\\b', 0, /knows only/],
    ['\\x4', 0, /two hexadecimal/],
    ['aä', 1, /outside ASCII/],
    ['a{2000}', 0, /repeats too much/],
    ['a{99999999999999999999,}', 0, /repeats too much/],
    ['[ab]{1000}[cd]{0,1000}', 0, /repeats too much/],
  ])('%s', (regex, position, reason) => {
    expect(() => compileRegex(regex)).toThrow(PatternError);
    expect(() => compileRegex(regex)).toThrow(reason);
    expect(() => compileRegex(regex)).toThrow(expect.objectContaining({ position, text: regex }));
  });
});

const inClass = fc.constantFrom(
  'a',
  'b',
  '1',
  '_',
  ' ',
  '.',
  'a-c',
  '0-9',
  '\\d',
  '\\D',
  '\\w',
  '\\W',
  '\\s',
  '\\S',
  '\\]',
  '\\x61',
);
const classes = fc
  .tuple(fc.constantFrom('', '^'), fc.array(inClass, { minLength: 1, maxLength: 3 }))
  .map(([negation, members]) => `[${negation}${members.join('')}]`);
const atom = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'c',
    '1',
    '-',
    '.',
    ' ',
    '\\d',
    '\\D',
    '\\s',
    '\\S',
    '\\w',
    '\\W',
    '\\.',
    '\\*',
    '\\x62',
    '\\\\',
  ),
  classes,
);
const repeat = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,}', '{,2}', '{0,1}', '{1,3}', '{0}');
const part = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(atom, repeat).map((both) => both.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('^', '$') },
);
const regex = fc
  .array(
    fc.array(part, { maxLength: 5 }).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 3 },
  )
  .map((alternatives) => alternatives.join('|'))
  .filter((text) => text !== '');
const text = fc
  .array(
    fc.constantFrom('a', 'b', 'c', 'd', '1', '_', '-', '.', ' ', '\n', '*', '\\', ']', '\u00e4', '\u2028', '\ud83d'),
    {
      maxLength: 12,
    },
  )
  .map((characters) => characters.join(''));

test('finds what JavaScript finds', () => {
  fc.assert(
    fc.property(regex, text, (written, searched) => {
      const expected = new RegExp(written.replaceAll('{,', '{0,')).test(searched);
      expect(finds(written, searched)).toBe(expected);
    }),
    { numRuns: 10_000, seed: 2026 },
  );
});

test('takes at most one step for each instruction and character, whatever the expression', () => {
  for (const written of ['.*.*.*.*.*.*x', 'a{,400}a{400}', '[ab]*[ab]*[ab]*c$', 'a|aa|aaa|aaaa$x']) {
    const compiled = compileRegex(written);
    const searched = 'a'.repeat(5_000);
    const steps = new Steps((compiled.size + 1) * (searched.length + 1));
    compiled.test(searched, steps);
    expect(steps.taken).toBeLessThanOrEqual(steps.limit);
  }
});
