import type { Environment } from '@marcbachmann/cel-js';
import { fillEvent } from '../drill/fill-event.ts';
import { patternJudge } from '../drill/pattern-judge.ts';
import { matchFilterPattern, parseFilterPattern } from '../interpreters/filter-pattern/index.ts';
import { Gap } from '../model/gap.ts';
import { partitionOf } from '../model/partition.ts';
import type { Resource } from '../model/resource.ts';
import { SUBJECTS, variablesOf } from '../model/sample-event.ts';
import { someOf } from '../model/some-of.ts';
import { rawField, resourceOf, unreadableAll } from './host-read.ts';
import { evaluationUnderWay } from './touched.ts';
import type { Evidence } from './values.ts';

export const SUBSCRIPTION_READS = { feedsADestination: ['subscriptionFilters'] } as const;

const takes = patternJudge({
  kind: 'filter',
  carrier: 'subscription filter',
  parse: parseFilterPattern,
  match: matchFilterPattern,
});

/** Whether subscription filters pass everything on. */
export function registerSubscriptionFunctions(environment: Environment): void {
  environment.registerFunction('logGroup.feedsADestination(): bool', (group: Evidence): boolean => {
    const gaps: Gap[] = [];
    for (const filter of filtersOf(group)) {
      if (filter instanceof Gap) gaps.push(filter);
      else {
        const { left, open } = leftOutBy(filter, resourceOf(group));
        if (left.length > 0) continue;
        if (open.length === 0) return true;
        gaps.push(...open);
      }
    }
    return gaps.length > 0 ? unreadableAll(gaps) : false;
  });
  environment.registerFunction('logGroup.subscriptionLimits(): string', (group: Evidence): string =>
    filtersOf(group)
      .filter((filter): filter is SubscriptionFilter => !(filter instanceof Gap))
      .map((filter) => `filter ${filter.name} leaves out ${someOf(leftOutBy(filter, resourceOf(group)).left, MOST)}`)
      .join('; '),
  );
}

const MOST = 3;

interface SubscriptionFilter {
  readonly name: string;
  readonly pattern: unknown;
  readonly takesEverySource: boolean;
}

const filtersOf = (group: Evidence) => rawField(group, 'subscriptionFilters') as readonly (SubscriptionFilter | Gap)[];

/** Which of all sample events a filter does not take, and why there may be more; an empty pattern takes everything. */
function leftOutBy({ name, pattern, takesEverySource }: SubscriptionFilter, group: Resource) {
  const left = new Set<string>();
  const open = new Set<Gap>();
  if (!takesEverySource)
    open.add(
      new Gap(
        'undocumented',
        `subscription filter ${name} chooses by where events come from, or takes them transformed`,
      ),
    );
  if (pattern === '') return { left: [...left], open: [...open] };
  const { world } = evaluationUnderWay();
  for (const { title, record } of samplesFor(group)) {
    const verdict = takes({ ...group, name }, pattern, record, world);
    if (verdict.state === 'no') left.add(title);
    if (verdict.gap) open.add(verdict.gap);
  }
  return { left: [...left], open: [...open] };
}

/** Every sample event there is, as it would come up in the log group's account and region. */
function samplesFor({ account = '', region = '' }: Resource) {
  const { events } = evaluationUnderWay();
  const names = {
    ...Object.fromEntries(SUBJECTS.flatMap(variablesOf).map((variable) => [variable, 'any'])),
    account,
    region,
    partition: partitionOf(region),
  };
  const templates = [...events.sets.values()].flatMap(({ must, mustNot, may, beyond }) => [
    ...must,
    ...mustNot,
    ...may,
    ...beyond,
  ]);
  return templates.map((template) => ({ title: template.name, record: fillEvent(events, template, names) }));
}
