import type { AccountSurvey } from '../collectors/survey-account.ts';
import { byPlace, type ResourceReference } from '../model/finding.ts';
import type { Gap } from '../model/gap.ts';
import type { Hole, Link, Resource } from '../model/resource.ts';
import type { ResourceType } from '../model/resources/index.ts';
import type { World } from '../model/world.ts';

/** All resources of a run, joined by their links, with what is known to be missing. */
export interface Inventory extends World {
  /** The organisation, or the one account the run is about. */
  readonly root: ResourceReference;
  /** Resources of a type, sorted by account, region and id. */
  resources(type: ResourceType): readonly Resource[];
  /** Where there may be more of a type. */
  holes(type: ResourceType): readonly Hole[];
  /** The accounts of the run, looked into or not. */
  readonly accounts: readonly (Pick<AccountSurvey, 'account' | 'regions'> & {
    readonly name: string;
    readonly notSeen?: Gap;
  })[];
}

/** Builds an inventory from its parts; the first resource of an id wins. */
export function createInventory(parts: {
  readonly root: ResourceReference;
  readonly resources: Iterable<Resource>;
  readonly holes: Iterable<Hole>;
  /** `type id` of targets that do not exist. */
  readonly dangling: ReadonlySet<string>;
  /** Why a target that is not in the inventory could not be found. */
  readonly missing: (link: Link) => Gap;
  readonly accounts: Inventory['accounts'];
}): Inventory {
  const byType = new Map<string, Map<string, Resource>>();
  for (const resource of parts.resources) {
    const known = byType.get(resource.type) ?? new Map<string, Resource>();
    byType.set(resource.type, known);
    if (!known.has(resource.id)) known.set(resource.id, resource);
  }
  const sorted = new Map([...byType].map(([type, known]) => [type, [...known.values()].toSorted(byPlace)]));
  const holes = [...parts.holes];
  return {
    root: parts.root,
    accounts: parts.accounts,
    resources: (type) => sorted.get(type) ?? [],
    holes: (type) => holes.filter((hole) => hole.type === type),
    find: (link) =>
      byType.get(link.to)?.get(link.id) ??
      (parts.dangling.has(`${link.to} ${link.id}`) ? 'dangling' : parts.missing(link)),
  };
}
