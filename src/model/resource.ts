import type { CallReference } from './call.ts';
import type { ResourceReference } from './finding.ts';
import type { Gap } from './gap.ts';
import type { ResourceType } from './resources/index.ts';

/**
 * From one resource to another, as configured. Whether the target is there is for the inventory
 * to say. A link that is not configured is left out of the resource; one that could not be read is a gap.
 */
export class Link {
  readonly to: ResourceType;
  /** The target's id. */
  readonly id: string;

  constructor(to: ResourceType, id: string) {
    this.to = to;
    this.id = id;
  }
}

/** One AWS resource as the collectors saw it. */
export interface Resource extends ResourceReference {
  readonly type: ResourceType;
  /** A gap where it is named by a link but could not be looked at. */
  readonly exists: true | Gap;
  /** By property of the type's schema. A gap in a list is a hole: there may be more elements. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The calls the fields come from, by call name. */
  readonly calls: Readonly<Record<string, readonly CallReference[]>>;
}

/** Resources of a type may exist that are not in the inventory. */
export interface Hole {
  readonly type: ResourceType;
  /** The account, region or organisation in which they may be. */
  readonly where: ResourceReference;
  readonly gap: Gap;
}
