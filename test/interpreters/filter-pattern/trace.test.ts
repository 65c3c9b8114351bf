import { describe, expect, test } from 'vitest';
import { parseFilterPattern, traceFilterPattern } from '../../../src/interpreters/filter-pattern/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';

const event = { eventName: 'StopLogging', count: 5, flag: null, user: { a: 'x', b: 'y' } };

/** The conditions with what they found; those that decided have a star. */
const told = (pattern: string, on: unknown) =>
  traceFilterPattern(pattern, on).conditions.map(
    ({ text, found, matched, decided }) =>
      `${decided ? '*' : ' '} ${text}: ${JSON.stringify(found)} ${matched ? 'yes' : 'no'}`,
  );

describe('tells what each condition found and which decided', () => {
  test.each<[string, unknown, readonly string[]]>([
    [
      '{ ($.eventName = StopLogging) || ($.eventName = X) || $.count > 4 }',
      event,
      [
        '* $.eventName = StopLogging: ["StopLogging"] yes',
        '  $.eventName = X: ["StopLogging"] no',
        '* $.count > 4: [5] yes',
      ],
    ],
    ['{ $.eventName=X || $.no!=1 }', event, ['* $.eventName=X: ["StopLogging"] no', '* $.no!=1: "absent" no']],
    [
      '{ $.eventName = StopLogging && ($.count = 6 || $.count = 7) && $.user IS TRUE }',
      event,
      [
        '  $.eventName = StopLogging: ["StopLogging"] yes',
        '* $.count = 6: [5] no',
        '* $.count = 7: [5] no',
        '* $.user IS TRUE: [{"a":"x","b":"y"}] no',
      ],
    ],
    ['{ $.user.* = y }', event, ['* $.user.* = y: ["x","y"] yes']],
    ['a -b c', 'a b', ['  a: ["a"] yes', '* -b: ["b"] no', '* c: "absent" no']],
    ['?a ?b', 'a', ['* ?a: ["a"] yes', '  ?b: "absent" no']],
    ['"\\"a\\""', { a: 1 }, ['* "\\"a\\"": ["\\"a\\""] yes']],
    ['%a.%', 'xab', ['* %a.%: ["xab"] yes']],
    ['[a = x, b, c != 4*]', 'x y 5', ['* a = x: ["x"] yes', '* c != 4*: ["5"] yes']],
    ['[a = x, b = y]', 'x', ['  a = x: ["x"] yes', '  b = y: "absent" no']],
  ])('%s', (pattern, on, expected) => {
    expect(told(pattern, on)).toEqual(expected);
  });
});

test('what is open is said with its condition and, where it counts, with the whole', () => {
  const reason = [expect.stringContaining('null')];
  const { match, conditions } = traceFilterPattern('{ $.flag != x || $.count = 5 }', event);
  expect(match).toEqual({ matched: true, uncertain: [] });
  expect(conditions.map(({ uncertain }) => uncertain)).toEqual([reason, []]);
  expect(traceFilterPattern('{ $.flag != x }', event).match.uncertain).toEqual(reason);
});

test('places count in the pattern as it was written, or as it is printed', () => {
  const written = '{$.a=1||$.b=2}';
  const [, second] = traceFilterPattern(written, event).conditions;
  expect(second).toMatchObject({ start: 8, end: 13, text: '$.b=2' });
  const { pattern, conditions } = traceFilterPattern(parseFilterPattern(written), event);
  expect(pattern).toBe('{ $.a = 1 || $.b = 2 }');
  expect(conditions[1]).toMatchObject({ start: 13, end: 20, text: '$.b = 2' });
});

test.each<[string, unknown, RegExp]>([
  ['{ $.a = 1 }', 'plain', /not one JSON object/],
  ['', 'plain', /every event/],
  ['?a b', 'b', /count for nothing/],
  ['[a, b=x]', 'x', /1 fields, the pattern 2 columns/],
  ['[a=x]', { b: 1 }, /not meant for a JSON event/],
])('%s on %j comes with a note', (pattern, on, note) => {
  expect(traceFilterPattern(pattern, on).note).toMatch(note);
});

test('without enough steps there is no trace', () => {
  const { match, conditions, note } = traceFilterPattern('{ $.count = 5 }', event, new Steps(1));
  expect(match.uncertain).toHaveLength(1);
  expect(conditions).toEqual([]);
  expect(note).toMatch(/too large/);
});
