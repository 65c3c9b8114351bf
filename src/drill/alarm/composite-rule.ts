import { PatternError } from '../../interpreters/pattern-error.ts';
import { type AlarmRule, parseAlarmRule } from './alarm-rule.ts';
import type { AlarmState } from './alarm-state.ts';
import type { HopVerdict } from './hop-verdict.ts';

/**
 * Whether a composite alarm's rule comes true when the alarms of `firing` (their names and ARNs) go to ALARM. The
 * states of all other alarms are unknown: `no` when it is false whatever they are, or was true before in any case.
 *
 * That another alarm may hold the composite alarm in ALARM already is not counted: whoever is to be told has been told
 * of that one. A rule that mixes AND and OR without parentheses is read both ways, since AWS does not say which one
 * binds tighter. A rule that cannot be read is `unknown`; this never throws.
 *
 * Source: CloudWatch User Guide, "Composite alarms" (rule expressions), and API reference, PutCompositeAlarm.
 */
export function ruleTrips(alarmRule: unknown, firing: ReadonlySet<string>): HopVerdict {
  if (typeof alarmRule !== 'string') return { state: 'unknown', reason: 'its rule could not be read' };
  let rule: AlarmRule;
  try {
    rule = parseAlarmRule(alarmRule);
  } catch (error) {
    if (error instanceof PatternError)
      return { state: 'unknown', reason: `its rule could not be read: ${error.message}` };
    throw error;
  }
  const alarms = new Set(namesIn(rule));
  if (![...firing].some((name) => alarms.has(name)))
    return { state: 'no', reason: 'its rule names none of the alarms that go to ALARM' };

  const after = valueOf(rule, (name) => (firing.has(name) ? 'ALARM' : undefined));
  // Before, the alarms that are about to go to ALARM were in one of the two other states.
  const before = (['OK', 'INSUFFICIENT_DATA'] as const).map((state) =>
    valueOf(rule, (name) => (firing.has(name) ? state : undefined)),
  );
  if (before.every((value) => value === true))
    return { state: 'no', reason: 'its rule is true already before they go to ALARM' };
  const named = [...alarms].filter((name) => firing.has(name)).join(', ');
  if (after === true) return { state: 'yes', reason: `its rule is true once ${named} is in ALARM` };
  if (after === false) return { state: 'no', reason: `its rule is not true when ${named} is in ALARM` };
  const others = [...alarms].filter((name) => !firing.has(name));
  const cause =
    others.length === 0 ? 'how AND and OR without parentheses are read' : `the state of ${others.join(', ')}`;
  return { state: 'unknown', reason: `whether its rule is true depends on ${cause}` };
}

/** True, false, or undefined where it depends on what is not known. */
type Truth = boolean | undefined;

function valueOf(rule: AlarmRule, stateOf: (alarm: string) => AlarmState | undefined): Truth {
  const isIn = (alarm: string, state: AlarmState): Truth => {
    const current = stateOf(alarm);
    return current === undefined ? undefined : current === state;
  };
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return isIn(rule.alarm, rule.state);
    case 'not':
      return negated(valueOf(rule.of, stateOf));
    case 'at-least': {
      const states = rule.alarms.map((alarm) => isIn(alarm, rule.state));
      const values = rule.isNegated ? states.map(negated) : states;
      const isEnough = (count: number): boolean =>
        rule.isPercentage ? count * 100 >= rule.least * values.length : count >= rule.least;
      const sure = values.filter((value) => value === true).length;
      const possible = values.filter((value) => value !== false).length;
      return isEnough(sure) ? true : isEnough(possible) ? undefined : false;
    }
    case 'chain': {
      const values = rule.rules.map((each) => valueOf(each, stateOf));
      const [first, second] = [andFirst(values, rule.operators), inOrder(values, rule.operators)];
      return first === second ? first : undefined;
    }
    default:
      return rule satisfies never;
  }
}

const negated = (value: Truth): Truth => (value === undefined ? undefined : !value);

const and = (a: Truth, b: Truth): Truth => (a === false || b === false ? false : a && b);
const or = (a: Truth, b: Truth): Truth => (a === true || b === true ? true : a === false ? b : a);

const inOrder = (values: readonly Truth[], operators: readonly ('AND' | 'OR')[]): Truth =>
  values.slice(1).reduce((left, value, index) => (operators[index] === 'AND' ? and : or)(left, value), values[0]);

function andFirst(values: readonly Truth[], operators: readonly ('AND' | 'OR')[]): Truth {
  let result: Truth = false;
  let group = values[0];
  for (const [index, operator] of operators.entries()) {
    if (operator === 'AND') group = and(group, values[index + 1]);
    else {
      result = or(result, group);
      group = values[index + 1];
    }
  }
  return or(result, group);
}

function namesIn(rule: AlarmRule): string[] {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarm];
    case 'not':
      return namesIn(rule.of);
    case 'at-least':
      return [...rule.alarms];
    case 'chain':
      return rule.rules.flatMap(namesIn);
    default:
      return rule satisfies never;
  }
}
