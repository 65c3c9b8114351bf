import type { CallReference } from './call.ts';
import type { ParameterValue } from './parameter.ts';
import type { Walk } from './walk.ts';

export const STATUSES = ['fail', 'unknown', 'pass', 'not-applicable'] as const;
export type Status = (typeof STATUSES)[number];

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Names a resource in a report. */
export interface ResourceReference {
  readonly type: string;
  /** The ARN where AWS has one. */
  readonly id: string;
  readonly name: string;
  /** Left out where it could not be found out. */
  readonly account?: string;
  /** Left out for what has no region. */
  readonly region?: string;
}

/** One expression of a check, and what came of it. */
export interface ClauseResult {
  readonly expression: string;
  readonly status: 'pass' | 'fail' | 'unknown';
  /** What the clause says when it is missed. */
  readonly miss?: string;
  /** The values it read, `path: value` in reading order; a gap shows as its reason. */
  readonly values: readonly { readonly path: string; readonly value: string }[];
}

/** One element of the list a `some`, `every` or `none` check looks through. */
export interface CandidateResult {
  readonly resource: ResourceReference;
  readonly status: 'pass' | 'fail' | 'unknown';
  /** Clauses it misses or leaves open. */
  readonly clauses: readonly ClauseResult[];
}

/** What one check says of one resource. */
export interface Finding {
  readonly check: string;
  /** Where profiles ask the check with different parameters: those by which this finding differs from the others. */
  readonly params?: Readonly<Record<string, ParameterValue>>;
  readonly resource: ResourceReference;
  readonly status: Status;
  /** One or two sentences: for `fail` the flaw and what follows, for others why. */
  readonly message: string;
  readonly clauses?: readonly ClauseResult[];
  readonly candidates?: readonly CandidateResult[];
  /** How the sample events of a drill end that it rests on. */
  readonly walks?: readonly Walk[];
  /** What could not be read; there whenever the status is `unknown`. */
  readonly reasons?: readonly string[];
  /** The expression broke without a gap: a bug of the check. */
  readonly checkError?: true;
  /** The check's fix with this resource's names filled in; failures only. */
  readonly fix?: { readonly cli?: string; readonly terraform?: string; readonly cloudformation?: string };
  /** The recorded calls it rests on. */
  readonly evidence: readonly CallReference[];
}

/** Account, region, id. */
export const byPlace = (a: ResourceReference, b: ResourceReference): number =>
  compare(a.account ?? '', b.account ?? '') || compare(a.region ?? '', b.region ?? '') || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
