import { describe, expect, test } from 'vitest';
import { matchFilterPattern, parseFilterPattern, stepLimit } from '../../../src/interpreters/filter-pattern/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';

const NO = { matched: false, uncertain: [] };
const YES = { matched: true, uncertain: [] };
/** Our reading's answer, and words of the one reason why it may be another. */
const open = (matched: boolean, reason: string) => ({ matched, uncertain: [expect.stringContaining(reason)] });

const event = {
  name: 'x',
  text: 'a*b',
  path: 'a\\b',
  number: 50,
  digits: '404',
  decimal: '404.0',
  empty: '',
  nothing: null,
  yes: true,
  list: ['x', 'y'],
  same: ['x', 'x'],
  none: [],
  mixed: [{ id: 1 }, {}],
  objects: [{}, {}],
  object: { a: 'x', b: 'y' },
};

describe('what is open counts only where it changes the answer', () => {
  test.each<[string, object]>([
    // a * inside
    ['$.text = "a*b"', YES],
    ['$.name = "a*b"', NO],
    ['$.text = "a*b*"', YES],
    ['$.text = "*a*b*"', YES],
    ['$.name = "*"', YES],
    ['$.digits = 4*4', open(true, 'a * inside')],
    ['$.digits = *4*4', open(true, 'a * inside')],
    ['$.digits = 40*04', NO],
    ['$.name = *x*x*', NO],
    ['$.digits != 4*4', open(false, 'a * inside')],
    ['$.digits = 4*4 || $.name = x', YES],
    ['$.digits = 4*4 && $.name = y', NO],
    ['$.digits = 4*4 && $.name = x', open(true, 'a * inside')],
    // the same question has the same answer everywhere
    ['$.digits = 4*4 || $.digits != 4*4', YES],
    ['$.digits = 4*4 && $.digits != 4*4', NO],
    ['$.nothing != x && $.digits = 4*4 || $.digits != 4*4 && $.nothing != x', open(false, 'null')],
    // backslashes
    ['$.path = "a\\\\b"', open(true, 'two backslashes')],
    ['$.path = "a\\b"', YES],
    ['$.name = "a\\\\b"', NO],
    // an empty value
    ['$.empty = ""', open(true, '""')],
    ['$.empty != ""', open(false, '""')],
    ['$.name = ""', NO],
    ['$.name != ""', YES],
    ['$.empty = "*"', YES],
    ['$.empty != "x"', YES],
    // null
    ['$.nothing = "*"', NO],
    ['$.nothing != "x"', open(false, 'null')],
    ['$.nothing > 1', NO],
    ['$.nothing IS FALSE', NO],
    // true and false
    ['$.yes = true', open(false, 'true or false')],
    ['$.yes = x', NO],
    ['$.yes = "*"', open(false, 'true or false')],
    ['$.yes != true', open(false, 'true or false')],
    ['$.yes != x', open(false, 'true or false')],
    ['$.yes = 1', NO],
    ['$.yes > 0', NO],
    // a number and a quoted value
    ['$.number = "50"', open(false, 'quoted value')],
    ['$.number = "50.0"', open(false, 'quoted value')],
    ['$.number = "5*"', open(false, 'quoted value')],
    ['$.number = "51"', NO],
    ['$.number != "50"', open(true, 'quoted value')],
    ['$.number != "51"', YES],
    ['$.number = "*"', YES],
    ['$.number != "*"', NO],
    ['$.number = abc', NO],
    ['$.number != abc', YES],
    // a text and a number without quotes
    ['$.digits = 404', open(true, 'number without quotes')],
    ['$.decimal = 404', open(false, 'number without quotes')],
    ['$.digits != 404', open(false, 'number without quotes')],
    ['$.name = 404', NO],
    ['$.name != 404', YES],
    ['$.digits > 400', open(false, '< and >')],
    ['$.digits > 500', NO],
    ['$.name > 1', NO],
    // regular expressions
    ['$.number = %5%', open(false, 'regular expression')],
    ['$.number = %6%', NO],
    ['$.number != %5%', open(true, 'regular expression')],
    ['$.number != %6%', YES],
    ['$.yes != %t%', open(false, 'true or false')],
    // wildcards in the field
    ['$.list[*] != x', open(true, 'one element or for all')],
    ['$.list[*] != z', YES],
    ['$.same[*] != x', NO],
    ['$.none[*] != x', NO],
    ['$.objects[*] != x', NO],
    ['$.object.* != x', open(true, 'one element or for all')],
    ['$.object.* = y', YES],
    ['$.list.* = x', NO],
    ['$.object[*] = x', NO],
    ['$.mixed[*].id NOT EXISTS', open(false, 'only some')],
    ['$.mixed[*].no NOT EXISTS', YES],
    ['$.list[*] NOT EXISTS', NO],
    ['$.none[*] NOT EXISTS', YES],
    ['$.mixed[*].id > 0', YES],
    ['$.* IS NULL', YES],
  ])('{ %s }', (condition, expected) => {
    expect(matchFilterPattern(`{ ${condition} }`, event)).toEqual(expected);
  });

  test('several open questions are all named, once each', () => {
    const pattern = '{ $.digits = 4*4 && $.nothing != x && $.nothing != y && $.digits = 4*4 }';
    const { matched, uncertain } = matchFilterPattern(pattern, event);
    expect(matched).toBe(false);
    expect(uncertain).toEqual([expect.stringContaining('a * inside'), expect.stringContaining('null')]);
  });
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'])('%s is a name like others', (name) => {
  const holding = JSON.parse(`{ "${name}": { "a": "x" } }`) as unknown;
  expect(matchFilterPattern(`{ $.${name}.a = x }`, holding)).toEqual(YES);
  expect(matchFilterPattern(`{ $.${name} NOT EXISTS }`, holding)).toEqual(NO);
  expect(matchFilterPattern(`{ $.${name} NOT EXISTS }`, { a: [] })).toEqual(YES);
  expect(matchFilterPattern(`{ $.a.${name} NOT EXISTS }`, { a: ['x'] })).toEqual(YES);
  expect(matchFilterPattern(`{ $.a.${name} NOT EXISTS }`, { a: 'x' })).toEqual(YES);
  expect(matchFilterPattern(`"\\"${name}\\":{\\"a\\":\\"x\\"}"`, holding)).toEqual(YES);
});

describe('a log message', () => {
  test.each(['', 'plain', '2026-01-01 {"a":"x"}', '["x"]', '"x"', 'null', '{"a":"x"} {}'])(
    '%j is no JSON object',
    (message) => {
      expect(matchFilterPattern('{ $.a NOT EXISTS }', message)).toEqual(NO);
    },
  );

  test.each<[string, unknown, object]>([
    ['{ $.a = x }', ' {"a":"x"} ', YES],
    ['"\\"a\\":[1,null,{\\"b\\":\\"\\\\"', { a: [1, null, { b: '\\' }] }, YES],
    ['ERROR', ['ERROR'], YES],
    ['" "', {}, YES],
    ['" " x', 'ax', NO],
    ['?a ?b', 'xb', YES],
    ['?a ?b', 'x', NO],
    ['-a', '', YES],
    ['-"a b"', 'a  b', YES],
    ['"a\\\\b"', 'a\\b', open(true, 'two backslashes')],
    ['-"a\\\\b"', 'a\\b', open(false, 'two backslashes')],
    ['%^a.c$%', 'abc', YES],
  ])('%s on %j', (pattern, message, expected) => {
    expect(matchFilterPattern(pattern, message)).toEqual(expected);
  });
});

describe('columns', () => {
  test.each<[string, unknown, object]>([
    ['[a, b]', 'x', NO],
    ['[a=x, b]', 'x y z', open(false, 'last column')],
    ['[a=y, b]', 'x y z', NO],
    ['[a=x, b=y]', 'x y z', NO],
    ['[a=x, ..., b]', 'x y z', YES],
    ['[a=x, ..., b]', 'x', NO],
    ['[..., a=x, ]', 'x y', YES],
    ['[..., a=x, ]', 'x', NO],
    ['[]', 'x', YES],
    ['[...]', '', YES],
    ['[a]', '', NO],
    ['[a="x y", b=z]', '  "x y"   [z]', YES],
    ['[a="x]y"]', '[x]y', NO],
    ['[a, b, c]', '"x [y z', YES],
    ['[a=404]', '404.0', YES],
    ['[a!=404]', 'x', YES],
    ['[a>=400]', '404', YES],
    ['[a>=400]', 'x', NO],
    ['[a=4*]', '404', YES],
    ['[a=%^4\\d+$%]', '404', YES],
    ['[a!=%^4\\d+$%]', '404', NO],
    ['[a=""]', '""', open(true, '""')],
    ['[(a=x || a=y) && a!=y]', 'y', NO],
    ['[a=x || a=y && a!=y]', 'x', YES],
    ['[a]', { b: 1 }, open(false, 'JSON event')],
    ['[a]', '{"b":1}', open(false, 'JSON event')],
    ['[a=x]', { b: 1 }, NO],
  ])('%s on %j', (pattern, message, expected) => {
    expect(matchFilterPattern(pattern, message)).toEqual(expected);
  });
});

describe('nothing is too much', () => {
  test('however deep an event nests', () => {
    const depth = 100_000;
    const text = `${'{"a":'.repeat(depth)}"x"${'}'.repeat(depth)}`;
    let deep: unknown = 'x';
    for (let level = 0; level < depth; level += 1) deep = { a: deep };
    for (const value of [text, deep]) {
      expect(matchFilterPattern('{ $.a.a.b NOT EXISTS }', value)).toEqual(YES);
      expect(matchFilterPattern('"\\"a\\":\\"x\\"}}"', value)).toEqual(YES);
      expect(matchFilterPattern('[a=x, ...]', value)).toEqual(NO);
    }
  });

  test('however long its parts are', () => {
    const long = { a: Array.from({ length: 200_000 }, (_, index) => index), b: 'a'.repeat(200_000) };
    expect(matchFilterPattern('{ $.a[*] = 199999 }', long)).toEqual(YES);
    expect(matchFilterPattern('{ $.b = *a*a*a*a*b }', long)).toEqual(NO);
    expect(matchFilterPattern('{ $.b = %.*.*.*a{300}b% }', { b: 'a'.repeat(10_000) })).toEqual(NO);
    expect(matchFilterPattern('[a=x]', '[ '.repeat(100_000))).toEqual(NO);
  });

  test('an event that contains itself is given up, undecided', () => {
    const circle: Record<string, unknown> = {};
    circle['a'] = circle;
    expect(matchFilterPattern('ERROR', circle)).toEqual(open(false, 'too large'));
  });

  test('running out of steps is no answer', () => {
    const pattern = '{ $.name = x && $.text = "*b" }';
    expect(matchFilterPattern(pattern, event, new Steps(3))).toEqual(open(false, 'too large'));
    const enough = new Steps(stepLimit(parseFilterPattern(pattern), event));
    expect(matchFilterPattern(pattern, event, enough)).toEqual(YES);
    expect(enough.taken).toBeGreaterThan(3);
  });
});
