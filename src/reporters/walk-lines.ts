import type { Finding } from '../model/finding.ts';
import type { Hop, Walk } from '../model/walk.ts';

/** Walks that take the same way and stop at the same places, from whatever accounts. */
export interface SharedWalk extends Omit<Walk, 'account'> {
  readonly accounts: readonly string[];
}

/** Joins the walks that go the same way, in the order in which they first come. */
export function shareWalks(walks: Iterable<Walk>): readonly SharedWalk[] {
  const shared = new Map<string, SharedWalk & { accounts: string[] }>();
  for (const { account, ...walk } of walks) {
    const key = JSON.stringify([walk.set, walk.end, walk.events, walk.regions, walk.hops, walk.others]);
    const known = shared.get(key);
    if (known) known.accounts.push(account);
    else shared.set(key, { ...walk, accounts: [account] });
  }
  return [...shared.values()];
}

const MARKS = { yes: '✓', no: '✗', unknown: '?' } as const satisfies Record<Hop['state'], string>;

export const markOf = ({ state }: Hop): string => MARKS[state];

const ENDS = {
  noticed: 'somebody would know',
  unnoticed: 'nobody would know',
  unknown: 'nobody can tell',
} as const satisfies Record<Walk['end'], string>;

export const endText = ({ end }: Pick<Walk, 'end'>): string => ENDS[end];

const MOST_REGIONS = 4;

/** `StopLogging, DeleteTrail (us-east-1)`. */
export const eventsText = ({ events, regions }: Pick<Walk, 'events' | 'regions'>): string =>
  `${events.join(', ')} (${regions.length > MOST_REGIONS ? `${regions.length} regions` : regions.join(', ')})`;

const MOST_WALKS = 2;

/** The walks that a reader of a failed or undecided finding needs, and how many more there are. */
export function tellingWalks({ status, walks = [] }: Finding): {
  readonly shown: readonly Walk[];
  readonly more: number;
} {
  const wanted = { fail: 'unnoticed', unknown: 'unknown', pass: 'noticed', 'not-applicable': undefined }[status];
  const telling = walks.filter(({ end }) => end === wanted);
  return { shown: telling.slice(0, MOST_WALKS), more: Math.max(0, telling.length - MOST_WALKS) };
}
