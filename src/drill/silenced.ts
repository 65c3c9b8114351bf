import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import type { EventTemplate, Subject } from '../model/sample-event.ts';
import { no, open, type Path, type Step, step, unknown, type Verdict } from './path.ts';

const TELLING: ReadonlySet<Subject> = new Set(['logGroup', 'metricFilter', 'alarm', 'topic', 'rule']);

/**
 * The ways that are left when an event has done what it does: who is deleted tells nobody. CloudTrail
 * delivers minutes after the call, so the part of the chain is gone when the event gets there.
 */
export function* unlessSilenced(
  paths: Iterable<Path>,
  { silences }: EventTemplate,
  subject: Resource | undefined,
): Iterable<Path> {
  for (const path of paths) {
    const index = subject && silences !== 'nothing' ? path.findIndex((each) => isAbout(each, subject, silences)) : -1;
    const about = path[index];
    if (!about || !subject) yield path;
    else yield [...path.slice(0, index), silenced(about, subject, silences)];
  }
}

const isAbout = ({ kind, resource, state }: Step, subject: Resource, silences: EventTemplate['silences']): boolean =>
  state !== 'no' &&
  TELLING.has(subject.type as Subject) &&
  resource?.type === subject.type &&
  resource.id === subject.id &&
  (silences === undefined || kind === 'subscription');

const WORDS: Readonly<Record<string, string>> = { logGroup: 'log group', metricFilter: 'metric filter' };

function silence(subject: Resource, silences: EventTemplate['silences']): Verdict {
  if (silences === undefined)
    return no(`${WORDS[subject.type] ?? subject.type} ${subject.name} is what the event silences`);
  const subscriptions = subject.fields['subscriptions'];
  if (subscriptions instanceof Gap) return unknown(subscriptions);
  const all = Array.isArray(subscriptions) ? (subscriptions as readonly unknown[]) : [];
  const confirmed = all.filter((each) => (each as { readonly isConfirmed?: unknown }).isConfirmed === true);
  if (confirmed.length > 1) return { state: 'yes', text: `others are subscribed to topic ${subject.name}` };
  return all.some((each) => each instanceof Gap)
    ? open(`whether others are subscribed to topic ${subject.name} was not read`)
    : no(`the subscription that the event ends is the only one of topic ${subject.name}`);
}

const silenced = ({ kind, reads }: Step, subject: Resource, silences: EventTemplate['silences']): Step =>
  step(kind, silence(subject, silences), reads, subject);
