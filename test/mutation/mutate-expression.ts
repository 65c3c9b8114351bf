import { isDeepStrictEqual } from 'node:util';
import { type ASTNode, parse, serialize } from '@marcbachmann/cel-js';
import { children } from '../../src/expressions/paths.ts';
import type { Vocabulary } from './vocabulary.ts';

/** An expression with one small thing changed. */
export interface Mutation {
  /** What was changed, as printed from the syntax tree: `bucket.days >= 30 → bucket.days > 30`, or `without a == b`. */
  readonly change: string;
  /** The whole expression after it. */
  readonly text: string;
  /** Offset into the original's text. */
  readonly start: number;
}

/** A syntax tree without the positions of cel-js's own nodes, which changed ones no longer have. */
interface Tree {
  readonly op: ASTNode['op'];
  readonly args: unknown;
}
interface Variant {
  readonly tree: Tree;
  readonly start: number;
  /** A literal says too little by itself: whatever encloses it fills this in. */
  readonly change?: string;
}

const print = (tree: Tree): string => serialize(tree as ASTNode);

/** Every expression that differs from this one in an operand, an operator or a literal. */
export function mutateExpression(text: string, vocabulary: Vocabulary): readonly Mutation[] {
  const { ast } = parse(text);
  const all = [...variants(ast, undefined, vocabulary)].map(({ tree, start, change }) => {
    const printed = print(tree);
    // cel-js prints some nested arithmetic without the parentheses it needs.
    if (!isDeepStrictEqual(bare(parse(printed).ast), bare(tree))) throw new Error(`${printed} is read differently`);
    return { change: change ?? `${print(ast)} → ${printed}`, text: printed, start };
  });
  return [...new Map(all.map((mutation) => [mutation.text, mutation])).values()];
}

function* variants(node: ASTNode, parent: ASTNode['op'] | undefined, vocabulary: Vocabulary): Generator<Variant> {
  const { start } = node.range;
  const becomes = (tree: Tree): Variant => ({ tree, start, change: `${print(node)} → ${print(tree)}` });
  switch (node.op) {
    case '&&':
    case '||':
      // A chain of the same operator is one list of operands.
      if (node.op !== parent) yield* withoutOperand(node);
      break;
    case '!_':
      yield becomes(node.args);
      break;
    case '?:':
      yield* node.args.slice(1).map(becomes);
      break;
    case 'in':
      yield becomes({ op: '!_', args: node });
      break;
    case 'rcall': {
      const [name, list, args] = node.args;
      const other = OTHER_COMPREHENSIONS[name];
      const change = `${print(list)}.${name}(…) → ${print(list)}.${other}(…)`;
      if (other !== undefined) yield { tree: { op: 'rcall', args: [other, list, args] }, start, change };
      break;
    }
    case 'list':
      yield* node.args.map((_, index) => becomes({ op: 'list', args: node.args.toSpliced(index, 1) }));
      break;
    case 'value':
      for (const value of otherValues(node.args, vocabulary)) yield { tree: literal(value), start };
      break;
    default:
      for (const op of OTHER_OPERATORS[node.op] ?? []) yield becomes({ op, args: node.args });
  }
  for (const child of children(node)) {
    for (const { change, ...variant } of durations(node, child) ?? variants(child, node.op, vocabulary)) {
      const tree = { op: node.op, args: exchanged(node.args, child, variant.tree) };
      const whole = LOGICAL.has(node.op)
        ? `${print(child)} → ${print(variant.tree)}`
        : `${print(node)} → ${print(tree)}`;
      yield { tree, start: variant.start, change: change ?? whole };
    }
  }
}

const LOGICAL: ReadonlySet<ASTNode['op']> = new Set(['&&', '||', '!_', '?:']);

/** A comparison becomes its neighbour at the boundary, and its opposite. */
const OTHER_OPERATORS: Partial<Record<ASTNode['op'], readonly ASTNode['op'][]>> = {
  '==': ['!='],
  '!=': ['=='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
};

/** One of many, or all of them. */
const OTHER_COMPREHENSIONS: Readonly<Record<string, string>> = { all: 'exists', exists: 'all' };

function otherValues(value: unknown, vocabulary: Vocabulary): readonly unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'bigint') return [value + 1n, value - 1n];
  if (typeof value === 'number') return [value + 1, value - 1];
  return typeof value === 'string' ? vocabulary(value) : [];
}

const literal = (value: unknown): Tree =>
  (typeof value === 'bigint' || typeof value === 'number') && value < 0
    ? { op: '-_', args: { op: 'value', args: -value } }
    : { op: 'value', args: value };

/** Of `duration("24h")`, a little more and a little less. */
function durations(node: ASTNode, { args, range: { start } }: ASTNode): readonly Variant[] | undefined {
  if (node.op !== 'call' || node.args[0] !== 'duration' || typeof args !== 'string') return undefined;
  const [, amount, unit] = /^(\d+)(\D+)$/.exec(args) ?? [];
  if (amount === undefined) return undefined;
  return [1, -1].map((by) => ({ tree: literal(`${Number(amount) + by}${unit}`), start }));
}

function* withoutOperand(node: ASTNode & { readonly op: '&&' | '||' }): Generator<Variant> {
  const all = operands(node, node.op);
  for (const [index, operand] of all.entries()) {
    const tree = all
      .toSpliced(index, 1)
      .reduce<Tree | undefined>((left, right) => (left ? { op: node.op, args: [left, right] } : right), undefined);
    if (tree) yield { tree, start: operand.range.start, change: `without ${print(operand)}` };
  }
}

const operands = (node: ASTNode, op: '&&' | '||'): readonly ASTNode[] =>
  node.op === op ? node.args.flatMap((each) => operands(each, op)) : [node];

const exchanged = (part: unknown, old: ASTNode, fresh: Tree): unknown => {
  if (part === old) return fresh;
  return Array.isArray(part) ? part.map((each) => exchanged(each, old, fresh)) : part;
};

/** Operators and operands alone, to compare trees by. Chains of `&&` and `||` may be built from either end. */
function bare(tree: Tree): unknown {
  if (tree.op === '&&' || tree.op === '||') return [tree.op, ...operands(tree as ASTNode, tree.op).map(bare)];
  const strip = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(strip);
    return typeof part === 'object' && part !== null && 'op' in part ? bare(part as Tree) : part;
  };
  return [tree.op, strip(tree.args)];
}
