import { PatternError } from '../../interpreters/pattern-error.ts';

/** A metric math expression, read. */
export type MathExpression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly MathExpression[] }
  | { readonly kind: 'negate'; readonly of: MathExpression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly MathExpression[] }
  | {
      readonly kind: 'operation';
      readonly operator: MathOperator;
      readonly left: MathExpression;
      readonly right: MathExpression;
    };

/** An operator; AND and OR are written `&&` and `||`. */
export type MathOperator = (typeof OPERATORS)[number][number];

// From the loosest to the tightest; operators of one row go from left to right.
const OPERATORS = [
  ['||'],
  ['&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
] as const satisfies readonly (readonly string[])[];

const TOKEN =
  /\s*(?:([A-Za-z]\w*)|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|"([^"]*)"|'([^']*)'|(&&|\|\||[=!<>]=|[-+*/^<>()[\],]))/y;
const WORDS: ReadonlyMap<string, string> = new Map([
  ['AND', '&&'],
  ['OR', '||'],
]);
const DEEPEST = 100;
const LONGEST = 2048;
const UNARY_LEVEL = OPERATORS.length - 1;

interface Token {
  readonly at: number;
  readonly is: 'name' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
}

/**
 * Reads a metric math expression. Which operator binds tighter is not documented: the usual order is taken.
 *
 * Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics".
 *
 * @throws PatternError where it is not one, nests deeper than 100 levels, or is longer than the 2048 characters AWS takes
 */
export function parseMetricMath(text: string): MathExpression {
  if (text.length > LONGEST) throw new PatternError(`longer than ${LONGEST} characters`, LONGEST, text);
  const tokens = readTokens(text);
  let next = 0;
  let depth = 0;

  const peek = (): Token => tokens[next] as Token; // The last token is the end, which nobody takes.
  const fail = (expected: string): never => {
    const { at, text: found } = peek();
    throw new PatternError(`found ${found || 'the end'} where ${expected} was expected`, at, text);
  };
  const takes = (sign: string): boolean => {
    const isSign = peek().is === 'sign' && peek().text === sign;
    if (isSign) next += 1;
    return isSign;
  };
  const nested = <T>(read: () => T): T => {
    depth += 1;
    if (depth > DEEPEST) throw new PatternError(`nested deeper than ${DEEPEST} levels`, peek().at, text);
    const result = read();
    depth -= 1;
    return result;
  };
  const listUntil = (end: string): MathExpression[] => {
    const items: MathExpression[] = [];
    if (takes(end)) return items;
    do items.push(operation(0));
    while (takes(','));
    if (!takes(end)) fail(`"," or "${end}"`);
    return items;
  };

  const operation = (level: number): MathExpression => {
    if (level === UNARY_LEVEL && takes('-')) return nested(() => ({ kind: 'negate', of: operation(level) }));
    const operators = OPERATORS[level];
    if (!operators) return operand();
    let left = operation(level + 1);
    for (let operator = operators.find(takes); operator; operator = operators.find(takes))
      left = { kind: 'operation', operator, left, right: operation(level + 1) };
    return left;
  };
  const operand = (): MathExpression => {
    const { is, text: found } = peek();
    if (takes('(')) {
      const inner = nested(() => operation(0));
      return takes(')') ? inner : fail('")"');
    }
    if (takes('[')) return { kind: 'list', items: nested(() => listUntil(']')) };
    if (is !== 'name' && is !== 'number' && is !== 'text') return fail('a value');
    next += 1;
    if (is === 'number') return { kind: 'number', value: Number(found) };
    if (is === 'text') return { kind: 'text', text: found };
    return takes('(')
      ? { kind: 'call', name: found, args: nested(() => listUntil(')')) }
      : { kind: 'name', name: found };
  };

  const expression = operation(0);
  return peek().is === 'end' ? expression : fail('an operator');
}

function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const end = text.trimEnd().length;
  while (at < end) {
    TOKEN.lastIndex = at;
    const [all = '', name, number, inDouble, inSingle, sign] = TOKEN.exec(text) ?? [];
    if (all === '') throw new PatternError('found what metric math does not know', at, text);
    const word = name === undefined ? sign : WORDS.get(name);
    if (word !== undefined) tokens.push({ at, is: 'sign', text: word });
    else if (name !== undefined) tokens.push({ at, is: 'name', text: name });
    else if (number !== undefined) tokens.push({ at, is: 'number', text: number });
    else tokens.push({ at, is: 'text', text: inDouble ?? inSingle ?? '' });
    at += all.length;
  }
  tokens.push({ at, is: 'end', text: '' });
  return tokens;
}
