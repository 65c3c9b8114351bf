import { Gap } from '../model/gap.ts';
import { type Hole, Link, type Resource } from '../model/resource.ts';
import type { ResourceType } from '../model/resources/index.ts';

/** A list of those who use a resource: where they name it, the call that says so, and whose hole may hide one. */
interface Users {
  readonly of: ResourceType;
  readonly field: string;
  readonly from: ResourceType;
  readonly by: string;
  readonly call: string;
  readonly hiddenBy: ResourceType;
}

const USERS: readonly Users[] = [
  // With a trail unread, a bucket may be missing; with a log group, no more than a key.
  { of: 'key', field: 'trails', from: 'trail', by: 'key', call: 'cloudtrail:DescribeTrails', hiddenBy: 'bucket' },
  {
    of: 'role',
    field: 'trails',
    from: 'trail',
    by: 'deliveryRole',
    call: 'cloudtrail:DescribeTrails',
    hiddenBy: 'bucket',
  },
  { of: 'topic', field: 'trails', from: 'trail', by: 'topic', call: 'cloudtrail:DescribeTrails', hiddenBy: 'bucket' },
  { of: 'topic', field: 'alarms', from: 'alarm', by: 'topics', call: 'cloudwatch:DescribeAlarms', hiddenBy: 'alarm' },
  { of: 'topic', field: 'rules', from: 'rule', by: 'topics', call: 'events:ListTargetsByRule', hiddenBy: 'rule' },
];

/** Resources with the links back from what names them; each list ends in a hole where somebody may be missing. */
export function withUsers(resources: readonly Resource[], holes: readonly Hole[]): readonly Resource[] {
  const lists = USERS.map((users) => ({ ...users, ...usersIn(resources, holes, users) }));
  return resources.map((resource) => {
    const own = lists.filter(({ of }) => of === resource.type);
    if (own.length === 0) return resource;
    const fields: Record<string, unknown> = { ...resource.fields };
    const calls = { ...resource.calls };
    for (const { field, call, byTarget, hidden } of own) {
      const users = byTarget.get(resource.id) ?? [];
      fields[field] = [...users.map(({ type, id }) => new Link(type, id)), ...hidden];
      calls[call] = [...new Set([...(calls[call] ?? []), ...users.flatMap((user) => user.calls[call] ?? [])])];
    }
    return { ...resource, fields, calls };
  });
}

function usersIn(resources: readonly Resource[], holes: readonly Hole[], { from, by, hiddenBy }: Users) {
  const byTarget = new Map<string, Resource[]>();
  const hidden = new Set<Gap>(holes.filter(({ type }) => type === hiddenBy).map(({ gap }) => gap));
  for (const user of new Map(resources.filter(({ type }) => type === from).map((each) => [each.id, each])).values()) {
    for (const target of [user.fields[by]].flat()) {
      if (target instanceof Gap) hidden.add(target);
      if (!(target instanceof Link)) continue;
      const known = byTarget.get(target.id) ?? [];
      byTarget.set(target.id, known);
      // Who names it twice does so here and now, so the last one is enough to look at.
      if (known.at(-1) !== user) known.push(user);
    }
  }
  for (const users of byTarget.values()) users.sort((one, other) => (one.id < other.id ? -1 : 1));
  return { byTarget, hidden: [...hidden] };
}
