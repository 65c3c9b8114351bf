import type { Steps } from '../steps.ts';
import { matchArn } from './arn.ts';
import type { Known } from './context.ts';
import { matchGlob } from './glob.ts';
import { isInRange } from './ip-address.ts';
import { type Resolved, resolve, type Template } from './template.ts';
import type { Truth } from './truth.ts';

/** How a request's value compares with a value of the policy. */
type Compare = (value: string, template: Template, known: Known, steps: Steps) => Truth;

/** A condition operator without its set qualifier and `IfExists`. */
export interface Operator {
  readonly compare: Compare;
  /** Holds where the comparison with every value fails, and where the key is missing. */
  readonly isNegated: boolean;
  /** What it compares: texts, ARNs, addresses, or other values such as numbers and dates. */
  readonly of: 'text' | 'arn' | 'address' | 'value';
  readonly wildcards: boolean;
  readonly variables: boolean;
}

const compareText: Compare = (value, template, known, steps) =>
  matchResolved(resolve(template, known, steps), value, steps);

const compareTextIgnoringCase: Compare = (value, template, known, steps) => {
  const { glob, open } = resolve(template, known, steps);
  const lower = glob.map((token) => (typeof token === 'string' ? token.toLowerCase() : token));
  return matchResolved({ glob: lower, open }, value.toLowerCase(), steps);
};

const matchResolved = ({ glob, open }: Resolved, value: string, steps: Steps): Truth =>
  matchGlob(glob, value, steps) && (open ? 'unknown' : true);

/** A comparison of two values that are read first; unknown where one of them cannot be read. */
const reading =
  <Value>(read: (text: string) => Value | undefined, holds: (value: Value, wanted: Value) => boolean): Compare =>
  (value, template, _known, steps) => {
    steps.take(value.length + template.text.length);
    const [left, right] = [read(value), read(template.text)];
    return left === undefined || right === undefined ? 'unknown' : holds(left, right);
  };

// Past 15 digits a number may not come through exactly.
const readNumber = (text: string): number | undefined =>
  text.length <= 15 && /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;

const DATE = /^\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?)?$/;

// A year alone could also be seconds since 1970; so could 13 digits be milliseconds.
const readDate = (text: string): number | undefined => {
  if (/^\d{5,11}$/.test(text)) return Number(text) * 1000;
  if (text.length > 40 || !DATE.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
};

const readBool = (text: string): boolean | undefined => (text === 'true' ? true : text === 'false' ? false : undefined);

const compareBinary: Compare = (value, { text }, _known, steps) => {
  steps.take(value.length + text.length);
  if (value === text) return true;
  return isBase64(value) && isBase64(text) ? false : 'unknown';
};

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);

const compareAddress: Compare = (value, { text }, _known, steps) => {
  steps.take(value.length + text.length);
  return isInRange(value, text);
};

const text = { of: 'text', variables: true, wildcards: false } as const;
const like = { of: 'text', variables: true, wildcards: true } as const;
const arn = { of: 'arn', variables: true, wildcards: true } as const;
const address = { of: 'address', variables: false, wildcards: false } as const;
const plain = { of: 'value', variables: false, wildcards: false } as const;
const isEqual = (left: number | boolean, right: number | boolean): boolean => left === right;

/**
 * The condition operators, by name.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators". It writes the names in this case only;
 * whether another case is understood is not documented. `Null` is not among them: it looks at the key, not at values.
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['StringEquals', { ...text, isNegated: false, compare: compareText }],
  ['StringNotEquals', { ...text, isNegated: true, compare: compareText }],
  ['StringEqualsIgnoreCase', { ...text, isNegated: false, compare: compareTextIgnoringCase }],
  ['StringNotEqualsIgnoreCase', { ...text, isNegated: true, compare: compareTextIgnoringCase }],
  ['StringLike', { ...like, isNegated: false, compare: compareText }],
  ['StringNotLike', { ...like, isNegated: true, compare: compareText }],
  ['ArnEquals', { ...arn, isNegated: false, compare: matchArnValue }],
  ['ArnNotEquals', { ...arn, isNegated: true, compare: matchArnValue }],
  ['ArnLike', { ...arn, isNegated: false, compare: matchArnValue }],
  ['ArnNotLike', { ...arn, isNegated: true, compare: matchArnValue }],
  ['NumericEquals', { ...plain, isNegated: false, compare: reading(readNumber, isEqual) }],
  ['NumericNotEquals', { ...plain, isNegated: true, compare: reading(readNumber, isEqual) }],
  ['NumericLessThan', { ...plain, isNegated: false, compare: reading(readNumber, (left, right) => left < right) }],
  [
    'NumericLessThanEquals',
    { ...plain, isNegated: false, compare: reading(readNumber, (left, right) => left <= right) },
  ],
  ['NumericGreaterThan', { ...plain, isNegated: false, compare: reading(readNumber, (left, right) => left > right) }],
  [
    'NumericGreaterThanEquals',
    { ...plain, isNegated: false, compare: reading(readNumber, (left, right) => left >= right) },
  ],
  ['DateEquals', { ...plain, isNegated: false, compare: reading(readDate, isEqual) }],
  ['DateNotEquals', { ...plain, isNegated: true, compare: reading(readDate, isEqual) }],
  ['DateLessThan', { ...plain, isNegated: false, compare: reading(readDate, (left, right) => left < right) }],
  ['DateLessThanEquals', { ...plain, isNegated: false, compare: reading(readDate, (left, right) => left <= right) }],
  ['DateGreaterThan', { ...plain, isNegated: false, compare: reading(readDate, (left, right) => left > right) }],
  ['DateGreaterThanEquals', { ...plain, isNegated: false, compare: reading(readDate, (left, right) => left >= right) }],
  ['Bool', { ...plain, isNegated: false, compare: reading(readBool, isEqual) }],
  ['BinaryEquals', { ...plain, isNegated: false, compare: compareBinary }],
  ['IpAddress', { ...address, isNegated: false, compare: compareAddress }],
  ['NotIpAddress', { ...address, isNegated: true, compare: compareAddress }],
]);

function matchArnValue(value: string, template: Template, known: Known, steps: Steps): Truth {
  return matchArn(template, value, known, steps);
}
