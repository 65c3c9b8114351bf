import fc from 'fast-check';
import { events, patterns } from './samples.ts';

/** A pattern as JSON and an event it may take. */
interface Case {
  readonly pattern: object;
  readonly event: object;
}

type Path = readonly string[];

const texts = fc.constantFrom('', 'a', 'b', 'ab', 'aab', 'A', 'aB', '*', 'a*b', '\\', '10.0.0.1', '10.0.1.1', '::1');
const numbers = fc.constantFrom(0, 1, -1, 1.5, 300, 5e9, 1e-6);
const values = fc.oneof({ weight: 3, arbitrary: texts }, numbers, fc.constantFrom(true, false, null));
const names = fc.constantFrom('a', 'a', 'a', 'b', 'b', '__proto__', 'constructor');

const object = (field: fc.Arbitrary<unknown>): fc.Arbitrary<object> =>
  fc
    .array(fc.tuple(names, field), { minLength: 1, maxLength: 3 })
    .map((fields) => Object.fromEntries(fields) as object);

// Arrays hold values or objects, not both: the naive evaluator takes no others.
const valueOrArray = fc.oneof(
  { weight: 4, arbitrary: values },
  fc.array(values, { maxLength: 3 }),
  fc.tuple(fc.array(values, { maxLength: 1 }), values).map(([inner, value]) => [inner, value]),
);
const smallObject = object(valueOrArray);
const objectOrArray = (inner: fc.Arbitrary<object>): fc.Arbitrary<unknown> =>
  fc.oneof(inner, { weight: 2, arbitrary: fc.array(inner, { minLength: 1, maxLength: 2 }) });
const middleObject = object(fc.oneof(valueOrArray, { weight: 2, arbitrary: objectOrArray(smallObject) }));
const smallEvents = object(fc.oneof(valueOrArray, { weight: 3, arbitrary: objectOrArray(middleObject) }));

const globs = fc.constantFrom('*', 'a*', '*b', 'a*b', '\\*', '\\\\', '', 'a', '*a*b', '10.*');
const blocks = fc.constantFrom('10.0.0.0/24', '10.0.0.0/8', '0.0.0.0/0', '::/64', '::1/128', '2001:db8::/32');
const bound = fc.tuple(fc.constantFrom('<', '<=', '>', '>='), numbers);
const listOrOne = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));
const ignoringCase = texts.map((text) => ({ 'equals-ignore-case': text }));

/** One alternative of the grammar. */
export const alternatives: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: values },
  fc.record({ prefix: fc.oneof(texts, ignoringCase) }),
  fc.record({ suffix: fc.oneof(texts, ignoringCase) }),
  ignoringCase,
  fc.record({ wildcard: globs }),
  { weight: 2, arbitrary: fc.oneof(listOrOne(texts), listOrOne(numbers)).map((but) => ({ 'anything-but': but })) },
  fc
    .oneof(
      fc.record({ prefix: listOrOne(texts) }),
      fc.record({ suffix: listOrOne(texts) }),
      fc.record({ 'equals-ignore-case': listOrOne(texts) }),
      fc.record({ wildcard: listOrOne(globs) }),
    )
    .map((but) => ({ 'anything-but': but })),
  fc
    .oneof(
      bound,
      fc.tuple(bound, bound).map((both) => both.flat()),
      numbers.map((value) => ['=', value]),
    )
    .map((numeric) => ({ numeric })),
  fc.record({ cidr: blocks }),
  { weight: 2, arbitrary: fc.record({ exists: fc.boolean() }) },
);

/** A leaf and where it goes: 0 beside `$or`, 1 and 2 in its branches, 3 and 4 in an `$or` in its first branch. */
interface Placed {
  readonly path: Path;
  readonly leaf: readonly unknown[];
  readonly slot: number;
}

const plant = (root: Map<string, unknown>, path: Path, leaf: readonly unknown[]): void => {
  const [name = '', ...rest] = path;
  const held = root.get(name);
  if (rest.length === 0) {
    if (held === undefined) root.set(name, leaf);
  } else if (held === undefined || held instanceof Map) {
    const inner = held ?? new Map<string, unknown>();
    root.set(name, inner);
    plant(inner as Map<string, unknown>, rest, leaf);
  }
};

const toJson = (tree: unknown): unknown =>
  tree instanceof Map ? Object.fromEntries([...tree].map(([name, part]) => [name, toJson(part)])) : tree;

// The same field may stand in two branches, not in two parts that must both hold.
const areApart = (one: number, other: number): boolean =>
  one !== other && one >= 1 && other >= 1 && (one === 2 || other === 2 || (one >= 3 && other >= 3));

const grow = (placed: readonly Placed[]): object => {
  const slots = [0, 1, 2, 3, 4].map(() => new Map<string, unknown>());
  const taken = new Map<string, number[]>();
  for (const { path, leaf, slot } of placed) {
    const key = JSON.stringify(path);
    const others = taken.get(key) ?? [];
    if (!others.every((other) => areApart(slot, other))) continue;
    taken.set(key, [...others, slot]);
    plant(slots[slot] as Map<string, unknown>, path, leaf);
  }
  const [beside = {}, first = {}, second = {}, third = {}, fourth = {}] = slots.map((slot) => toJson(slot) as object);
  const isFilled = (part: object) => Object.keys(part).length > 0;
  const withOr = (part: object, branches: readonly object[]): object => {
    const filled = branches.filter(isFilled);
    return filled.length >= 2 ? { ...part, $or: filled } : part;
  };
  const whole = withOr(beside, [withOr(first, [third, fourth]), second]);
  return isFilled(whole) ? whole : { a: [{ exists: false }] };
};

const slots = fc.constantFrom(0, 0, 0, 1, 1, 2, 2, 3, 4);
const leaves = (alternative: fc.Arbitrary<unknown>) => fc.array(alternative, { minLength: 1, maxLength: 3 });

const grammarPatterns = fc
  .array(
    fc.record({ path: fc.array(names, { minLength: 1, maxLength: 3 }), leaf: leaves(alternatives), slot: slots }),
    { minLength: 1, maxLength: 6 },
  )
  .map(grow);

interface FoundAt {
  readonly path: Path;
  readonly value: unknown;
}

const valuesIn = (value: unknown, path: Path = []): readonly FoundAt[] => {
  if (Array.isArray(value)) return value.flatMap((one) => valuesIn(one, path));
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([name, one]) => valuesIn(one, [...path, name]));
};

const about = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value === 'number') {
    return fc.oneof(
      fc.constantFrom(
        value,
        { numeric: ['=', value] },
        { numeric: ['>', value - 1, '<=', value] },
        { 'anything-but': value },
      ),
      fc.constantFrom({ numeric: ['<', value] }, { exists: true }, String(value)),
    );
  }
  if (typeof value !== 'string') return fc.constantFrom(value, String(value), { exists: true }, { exists: false });
  const glob = value.replaceAll(/[\\*]/g, '\\$&');
  return fc
    .nat(value.length)
    .chain((at) =>
      fc.constantFrom<unknown>(
        value,
        value.slice(0, at),
        { prefix: value.slice(0, at) },
        { suffix: value.slice(at) },
        { prefix: { 'equals-ignore-case': value.slice(0, at).toUpperCase() } },
        { suffix: { 'equals-ignore-case': value.slice(at).toUpperCase() } },
        { 'equals-ignore-case': value.toUpperCase() },
        { wildcard: `${value.slice(0, at).replaceAll(/[\\*]/g, '\\$&')}*` },
        { wildcard: glob.length > 4 ? `${glob.slice(0, 2)}*${glob.slice(-2)}` : '*' },
        { 'anything-but': [value, 'x'] },
        { 'anything-but': { prefix: value.slice(0, at) } },
        { 'anything-but': { wildcard: '*a*' } },
        { cidr: '192.0.2.0/24' },
        { cidr: '2001:db8::/48' },
        { exists: true },
        { exists: false },
      ),
    );
};

const eventsWithChanges = fc
  .tuple(fc.constantFrom(...events), fc.array(fc.tuple(fc.nat(), valueOrArray), { maxLength: 3 }))
  .map(([event, changes]) => {
    const changed = structuredClone(event);
    const places = valuesIn(changed);
    for (const [at, value] of changes) {
      const path = places[at % places.length]?.path ?? [];
      let inner: unknown = changed;
      for (const name of path.slice(0, -1))
        inner = [inner].flat().map((one) => (one as Record<string, unknown>)?.[name])[0];
      const name = path.at(-1);
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && name !== undefined) {
        (inner as Record<string, unknown>)[name] = value;
      }
    }
    return changed;
  });

const recordCases: fc.Arbitrary<Case> = eventsWithChanges.chain((event) => {
  const places = valuesIn(event);
  const placed = fc.constantFrom(...places).chain(({ path, value }) =>
    fc.record({
      path: fc.oneof(
        { weight: 9, arbitrary: fc.constant(path) },
        fc.constantFrom(path.slice(0, -1), [...path, 'x'], ['detail', 'errorCode']),
      ),
      leaf: leaves(fc.oneof({ weight: 9, arbitrary: about(value) }, alternatives)),
      slot: slots,
    }),
  );
  return fc.record({
    pattern: fc
      .array(placed, { minLength: 1, maxLength: 5 })
      .map((placed) => grow(placed.filter(({ path }) => path.length > 0))),
    event: fc.constant(event),
  });
});

// Elements and fields so alike that fields often match in different elements.
const bit = fc.constantFrom(0, 1);
const element = fc.record({ a: bit, b: bit, c: fc.array(fc.record({ a: bit, b: bit }), { maxLength: 2 }) });
const bitLeaf = fc.constantFrom<unknown[]>(
  [0],
  [1],
  [1],
  [{ 'anything-but': 0 }],
  [{ exists: true }],
  [{ numeric: ['>', 0] }],
);
const fields = (path: Path) =>
  fc.array(
    fc.record({
      path: fc
        .constantFrom('a', 'b', 'c')
        .chain((name) =>
          name === 'c' ? fc.constantFrom([...path, 'c', 'a'], [...path, 'c', 'b']) : fc.constant([...path, name]),
        ),
      leaf: bitLeaf,
      slot: slots,
    }),
    { minLength: 2, maxLength: 4 },
  );
const elementCases: fc.Arbitrary<Case> = fc.record({
  pattern: fields(['list']).map(grow),
  event: fc.record({ list: fc.array(element, { minLength: 2, maxLength: 3 }) }),
});

/** Patterns grown from the grammar and from records, with events. */
export const cases: fc.Arbitrary<Case> = fc.oneof(
  fc.record({ pattern: grammarPatterns, event: smallEvents }),
  recordCases,
  { weight: 2, arbitrary: elementCases },
  fc.record({
    pattern: fc.constantFrom(...patterns).map((text) => JSON.parse(text) as object),
    event: eventsWithChanges,
  }),
);

export { eventsWithChanges, smallEvents };
