/** What an alarm makes of one period: a datapoint past its threshold, one within it, or none. */
export type Point = 'breaching' | 'within' | 'missing';

/** `StateValue` of an alarm. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** `TreatMissingData` of an alarm: what it makes of a period without a datapoint. */
export type Treatment = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** How an alarm counts datapoints. */
export interface Counting {
  /** How many periods it looks at. */
  readonly evaluationPeriods: number;
  /** How many of them must be breaching, from 1 to all. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: Treatment;
}

/**
 * The state of an alarm that sees the given datapoints, oldest first: its evaluation range, which is somewhat longer
 * than its evaluation periods.
 *
 * With as many real datapoints as evaluation periods the latest of them decide, and missing ones do not count. With
 * fewer, all real ones count and missing ones fill up as the alarm treats them. A single breaching datapoint, where
 * more are needed, is enough for `missing` once it is as many periods old as datapoints are needed and nothing but
 * breaching datapoints is there: the premature alarm rule. `ignore` keeps the current state then.
 *
 * Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data", with its two tables and
 * "Avoiding premature transitions to alarm state".
 */
export function alarmState(range: readonly Point[], counting: Counting, current: AlarmState): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = counting;
  const real = range.filter((point) => point !== 'missing');
  const decisive = real.slice(-evaluationPeriods);
  const breaching = decisive.filter((point) => point === 'breaching').length;
  if (breaching >= datapointsToAlarm) return 'ALARM';
  if (decisive.length === evaluationPeriods) return 'OK';

  if (treatMissingData === 'notBreaching') return 'OK';
  if (treatMissingData === 'breaching')
    return breaching + evaluationPeriods - decisive.length >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (real.length === 0) return treatMissingData === 'ignore' ? current : 'INSUFFICIENT_DATA';
  if (breaching < real.length) return 'OK';
  const age = range.length - range.indexOf('breaching');
  return treatMissingData === 'missing' && age >= datapointsToAlarm ? 'ALARM' : current;
}
