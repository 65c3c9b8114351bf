import { PatternError } from '../../interpreters/pattern-error.ts';
import type { AlarmState } from './alarm-state.ts';

/** A composite alarm's rule, read. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'not'; readonly of: AlarmRule }
  /** Rules joined by operators, as written: one operator less than rules. */
  | { readonly kind: 'chain'; readonly rules: readonly AlarmRule[]; readonly operators: readonly ('AND' | 'OR')[] }
  | {
      readonly kind: 'at-least';
      /** How many of the alarms, or how many percent. */
      readonly least: number;
      readonly isPercentage: boolean;
      readonly state: AlarmState;
      /** Whether the alarms are to be in another state than that. */
      readonly isNegated: boolean;
      readonly alarms: readonly string[];
    };

const SPACE = /\s*/y;
const WORD = /[A-Za-z_]+/y;
const NAME = /"([^"\\]*(?:\\.[^"\\]*)*)"|([^\s(),"][^\s(),]*)/sy;
const AMOUNT = /("?)(\d{1,9}(?:\.\d{1,9})?)(%?)\1(?=\s*,)/y;
const DEEPEST = 100;
const LONGEST = 10_240;

/**
 * Reads the rule of a composite alarm.
 *
 * Source: CloudWatch User Guide, "Composite alarms" (rule expressions), and API reference, PutCompositeAlarm.
 *
 * @throws PatternError where it is not one, nests deeper than 100 levels, or is longer than the 10240 characters AWS takes
 */
export function parseAlarmRule(text: string): AlarmRule {
  if (text.length > LONGEST) throw new PatternError(`longer than ${LONGEST} characters`, LONGEST, text);
  let at = 0;
  let depth = 0;

  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    pattern.lastIndex = SPACE.lastIndex;
    return pattern.exec(text) ?? undefined;
  };
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = match(pattern);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const fail = (expected: string): never => {
    const found = text.slice(at).trimStart().slice(0, 12);
    throw new PatternError(
      `found ${found ? JSON.stringify(found) : 'the end'} where ${expected} was expected`,
      at,
      text,
    );
  };
  const sign = (char: '(' | ')' | ','): void => {
    if (!take(SIGNS[char])) fail(`"${char}"`);
  };
  const name = (): string => {
    const [, quoted, bare] = take(NAME) ?? fail('the name of an alarm');
    return quoted === undefined ? (bare ?? '') : quoted.replaceAll('\\"', '"');
  };
  const state = (): AlarmState => {
    const [word = ''] = take(WORD) ?? [];
    return isState(word) ? word : fail('ALARM, OK or INSUFFICIENT_DATA');
  };

  const chain = (): AlarmRule => {
    depth += 1;
    if (depth > DEEPEST) throw new PatternError(`nested deeper than ${DEEPEST} levels`, at, text);
    const rules = [condition()];
    const operators: ('AND' | 'OR')[] = [];
    for (let word = match(WORD)?.[0]; word === 'AND' || word === 'OR'; word = match(WORD)?.[0]) {
      take(WORD);
      operators.push(word);
      rules.push(condition());
    }
    depth -= 1;
    return operators.length === 0 ? (rules[0] as AlarmRule) : { kind: 'chain', rules, operators };
  };
  const condition = (): AlarmRule => {
    let isNegated = false;
    while (match(WORD)?.[0] === 'NOT') {
      take(WORD);
      isNegated = !isNegated;
    }
    const rule = operand();
    return isNegated ? { kind: 'not', of: rule } : rule;
  };
  const operand = (): AlarmRule => {
    if (take(SIGNS['('])) {
      const inner = chain();
      sign(')');
      return inner;
    }
    const word = match(WORD)?.[0] ?? '';
    const constant = CONSTANTS.get(word.toUpperCase());
    if (constant === undefined && word !== 'AT_LEAST' && !isState(word)) return fail('a condition');
    take(WORD);
    if (constant !== undefined) return { kind: 'constant', value: constant };
    sign('(');
    const rule: AlarmRule = isState(word) ? { kind: 'state', state: word, alarm: name() } : atLeast();
    sign(')');
    return rule;
  };
  const atLeast = (): AlarmRule => {
    const [, , least, percent] = take(AMOUNT) ?? fail('a number or a percentage');
    sign(',');
    const isNegated = match(WORD)?.[0] === 'NOT' && take(WORD) !== undefined;
    const wanted = state();
    sign(',');
    sign('(');
    const alarms = [name()];
    while (take(SIGNS[','])) alarms.push(name());
    sign(')');
    return { kind: 'at-least', least: Number(least), isPercentage: percent === '%', state: wanted, isNegated, alarms };
  };

  const rule = chain();
  if (text.slice(at).trim() !== '') fail('AND, OR or the end');
  return rule;
}

const SIGNS = { '(': /\(/y, ')': /\)/y, ',': /,/y } as const;
const CONSTANTS: ReadonlyMap<string, boolean> = new Map([
  ['TRUE', true],
  ['FALSE', false],
]);

const isState = (word: string): word is AlarmState => word === 'ALARM' || word === 'OK' || word === 'INSUFFICIENT_DATA';
