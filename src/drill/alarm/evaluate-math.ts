import { PatternError } from '../../interpreters/pattern-error.ts';
import { around, between, exactly, holds, type Interval } from './interval.ts';
import {
  aggregate,
  type MathValue,
  mapRanges,
  mapReadings,
  operate,
  scalar,
  series,
  truth,
  UNKNOWN_SERIES,
} from './math-value.ts';
import { type MathExpression, parseMetricMath } from './metric-math.ts';
import { anyOf, MISSING, present, type Reading, UNKNOWN } from './reading.ts';

/** One item of an alarm's `Metrics`: an expression over the others, or a metric. */
export interface MathQuery {
  readonly id: string;
  readonly expression: string | undefined;
  /** In seconds, of a metric. */
  readonly period: number | undefined;
  /** What a metric gives in the period looked at; undefined where that is not known. */
  readonly reading: Reading | undefined;
}

// Deep enough for any alarm; a query that refers to itself ends there too.
const DEEPEST = 1500;
const WIDEST = 500;

/**
 * What a query answers in one period, from the readings of the metrics in that period.
 *
 * Arithmetic, comparisons, AND and OR, FILL with a number, IF, ABS, CEIL, FLOOR, PERIOD, TIME_SERIES, METRICS, and SUM,
 * AVG, MIN and MAX of several series are computed. All else gives an unknown reading: functions that look at more than
 * one period, queries (`SELECT …`), what cannot be read, what refers to itself or to nothing.
 *
 * Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics".
 */
export function evaluateMath(queries: readonly MathQuery[], id: string): Reading {
  const byId = new Map(queries.map((query) => [query.id, query]));
  const known = new Map<string, MathValue>();
  let depth = 0;

  const valueOfQuery = (name: string): MathValue => {
    const query = byId.get(name);
    const before = known.get(name);
    if (before) return before;
    if (!query) return UNKNOWN_SERIES;
    if (query.expression === undefined) return series(query.reading ?? UNKNOWN);
    const value = evaluate(parsed(query.expression));
    known.set(name, value);
    return value;
  };

  const evaluate = (expression: MathExpression): MathValue => {
    if (depth >= DEEPEST) return UNKNOWN_SERIES;
    depth += 1;
    const value = evaluateNode(expression);
    depth -= 1;
    return value;
  };

  const evaluateNode = (expression: MathExpression): MathValue => {
    switch (expression.kind) {
      case 'number':
        return scalar(exactly(expression.value));
      case 'text':
        return UNKNOWN_SERIES;
      case 'name':
        return valueOfQuery(expression.name);
      case 'negate':
        return mapRanges(evaluate(expression.of), ({ low, high }) => ({ low: -high, high: -low }));
      case 'operation':
        return operate(expression.operator, evaluate(expression.left), evaluate(expression.right));
      case 'list':
        return arrayOf(expression.items.map(evaluate));
      case 'call':
        return call(expression.name, expression.args);
      default:
        return expression satisfies never;
    }
  };

  const call = (name: string, args: readonly MathExpression[]): MathValue => {
    if (name === 'METRICS') return metrics(args);
    if (name === 'PERIOD') return periodOf(args);
    const [first, ...rest] = args.map(evaluate);
    if (!first) return UNKNOWN_SERIES;
    if (name === 'IF') return choose(first, rest);
    if (name === 'FILL') return fill(first, rest);
    if (rest.length > 0) return UNKNOWN_SERIES;
    switch (name) {
      case 'ABS':
        return mapRanges(first, absolute);
      case 'CEIL':
        return mapRanges(first, ({ low, high }) => ({ low: Math.ceil(low), high: Math.ceil(high) }));
      case 'FLOOR':
        return mapRanges(first, ({ low, high }) => ({ low: Math.floor(low), high: Math.floor(high) }));
      case 'TIME_SERIES':
        return first.kind === 'scalar' ? series(present(first.range)) : UNKNOWN_SERIES;
      case 'SUM':
      case 'AVG':
      case 'MIN':
      case 'MAX':
        // Of one series they answer a single number over all periods retrieved.
        return first.kind === 'array' ? series(aggregate(name, first.readings)) : UNKNOWN_SERIES;
      default:
        return UNKNOWN_SERIES;
    }
  };

  const metrics = (args: readonly MathExpression[]): MathValue => {
    const [part] = args;
    if (args.length > 1 || (part && part.kind !== 'text')) return UNKNOWN_SERIES;
    const text = part?.kind === 'text' ? part.text : '';
    const chosen = queries.filter((query) => query.expression === undefined && query.id.includes(text));
    return arrayOf(chosen.map((query) => valueOfQuery(query.id)));
  };

  const periodOf = ([of]: readonly MathExpression[]): MathValue => {
    const query = of?.kind === 'name' ? byId.get(of.name) : undefined;
    return query?.period === undefined ? UNKNOWN_SERIES : scalar(exactly(query.period));
  };

  const result = valueOfQuery(id);
  if (result.kind === 'series') return result.reading;
  const [only, ...others] = result.kind === 'array' ? result.readings : [];
  return only && others.length === 0 ? only : UNKNOWN;
}

/** The ids of the queries that a query is made from, its own and those of all METRICS() included. */
export function usedQueries(queries: readonly MathQuery[], id: string): ReadonlySet<string> {
  const byId = new Map(queries.map((query) => [query.id, query]));
  const used = new Set<string>([id]);
  for (const each of used) {
    const query = byId.get(each);
    if (query?.expression === undefined) continue;
    const pending = [parsed(query.expression)];
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (node.kind === 'name') used.add(node.name);
      else if (node.kind === 'list') pending.push(...node.items);
      else if (node.kind === 'negate') pending.push(node.of);
      else if (node.kind === 'operation') pending.push(node.left, node.right);
      else if (node.kind === 'call' && node.name === 'METRICS') for (const metric of queries) used.add(metric.id);
      else if (node.kind === 'call') pending.push(...node.args);
      // What could not be read may use any.
      else if (node.kind === 'text') for (const metric of queries) used.add(metric.id);
    }
  }
  return used;
}

function parsed(expression: string): MathExpression {
  try {
    return parseMetricMath(expression);
  } catch (error) {
    if (error instanceof PatternError) return { kind: 'text', text: expression };
    throw error;
  }
}

function arrayOf(values: readonly MathValue[]): MathValue {
  const readings = values.flatMap((value) => {
    if (value.kind === 'array') return value.readings;
    return [value.kind === 'series' ? value.reading : present(value.range)];
  });
  return readings.length > WIDEST ? UNKNOWN_SERIES : { kind: 'array', readings };
}

function fill(value: MathValue, [filler, ...more]: readonly MathValue[]): MathValue {
  if (filler?.kind !== 'scalar' || more.length > 0) return mapReadings(value, () => UNKNOWN);
  return mapReadings(value, ({ range, mayMiss }) => {
    if (!range) return present(filler.range);
    return present(mayMiss ? around(range, filler.range) : range);
  });
}

function absolute(range: Interval): Interval {
  const ends = between(Math.abs(range.low), Math.abs(range.high));
  return holds(range, 0) ? { ...ends, low: 0 } : ends;
}

/**
 * IF(condition, then, otherwise): dropped where the condition misses, or where it does not hold and there is no
 * `otherwise`; 0 where it holds and `then` misses (for a scalar condition AWS does not say, so that it may miss).
 */
function choose(condition: MathValue, [then, otherwise, ...more]: readonly MathValue[]): MathValue {
  const [ifTrue, ifFalse] = [then, otherwise].map(branchOf);
  if (condition.kind === 'array' || !then || !ifTrue || !ifFalse || more.length > 0) return UNKNOWN_SERIES;
  const { range, mayMiss } = condition.kind === 'scalar' ? present(condition.range) : condition.reading;
  const results: Reading[] = mayMiss ? [MISSING] : [];
  if (range && truth(range).mayHold) results.push(ifTrue, ...(ifTrue.mayMiss ? [present(exactly(0))] : []));
  if (range && truth(range).mayFail) results.push(ifFalse);
  return series(anyOf(results));
}

function branchOf(value: MathValue | undefined): Reading | undefined {
  if (!value) return MISSING;
  if (value.kind === 'array') return undefined;
  return value.kind === 'scalar' ? present(value.range) : value.reading;
}
