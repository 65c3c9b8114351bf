import fc from 'fast-check';
import { cloudTrailEvent, event, type Json, named, officials, smallEvent } from './stock-events.ts';

const selector = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('$.a', '$.b', '$.a', '$.b', '$.list[*]', '$.list[*].a', '$.*') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...`$.o.a $.['c.d'] $["c.d"] $['a'].b $.list[0] $.list[1] $.o.* $.o.*.a $.a[*] $.type-x`.split(' '),
      ...'$.__proto__ $.__proto__.a $.toString $.constructor $.eventName $.a.length $.list.0'.split(' '),
    ),
  },
);
const likely = fc.constantFrom('x*y', '"x*y"', '404', '5', '"5"', '""', 'true', '%5%', 'x', '"a\\\\b"', '*');
const unlikely = fc.constantFrom(
  ...'y xy x* *x *x*y *x*x* xz*zy x** *** 5* *0 5*0 50 5.0 +5 -2 1e3 0 null x.y'.split(' '),
  ...'"*" "x" "x*" "*y" "x**y" "5*" "50.0" "a\\b" "a\\\\*" "true"'.split(' '),
  '"say \\"x\\""',
  '"x y"',
  '"$.a = x"',
  '"(x) && {"',
  ...'%x% %^x.?y$% %5|x% %^[^a-z]{1,2}$% %\\d{,2}0% %tru% %^$% %\\w+$%'.split(' '),
);
const value = fc.oneof(likely, unlikely);
const number = fc.constantFrom('5', '50', '0', '-2', '1e3', '5e1', '+404', '55.5');
const space = fc.constantFrom('', ' ', ' ', '\n ');
const condition = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(selector, space, fc.constantFrom('=', '!='), space, value).map((all) => all.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(selector, space, fc.constantFrom('<', '<=', '>', '>='), space, number)
      .map((all) => all.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(selector, fc.constantFrom(' IS NULL', ' IS  TRUE', ' IS FALSE', ' NOT EXISTS'))
      .map((all) => all.join('')),
  },
);
const { clause } = fc.letrec<{ clause: string; primary: string }>((tie) => ({
  clause: fc
    .tuple(
      tie('primary'),
      fc.array(fc.tuple(space, fc.constantFrom('&&', '||'), space, tie('primary')), { maxLength: 3 }),
    )
    .map(([first, more]) => [first, ...more.flat()].join('')),
  primary: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: condition },
    {
      weight: 1,
      arbitrary: fc.tuple(space, tie('clause'), space).map(([before, inner, after]) => `(${before}${inner}${after})`),
    },
  ),
}));

const VALUE = /(?<==)(?:"[^"]*"|[\w.*-]+)(?=[\s)&|}])/g;
const COMPARED = /!?=(?:"[^"]*"|[\w.*-]+)(?=[\s)&|}])/g;

/** Changes that leave a pattern readable, unless they break a limit. */
const CHANGES: readonly ((pattern: string, at: number, word: string) => string)[] = [
  (pattern, at) => nth(pattern, /&&|\|\|/g, at, (sign) => (sign === '&&' ? '||' : '&&')),
  (pattern, at) => nth(pattern, /!=|=/g, at, (sign) => (sign === '=' ? '!=' : '=')),
  (pattern, at, word) => nth(pattern, VALUE, at, () => word),
  (pattern, at) => nth(pattern, VALUE, at, (value) => value.replace(/(\w\w)\w(?=\w)/, '$1*')),
  (pattern, at) => nth(pattern, VALUE, at, (value) => (value.startsWith('"') ? value : `"${value}"`)),
  (pattern, at) => nth(pattern, VALUE, at, (value) => `%${value.replaceAll(/\W/g, '').slice(1)}.?$%`),
  (pattern, at) => nth(pattern, COMPARED, at, () => ' NOT EXISTS'),
  (pattern, at) => nth(pattern, COMPARED, at, () => ' IS NULL'),
  (pattern, at) => nth(pattern, /\)(?=&&|\|\|)/g, at, () => ') '),
  (pattern, at) => nth(pattern, /\.eventName|\.errorCode/g, at, () => '.*'),
];
const nth = (text: string, wanted: RegExp, at: number, change: (found: string) => string): string => {
  const places = [...text.matchAll(wanted)];
  const found = places[at % Math.max(places.length, 1)];
  return found ? text.slice(0, found.index) + change(found[0]) + text.slice(found.index + found[0].length) : text;
};
const changedOfficial = fc
  .tuple(
    fc.constantFrom(...officials),
    fc.array(fc.tuple(fc.constantFrom(...CHANGES), fc.nat(30), named), { maxLength: 4 }),
  )
  .map(([pattern, changes]) => changes.reduce((text, [change, at, word]) => change(text, at, word), pattern));

const grammarPattern = fc.tuple(space, clause, space).map(([before, inner, after]) => `{${before}${inner}${after}}`);

/** `{ … }` patterns of the grammar, those of the benchmark, and changed ones; a few break a limit and are refused. */
export const jsonPattern: fc.Arbitrary<string> = fc.oneof(grammarPattern, changedOfficial);

/** A pattern with an event that it may well match. */
export const patternAndEvent: fc.Arbitrary<[string, Json]> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(grammarPattern, smallEvent) },
  { weight: 4, arbitrary: fc.tuple(changedOfficial, cloudTrailEvent) },
  { weight: 1, arbitrary: fc.tuple(jsonPattern, event) },
);

/** Terms with their marks, as `naiveTerms` takes them. */
export const terms: fc.Arbitrary<readonly string[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom('', '', '', '?', '?', '-'),
      fc.constantFrom(...'ERROR ROR x y x.y a_1 "" "a\\\\b" "a\\b" "{"'.split(' '), '"x y"', '" "', '"say \\"x\\""'),
    )
    .map((both) => both.join('')),
  { maxLength: 4 },
);

const comparison = fc.oneof(
  fc.tuple(fc.constantFrom('=', '!='), value),
  fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '=', '!='), number),
);
const comparisons = fc.array(fc.array(comparison, { minLength: 1, maxLength: 2 }), { maxLength: 2 });

/** Columns, as `naiveColumns` takes them; `...` once at most. */
export const columns = fc
  .tuple(fc.array(comparisons, { minLength: 1, maxLength: 3 }), fc.option(fc.nat(3)))
  .map(([named, ellipsis]) => (ellipsis === null ? named : named.toSpliced(ellipsis, 0, '...' as never)));
