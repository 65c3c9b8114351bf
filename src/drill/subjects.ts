import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import type { Subject } from '../model/sample-event.ts';
import type { World } from '../model/world.ts';
import type { Read } from './path.ts';
import { Reads } from './reads.ts';

/** What a sample event is done to. */
export interface DrilledSubject {
  /** Nothing for the account itself. */
  readonly resource?: Resource;
  /** What `${…}` stands for, beyond account and region. */
  readonly names: Readonly<Record<string, string>>;
}

export interface Subjects {
  readonly found: readonly DrilledSubject[];
  /** Why there may be more. */
  readonly gaps: readonly Gap[];
  readonly reads: readonly Read[];
}

/** What of a kind an account owns, and its audit trail rests on. */
export function subjectsOf(account: Resource, subject: Subject, world: World): Subjects {
  if (subject === 'account') return { found: [{ names: {} }], gaps: [], reads: [] };
  const reads = new Reads(world);
  const gaps: Gap[] = [];
  const found = new Map<string, Resource>();
  for (const resource of chain(account, subject, reads, gaps)) {
    if (resource.account === account.id) found.set(resource.id, resource);
    // A bucket's owner is not in its ARN: it may be this account.
    if (resource.account === undefined) gaps.push(whyUnowned(resource));
  }
  return {
    found: [...found.values()].map((resource) => ({ resource, names: namesOf(resource, subject) })),
    gaps,
    reads: reads.list,
  };
}

const whyUnowned = ({ id, exists, fields }: Resource): Gap => {
  const gap = [exists, ...Object.values(fields)].find((value) => value instanceof Gap);
  return gap instanceof Gap ? gap : new Gap('failed', `nobody was asked whose ${id} is`);
};

const BEFORE = { metricFilter: 'logGroup', alarm: 'metricFilter', topic: 'alarm' } as const;
const LISTS = { metricFilter: 'metricFilters', alarm: 'alarms', topic: 'topics' } as const;

function chain(account: Resource, subject: Subject, reads: Reads, gaps: Gap[]): readonly Resource[] {
  const follow = (from: readonly Resource[], property: string): readonly Resource[] =>
    from.flatMap((resource) => {
      const { found, gaps: holes } = reads.targets(resource, property);
      gaps.push(...holes);
      return found;
    });
  switch (subject) {
    case 'trail':
      return follow([account], 'trails');
    case 'bucket':
    case 'key':
    case 'logGroup':
      return chain(account, 'trail', reads, gaps).flatMap((trail) => {
        const target = reads.target(trail, subject);
        if (target instanceof Gap) gaps.push(target);
        return target === undefined || target === 'dangling' || target instanceof Gap ? [] : [target];
      });
    case 'metricFilter':
    case 'alarm':
    case 'topic':
      return follow(chain(account, BEFORE[subject], reads, gaps), LISTS[subject]);
    case 'rule':
      return follow(follow([account], 'eventBuses'), 'rules').filter(
        ({ fields: { topics, eventBuses } }) => [topics, eventBuses].flat().length > 0,
      );
    default:
      return [];
  }
}

function namesOf({ id, name }: Resource, subject: Subject): Readonly<Record<string, string>> {
  const names = { [`${subject}.name`]: name, [`${subject}.arn`]: id, [`${subject}.id`]: name };
  if (subject !== 'metricFilter') return names;
  // `arn:aws:logs:region:account:log-group:NAME:metric-filter:FILTER`
  return { ...names, 'logGroup.name': id.split(':log-group:')[1]?.split(':metric-filter:')[0] ?? '' };
}
