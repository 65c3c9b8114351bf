import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { fieldOf, unreadableAll } from './host-read.ts';
import { type Recorder, recordersAt } from './recorders.ts';
import { coverageOfManagement, type Direction, TRAILS } from './selector-answers.ts';
import { unreadable } from './touched.ts';
import type { Evidence } from './values.ts';

export const MANAGEMENT_TWICE_READS = [...TRAILS, 'isMultiRegionTrail'] as const;

/**
 * The pairs of trails that both record management events of a region, told as `reads and writes in every region by a and b`.
 *
 * Two trails that each record all events of a direction certainly meet, and so does one of them with any that records
 * some. Event sources that are left out by name do not change that: the others are recorded twice.
 *
 * Source: CloudTrail pricing, "Additional copies of management events"; CloudTrail user guide, "Managing CloudTrail trail costs".
 */
export function managementEventsTwice(account: Evidence): readonly string[] {
  const { known, gaps } = recordersAt(account, (trail, path) => {
    fieldOf(trail, 'isMultiRegionTrail', path);
    return true;
  });
  const pairs = known
    .flatMap((one, index) => known.slice(index + 1).map((other) => [one, other] as const))
    .map((pair) => ({ pair, where: sharedScope(pair) }))
    .filter(({ where }) => where !== undefined)
    .map(({ pair, where }) => ({ pair, where, meets: DIRECTIONS.map((direction) => meet(pair, direction)) }));
  const twice = pairs.flatMap(({ pair: [one, other], where, meets }) => {
    const what = DIRECTIONS.filter((_, index) => meets[index] === 'yes').map((direction) => `${direction}s`);
    return what.length > 0 ? [`${what.join(' and ')} in ${where} by ${one.trail.name} and ${other.trail.name}`] : [];
  });
  if (twice.length > 0) return twice;
  if (gaps.length > 0) return unreadableAll(gaps);
  const open = pairs.find(({ meets }) => meets.includes('unknown'))?.pair;
  if (!open) return [];
  const reasons = open.flatMap(({ selectors }) => coverageOfManagement(selectors).reasons ?? []);
  return unreadable(new Gap('undocumented', [...new Set([MAY_MEET, ...reasons])].join('; ')));
}

const DIRECTIONS = ['read', 'write'] as const satisfies readonly Direction[];
const MAY_MEET = 'two trails each record some management events, and whether some of them are the same cannot be told';

type Pair = readonly [Recorder, Recorder];

/** Where both record; nothing if their regions differ. */
function sharedScope([{ trail: one }, { trail: other }]: Pair): string | undefined {
  const [first, second] = [regionOf(one), regionOf(other)];
  if (first === undefined) return second ?? 'every region';
  return second === undefined || first === second ? first : undefined;
}

/** The one region a trail records, or nothing when it records them all. */
const regionOf = ({ fields }: Resource): string | undefined =>
  fields['isMultiRegionTrail'] === true ? undefined : String(fields['homeRegion']);

function meet(pair: Pair, direction: Direction): 'yes' | 'no' | 'unknown' {
  const coverages = pair.map(({ selectors }) => coverageOfManagement(selectors)[direction]);
  if (coverages.includes('none')) return 'no';
  return coverages.includes('full') && !coverages.includes('unknown') ? 'yes' : 'unknown';
}
