import { type AlarmSettings, breachOf, readSettings } from './alarm-settings.ts';
import type { Point } from './alarm-state.ts';
import type { HopVerdict } from './hop-verdict.ts';
import { effectOfEvent, mayBreachAround } from './one-event.ts';
import type { PublishedMetric } from './published-metric.ts';
import { asObject, memberOf, type RawObject } from './raw-object.ts';
import type { Reading } from './reading.ts';
import { situationsOf } from './situation.ts';
import { isPercentile } from './statistic.ts';
import { type Evaluation, explain } from './verdict-reason.ts';
import { readWatch, type Watch } from './watch.ts';

/**
 * Whether one event, published to the metric, makes an alarm (as DescribeAlarms answers it) go to ALARM.
 *
 * It is `yes` only when it does however many other log events there are, and `no` only when it never does. An alarm that
 * is in ALARM without the event is a `no`, also when the event ends the alarm for a while. Whether the alarm then tells
 * anybody is not looked at here.
 *
 * Malformed members, bands of anomaly detectors, PromQL and composite alarms are `unknown`; this never throws.
 *
 * Source: CloudWatch User Guide, "Using Amazon CloudWatch alarms" and "Configuring how CloudWatch alarms treat missing
 * data"; API reference, MetricAlarm.
 */
export function tripsOnOneEvent(alarm: unknown, metric: PublishedMetric): HopVerdict {
  const raw = asObject(alarm);
  if (!raw) return unknown('could not be read');
  if (memberOf(raw, 'AlarmRule') !== undefined) return unknown('is a composite alarm: its rule decides');
  if (memberOf(raw, 'EvaluationCriteria') !== undefined)
    return unknown('is decided by a query, which is not evaluated here');
  const watch = readWatch(raw, metric);
  if ('state' in watch) return watch;
  const settings = readSettings(raw);
  if (typeof settings === 'string') return unknown(settings);
  if (memberOf(raw, 'EvaluationState') === 'EVALUATION_ERROR')
    return unknown('cannot be evaluated as it is configured (EvaluationState is EVALUATION_ERROR)');
  return lowSamples(raw, watch, metric) ?? verdictOf(evaluate(settings, watch, metric), raw);
}

function evaluate(settings: AlarmSettings, watch: Watch, metric: PublishedMetric): Evaluation {
  const event = watch.see('event');
  const others = situationsOf(metric).filter((situation) => situation !== 'event');
  const around = new Set(others.flatMap((situation) => pointsOf(watch.see(situation), settings)));
  const ofEvent = new Set(pointsOf(event, settings));
  // Only an alarm that keeps its state while data is missing is still in the state it was read in.
  const states = settings.current ? [settings.current] : (['INSUFFICIENT_DATA', 'ALARM'] as const);
  const effects = new Set(
    [...around].flatMap((each) =>
      [...ofEvent].flatMap((point) => states.map((state) => effectOfEvent(each, point, settings, state))),
    ),
  );
  if (effects.has('too-few') && mayBreachAround(around, settings)) effects.add('trips');
  return { settings, watch, metric, event, around, effects };
}

function pointsOf({ range, mayMiss }: Reading, settings: AlarmSettings): Point[] {
  const points: Point[] = mayMiss ? ['missing'] : [];
  const { mayBreach = false, mayBeWithin = false } = range ? breachOf(range, settings) : {};
  if (mayBreach) points.push('breaching');
  if (mayBeWithin) points.push('within');
  return points;
}

function verdictOf(evaluation: Evaluation, alarm: RawObject): HopVerdict {
  const { effects, settings, watch } = evaluation;
  const reason = explain(evaluation);
  if (!effects.has('trips')) return { state: 'no', reason };
  if (effects.size > 1) return unknown(reason);
  const window = asObject(memberOf(alarm, 'EvaluationWindow'));
  if (settings.datapointsToAlarm > 1 && window && memberOf(window, 'WallClockWindow') !== undefined)
    return unknown(`${reason}; whether that holds too for windows that follow the clock, AWS does not say`);
  if (settings.evaluationPeriods === 1 && watch.fillsMinutes)
    return unknown(`${reason}; but FILL may give the latest minute its value before the event is counted`);
  return { state: 'yes', reason };
}

// A percentile is significant from 10 / (1 - percentile) values on, and never of one value.
// Source: CloudWatch User Guide, "Percentile-based CloudWatch alarms and low data samples".
function lowSamples(alarm: RawObject, { statistic = '' }: Watch, metric: PublishedMetric): HopVerdict | undefined {
  if (memberOf(alarm, 'EvaluateLowSampleCountPercentile') !== 'ignore' || !isPercentile(statistic)) return undefined;
  const reason = `does not change its state on few values (EvaluateLowSampleCountPercentile is ignore), and one event is one value`;
  return metric.defaultValue === undefined
    ? { state: 'no', reason }
    : unknown(`${reason}; the filter's default value may add enough`);
}

const unknown = (reason: string): HopVerdict => ({ state: 'unknown', reason });
