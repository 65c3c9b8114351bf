import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateMath, type MathQuery } from '../../../src/drill/alarm/evaluate-math.ts';
import { exactly } from '../../../src/drill/alarm/interval.ts';
import { parseMetricMath } from '../../../src/drill/alarm/metric-math.ts';
import { MISSING, present, type Reading, UNKNOWN } from '../../../src/drill/alarm/reading.ts';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';

const metric = (id: string, reading?: Reading): MathQuery => ({ id, expression: undefined, period: 300, reading });
const read = (expression: string, m1: Reading = present(exactly(4))): Reading =>
  evaluateMath([{ id: 'e1', expression, period: undefined, reading: undefined }, metric('m1', m1), metric('m2')], 'e1');
const range = (low: number, high: number, mayMiss = false): Reading => ({ range: { low, high }, mayMiss });

describe('with the metric at 4 and another one unknown', () => {
  test.each<[string, number]>([
    ['m1', 4],
    ['m1+1', 5],
    ['m1 - 1', 3],
    ['-m1', -4],
    ['2 * m1 ^ 2', 32],
    ['-m1 ^ 2', -16],
    ['10 - 2 - m1', 4],
    ['m1 / 8 / 2', 0.25],
    ['(m1 + 2) * 3', 18],
    ['m1 * 1e2', 400],
    ['m1 > 3', 1],
    ['m1 >= 5', 0],
    ['m1 == 4', 1],
    ['m1 != 4', 0],
    ['m1 < 5 AND m1 > 3', 1],
    ['m1 < 4 || m1 > 4', 0],
    ['m1 > 9 && m2 > 0', 0],
    ['m1 > 3 OR m2 > 0', 1],
    ['ABS(-m1)', 4],
    ['CEIL(m1 / 3)', 2],
    ['FLOOR(m1 / 3)', 1],
    ['FILL(m1, 0)', 4],
    ['m1 / PERIOD(m1)', 4 / 300],
    ['TIME_SERIES(7)', 7],
    ['SUM([m1, m1, 1])', 9],
    ['AVG([m1, 2])', 3],
    ['MIN([m1, 3])', 3],
    ['MAX([m1, 3])', 4],
    ['SUM(METRICS("m1"))', 4],
    ['SUM([m1, 1] * 2)', 10],
    ['SUM(2 * [m1, [m1, 1]])', 18],
    ['IF(m1 > 3, 10, 20)', 10],
    ['IF(m1 > 4, 10, 20)', 20],
    ['IF(m1, m1, 0)', 4],
    ['IF(1, m1, m2)', 4],
  ])('%s is %d', (expression, value) => {
    expect(read(expression)).toEqual(range(value, value));
  });

  test.each<[string, Reading]>([
    ['m2', UNKNOWN],
    ['m1 + m2', range(-Infinity, Infinity)],
    ['m2 > 0', range(0, 1, true)],
    ['m1 * 0 + (m2 > 0)', range(0, 1)],
    ['m1 == m2', range(0, 1)],
    ['FILL(m2, 0) > 0', range(0, 1)],
    ['IF(m2 > 0, m1)', { range: { low: 4, high: 4 }, mayMiss: true }],
    ['IF(m2 > 0, m1, 0)', range(0, 4, true)],
    ['IF(m1 > 9, m1)', MISSING],
    ['m1 / 0', MISSING],
    ['m1 / (m1 - 4)', MISSING],
    ['MIN([m1, FILL(m2, 0)])', range(-Infinity, 4)],
    ['ABS(m2)', range(0, Infinity, true)],
  ])('%s', (expression, reading) => {
    expect(read(expression)).toEqual(reading);
  });

  test.each([
    ['SUM(m1)'],
    ['AVG(m1) + m1'],
    ['DIFF(m1)'],
    ['RATE(m1)'],
    ['RUNNING_SUM(m1)'],
    ['FILL(m1, m2)'],
    ['FILL(m1, LINEAR)'],
    ['METRICS()'],
    ['[m1, m2]'],
    ['[m1] + [m1]'],
    ['SUM(METRICS("x"))'],
    ['7'],
    ['m3'],
    ['e1'],
    ['"m1"'],
    ['IF([m1], 1, 0)'],
    ['toString(m1)'],
    ['constructor'],
    ['ANOMALY_DETECTION_BAND(m1, 2)'],
    ['m1 +'],
    ['m1 % 2'],
    ['SELECT AVG(x) FROM y'],
  ])('nothing is known of %s', (expression) => {
    expect(read(expression).range).toEqual({ low: -Infinity, high: Infinity });
  });
});

describe('without a datapoint', () => {
  test.each<[string, Reading]>([
    ['m1', MISSING],
    ['-m1', MISSING],
    ['FILL(m1, 0)', range(0, 0)],
    ['m1 + 1', range(1, 1, true)],
    ['2 * m1', range(0, 0, true)],
    ['m1 + TIME_SERIES(1)', range(1, 1)],
    ['m1 / m1', MISSING],
    ['m1 / 0', MISSING],
    ['IF(m1, 1, 0)', MISSING],
    ['SUM([m1, m1])', range(0, 0, true)],
    ['SUM([m1, 2])', range(2, 2)],
    ['MAX([m1, -2])', range(-2, 0)],
  ])('%s', (expression, reading) => {
    expect(read(expression, MISSING)).toEqual(reading);
  });
});

test('an expression over many others does not take long, or too deep', () => {
  const query = (id: string, expression: string): MathQuery => ({
    id,
    expression,
    period: undefined,
    reading: undefined,
  });
  const doubling = Array.from({ length: 99 }, (_, at) => query(`e${at}`, `[e${at + 1}, e${at + 1}]`));
  expect(evaluateMath([...doubling, metric('e99', present(exactly(1)))], 'e0')).toEqual(UNKNOWN);
  const long = Array.from({ length: 99 }, (_, at) => query(`e${at}`, `${'1+'.repeat(900)}e${at + 1}`));
  expect(evaluateMath([...long, metric('e99', present(exactly(1)))], 'e0').range).toBeDefined();
  const left = Array.from({ length: 99 }, (_, at) => query(`e${at}`, `e${at + 1}${'+1'.repeat(900)}`));
  expect(evaluateMath([...left, metric('e99', present(exactly(1)))], 'e0').range).toBeDefined();
  const circle = [query('e0', `e1${'+e1'.repeat(50)}`), query('e1', `e0${'+e0'.repeat(50)}`)];
  expect(evaluateMath(circle, 'e0').range).toEqual({ low: -Infinity, high: Infinity });
});

test.each([['('.repeat(1000)], ['-'.repeat(2000)], ['1+'.repeat(2000)], ['[['], ['m1 m2'], ['1..2'], ['IF(m1,']])(
  'refuses %.20s',
  (expression) => {
    expect(() => parseMetricMath(expression)).toThrow(PatternError);
  },
);

// Expressions as trees, computed with numbers in one world after the other. null stands for no datapoint.
type Tree =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'metric'; readonly name: 'm1' | 'm2' }
  | { readonly is: 'two'; readonly sign: string; readonly trees: readonly [Tree, Tree] }
  | {
      readonly is: 'scaled';
      readonly sign: string;
      readonly tree: Tree;
      readonly by: number;
      readonly isFirst: boolean;
    }
  | { readonly is: 'call'; readonly name: string; readonly tree: Tree }
  | { readonly is: 'list'; readonly name: string; readonly trees: readonly Tree[] }
  | { readonly is: 'if'; readonly trees: readonly [Tree, Tree, Tree] }
  | { readonly is: 'fill'; readonly tree: Tree; readonly value: number };

interface World {
  readonly m1: number | null;
  readonly m2: number | null;
  /** Whether an operation on nothing gives nothing; else it takes zeros. */
  readonly isStrict: boolean;
}

const write = (tree: Tree): string => {
  if (tree.is === 'number') return `TIME_SERIES(${tree.value})`;
  if (tree.is === 'metric') return tree.name;
  if (tree.is === 'two') return `(${tree.trees.map(write).join(` ${tree.sign} `)})`;
  if (tree.is === 'scaled')
    return tree.isFirst
      ? `(${tree.by} ${tree.sign} ${write(tree.tree)})`
      : `(${write(tree.tree)} ${tree.sign} ${tree.by})`;
  if (tree.is === 'call') return `${tree.name}(${write(tree.tree)})`;
  if (tree.is === 'list') return `${tree.name}([${tree.trees.map(write).join(',')}])`;
  if (tree.is === 'if') return `IF(${tree.trees.map(write).join(', ')})`;
  return `FILL(${write(tree.tree)}, ${tree.value})`;
};

const SIGNS: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  AND: (a, b) => a !== 0 && b !== 0,
  OR: (a, b) => a !== 0 || b !== 0,
};

const compute = (tree: Tree, world: World): number | null => {
  switch (tree.is) {
    case 'number':
      return tree.value;
    case 'metric':
      return world[tree.name];
    case 'two': {
      const [a, b] = [compute(tree.trees[0], world), compute(tree.trees[1], world)];
      if (a === null && b === null && world.isStrict) return null;
      if (tree.sign === '/' && (b ?? 0) === 0) return null;
      return Number(SIGNS[tree.sign]?.(a ?? 0, b ?? 0));
    }
    case 'scaled': {
      const value = compute(tree.tree, world);
      if (value === null && world.isStrict) return null;
      const [a, b] = tree.isFirst ? [tree.by, value ?? 0] : [value ?? 0, tree.by];
      return tree.sign === '/' && b === 0 ? null : Number(SIGNS[tree.sign]?.(a, b));
    }
    case 'call': {
      const value = compute(tree.tree, world);
      if (value === null) return null;
      return tree.name === 'ABS' ? Math.abs(value) : tree.name === 'CEIL' ? Math.ceil(value) : Math.floor(value);
    }
    case 'list': {
      const all = tree.trees.map((each) => compute(each, world));
      if (all.every((value) => value === null)) return null;
      const values = world.isStrict ? all.filter((value) => value !== null) : all.map((value) => value ?? 0);
      const sum = values.reduce((total, value) => total + value, 0);
      if (tree.name === 'SUM') return sum;
      if (tree.name === 'AVG') return sum / values.length;
      return tree.name === 'MIN' ? Math.min(...values) : Math.max(...values);
    }
    case 'if': {
      const [condition, then, otherwise] = tree.trees.map((each) => compute(each, world));
      if (condition === null || condition === undefined) return null;
      return condition === 0 ? (otherwise ?? null) : (then ?? 0);
    }
    case 'fill':
      return compute(tree.tree, world) ?? tree.value;
  }
};

const small = fc.integer({ min: -3, max: 3 });
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      is: fc.constant('metric' as const),
      name: fc.constantFrom('m1' as const, 'm1' as const, 'm2' as const),
    }),
    fc.record({ is: fc.constant('number' as const), value: fc.nat({ max: 4 }) }),
    fc.record({
      is: fc.constant('two' as const),
      sign: fc.constantFrom(...Object.keys(SIGNS)),
      trees: fc.tuple(tie('tree'), tie('tree')),
    }),
    fc.record({
      is: fc.constant('scaled' as const),
      sign: fc.constantFrom(...Object.keys(SIGNS)),
      tree: tie('tree'),
      by: fc.nat({ max: 3 }),
      isFirst: fc.boolean(),
    }),
    fc.record({ is: fc.constant('call' as const), name: fc.constantFrom('ABS', 'CEIL', 'FLOOR'), tree: tie('tree') }),
    fc.record({
      is: fc.constant('list' as const),
      name: fc.constantFrom('SUM', 'AVG', 'MIN', 'MAX'),
      trees: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ is: fc.constant('if' as const), trees: fc.tuple(tie('tree'), tie('tree'), tie('tree')) }),
    fc.record({ is: fc.constant('fill' as const), tree: tie('tree'), value: fc.nat({ max: 4 }) }),
  ),
}));

test('what an expression gives in any world is within its reading', () => {
  fc.assert(
    fc.property(
      tree,
      fc.option(small),
      fc.array(fc.option(fc.oneof(small, fc.double({ noNaN: true, min: -1e6, max: 1e6 }))), { maxLength: 4 }),
      (expression, m1, others) => {
        const { range: found, mayMiss } = read(write(expression), m1 === null ? MISSING : present(exactly(m1)));
        for (const m2 of [null, 0, ...others]) {
          for (const isStrict of [true, false]) {
            const value = compute(expression, { m1, m2, isStrict });
            if (value === null) expect(mayMiss).toBe(true);
            else {
              // Sums may round differently from another order.
              const slack = 1e-6 * (1 + Math.abs(value));
              expect(found?.low).toBeLessThanOrEqual(value + slack);
              expect(found?.high).toBeGreaterThanOrEqual(value - slack);
            }
          }
        }
      },
    ),
    { numRuns: 10_000, seed: 2026 },
  );
});
