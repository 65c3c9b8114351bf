import type { Gap } from '../model/gap.ts';
import { partitionOf } from '../model/partition.ts';
import type { Resource } from '../model/resource.ts';
import type { EventTemplate, SampleEvents } from '../model/sample-event.ts';
import type { Drill } from './drill.ts';
import { fillEvent } from './fill-event.ts';
import type { Read, Verdict } from './path.ts';
import { Reads } from './reads.ts';

export interface Noise {
  /** Everyday events it takes, of the kinds it is there for. */
  readonly noise: readonly string[];
  readonly gaps: readonly Gap[];
  readonly reads: readonly Read[];
}

/** The everyday events a metric filter takes beside those it is there for: of each set of which it takes a required event. */
export function noiseOf(filter: Resource, drill: Drill, events: SampleEvents): Noise {
  const reads = new Reads({ find: () => 'dangling' });
  const names = {
    account: filter.account ?? '',
    organization: 'o-unknown000',
    region: filter.region ?? '',
    partition: partitionOf(filter.region ?? ''),
  };
  const gaps = new Set<Gap>();
  const noise = new Set<string>();
  const record = (template: EventTemplate) => fillEvent(events, template, names);
  const takes = (template: EventTemplate): Verdict => drill.filters.takes(filter, record(template), reads);
  const sets = [...events.sets.values()].filter(({ subject }) => subject === 'account');
  const wanted = requiredRecords(events);
  for (const { must, mustNot } of sets) {
    const wants = must.map(takes);
    const isThereFor = wants.some(({ state }) => state === 'yes');
    if (wants.every(({ state }) => state === 'no')) continue;
    for (const template of mustNot) {
      const { state, gap } = takes(template);
      if (state === 'no' || wanted.has(JSON.stringify(template.record))) continue;
      if (state === 'yes' && isThereFor) noise.add(template.name);
      else for (const reason of [gap, ...wants.map((each) => each.gap)]) if (reason) gaps.add(reason);
    }
  }
  return { noise: [...noise], gaps: [...gaps], reads: reads.list };
}

const required = new WeakMap<SampleEvents, ReadonlySet<string>>();

/** What some set requires is no noise to any: a filter on policies may be there for new users too. */
function requiredRecords(events: SampleEvents): ReadonlySet<string> {
  const known =
    required.get(events) ??
    new Set([...events.sets.values()].flatMap(({ must }) => must.map(({ record }) => JSON.stringify(record))));
  required.set(events, known);
  return known;
}
