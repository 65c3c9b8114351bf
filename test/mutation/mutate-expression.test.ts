import { describe, expect, test } from 'vitest';
import { mutateExpression } from './mutate-expression.ts';

const vocabulary = (word: string): readonly string[] => (word === 'red' ? ['green', 'blue'] : [`${word}x`]);
const mutated = (text: string): readonly string[] => mutateExpression(text, vocabulary).map(({ text }) => text);

describe('an expression is changed in one place at a time', () => {
  test.each<[string, readonly string[]]>([
    // Nothing that could be taken away or exchanged.
    ['a.b', []],
    ['f(a)', []],
    ['a && b', ['b', 'a']],
    ['a || b', ['b', 'a']],
    ['a && b && c', ['b && c', 'a && c', 'a && b']],
    ['a && (b || c)', ['b || c', 'a', 'a && c', 'a && b']],
    ['(a || b) && c', ['c', 'a || b', 'b && c', 'a && c']],
    ['!a', ['a']],
    ['!(a && b)', ['a && b', '!b', '!a']],
    ['a == b', ['a != b']],
    ['a != b', ['a == b']],
    ['a < b', ['a <= b', 'a >= b']],
    ['a <= b', ['a < b', 'a > b']],
    ['a > b', ['a >= b', 'a <= b']],
    ['a >= b', ['a > b', 'a < b']],
    ['a in b', ['!(a in b)']],
    ['a in [b, c]', ['!(a in [b, c])', 'a in [c]', 'a in [b]']],
    ['f([a])', ['f([])']],
    ['a ? b : c', ['b', 'c']],
    ['true', ['false']],
    ['a == 30', ['a != 30', 'a == 31', 'a == 29']],
    ['a > 0', ['a >= 0', 'a <= 0', 'a > 1', 'a > -1']],
    ['a > 1.5', ['a >= 1.5', 'a <= 1.5', 'a > 2.5', 'a > 0.5']],
    ['f("t")', ['f("tx")']],
    ['f("red")', ['f("green")', 'f("blue")']],
    [
      'a < duration("24h")',
      ['a <= duration("24h")', 'a >= duration("24h")', 'a < duration("25h")', 'a < duration("23h")'],
    ],
    ['a < duration(b + "h")', ['a <= duration(b + "h")', 'a >= duration(b + "h")', 'a < duration(b + "hx")']],
    ['a.exists(t, t.b && t.c)', ['a.all(t, t.b && t.c)', 'a.exists(t, t.c)', 'a.exists(t, t.b)']],
    ['a.all(t, t.b)', ['a.exists(t, t.b)']],
    ['a.filter(t, !t.b)[0].c', ['a.filter(t, t.b)[0].c', 'a.filter(t, !t.b)[1].c', 'a.filter(t, !t.b)[-1].c']],
    ['{"k": true}', ['{"kx": true}', '{"k": false}']],
  ])('%s', (text, expected) => {
    expect(mutated(text)).toEqual(expected);
  });
});

test('a change is named by the smallest part that tells what it is, and placed where it is', () => {
  const text = 'a.state == "on"  &&  (a.days >= 30 || !b)';
  expect(mutateExpression(text, vocabulary).map(({ change, start }) => [change, text.slice(start, start + 6)])).toEqual(
    [
      ['without a.state == "on"', 'a.stat'],
      ['without a.days >= 30 || !b', 'a.days'],
      ['a.state == "on" → a.state != "on"', 'a.stat'],
      ['a.state == "on" → a.state == "onx"', '"on"  '],
      ['without a.days >= 30', 'a.days'],
      ['without !b', '!b)'],
      ['a.days >= 30 → a.days > 30', 'a.days'],
      ['a.days >= 30 → a.days < 30', 'a.days'],
      ['a.days >= 30 → a.days >= 31', '30 || '],
      ['a.days >= 30 → a.days >= 29', '30 || '],
      ['!b → b', '!b)'],
    ],
  );
});

test('an expression that could not be printed as it is read is refused', () => {
  expect(() => mutateExpression('a - (b - c) > 0', vocabulary)).toThrow('is read differently');
});
