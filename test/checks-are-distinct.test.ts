import { fileURLToPath } from 'node:url';
import { type ASTNode, parse, serialize } from '@marcbachmann/cel-js';
import { expect, test } from 'vitest';
import { loadChecks } from '../src/catalog/load-checks.ts';
import { bundledEvents } from '../src/cli/bundled-events.ts';
import { type Check, isQuantifier } from '../src/expressions/check.ts';

const checks = await loadChecks(await bundledEvents(), fileURLToPath(new URL('../checks', import.meta.url)));

/** What a check asserts, whatever it calls its parameters and variables, and however it is spaced. */
function assertionOf({ resource, when, assertion }: Pick<Check, 'resource' | 'when' | 'assertion'>): string {
  const params: string[] = [];
  const printed = ({ text }: { readonly text: string }, variables: readonly string[] = []): string =>
    serialize(renamed(parse(text).ast, variables, params));
  const lines = [`resource ${resource}`, ...(when ? [`when ${printed(when)}`] : [])];
  if (!isQuantifier(assertion)) return [...lines, ...assertion.map(({ condition }) => printed(condition))].join('\n');
  const { kind, of, as, where, that } = assertion;
  return [
    ...lines,
    `${kind} ${printed(of)}`,
    ...(where ? [`where ${printed(where, [as])}`] : []),
    ...that.map(({ condition }) => printed(condition, [as])),
  ].join('\n');
}

/** The tree with its own names numbered: the variables by depth, the parameters by first use. */
function renamed(node: ASTNode, variables: readonly string[], params: string[]): ASTNode {
  const { op, args } = node;
  const again = (part: unknown, within = variables): unknown => {
    if (Array.isArray(part)) return part.map((each) => again(each, within));
    return typeof part === 'object' && part !== null && 'op' in part ? renamed(part as ASTNode, within, params) : part;
  };
  const as = (args: unknown): ASTNode => ({ op, args }) as ASTNode;
  if (op === 'id') {
    const depth = variables.lastIndexOf(args);
    return depth === -1 ? node : as(`v${depth}`);
  }
  if (op === '.' && args[0].op === 'id' && args[0].args === 'params') {
    if (!params.includes(args[1])) params.push(args[1]);
    return as([args[0], `p${params.indexOf(args[1])}`]);
  }
  if (op === 'rcall' && ['all', 'exists', 'exists_one', 'map', 'filter'].includes(args[0])) {
    const [name, list, [variable, ...bodies]] = args;
    const within = [...variables, ...(variable?.op === 'id' ? [variable.args] : [])];
    return as([name, again(list), [variable, ...bodies].map((each) => again(each, within))]);
  }
  return as(again(args));
}

test('there are at least 110 checks', () => {
  expect(checks.length).toBeGreaterThanOrEqual(110);
});

test('no two checks assert the same', () => {
  const byAssertion = new Map<string, string[]>();
  for (const check of checks) {
    const assertion = assertionOf(check);
    byAssertion.set(assertion, [...(byAssertion.get(assertion) ?? []), check.id]);
  }
  expect([...byAssertion.values()].filter((ids) => ids.length > 1)).toEqual([]);
});

test.each([
  ['spaces and parentheses', 'a.b&&(c.d > 1)', 'a.b && c.d > 1', true],
  ['names of parameters', 'a.b == params.days', 'a.b == params.retention', true],
  ['two parameters exchanged', 'params.x < params.y && params.x > 1', 'params.y < params.x && params.y > 1', true],
  [
    'two parameters used differently',
    'params.x < params.y && params.x > 1',
    'params.x < params.y && params.y > 1',
    false,
  ],
  ['names of variables', 'a.b.exists(t, t.c)', 'a.b.exists(trail, trail.c)', true],
  ['which of two variables is read', 'a.all(t, b.all(u, t.c))', 'a.all(t, b.all(u, u.c))', false],
  ['a name that is no variable', 'a.b', 'c.b', false],
  ['a literal', 'a.b == "x"', 'a.b == "y"', false],
])('%s', (_, one, other, isSame) => {
  const asserted = (text: string) =>
    assertionOf({ resource: 'bucket', assertion: [{ condition: { text } }] } as unknown as Check);
  expect(asserted(one) === asserted(other)).toBe(isSame);
});
