import type { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { collectBucket } from './bucket.ts';
import type { Context } from './context.ts';
import { collectForwardedBus } from './event-bus.ts';
import { collectKey } from './key.ts';
import { collectLogGroup } from './log-group.ts';
import { collectRole } from './role.ts';
import { collectTopic } from './topic.ts';

/** What links lead to, once it was looked at. */
export interface Followed {
  readonly resources: Resource[];
  /** `type id` of targets that do not exist. */
  readonly dangling: Set<string>;
  /** Why there may be more of a type than were seen. */
  readonly holes: { readonly type: 'metricFilter' | 'alarm' | 'rule'; readonly gap: Gap }[];
}

export const nothingFollowed = (): Followed => ({ resources: [], dangling: new Set(), holes: [] });

export const linkKey = ({ to, id }: Link): string => `${to} ${id}`;

const FOLLOWED = new Set<string>(['bucket', 'key', 'logGroup', 'topic', 'eventBus', 'role']);

/** The links of resources that lead to what is asked for one by one, each once. */
export function linksOf(resources: Iterable<Resource>): readonly Link[] {
  const links = new Map<string, Link>();
  for (const { fields } of resources) {
    for (const value of Object.values(fields).flat()) {
      if (value instanceof Link && FOLLOWED.has(value.to)) links.set(linkKey(value), value);
    }
  }
  return [...links.values()];
}

/** Looks at one link's target in its owner's account. `bucketRegion` is what the owner's list says. */
export async function follow(
  context: Context,
  link: Link,
  bucketRegion: string | undefined,
  into: Followed,
): Promise<readonly Resource[]> {
  const found = await lookAt(context, link, bucketRegion, into);
  if (found === 'dangling') {
    into.dangling.add(linkKey(link));
    return [];
  }
  into.resources.push(...found);
  return found;
}

async function lookAt(
  context: Context,
  { to, id }: Link,
  bucketRegion: string | undefined,
  into: Followed,
): Promise<readonly Resource[] | 'dangling'> {
  switch (to) {
    case 'bucket':
      return [await collectBucket(context, id, bucketRegion)];
    case 'key': {
      const key = await collectKey(context, id);
      return key === 'dangling' ? key : [key];
    }
    case 'topic': {
      const topic = await collectTopic(context, id);
      return topic === 'dangling' ? topic : [topic];
    }
    case 'role': {
      const role = await collectRole(context, id);
      return role === 'dangling' ? role : [role];
    }
    case 'logGroup': {
      const view = await collectLogGroup(context, id);
      if (view === 'dangling') return view;
      if (view.filtersHole) into.holes.push({ type: 'metricFilter', gap: view.filtersHole });
      if (view.alarmsHole) into.holes.push({ type: 'alarm', gap: view.alarmsHole });
      return view.resources;
    }
    case 'eventBus': {
      const view = await collectForwardedBus(context, id);
      if (view === 'dangling') return view;
      if (view.hole) into.holes.push({ type: 'rule', gap: view.hole });
      return view.resources;
    }
    default:
      throw new Error(`nothing follows a link to a ${to}`);
  }
}
