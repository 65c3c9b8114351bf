import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  matchEventPattern,
  parseEventPattern,
  printEventPattern,
  traceEventPattern,
} from '../../../src/interpreters/event-pattern/index.ts';
import { alternatives, cases } from './generators.ts';
import { naiveAnswers } from './naive.ts';

const RUNS = { numRuns: 10_000, seed: 2026 };

test('a printed pattern reads as the same pattern and prints the same', () => {
  fc.assert(
    fc.property(cases, ({ pattern }) => {
      const read = parseEventPattern(pattern);
      const printed = printEventPattern(read);
      expect(parseEventPattern(printed)).toEqual(read);
      expect(printEventPattern(parseEventPattern(printed))).toBe(printed);
    }),
    RUNS,
  );
});

test('matching by enumeration agrees, on the answer and on whether it is in doubt', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(cases, ({ pattern, event }) => {
      const { matched, uncertain } = matchEventPattern(pattern, event);
      const [ours, ...others] = naiveAnswers(pattern, event);
      expect({ matched, isUncertain: uncertain.length > 0 }).toEqual({
        matched: ours,
        isUncertain: others.some((other) => other !== ours),
      });
      const kind = `${matched} ${uncertain.length > 0}`;
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }),
    RUNS,
  );
  // The cases are worth something only if every kind of answer is among them.
  for (const kind of ['true false', 'false false', 'true true', 'false true']) {
    expect(seen.get(kind), kind).toBeGreaterThan(100);
  }
});

interface Change {
  readonly leaf: number;
  readonly alternative: unknown;
  readonly branch: unknown;
}

const changes: fc.Arbitrary<Change> = fc.record({ leaf: fc.nat(), alternative: alternatives, branch: alternatives });

type Json = Record<string, unknown>;

const partsOf = (pattern: Json): readonly Json[] => [
  pattern,
  ...Object.values(pattern).flatMap((content) =>
    Array.isArray(content)
      ? content === pattern['$or']
        ? (content as Json[]).flatMap(partsOf)
        : []
      : partsOf(content as Json),
  ),
];

test('a further alternative or a further branch of $or loses no match, and a further field gains none', () => {
  fc.assert(
    fc.property(cases, changes, ({ pattern, event }, { leaf, alternative, branch }) => {
      const before = matchEventPattern(pattern, event);
      const certainly = (wanted: boolean, { matched, uncertain }: typeof before) =>
        matched === wanted && uncertain.length === 0;

      const wider = structuredClone(pattern) as Json;
      const leaves = partsOf(wider).flatMap((part) =>
        Object.entries(part).flatMap(([name, content]) => (Array.isArray(content) && name !== '$or' ? [content] : [])),
      );
      leaves[leaf % leaves.length]?.push(alternative);
      const or = partsOf(wider).find((part) => Object.hasOwn(part, '$or'));
      if (or) (or['$or'] as Json[]).push({ further: [branch] });
      const after = matchEventPattern(wider, event);
      if (before.matched) expect(after.matched).toBe(true);
      if (certainly(true, before)) expect(certainly(true, after)).toBe(true);

      const narrower = structuredClone(pattern) as Json;
      const parts = partsOf(narrower);
      Object.assign(parts[leaf % parts.length] ?? {}, { further: [branch] });
      const less = matchEventPattern(narrower, event);
      if (!before.matched) expect(less.matched).toBe(false);
      if (certainly(false, before)) expect(certainly(false, less)).toBe(true);
    }),
    RUNS,
  );
});

test('a trace has the answer of the match, and conditions that decide came out the same way', () => {
  fc.assert(
    fc.property(cases, ({ pattern, event }) => {
      const { match, conditions } = traceEventPattern(pattern, event);
      expect(match).toEqual(matchEventPattern(pattern, event));
      for (const { path, text, start, end, matched, uncertain, decided } of conditions) {
        if (decided) expect(matched).toBe(match.matched);
        const leaf = JSON.parse(JSON.stringify(pattern).slice(start, end)) as unknown;
        expect(text).toBe(`${path.join('.')}: ${JSON.stringify(leaf)}`);
        const alone = path.reduceRight<unknown>((inner, name) => Object.fromEntries([[name, inner]]), leaf) as object;
        expect({ matched, uncertain }).toEqual(matchEventPattern(alone, event));
      }
      if (match.matched) expect(conditions.some(({ decided }) => decided)).toBe(true);
    }),
    RUNS,
  );
});
