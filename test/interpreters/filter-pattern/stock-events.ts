import { readFileSync } from 'node:fs';
import fc from 'fast-check';

/** An event, or a part of it. */
export type Json = Record<string, unknown>;

/** The patterns of the CIS AWS Foundations Benchmark. */
export const officials: readonly string[] = (read('official-patterns.json') as { pattern: string }[]).map(
  ({ pattern }) => pattern,
);
const samples = read('cis-samples.json') as { base: Json; patches: Json[] };

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as unknown;
}

const merge = (into: Json, patch: Json): Json =>
  Object.fromEntries(
    [...new Set([...Object.keys(into), ...Object.keys(patch)])].flatMap((name) => {
      const change = patch[name];
      if (change === null) return [];
      if (change === undefined) return [[name, into[name]]];
      return [[name, isRecord(change) ? merge(isRecord(into[name]) ? into[name] : {}, change) : change]];
    }),
  );
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const frequent = fc.constantFrom<unknown>(null, true, 5, 50, 'x', 'xzy', 'x*y', '5', '404', '', 'a\\b');
const rare = fc.constantFrom<unknown>(
  false,
  0,
  -2,
  1000,
  55.5,
  'a\\\\b',
  'say "x"',
  'x y',
  '\n',
  ...'y xy yx * 50 5.0 1e3 true null Yes Root StopLogging AccessDenied ä'.split(' '),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: frequent },
    { weight: 2, arbitrary: rare },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'c.d'), tie('value'), { maxKeys: 3 }) },
  ),
}));

const member = fc.option(anyValue, { freq: 4 });
const list = fc.oneof(
  { weight: 3, arbitrary: fc.array(anyValue, { maxLength: 3 }) },
  { weight: 1, arbitrary: anyValue },
);

/** Small events, full of what patterns of the grammar ask for. */
export const smallEvent: fc.Arbitrary<Json> = fc
  .record({
    a: anyValue,
    b: anyValue,
    list,
    o: member,
    'c.d': member,
    ['__proto__']: member,
    toString: member,
    'type-x': member,
  })
  .map((members) => Object.entries(members).filter(([name, value]) => value !== null || name === 'a'))
  .map(
    (members) =>
      JSON.parse(`{${members.map(([name, value]) => `"${name}":${JSON.stringify(value)}`).join(',')}}`) as Json,
  );

const PLACES = [
  'eventName eventSource eventType errorCode errorMessage sourceIPAddress userIdentity userIdentity.type',
  'userIdentity.invokedBy additionalEventData.MFAUsed responseElements.ConsoleLogin',
].flatMap((names) => names.split(' '));
const place = (event: Json, path: string, value: unknown): Json => {
  const [name = '', ...rest] = path.split('.');
  const inner = event[name];
  return { ...event, [name]: rest.length === 0 ? value : place(isRecord(inner) ? inner : {}, rest.join('.'), value) };
};
const names = officials.join(' ').match(/[A-Za-z.*-]{4,}/g) ?? [];
/** A name or a value out of the benchmark's patterns. */
export const named = fc.constantFrom(...names);

/** Samples of CloudTrail records, some with other values in places the benchmark's patterns look at. */
export const cloudTrailEvent = fc
  .tuple(
    fc.constantFrom(...samples.patches),
    fc.array(fc.tuple(fc.constantFrom(...PLACES), fc.oneof(anyValue, named)), { maxLength: 3 }),
  )
  .map(([patch, changes]) =>
    changes.reduce((event, [path, value]) => place(event, path, value), merge(samples.base, patch)),
  );

/** Either of them. */
export const event: fc.Arbitrary<Json> = fc.oneof(smallEvent, cloudTrailEvent);

const messagePart = fc.constantFrom(
  ...'ERROR ERRORS x y xy x*y 5 404 5.0 "" "x [ [x ] a\\b a\\\\b "x"y { %'.split(' '),
  '"x y"',
  '[x y]',
  'say "x"',
);

/** Log messages with spaces, quotes and brackets in them. */
export const message: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom('', ' ', ' ', '  '), messagePart), { maxLength: 6 })
  .map((parts) => parts.flat().join(''));
