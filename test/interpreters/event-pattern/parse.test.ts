import { describe, expect, test } from 'vitest';
import { parseEventPattern, printEventPattern } from '../../../src/interpreters/event-pattern/index.ts';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';

/** Each pattern has a `→` where the error is said to be. */
const refused: readonly (readonly [string, string])[] = [
  // Not JSON
  ['→', 'a JSON value'],
  ['{"a":["b"]→', '"," or "}"'],
  ['{→a:["b"]}', 'a name in double quotes'],
  ['{"a":["b",→]}', 'a JSON value'],
  ['{"a":["b"]} →x', 'the end'],
  ['{"a":[→\'b\']}', 'a JSON value'],
  // Shape
  ['→[]', 'found [] where an object was expected'],
  ['→"a"', 'where an object was expected'],
  ['→{}', 'an empty object where fields'],
  ['{"detail":→{}}', 'an empty object where fields'],
  [
    '{"detail":{"eventName":→"StopLogging"}}',
    '"detail.eventName" is "StopLogging" where an array such as ["StopLogging"]',
  ],
  ['{"detail":{"readOnly":→false}}', 'where an array such as [false]'],
  ['{"a":→null}', 'where an array'],
  ['{"a":→1}', 'where an array'],
  ['{"detail":{"eventName":→[]}}', '"detail.eventName" has an empty array'],
  ['{"a":["b",→["c"]]}', 'found an array'],
  ['{"a":[→1e999]}', 'a number too large'],
  // Operators
  ['{"a":["b",→{}]}', 'an empty object where an operator'],
  ['{"a":[→{"equals":"b"}]}', '"equals" is not an operator: use "prefix"'],
  ['{"a":[→{"Prefix":"b"}]}', '"Prefix" is not an operator'],
  ['{"a":[→{"__proto__":"b"}]}', '"__proto__" is not an operator'],
  ['{"a":[→{"toString":"b"}]}', '"toString" is not an operator'],
  ['{"a":[→{"prefix":"b","suffix":"c"}]}', 'found "prefix", "suffix" where one operator'],
  ['{"a":[{"prefix":→1}]}', 'prefix needs a string'],
  ['{"a":[{"prefix":→["b"]}]}', 'prefix needs a string'],
  ['{"a":[{"prefix":→null}]}', 'prefix needs a string'],
  ['{"a":[{"prefix":→{"wildcard":"b"}}]}', 'prefix needs a string'],
  ['{"a":[{"suffix":→{"equals-ignore-case":1}}]}', 'suffix needs a string'],
  ['{"a":[{"suffix":→{"equals-ignore-case":"b","prefix":"c"}}]}', 'suffix needs a string'],
  ['{"a":[{"equals-ignore-case":→{"equals-ignore-case":"b"}}]}', 'equals-ignore-case needs a string'],
  ['{"a":[{"wildcard":→false}]}', 'wildcard needs a string'],
  ['{"a":[{"wildcard":→"b**c"}]}', 'two stars in a row'],
  ['{"a":[{"wildcard":→"b\\\\c"}]}', 'a backslash before neither'],
  ['{"a":[{"wildcard":→"b\\\\"}]}', 'a backslash before neither'],
  ['{"a":[{"exists":→"false"}]}', 'exists needs true or false'],
  // Anything but
  ['{"a":[{"anything-but":→null}]}', 'strings only, or numbers only'],
  ['{"a":[{"anything-but":→true}]}', 'strings only, or numbers only'],
  ['{"a":[{"anything-but":→["b",1]}]}', 'strings only, or numbers only'],
  ['{"a":[{"anything-but":→["b",null]}]}', 'strings only, or numbers only'],
  ['{"a":[{"anything-but":→[]}]}', 'an empty array where anything-but'],
  ['{"a":[{"anything-but":→[{"wildcard":"b"}]}]}', 'strings only, or numbers only'],
  ['{"a":[{"anything-but":→{}}]}', 'values or one of "prefix"'],
  ['{"a":[{"anything-but":→{"numeric":["<",1]}}]}', 'values or one of "prefix"'],
  ['{"a":[{"anything-but":→{"prefix":"b","suffix":"c"}}]}', 'values or one of "prefix"'],
  ['{"a":[{"anything-but":{"prefix":→1}}]}', 'prefix needs a string'],
  ['{"a":[{"anything-but":{"suffix":["b",→1]}}]}', 'suffix needs a string'],
  ['{"a":[{"anything-but":{"wildcard":→[]}}]}', 'an empty array where anything-but'],
  ['{"a":[{"anything-but":{"wildcard":["b",→"**"]}}]}', 'two stars in a row'],
  // Numbers
  ['{"a":[{"numeric":→5}]}', 'numeric takes'],
  ['{"a":[{"numeric":→[]}]}', 'numeric takes'],
  ['{"a":[{"numeric":→["<"]}]}', 'numeric takes'],
  ['{"a":[{"numeric":→["<",1,">"]}]}', 'numeric takes'],
  ['{"a":[{"numeric":→["<",1,">",2,"=",3]}]}', 'numeric takes'],
  ['{"a":[{"numeric":[→"==",1]}]}', 'numeric takes'],
  ['{"a":[{"numeric":[→1,"<"]}]}', 'numeric takes'],
  ['{"a":[{"numeric":["<",→"1"]}]}', 'numeric takes'],
  ['{"a":[{"numeric":[">",0,→"=",3]}]}', 'numeric takes'],
  ['{"a":[{"numeric":["<",→5000000001]}]}', 'outside the -5e9 to 5e9'],
  ['{"a":[{"numeric":[">",0,"<",→-5.1e9]}]}', 'outside the -5e9 to 5e9'],
  // Addresses
  ['{"a":[{"cidr":→1}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"10.0.0.0"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"10.0.0.0/"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"10.0.0.0/33"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"10.0.0/24"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"10.0.0.256/24"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"10.0.0.0/24/8"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"2001:db8::/129"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"2001:db8/32"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"1:2:3:4:5:6:7:8::/64"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→":::/64"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"::10.0.0.0:1/64"}]}', 'cidr needs a block'],
  ['{"a":[{"cidr":→"any/0"}]}', 'cidr needs a block'],
  // $or
  ['{"$or":→{"a":["b"]}}', '"$or" needs an array of two or more'],
  ['{"$or":→[]}', '"$or" needs an array of two or more'],
  ['{"$or":→[{"a":["b"]}]}', '"$or" needs an array of two or more'],
  ['{"$or":[{"a":["b"]},→"c"]}', 'found "c" where an object'],
  ['{"$or":[{"a":["b"]},→{}]}', 'an empty object where fields'],
  ['{"$or":[{"a":["b"]},{"c":→"d"}]}', '"c" is "d" where an array'],
  ['{"a":["b"],"$or":[{"a":→["c"]},{"d":["e"]}]}', '"a" stands both in "$or" and beside it'],
  ['{"a":{"b":["c"]},"$or":[{"d":["e"]},{"a":{"b":→["c"]}}]}', '"a.b" stands both'],
  ['{"a":{"$or":[{"b":["c"]},{"d":["e"]}]},"$or":[{"a":{"d":→["e"]}},{"f":["g"]}]}', '"a.d" stands both'],
  ['{"a":{"b":["c"],"$or":[{"d":["e"]},{"$or":[{"b":→["f"]},{"g":["h"]}]}]}}', '"b" stands both'],
];

/** A pattern, and how it is printed if otherwise. */
const taken: readonly (readonly [text: string, printed?: string])[] = [
  [' { "a" : [ "b" , 1 , true , false , null ] } ', '{"a":["b",1,true,false,null]}'],
  ['{"a":["b"],"a":["c"]}', '{"a":["c"]}'],
  ['{"a":[3.0e2,-0,1e21]}', '{"a":[300,0,1e+21]}'],
  ['{"$or":[{"a":["b"]},{"c":["d"]}],"e":["f"]}', '{"e":["f"],"$or":[{"a":["b"]},{"c":["d"]}]}'],
  ['{"a":[{"anything-but":["b"]}]}', '{"a":[{"anything-but":"b"}]}'],
  ['{"a":[{"anything-but":[1,2]}]}'],
  ['{"a":[{"anything-but":{"prefix":["b"]}}]}', '{"a":[{"anything-but":{"prefix":"b"}}]}'],
  ['{"a":[{"anything-but":{"suffix":["b","c"]}}]}'],
  ['{"a":[{"anything-but":{"prefix":{"equals-ignore-case":"b"}}}]}'],
  ['{"a":[{"prefix":{"equals-ignore-case":"b"}},{"suffix":""},{"wildcard":"\\\\**\\\\\\\\"}]}'],
  [
    '{"a":[{"numeric":["<",5e9,">=",-5e9]},{"numeric":["=",1.5]}]}',
    '{"a":[{"numeric":["<",5000000000,">=",-5000000000]},{"numeric":["=",1.5]}]}',
  ],
  ['{"a":[{"cidr":"10.0.0.1/8"},{"cidr":"::FFFF:10.0.0.1/128"},{"exists":true},{"exists":false}]}'],
  ['{"$or":[{"a":["b"]},{"a":["c"],"d":["e"]}]}'],
  ['{"a":{"b":["c"]},"$or":[{"a":{"d":["e"]}},{"a":["f"]}]}'],
  ['{"prefix":["b"],"exists":{"numeric":["c"]}}'],
  ['{"__proto__":{"constructor":["b"]},"toString":[{"prefix":"c"}]}'],
  ['{"":["\\u0000\\ud800\\u2028"]}', '{"":["\\u0000\\ud800\u2028"]}'],
];

describe('AWS would refuse', () => {
  test.each(refused)('%s', (marked, reason) => {
    const text = marked.replace('→', '');
    const error = refusal(text);
    expect(error.reason).toContain(reason);
    expect(error).toMatchObject({ position: marked.indexOf('→'), text });
  });

  test('more than 4,096 characters, and takes as many', () => {
    const pattern = (length: number) => `{"a":["${'b'.repeat(length - 10)}"]}`;
    expect(parseEventPattern(pattern(4096)).text).toHaveLength(4096);
    expect(refusal(pattern(4097))).toMatchObject({
      position: 4096,
      reason: '4097 characters where AWS takes at most 4096',
    });
  });

  test('more than 1,000 combinations of $or, and takes as many', () => {
    const or = (branches: number) => ({
      $or: Array.from({ length: branches }, (_none, index) => ({ [`f${index}`]: [1] })),
    });
    expect(parseEventPattern({ a: or(10), b: or(10), c: or(10) })).toBeDefined();
    expect(parseEventPattern({ a: { $or: [...or(8).$or, or(7)] }, b: or(66) })).toBeDefined();
    expect(refusal({ a: or(10), b: or(10), c: or(11) }).reason).toBe(
      '"$or" makes 1100 combinations where AWS takes at most 1000',
    );
  });

  test('nesting without end', () => {
    expect(refusal(`{"a":${'['.repeat(4000)}`).reason).toContain('nested deeper');
  });
});

describe('AWS takes', () => {
  test.each(taken.map(([text, printed = text]) => ({ text, printed })))('$text', ({ text, printed }) => {
    const pattern = parseEventPattern(text);
    expect(printEventPattern(pattern)).toBe(printed);
    expect(parseEventPattern(printed)).toEqual(pattern);
  });
});

describe('a pattern given as an object', () => {
  test('is read as its JSON', () => {
    expect(parseEventPattern({ a: ['b'], c: undefined })).toEqual(parseEventPattern('{"a":["b"]}'));
  });

  test('is refused with the place in its JSON', () => {
    expect(refusal({ detail: { eventName: 'StopLogging' } })).toMatchObject({
      position: 23,
      text: '{"detail":{"eventName":"StopLogging"}}',
    });
  });

  const cycle: Record<string, unknown> = {};
  cycle['a'] = cycle;
  let deep: object = {};
  for (let level = 0; level < 100_000; level += 1) deep = { a: deep };
  test.each<[string, object]>([
    ['a cycle', cycle],
    ['a bigint', { a: [1n] }],
    ['100,000 levels', deep],
    ['nothing to write', () => 'a'],
  ])('is refused with %s', (_title, pattern) => {
    expect(refusal(pattern)).toBeInstanceOf(PatternError);
  });
});

test('a pattern knows where its leaves stand', () => {
  const pattern = parseEventPattern('{"a": ["]", {"anything-but": ["b"]}] , "c": ["d"]}');
  const places = pattern.root.fields.map(({ content }) => content.kind === 'leaf' && pattern.placeOf(content));
  expect(places).toEqual([
    { start: 6, end: 36 },
    { start: 44, end: 49 },
  ]);
});

const refusal = (pattern: string | object): PatternError => {
  try {
    parseEventPattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
  throw new Error('it was taken');
};
