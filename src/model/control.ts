import type { Status } from './finding.ts';
import type { ParameterValue } from './parameter.ts';

/** Who says that checks show a control: the framework's author or AWS, or we. */
export const MAPPINGS = ['published', 'ours'] as const;
export type Mapping = (typeof MAPPINGS)[number];

export const CONTROL_STATUSES = ['not-met', 'undecided', 'manual', 'met', 'not-applicable'] as const;

/**
 * What the findings say of a control: `not-met` with any failure, else `undecided` with anything unknown,
 * else `manual` where something is left for a person to judge, else `met` with a pass; `not-applicable`
 * where its checks had nothing to judge.
 */
export type ControlStatus = (typeof CONTROL_STATUSES)[number];

/** Names the findings of a check; of one variant, where it was judged with several sets of parameters. */
export interface FindingsReference {
  readonly check: string;
  /** As in the findings themselves. */
  readonly params?: Readonly<Record<string, ParameterValue>>;
}

/** A control of a framework, and what the findings say of it. */
export interface ControlResult {
  /** The framework's own number. */
  readonly id: string;
  readonly title: string;
  readonly status: ControlStatus;
  readonly mapping: Mapping;
  /** The findings behind it. */
  readonly checks: readonly FindingsReference[];
  /** How many of those findings came out how. */
  readonly counts: Readonly<Record<Status, number>>;
  /** What is left for a person to judge. */
  readonly manual?: string;
}

/** A profile that has controls, and how they came out, in its own order. */
export interface ProfileControls {
  readonly profile: string;
  readonly title: string;
  /** Where the framework is published. */
  readonly authority?: string;
  readonly controls: readonly ControlResult[];
}
