import type { Confirmations } from './confirmation.ts';
import type { Gap } from './gap.ts';
import type { Link, Resource } from './resource.ts';

/** Where expressions look up the targets of links. */
export interface World {
  /** The target, or `dangling` when it is known not to exist, or why neither is known. */
  find(link: Link): Resource | 'dangling' | Gap;
  /** What AWS itself said of patterns, where it was asked. */
  readonly confirmed?: Confirmations;
}
