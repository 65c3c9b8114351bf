import type { ResourceReference } from './finding.ts';

/** What a sample event passes on its way from being recorded to somebody being told. */
export const HOP_KINDS = [
  'trail',
  'logGroup',
  'metricFilter',
  'metric',
  'alarm',
  'action',
  'eventBus',
  'rule',
  'target',
  'topic',
  'subscription',
] as const;
export type HopKind = (typeof HOP_KINDS)[number];

/** One station: passed, the end of the way, or nobody can tell. */
export type HopState = 'yes' | 'no' | 'unknown';

export interface Hop {
  readonly kind: HopKind;
  readonly state: HopState;
  /** What it is about; left out where nothing is configured. */
  readonly resource?: ResourceReference;
  /** For people: a whole clause, such as `alarm root-usage has its actions turned off`. */
  readonly text: string;
}

/** How events of one kind end that take the same way. */
export interface Walk {
  /** The set of sample events. */
  readonly set: string;
  /** The account in which they happen. */
  readonly account: string;
  /** The events, by name. */
  readonly events: readonly string[];
  readonly regions: readonly string[];
  readonly end: 'noticed' | 'unnoticed' | 'unknown';
  /** The way that leads farthest. */
  readonly hops: readonly Hop[];
  /** Where the other ways stop. */
  readonly others: readonly Hop[];
}
