import { describe, expect, test } from 'vitest';
import { parseFilterPattern, printFilterPattern } from '../../../src/interpreters/filter-pattern/index.ts';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';

const refusal = (pattern: string): PatternError => {
  try {
    parseFilterPattern(pattern);
  } catch (error) {
    expect(error).toBeInstanceOf(PatternError);
    return error as PatternError;
  }
  throw new Error(`${pattern} was read`);
};

describe('what is refused, where and with what advice', () => {
  test.each<[string, number, RegExp]>([
    // values
    ["{ $.a = 'Root' }", 8, /double quotes, not in single ones/],
    ['{ $.a = "x }', 8, /no closing "/],
    ['{ $.a = "x\\" }', 8, /no closing "/],
    ['{ $.a = }', 8, /a value was expected/],
    ['{ $.a = = x }', 8, /written with one =/],
    ["{ $.a = x'y }", 9, /&&, \|\| or \}/],
    ['{ $.a > "5" }', 8, /> with something other than a number/],
    ['{ $.a < 4* }', 8, /</],
    ['{ $.a >= %4% }', 9, />=/],
    // operators
    ['{ $.a == x }', 6, /written with one =/],
    ['{ $.a <> x }', 6, /written !=/],
    ['{ $.a ! x }', 6, /written !=/],
    ['{ $.a =~ x }', 6, /= %…%/],
    ['{ $.a }', 6, /=, !=, <, <=, >, >=, IS or NOT EXISTS/],
    ['{ $.a IS NOT NULL }', 6, /no IS NOT/],
    ['{ $.a is not null }', 6, /no IS NOT/],
    ['{ $.a EXISTS }', 6, /no EXISTS without NOT/],
    ['{ $.a exists }', 6, /no EXISTS without NOT/],
    ['{ $.a is null }', 6, /capitals/],
    ['{ $.a IS true }', 6, /capitals/],
    ['{ $.a not exists }', 6, /capitals/],
    ['{ $.a NOT NULL }', 6, /NOT EXISTS/],
    ['{ $.a IS NULLX }', 6, /IS or NOT EXISTS/],
    // joining
    ['{ NOT ($.a = x) }', 2, /no negation/],
    ['{ not $.a = x }', 2, /no negation/],
    ['{ $.a = x && !($.b = y) }', 13, /no negation/],
    ['{ $.a = x & $.b = y }', 10, /written &&/],
    ['{ $.a = x | $.b = y }', 10, /written \|\|/],
    ['{ $.a = x and $.b = y }', 10, /joined with && and/],
    ['{ ($.a = x OR $.b = y) }', 11, /joined with && and/],
    ['{ $.a = x $.b = y }', 10, /&&, \|\| or \}/],
    ['{ $.a = x && }', 13, /a field/],
    ['{ ($.a = x }', 11, /&&, \|\| or \)/],
    ['{ $.a = x) }', 9, /&&, \|\| or \}/],
    ['{ $.a = x', 9, /the end/],
    ['{ $.a = x } y', 12, /the end of the pattern/],
    ['{}', 1, /a field/],
    // fields
    ['{ a = x }', 2, /a field such as/],
    ['{ $ = x }', 3, /a step/],
    ['{ $. = x }', 3, /a step/],
    ['{ $..a = x }', 3, /a step/],
    ['{ $.a[x] = x }', 5, /a step/],
    ['{ $.a[-1] = x }', 5, /a step/],
    ["{ $.['a] = x }", 3, /a step/],
    ['{ $.a:b = x }', 5, /\['a:b'\]/],
    ['{ $.ä = x }', 3, /a step/],
    // limits
    ['{ $.a[*].b[*] = x }', 2, /more than one wildcard in a field/],
    ['{ $.*=1 || $.a.*=1 || $.a[*]=1 || $.*=2 }', 34, /more than 3 fields with a wildcard/],
    ['{ $.a = %a% || $.a = %b% || $.a = %c% }', 34, /more than 2 regular expressions/],
    [`{ $.a = "${'x'.repeat(1014)}" }`, 1024, /1026 characters where at most 1024/],
    // regular expressions
    ['{ $.a = %(a)% }', 9, /no groups/],
    ['{ $.a = %a*+% }', 11, /repetition of a repetition/],
    ['{ $.a = %a }', 8, /no closing %/],
    ['{ $.a = %% }', 9, /empty regular expression/],
    ['%a(%', 2, /no groups/],
    // terms
    ["'ERROR'", 0, /double quotes, not in single ones/],
    ['"ERROR', 0, /no closing "/],
    ['"a"b', 3, /a space/],
    ['ERROR || WARN', 6, /in double quotes/],
    ['a=b', 1, /in braces/],
    ['$.eventName = x', 12, /in braces/],
    ['a -', 3, /a term/],
    ['--a', 1, /a term/],
    ['?%a%', 1, /a term/],
    ['a %b%', 2, /stands alone/],
    ['%a% b', 4, /stands alone/],
    ['$.a = "x" }', 4, /in braces/],
    // columns
    ['[a, b', 5, /a comma/],
    ['[a b]', 3, /a comma/],
    ['[..., a, ...]', 9, /a second time/],
    ['[... a]', 5, /a comma/],
    ['[a = x || b = y]', 10, /column b in the conditions of column a/],
    ['[a == x]', 3, /=/],
    ['[a > x]', 5, />/],
    ['[a] x', 4, /the end of the pattern/],
    ["[a = 'x']", 5, /single/],
    ['[a = x and a = y]', 7, /joined with/],
    ['[a = %a%, b = %b%, c = %c%]', 23, /more than 2/],
  ])('%s', (pattern, position, reason) => {
    const error = refusal(pattern);
    expect(error.reason).toMatch(reason);
    expect(error.position).toBe(position);
    expect(error.text).toBe(pattern);
  });
});

describe('is printed in one spelling', () => {
  test.each([
    ['{$.a=x}', '{ $.a = x }'],
    ['{($.a="x")||(($.b!=5))&&$.c IS NULL}', '{ $.a = "x" || ($.b != 5 && $.c IS NULL) }'],
    ['{ ($.a = 1 || $.b = 2) && $.c NOT EXISTS }', '{ ($.a = 1 || $.b = 2) && $.c NOT EXISTS }'],
    ['{$.a=1&&($.b=2&&$.c=3)}', '{ $.a = 1 && ($.b = 2 && $.c = 3) }'],
    ["{ $.['a'] = x }", '{ $.a = x }'],
    ["{ $.['a.b'][007].*>=+1.0e5 }", "{ $['a.b'][7].* >= +1.0e5 }"],
    ['{ $.["it\'s"] = x }', '{ $["it\'s"] = x }'],
    ['{\n\t$.a\tIS\nTRUE }', '{ $.a IS TRUE }'],
    ['{$.a=123.123.*||$.a=user@example.com||$.a=arn:aws:s3:::b/k-1}', undefined],
    ['{$.a=%^[a-z]{2}$%}', '{ $.a = %^[a-z]{2}$% }'],
    ['', '" "'],
    ['  ', '" "'],
    ['"  "', '" "'],
    ['  ERROR   -"a b"  ?x.y', 'ERROR -"a b" ?x.y'],
    [' %a b% ', '%a b%'],
    ['[ a , b=x&&b!= 4* , ... , ]', '[a, b = x && b != 4*, ..., ]'],
    ['[(a=1||a=2)&&a!=3]', '[(a = 1 || a = 2) && a != 3]'],
    ['[]', '[]'],
  ])('%s', (pattern, printed = '{ $.a = 123.123.* || $.a = user@example.com || $.a = arn:aws:s3:::b/k-1 }') => {
    expect(printFilterPattern(parseFilterPattern(pattern))).toBe(printed);
  });

  test('without spaces where they would make it too long to be read again', () => {
    const conditions = Array.from({ length: 125 }, (_, index) => `$.a=${index % 10}`);
    const pattern = `{${conditions.join('||')}}`;
    expect(pattern.length).toBeLessThan(1024);
    expect(printFilterPattern(parseFilterPattern(pattern))).toBe(pattern);
    const nested = `{${'('.repeat(500)}$.a[0]NOT EXISTS${')'.repeat(500)}}`;
    expect(printFilterPattern(parseFilterPattern(nested))).toBe('{ $.a[0] NOT EXISTS }');
  });
});

test.each<[string, readonly string[]]>([
  [
    '{ ($.a = "x" || $.b IS NULL ) && $.c NOT EXISTS }',
    [
      '($.a = "x" || $.b IS NULL ) && $.c NOT EXISTS',
      '($.a = "x" || $.b IS NULL )',
      '$.a = "x"',
      '$.b IS NULL',
      '$.c NOT EXISTS',
    ],
  ],
  ['[ a , b = x && b!=5 , ... , ]', ['a', 'b = x && b!=5', 'b = x && b!=5', 'b = x', 'b!=5', '...', '']],
  [' ?a  -"b c" ', ['?a', '-"b c"']],
])('every part of %s says where it stands', (pattern, parts) => {
  const places: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { start, end } = value as { start?: number; end?: number };
    if (start !== undefined) places.push(pattern.slice(start, end));
    Object.values(value).forEach(visit);
  };
  visit(parseFilterPattern(pattern));
  expect(places).toEqual(parts);
});
