import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleTrips } from '../../../src/drill/alarm/composite-rule.ts';
import type { HopState } from '../../../src/model/walk.ts';

const ARN = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:root usage';
const firing = new Set(['root', 'key', 'a "b"', ARN]);

test.each<[string, HopState]>([
  ['ALARM(root)', 'yes'],
  ['ALARM("root")', 'yes'],
  [' ALARM ( "root" ) ', 'yes'],
  [`ALARM("${ARN}")`, 'yes'],
  ['ALARM("a \\"b\\"")', 'yes'],
  ['(ALARM(root))', 'yes'],
  ['ALARM(root) OR ALARM(other)', 'yes'],
  ['ALARM(other) OR ALARM(root)', 'yes'],
  ['ALARM(root) AND ALARM(other)', 'unknown'],
  [Array.from({ length: 300 }, () => '(ALARM(root))').join(' OR '), 'yes'],
  ['ALARM(root) AND NOT ALARM(maintenance)', 'unknown'],
  ['ALARM(root) AND OK(other)', 'unknown'],
  ['ALARM(root) AND ALARM(key)', 'yes'],
  ['ALARM(root) AND OK(key)', 'no'],
  ['OK(root)', 'no'],
  ['INSUFFICIENT_DATA(root)', 'no'],
  ['NOT ALARM(root)', 'no'],
  ['NOT OK(root)', 'yes'],
  ['NOT NOT ALARM(root)', 'yes'],
  ['NOT (OK(root) OR INSUFFICIENT_DATA(root))', 'yes'],
  ['ALARM(root) AND TRUE', 'yes'],
  ['ALARM(root) AND FALSE', 'no'],
  ['ALARM(root) AND false', 'no'],
  ['ALARM(root) OR TRUE', 'no'],
  ['TRUE', 'no'],
  ['ALARM(other)', 'no'],
  ['ALARM(ROOT)', 'no'],
  ['ALARM("root ")', 'no'],
  ['ALARM(__proto__)', 'no'],
  ['AT_LEAST(1, ALARM, (root, other))', 'yes'],
  ['AT_LEAST(2, ALARM, (root, other))', 'unknown'],
  ['AT_LEAST(2, ALARM, (root, key, other))', 'yes'],
  ['AT_LEAST(3, ALARM, (root, key))', 'no'],
  ['AT_LEAST(50%, ALARM, (root, other))', 'yes'],
  ['AT_LEAST(51%, ALARM, (root, other))', 'unknown'],
  ['AT_LEAST("50%", ALARM, ("root", "other"))', 'yes'],
  ['AT_LEAST(1, NOT OK, (root, other))', 'yes'],
  ['AT_LEAST(1, OK, (root, key))', 'no'],
  ['AT_LEAST(0, ALARM, (root))', 'no'],
  [`AT_LEAST(1, ALARM, ("${ARN}", other)) AND NOT ALARM(root)`, 'no'],
  // Without parentheses: true whichever of AND and OR binds tighter, and not.
  ['ALARM(root) AND ALARM(key) OR ALARM(other)', 'yes'],
  ['ALARM(root) OR ALARM(other) AND FALSE', 'unknown'],
  ['FALSE AND ALARM(other) OR ALARM(root)', 'yes'],
  ['ALARM(root) OR (ALARM(other) AND FALSE)', 'yes'],
])('%.80s: %s', (rule, state) => {
  expect(ruleTrips(rule, firing)).toEqual({ state, reason: expect.any(String) });
});

test('says why', () => {
  const reason = (rule: string): string => ruleTrips(rule, firing).reason;
  expect(reason('ALARM(root) OR ALARM(other)')).toBe('its rule is true once root is in ALARM');
  expect(reason('NOT ALARM(root)')).toBe('its rule is true already before they go to ALARM');
  expect(reason('OK(root) AND ALARM(other)')).toBe('its rule is not true when root is in ALARM');
  expect(reason('ALARM(other)')).toBe('its rule names none of the alarms that go to ALARM');
  expect(reason('ALARM(root) AND OK(one) AND OK("an other")')).toBe(
    'whether its rule is true depends on the state of one, an other',
  );
  expect(reason('ALARM(root) OR ALARM(key) AND FALSE')).toBe(
    'whether its rule is true depends on how AND and OR without parentheses are read',
  );
  expect(reason('ALARM(root')).toBe(
    'its rule could not be read: found the end where ")" was expected, at character 11',
  );
});

describe('a rule that cannot be read', () => {
  test.each([
    [''],
    ['   '],
    ['root'],
    ['ALARM'],
    ['ALARM()'],
    ['ALARM(root))'],
    ['ALARM(root usage)'],
    ['ALARM("root)'],
    ['alarm(root)'],
    ['ALARM(root) XOR ALARM(key)'],
    ['ALARM(root) AND'],
    ['AND ALARM(root)'],
    ['NOT'],
    ['AT_LEAST(ALARM, (root))'],
    ['AT_LEAST(1, (root))'],
    ['AT_LEAST(1, ALARM, root)'],
    ['AT_LEAST(1, ALARM, ())'],
    ['AT_LEAST(1, BAD, (root))'],
    ['AT_LEAST(-1, ALARM, (root))'],
    ['('.repeat(5000) + 'ALARM(root)' + ')'.repeat(5000)],
    ['('.repeat(1_000_000)],
    [`ALARM(${'a'.repeat(20_000)})`],
  ])('%.40s', (rule) => {
    expect(ruleTrips(rule, firing)).toMatchObject({ state: 'unknown', reason: /^its rule could not be read/ });
  });

  test('a rule that is no text', () => {
    for (const rule of [undefined, null, 1, {}, []]) expect(ruleTrips(rule, firing).state).toBe('unknown');
  });
});

// Rules as trees, evaluated by trying every state of every alarm.
type Tree =
  | { readonly is: 'alarm'; readonly name: string; readonly state: string }
  | { readonly is: 'constant'; readonly value: boolean }
  | { readonly is: 'not'; readonly tree: Tree }
  | { readonly is: 'all' | 'some'; readonly trees: readonly Tree[] }
  | {
      readonly is: 'least';
      readonly least: number;
      readonly names: readonly string[];
      readonly state: string;
      readonly not: boolean;
    };

const NAMES = ['root', 'key', 'other', 'more'];
const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

const write = (tree: Tree): string => {
  if (tree.is === 'alarm') return `${tree.state}("${tree.name}")`;
  if (tree.is === 'constant') return tree.value ? 'TRUE' : 'FALSE';
  if (tree.is === 'not') return `NOT (${write(tree.tree)})`;
  if (tree.is === 'least')
    return `AT_LEAST(${tree.least}, ${tree.not ? 'NOT ' : ''}${tree.state}, (${tree.names.join(', ')}))`;
  return `(${tree.trees.map(write).join(tree.is === 'all' ? ' AND ' : ' OR ')})`;
};

const isTrue = (tree: Tree, states: ReadonlyMap<string, string>): boolean => {
  if (tree.is === 'alarm') return states.get(tree.name) === tree.state;
  if (tree.is === 'constant') return tree.value;
  if (tree.is === 'not') return !isTrue(tree.tree, states);
  if (tree.is === 'least')
    return tree.names.filter((name) => (states.get(name) === tree.state) !== tree.not).length >= tree.least;
  const values = tree.trees.map((each) => isTrue(each, states));
  return tree.is === 'all' ? !values.includes(false) : values.includes(true);
};

function* allStates(names: readonly string[], of: (name: string) => readonly string[]): Generator<Map<string, string>> {
  const [name, ...rest] = names;
  if (name === undefined) yield new Map();
  else
    for (const states of allStates(rest, of)) for (const state of of(name)) yield new Map([...states, [name, state]]);
}

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      is: fc.constant('alarm' as const),
      name: fc.constantFrom(...NAMES),
      state: fc.constantFrom(...STATES),
    }),
    fc.record({ is: fc.constant('constant' as const), value: fc.boolean() }),
    fc.record({
      is: fc.constant('least' as const),
      least: fc.integer({ min: 0, max: 4 }),
      names: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }),
      state: fc.constantFrom(...STATES),
      not: fc.boolean(),
    }),
    fc.record({ is: fc.constant('not' as const), tree: tie('tree') }),
    fc.record({
      is: fc.constantFrom('all' as const, 'some' as const),
      trees: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

test('never says other than every state of the other alarms does', () => {
  const ours = new Set(['root', 'key']);
  let decided = 0;
  fc.assert(
    fc.property(tree, (rule) => {
      const { state } = ruleTrips(write(rule), ours);
      const worlds = [...allStates(NAMES, (name) => (ours.has(name) ? ['ALARM'] : STATES))];
      const after = new Set(worlds.map((states) => isTrue(rule, states)));
      if (state === 'yes') expect(after).toEqual(new Set([true]));
      if (state === 'no' && after.has(true)) {
        // Then it names none of ours, or was true before, both being in one and the same other state.
        const before = ['OK', 'INSUFFICIENT_DATA'].flatMap((was) => [
          ...allStates(NAMES, (name) => (ours.has(name) ? [was] : STATES)),
        ]);
        const names = [...ours].some((name) => write(rule).includes(name));
        expect(!names || before.every((states) => isTrue(rule, states))).toBe(true);
      }
      if (state !== 'unknown') decided += 1;
    }),
    { numRuns: 10_000, seed: 2026 },
  );
  expect(decided).toBeGreaterThan(5000);
});
