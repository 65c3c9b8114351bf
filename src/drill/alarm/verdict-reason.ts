import type { AlarmSettings } from './alarm-settings.ts';
import type { Point } from './alarm-state.ts';
import type { Interval } from './interval.ts';
import type { Effect } from './one-event.ts';
import type { PublishedMetric } from './published-metric.ts';
import type { Reading } from './reading.ts';
import type { Watch } from './watch.ts';

/** What the verdict on one event rests on. */
export interface Evaluation {
  readonly settings: AlarmSettings;
  readonly watch: Watch;
  readonly metric: PublishedMetric;
  /** What the alarm sees in the event's period. */
  readonly event: Reading;
  /** The datapoints that periods without the event may give. */
  readonly around: ReadonlySet<Point>;
  /** What the event may do. */
  readonly effects: ReadonlySet<Effect>;
}

// The effect that says most comes first.
const NO_TRIP: readonly Effect[] = ['already', 'within', 'no-datapoint', 'too-few'];

/** Why an alarm does, does not, or may go to ALARM on one event: a clause such as `compares with >= 10, one event counts 1`. */
export function explain(evaluation: Evaluation): string {
  const { effects } = evaluation;
  const no = NO_TRIP.filter((effect) => effects.has(effect)).map((effect) => clauseOf(effect, evaluation));
  if (!effects.has('trips')) return no.join('; or ');
  const yes = clauseOf('trips', evaluation);
  return no.length === 0 ? yes : `may go to ALARM or not, depending on ${causesOf(evaluation)}: it ${no.join('; or ')}`;
}

function clauseOf(effect: Effect, evaluation: Evaluation): string {
  const { settings, around } = evaluation;
  const { datapointsToAlarm, treatMissingData } = settings;
  switch (effect) {
    case 'trips': {
      if (datapointsToAlarm > 1)
        return `needs ${datapointsToAlarm} breaching datapoints, but one among missing ones is enough once it is ${datapointsToAlarm} periods old`;
      const stays = treatMissingData === 'ignore' && around.has('missing');
      return stays
        ? `${comparison(evaluation)}, and it stays in ALARM while there is no data (TreatMissingData is ignore)`
        : comparison(evaluation);
    }
    case 'already':
      if (around.has('missing') && treatMissingData === 'breaching')
        return 'is in ALARM already whenever there is no data (TreatMissingData is breaching), so an event changes nothing';
      if (around.has('missing') && treatMissingData === 'ignore' && !around.has('breaching'))
        return 'is in ALARM already and stays in it while there is no data (TreatMissingData is ignore), so an event changes nothing';
      return 'is in ALARM already without the event, since the values it sees then are breaching too';
    case 'within':
      return comparison(evaluation);
    case 'no-datapoint':
      return 'gets no datapoint from the event';
    case 'too-few':
      return `needs ${datapointsToAlarm} breaching datapoints, one event makes only one`;
    default:
      return effect satisfies never;
  }
}

function comparison({ settings, watch, event }: Evaluation): string {
  const amount = event.range ? amountOf(event.range) : 'nothing';
  const counts =
    watch.statistic === undefined ? `one event makes its expression ${amount}` : `one event counts ${amount}`;
  return `compares with ${settings.comparison.sign} ${settings.threshold}, ${counts}`;
}

function amountOf({ low, high }: Interval): string {
  if (low === high) return String(low);
  const isBounded = Number.isFinite(low) && Number.isFinite(high);
  return isBounded ? `something from ${low} to ${high}` : 'an amount that is not known';
}

function causesOf({ metric, watch, settings, effects }: Evaluation): string {
  const causes: string[] = [];
  if (metric.value === 'unknown') causes.push('how CloudWatch reads the text that the event has for its value');
  if (metric.defaultValue !== undefined)
    causes.push(`the other log events around it, for which the filter publishes ${metric.defaultValue}`);
  if (watch.statistic === undefined) causes.push('what its expression gives for values that are not known or missing');
  const keepsState = settings.treatMissingData === 'ignore' && settings.current === undefined && effects.has('already');
  if (keepsState) causes.push('its state now, which was not read');
  return causes.join(' and ') || `what the statistic ${watch.statistic} gives for one value`;
}
