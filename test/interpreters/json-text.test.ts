import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/interpreters/json-text.ts';
import { PatternError } from '../../src/interpreters/pattern-error.ts';

const readable = (text: string): readonly [unknown] | undefined => {
  try {
    return [JSON.parse(text)];
  } catch {
    return undefined;
  }
};

const read = (text: string): readonly [unknown] | PatternError => {
  try {
    return [readJson(text).value];
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
};

describe('positions', () => {
  const text = ' {"a": [1, {"b": null}], "a\\u0062" : "x", "d": 1, "d": [2]}';
  test.each<[readonly (string | number)[], string]>([
    [[], '{"a"'],
    [['a'], '[1, {'],
    [['a', 0], '1, {'],
    [['a', 1], '{"b"'],
    [['a', 1, 'b'], 'null'],
    [['ab'], '"x"'],
    [['d'], '[2]'],
    [['a', 7], '[1, {'],
    [['a', '0'], '[1, {'],
    [['none', 'b'], '{"a"'],
    [['constructor'], '{"a"'],
    [['__proto__'], '{"a"'],
  ])('%j begins at %s', (path, start) => {
    expect(readJson(text).positionOf(path)).toBe(text.indexOf(start));
  });
});

/** Each text has a `→` where the error is said to be. */
test.each<[string, string]>([
  ['→', 'found the end where a JSON value'],
  ['{"a":1,→}', 'a name in double quotes'],
  ['{"a" →1}', '":"'],
  ['{"a":1 →"b":2}', '"," or "}"'],
  ['[1→;2]', '"," or "]"'],
  ['[0→1]', '"," or "]"'],
  ['[→+1]', 'a JSON value'],
  ['[→.5]', 'a JSON value'],
  ['[1→.]', '"," or "]"'],
  ['[→"a', 'a JSON value'],
  ['[→"\\x"]', 'an escape that JSON does not allow'],
  ['[→"\n"]', 'that JSON does not allow'],
  ['[→NaN]', 'a JSON value'],
  ['1 →2', 'the end'],
  ['→\u00a01', 'a JSON value'],
])('%s is no JSON', (marked, reason) => {
  const text = marked.replace('→', '');
  expect(read(text)).toMatchObject({
    reason: expect.stringContaining(reason) as string,
    position: marked.indexOf('→'),
  });
});

test('names that every object has are ordinary', () => {
  const { value } = readJson('{"__proto__":{"a":1},"constructor":2}');
  expect(Object.entries(value as object)).toEqual([
    ['__proto__', { a: 1 }],
    ['constructor', 2],
  ]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test('200 levels are read, and more are refused at their place', () => {
  expect(readJson(`${'['.repeat(200)}1${']'.repeat(200)}`).value).toBeDefined();
  expect(() => readJson('[{"a":'.repeat(5000))).toThrow(
    expect.objectContaining({ reason: 'nested deeper than 200 levels', position: 600 }),
  );
});

test('long texts are read', () => {
  const long = 'a\\n'.repeat(1_000_000);
  expect(readJson(`["${long}"]`).value).toEqual([JSON.parse(`"${long}"`)]);
  const many = JSON.stringify(Array.from({ length: 100_000 }, (_none, index) => index));
  expect(readJson(many).value).toEqual(JSON.parse(many));
});

test('any JSON is read as JSON.parse reads it, with the place of every part', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 1, 2), (compact, indent) => {
      const text = JSON.stringify(JSON.parse(compact), undefined, indent);
      const json = readJson(text);
      expect(json.value).toEqual(JSON.parse(text));
      const visit = (value: unknown, path: readonly (string | number)[]): void => {
        const at = text.slice(json.positionOf(path));
        if (typeof value !== 'object' || value === null) {
          expect(at.startsWith(JSON.stringify(value))).toBe(true);
        } else if (Array.isArray(value)) {
          expect(at.startsWith('[')).toBe(true);
          for (const [index, part] of value.entries()) visit(part, [...path, index]);
        } else {
          expect(at.startsWith('{')).toBe(true);
          for (const [name, part] of Object.entries(value)) visit(part, [...path, name]);
        }
      };
      visit(json.value, []);
    }),
    { numRuns: 10_000, seed: 2026 },
  );
});

test('any text is read or refused as JSON.parse does', () => {
  const mutated = fc
    .tuple(fc.json(), fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...'{}[]",:\\ 01-.eEtfn\n\u0000\ud800'))))
    .map(([text, edits]) =>
      edits.reduce((text, [at, removed, inserted]) => {
        const index = at % (text.length + 1);
        return text.slice(0, index) + inserted + text.slice(index + removed);
      }, text),
    );
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' })), (text) => {
      const result = read(text);
      const expected = readable(text);
      if (expected) expect(result).toEqual(expected);
      else expect(result).toBeInstanceOf(PatternError);
    }),
    { numRuns: 10_000, seed: 2026 },
  );
});

test('a string of many megabytes is read', () => {
  expect(readJson(JSON.stringify('x'.repeat(20_000_000))).value).toHaveLength(20_000_000);
});
