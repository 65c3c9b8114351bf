import type { Hop, Walk } from '../model/walk.ts';

/** The hop at which a walk ends: the one that stops it, the one nobody can tell of, or the last. */
export const stopOf = ({ hops }: Pick<Walk, 'hops'>): Hop | undefined =>
  hops.find(({ state }) => state === 'no') ?? hops.find(({ state }) => state === 'unknown') ?? hops.at(-1);

const MOST = 3;

/** Which events nobody would notice, and where each ends, in one sentence part. */
export function endingsOf(walks: readonly Walk[]): string {
  const unnoticed = walks.filter(({ end }) => end === 'unnoticed');
  const told = unnoticed
    .slice(0, MOST)
    .map((walk) => `${eventsOf(walk)}: ${stopOf(walk)?.text ?? 'nothing is configured'}`);
  const rest = unnoticed.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

const MOST_EVENTS = 20;
const MOST_REGIONS = 3;

/** Event names, and the regions where these are few. */
function eventsOf({ events, regions }: Walk): string {
  const names = listed(events, MOST_EVENTS, 'events');
  return `${names} (${regions.length > MOST_REGIONS ? `${regions.length} regions` : regions.join(', ')})`;
}

const listed = (names: readonly string[], most: number, what: string): string =>
  names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more ${what}`;
