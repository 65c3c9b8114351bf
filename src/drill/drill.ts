import { UNKNOWN } from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import { leadingRegionOf, partitionOf } from '../model/partition.ts';
import type { Resource } from '../model/resource.ts';
import type { EventSet, EventTemplate, SampleEvents } from '../model/sample-event.ts';
import type { Walk } from '../model/walk.ts';
import type { World } from '../model/world.ts';
import { fillEvent } from './fill-event.ts';
import { FilterPaths } from './filter-paths.ts';
import { no, type Path, type Read, restingOn, type Step, step, unknown } from './path.ts';
import { Reads } from './reads.ts';
import { recordedBy } from './recorded.ts';
import { RulePaths } from './rule-paths.ts';
import type { Sample } from './sample.ts';
import { unlessSilenced } from './silenced.ts';
import { subjectsOf } from './subjects.ts';
import { Tally } from './tally.ts';

/** How the events of one kind end in one account. */
export interface DrillResult {
  /** `noticed` when every event is, wherever it can happen; `nothing` when there is nothing it could be done to. */
  readonly end: 'noticed' | 'unnoticed' | 'unknown' | 'nothing';
  readonly walks: readonly Walk[];
  /** Why it is not decided. */
  readonly gaps: readonly Gap[];
  /** Of these, why there may be more that the events could be done to. */
  readonly holes: readonly Gap[];
  readonly reads: readonly Read[];
}

/** Walks sample events along what is configured, and says where they end. */
export class Drill {
  readonly #world: World;
  readonly #byOrganization = new Map<string, { readonly filters: FilterPaths; readonly rules: RulePaths }>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Every event of a set, done to everything in the account it can be done to, in every region where it can happen. */
  drill(account: Resource, events: SampleEvents, set: string, templates: readonly EventTemplate[]): DrillResult {
    const { subject = 'account', only } = events.sets.get(set) ?? {};
    const reads = new Reads(this.#world);
    const tally = new Tally(set, account.id);
    const isConcerned = concerns(account, only, reads);
    if (isConcerned instanceof Gap) tally.hole(isConcerned);
    if (isConcerned !== true) return tally.result(reads.list);
    const subjects = subjectsOf(account, subject, this.#world);
    const regions = reads.field(account, 'regions');
    const enabled = regions instanceof Gap ? [] : (regions as readonly string[]);
    const holes = regions instanceof Gap ? [...subjects.gaps, regions] : subjects.gaps;
    const found = regions instanceof Gap ? [] : subjects.found;
    const organization = organizationOf(account, reads);
    for (const { resource, names } of found) {
      for (const template of templates) {
        for (const region of regionsOf(template, enabled, resource)) {
          const record = fillEvent(events, template, {
            account: account.id,
            organization: typeof organization === 'string' ? organization : 'o-unknown000',
            region,
            partition: partitionOf(region),
            ...names,
          });
          const sample: Sample = { name: template.name, account: account.id, region, where: template.where, record };
          tally.add(sample, unlessSilenced(this.paths(account, sample), template, resource));
        }
      }
    }
    for (const gap of holes) tally.hole(gap);
    return tally.result([...reads.list, ...subjects.reads]);
  }

  /** Every way one event may take, the most promising first. */
  *paths(account: Resource, sample: Sample): Iterable<Path> {
    const { filters, rules } = this.#inOrganization(organizationOf(account, new Reads(this.#world)));
    const reads = new Reads(this.#world);
    const trails = reads.targets(account, 'trails');
    let best: Step | undefined;
    for (const trail of trails.found) {
      const recorded = restingOn(reads.list, recordedBy(trail, sample, this.#world));
      if (recorded.state === 'no') yield [recorded];
      else {
        if (recorded.state === 'yes' || !best) best = recorded;
        for (const path of filters.paths(trail, sample)) yield [recorded, ...path];
      }
    }
    for (const gap of trails.gaps) {
      const hidden = step('trail', unknown(gap), reads.list);
      best ??= hidden;
      yield [hidden];
    }
    if (best) {
      // EventBridge gets what some trail records.
      for (const path of rules.paths(account, sample)) yield [best, ...path];
    } else if (trails.found.length === 0) yield [nowhere(account, reads)];
  }

  #inOrganization(id: string | typeof UNKNOWN | undefined) {
    const key = String(id);
    const known = this.#byOrganization.get(key);
    if (known) return known;
    const rules = new RulePaths(this.#world, id);
    const made = { filters: new FilterPaths(this.#world, id, rules), rules };
    this.#byOrganization.set(key, made);
    return made;
  }

  /** Whether a metric filter takes a record, as the drill sees it. */
  get filters(): FilterPaths {
    return this.#inOrganization(UNKNOWN).filters;
  }
}

const nowhere = (account: Resource, reads: Reads): Step =>
  step('trail', no('no trail records the account'), reads.list, account);

function organizationOf(account: Resource, reads: Reads): string | typeof UNKNOWN | undefined {
  const organization = reads.target(account, 'organization');
  if (organization === undefined || organization === 'dangling') return undefined;
  return organization instanceof Gap ? UNKNOWN : organization.id;
}

/** Whether events that happen in the management account only, or in members only, can happen in an account. */
function concerns(account: Resource, only: EventSet['only'], reads: Reads): boolean | Gap {
  if (only === undefined) return true;
  const organization = reads.target(account, 'organization');
  if (organization === undefined || organization === 'dangling') return false;
  if (organization instanceof Gap) return organization;
  const management = reads.field(organization, 'managementAccountId');
  if (management instanceof Gap) return management;
  return (management === account.id) === (only === 'management-account');
}

/** Where a template can come up: with what it is done to, else by what kind of event it is. */
function regionsOf(
  { where }: EventTemplate,
  enabled: readonly string[],
  subject: Resource | undefined,
): readonly string[] {
  if (where === 'global') return [leadingRegionOf(enabled[0] ?? subject?.region ?? '')];
  return subject?.region === undefined ? enabled : [subject.region];
}
