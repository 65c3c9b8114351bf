import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  matchFilterPattern,
  parseFilterPattern,
  printFilterPattern,
} from '../../../src/interpreters/filter-pattern/index.ts';

/** `p` the pattern, `m` whether it matches, `t` how well that is documented: U is not at all. */
interface Vectors {
  readonly event: Record<string, unknown>;
  readonly json: readonly { readonly p: string; readonly m: boolean; readonly t: string }[];
  readonly text: readonly { readonly p: string; readonly m: boolean; readonly message: string }[];
}

const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as Vectors;
const officials = JSON.parse(readFileSync(new URL('official-patterns.json', import.meta.url), 'utf8')) as readonly {
  readonly set: string;
  readonly versions: readonly string[];
  readonly pattern: string;
}[];

describe('on the event of the vectors', () => {
  test.each(vectors.json)('$p → $m ($t)', ({ p, m, t }) => {
    const { matched, uncertain } = matchFilterPattern(p, vectors.event);
    expect(matched).toBe(m);
    expect(uncertain).toHaveLength(t.startsWith('U') ? 1 : 0);
    expect(matchFilterPattern(p, JSON.stringify(vectors.event))).toEqual({ matched, uncertain });
  });
});

test.each(vectors.text)('$p on $message → $m', ({ p, m, message }) => {
  expect(matchFilterPattern(p, message)).toEqual({ matched: m, uncertain: [] });
});

test.each(officials)('$set of $versions is read', ({ pattern }) => {
  const printed = printFilterPattern(parseFilterPattern(pattern));
  expect(printed.replaceAll(' ', '').replaceAll(/[()]/g, '')).toBe(pattern.replaceAll(' ', '').replaceAll(/[()]/g, ''));
  expect(printFilterPattern(parseFilterPattern(printed))).toBe(printed);
});
