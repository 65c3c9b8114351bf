import { type Call, caller } from '../collectors/calls.ts';
import { accountResources } from '../collectors/survey-account.ts';
import type { OpenSource, RunSurvey } from '../collectors/survey-run.ts';
import { Drill } from '../drill/drill.ts';
import { noiseOf } from '../drill/noise.ts';
import { joinSurvey } from '../inventory/join.ts';
import type { RecordedCall } from '../model/call.ts';
import type { Confirmations, OpenQuestion } from '../model/confirmation.ts';
import type { SampleEvents } from '../model/sample-event.ts';

/** The calls that are made for `--confirm-patterns` only. */
export const CONFIRMING_CALLS = ['logs:TestMetricFilter', 'events:TestEventPattern'] as const;

const MESSAGES_AT_ONCE = 50;

/**
 * Asks AWS whether patterns take sample events, wherever its documents leave it open, and keeps the
 * answers as evidence. Both calls only read. Nothing is asked where nothing is open.
 */
export async function confirmPatterns(survey: RunSurvey, open: OpenSource, events: SampleEvents): Promise<void> {
  const questions = openQuestions(survey, events);
  if (questions.length === 0) return;
  const opened = await open('confirmations');
  for (const batch of batches(questions)) {
    const [first] = batch;
    if (!first) continue;
    await ask(caller(opened.source, { account: first.account, region: first.region }), first, batch);
  }
  await opened.close();
}

/** What drills of all sets in all accounts leave open because of AWS's documents. */
function openQuestions(survey: RunSurvey, events: SampleEvents): readonly OpenQuestion[] {
  const asked = new Map<string, OpenQuestion>();
  const inventory = joinSurvey(survey, accountResources);
  const drill = new Drill({
    find: (link) => inventory.find(link),
    confirmed: (question) => {
      asked.set(keyOf(question), question);
      return undefined;
    },
  });
  for (const account of inventory.resources('account')) {
    for (const [id, { must, forms }] of events.sets)
      drill.drill(account, events, id, [...must, ...Object.values(forms).flat()]);
  }
  for (const filter of inventory.resources('metricFilter')) noiseOf(filter, drill, events);
  return [...asked.values()];
}

const ask = (call: Call, { kind, pattern, event }: OpenQuestion, batch: readonly OpenQuestion[]) =>
  kind === 'filter'
    ? call('logs:TestMetricFilter', { filterPattern: pattern, logEventMessages: batch.map((each) => each.event) })
    : call('events:TestEventPattern', { EventPattern: pattern, Event: event });

/** CloudWatch Logs takes up to fifty messages for one pattern, EventBridge one event. */
function batches(questions: readonly OpenQuestion[]): readonly (readonly OpenQuestion[])[] {
  const byPattern = new Map<string, OpenQuestion[]>();
  for (const question of questions) {
    const key = keyOf({ ...question, event: '' });
    const same = byPattern.get(key) ?? [];
    byPattern.set(key, same);
    same.push(question);
  }
  return [...byPattern.values()].flatMap((same) => {
    const size = same[0]?.kind === 'filter' ? MESSAGES_AT_ONCE : 1;
    return Array.from({ length: Math.ceil(same.length / size) }, (_, index) =>
      same.slice(index * size, (index + 1) * size),
    );
  });
}

/** The answers among recorded calls. */
export function confirmationsIn(calls: Iterable<RecordedCall>): Confirmations {
  const answers = new Map<string, boolean>();
  for (const { account, region, service, operation, input, output } of calls) {
    const at = { account, region };
    if (service === 'logs' && operation === 'TestMetricFilter' && output) {
      const { filterPattern: pattern, logEventMessages } = input as {
        filterPattern: string;
        logEventMessages: string[];
      };
      const { matches } = output as { matches?: readonly { eventMessage?: string }[] };
      if (!matches) continue;
      const taken = new Set(matches.map(({ eventMessage }) => eventMessage));
      for (const event of logEventMessages)
        answers.set(keyOf({ kind: 'filter', ...at, pattern, event }), taken.has(event));
    }
    if (service === 'events' && operation === 'TestEventPattern') {
      const { EventPattern: pattern, Event: event } = input as { EventPattern: string; Event: string };
      const { Result } = (output ?? {}) as { Result?: unknown };
      if (typeof Result === 'boolean') answers.set(keyOf({ kind: 'event', ...at, pattern, event }), Result);
    }
  }
  return (question) => answers.get(keyOf(question));
}

const keyOf = ({ kind, account, region, pattern, event }: OpenQuestion): string =>
  JSON.stringify([kind, account, region, pattern, event]);
