import type { AlarmState, Counting, Treatment } from './alarm-state.ts';
import type { Interval } from './interval.ts';
import { memberOf, type RawObject } from './raw-object.ts';

/** How an alarm decides, whatever it watches. */
export interface AlarmSettings extends Counting {
  readonly comparison: Comparison;
  readonly threshold: number;
  /** Its state when it was read; undefined when the answer has none. */
  readonly current: AlarmState | undefined;
}

/** How a value is compared with the threshold. */
export interface Comparison {
  readonly sign: '>=' | '>' | '<' | '<=';
  readonly breaches: (value: number, threshold: number) => boolean;
}

const COMPARISONS: ReadonlyMap<unknown, Comparison> = new Map<unknown, Comparison>([
  ['GreaterThanOrEqualToThreshold', { sign: '>=', breaches: (value, threshold) => value >= threshold }],
  ['GreaterThanThreshold', { sign: '>', breaches: (value, threshold) => value > threshold }],
  ['LessThanThreshold', { sign: '<', breaches: (value, threshold) => value < threshold }],
  ['LessThanOrEqualToThreshold', { sign: '<=', breaches: (value, threshold) => value <= threshold }],
]);
const BANDS: ReadonlySet<unknown> = new Set([
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
]);
const TREATMENTS: ReadonlySet<unknown> = new Set<Treatment>(['missing', 'ignore', 'breaching', 'notBreaching']);
const STATES: ReadonlySet<unknown> = new Set<AlarmState>(['OK', 'ALARM', 'INSUFFICIENT_DATA']);
// Seven days of ten-second periods, which is more than AWS takes.
const MOST_PERIODS = 60_480;

/**
 * The settings of a metric alarm as DescribeAlarms answers it, or a clause saying why they cannot be told: a band of an
 * anomaly detector, or a member that is missing or of an odd type.
 *
 * Source: CloudWatch API reference, PutMetricAlarm and MetricAlarm.
 */
export function readSettings(alarm: RawObject): AlarmSettings | string {
  const operator = memberOf(alarm, 'ComparisonOperator');
  if (memberOf(alarm, 'ThresholdMetricId') !== undefined || BANDS.has(operator))
    return 'compares with the band of an anomaly detector, which moves with the metric';
  const comparison = COMPARISONS.get(operator);
  if (!comparison) return unreadable('ComparisonOperator');
  const threshold = memberOf(alarm, 'Threshold');
  if (typeof threshold !== 'number' || !Number.isFinite(threshold)) return unreadable('Threshold');
  const evaluationPeriods = memberOf(alarm, 'EvaluationPeriods');
  if (!isCount(evaluationPeriods, MOST_PERIODS)) return unreadable('EvaluationPeriods');
  const datapointsToAlarm = memberOf(alarm, 'DatapointsToAlarm') ?? evaluationPeriods;
  if (!isCount(datapointsToAlarm, evaluationPeriods)) return unreadable('DatapointsToAlarm');
  const treatMissingData = memberOf(alarm, 'TreatMissingData') ?? 'missing';
  if (!isTreatment(treatMissingData)) return unreadable('TreatMissingData');
  const state = memberOf(alarm, 'StateValue');
  const current = isState(state) ? state : undefined;
  return { comparison, threshold, evaluationPeriods, datapointsToAlarm, treatMissingData, current };
}

/** Whether a value of the range may breach the threshold, and whether it may be within. */
export function breachOf(
  { low, high }: Interval,
  { comparison, threshold }: AlarmSettings,
): { readonly mayBreach: boolean; readonly mayBeWithin: boolean } {
  const ends = [comparison.breaches(low, threshold), comparison.breaches(high, threshold)];
  return { mayBreach: ends.includes(true), mayBeWithin: ends.includes(false) };
}

/** The clause for a member that is missing or of an odd type. */
export const unreadable = (member: string): string => `has a ${member} that could not be read`;

const isCount = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
const isTreatment = (value: unknown): value is Treatment => TREATMENTS.has(value);
const isState = (value: unknown): value is AlarmState => STATES.has(value);
