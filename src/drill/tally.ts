import type { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import type { Hop, HopKind, HopState, Walk } from '../model/walk.ts';
import type { DrillResult } from './drill.ts';
import { endOf, type Path, type Read, type Step } from './path.ts';
import type { Sample } from './sample.ts';

const END = { yes: 'noticed', no: 'unnoticed', unknown: 'unknown' } as const satisfies Record<HopState, Walk['end']>;

interface Group {
  readonly end: HopState;
  readonly best: Path;
  readonly events: Set<string>;
  readonly regions: Set<string>;
  readonly others: Map<string, Hop>;
}

/** Gathers how samples end: those that take the same way together. */
export class Tally {
  readonly #set: string;
  readonly #account: string;
  readonly #groups = new Map<string, Group>();
  readonly #gaps = new Set<Gap>();
  readonly #holes = new Set<Gap>();
  readonly #noted = new Set<readonly Read[]>();
  readonly #reads = new Map<Resource, Map<string, Read>>();

  constructor(set: string, account: string) {
    this.#set = set;
    this.#account = account;
  }

  /** Looks at the ways of one sample, no further than to the first that leads to the end. */
  add(sample: Sample, paths: Iterable<Path>): void {
    const seen: Path[] = [];
    for (const path of paths) {
      if (endOf(path) === 'yes') {
        this.#note(path);
        this.#group(sample, path, 'yes', []);
        return;
      }
      seen.push(path);
    }
    const undecided = seen.filter((path) => endOf(path) === 'unknown');
    for (const path of seen) this.#note(path);
    for (const { gap } of undecided.flat()) if (gap) this.#gaps.add(gap);
    const best = longest(undecided.length > 0 ? undecided : seen);
    this.#group(
      sample,
      best,
      undecided.length > 0 ? 'unknown' : 'no',
      seen.filter((path) => path !== best),
    );
  }

  /** There may be more to drill. */
  hole(gap: Gap): void {
    this.#holes.add(gap);
  }

  result(reads: readonly Read[]): DrillResult {
    for (const each of reads) this.#read(each);
    const walks = [...this.#groups.values()].map(
      ({ end, best, events, regions, others }): Walk => ({
        set: this.#set,
        account: this.#account,
        events: [...events],
        regions: [...regions],
        end: END[end],
        hops: best.map(hopOf),
        others: [...others.values()].slice(0, MOST_OTHERS),
      }),
    );
    const ends = new Set([...this.#groups.values()].map(({ end }) => end));
    const gaps = [...this.#gaps, ...this.#holes];
    const end = ends.has('no')
      ? 'unnoticed'
      : ends.has('unknown') || this.#holes.size > 0
        ? 'unknown'
        : ends.size === 0
          ? 'nothing'
          : 'noticed';
    return {
      end,
      walks,
      gaps,
      holes: [...this.#holes],
      reads: [...this.#reads.values()].flatMap((own) => [...own.values()]),
    };
  }

  #note(path: Path): void {
    for (const { reads } of path) {
      if (this.#noted.has(reads)) continue;
      this.#noted.add(reads);
      for (const each of reads) this.#read(each);
    }
  }

  #read(each: Read): void {
    const own = this.#reads.get(each.resource);
    if (own) own.set(each.property, each);
    else this.#reads.set(each.resource, new Map([[each.property, each]]));
  }

  #group(sample: Sample, best: Path, end: HopState, others: readonly Path[]): void {
    const key = JSON.stringify([end, ...best.map(({ text }) => text)]);
    const group = this.#groups.get(key) ?? {
      end,
      best,
      events: new Set<string>(),
      regions: new Set<string>(),
      others: new Map<string, Hop>(),
    };
    this.#groups.set(key, group);
    group.events.add(sample.name);
    group.regions.add(sample.region);
    for (const path of others) {
      const last = lastOf(path);
      // Trails that leave it out are worth a line only where all do.
      if (last.kind === 'trail' && lastOf(best).kind !== 'trail') continue;
      if (last.text !== lastOf(best).text) group.others.set(last.text, hopOf(last));
    }
  }
}

const MOST_OTHERS = 8;

const NOWHERE: Path = [];

// That an event comes by a log group or an event bus is hardly a way yet.
const FARTHER: Readonly<Partial<Record<HopKind, number>>> = { eventBus: 0, logGroup: 0.25 };

/** The path that leads farthest. A rule that would take the event, were it not for its state, is half a step. */
function longest(paths: readonly Path[]): Path {
  const reach = (path: Path): number =>
    path.reduce((sum, { kind, state, resource }) => {
      if (state === 'no') return kind === 'rule' && resource?.type === 'rule' ? sum + 0.5 : sum;
      return sum + (FARTHER[kind] ?? 1);
    }, 0);
  return paths.reduce((best, path) => (reach(path) > reach(best) ? path : best), paths[0] ?? NOWHERE);
}

const lastOf = (path: Path): Step =>
  path.find(({ state }) => state === 'no') ??
  path.findLast(({ state }) => state === 'unknown') ??
  (path.at(-1) as Step);

const hopOf = ({ kind, state, text, resource }: Step): Hop => ({ kind, state, text, ...(resource && { resource }) });
