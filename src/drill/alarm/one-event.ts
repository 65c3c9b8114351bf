import { type AlarmState, alarmState, type Counting, type Point } from './alarm-state.ts';

/** What one event does to an alarm. */
export type Effect =
  /** It goes to ALARM. */
  | 'trips'
  /** It is in ALARM without the event, so nothing changes and nobody is told. */
  | 'already'
  /** The event's datapoint is not breaching. */
  | 'within'
  /** Where the event would give a datapoint, there is none. */
  | 'no-datapoint'
  /** One breaching datapoint is not enough. */
  | 'too-few';

// How many datapoints more than its evaluation periods an alarm looks at in AWS's examples; any number gives the same.
const FURTHER = 2;

/**
 * What one event does: `around` is each period's datapoint without it, the same in all, `event` that of its own.
 *
 * First the alarm settles without the event, from `current`; actions run only when a state changes, so that an alarm in
 * ALARM then stays silent. Then the event's datapoint grows older period by period. Only the ages at which the answer
 * can change are looked at: the first, and that at which the premature alarm rule begins to hold.
 *
 * Source: CloudWatch User Guide, "Using Amazon CloudWatch alarms" (actions run on a change of state, and only then) and
 * "Configuring how CloudWatch alarms treat missing data".
 */
export function effectOfEvent(around: Point, event: Point, counting: Counting, current: AlarmState): Effect {
  const length = counting.evaluationPeriods + FURTHER;
  const quiet = Array.from({ length }, () => around);
  let state = alarmState(quiet, counting, current);
  if (state === 'ALARM') return 'already';
  for (const age of [1, counting.datapointsToAlarm]) {
    state = alarmState(quiet.with(length - age, event), counting, state);
    if (state === 'ALARM') return 'trips';
  }
  if (event === 'breaching') return 'too-few';
  return event === 'within' ? 'within' : 'no-datapoint';
}

/**
 * Whether, of the datapoints that periods without the event may give, some count as breaching: then one event, though
 * too few where they are all alike, may be the last that an alarm needs.
 */
export const mayBreachAround = (around: ReadonlySet<Point>, { treatMissingData }: Counting): boolean =>
  around.has('breaching') || (around.has('missing') && treatMissingData === 'breaching');
