import { describe, expect, test } from 'vitest';
import type { Ask } from '../../src/catalog/select-checks.ts';
import { variantsOf } from '../../src/engine/variants.ts';
import type { Check, ParameterValue } from '../../src/expressions/check.ts';

const check = (id: string, params: Check['params'] = {}): Check => ({ id, params }) as Check;
const int = (value: number) => ({ type: 'int', default: value, description: 'A number.' }) as const;
const lasting = check('lasting', { days: int(30), hours: int(24) });
const plain = check('plain');

const ask = (profile: string, of: Check, parameters: Readonly<Record<string, ParameterValue>> = {}): Ask => ({
  profile,
  check: of,
  parameters,
});
const shown = (...asks: readonly Ask[]) =>
  variantsOf(asks).map(({ check: { id }, params, own, profiles }) => [id, params, own, profiles]);

describe('what is asked is judged once', () => {
  test('whoever asks for it', () => {
    expect(shown(ask('b', plain), ask('a', plain), ask('a', plain))).toEqual([['plain', {}, undefined, ['b', 'a']]]);
  });

  test('when the values are the same, set or not', () => {
    expect(shown(ask('a', lasting), ask('b', lasting, { days: 30 }))).toEqual([
      ['lasting', { days: 30, hours: 24 }, undefined, ['a', 'b']],
    ]);
  });

  test('when they differ in parameters that the check does not have', () => {
    expect(shown(ask('a', plain, { days: 1 }), ask('b', plain, { days: 2 }))).toHaveLength(1);
  });
});

describe('a check that is asked with different values', () => {
  const both = [ask('a', lasting, { days: 90 }), ask('b', lasting, { days: 365 }), ask('c', plain)];

  test('is judged once for each, told apart by what differs', () => {
    expect(shown(...both)).toEqual([
      ['lasting', { days: 365, hours: 24 }, { days: 365 }, ['b']],
      ['lasting', { days: 90, hours: 24 }, { days: 90 }, ['a']],
      ['plain', {}, undefined, ['c']],
    ]);
  });

  test('comes out the same in whatever order it is asked', () => {
    expect(shown(...both.toReversed())).toEqual(shown(...both));
  });

  test('differs within one profile, too, when controls set their own', () => {
    expect(shown(ask('a', lasting), ask('a', lasting, { days: 90 })).map(([, , own]) => own)).toEqual([
      { days: 30 },
      { days: 90 },
    ]);
  });

  test('keeps every value apart that differs between any two', () => {
    const own = shown(ask('a', lasting), ask('b', lasting, { days: 90 }), ask('c', lasting, { hours: 6 })).map(
      ([, , values]) => values,
    );
    expect(own).toEqual([
      { days: 30, hours: 24 },
      { days: 30, hours: 6 },
      { days: 90, hours: 24 },
    ]);
  });
});
