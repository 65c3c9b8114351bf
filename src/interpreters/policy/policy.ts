import type { Operator } from './operators.ts';
import type { Template } from './template.ts';

/**
 * What a policy is attached to, which decides whether its statements name principals.
 *
 * `resource`: a bucket, key, topic, role trust or resource control policy (they name them).
 * `identity` and `scp`: policies of a user or role, and service control policies (they speak of whoever they apply to).
 */
export type PolicyKind = 'resource' | 'identity' | 'scp';

export const PARSED: unique symbol = Symbol('parsed policy');

/** A policy that has been read; made by `parsePolicy`. */
export interface Policy {
  readonly [PARSED]: true;
  readonly kind: PolicyKind;
  readonly version: '2008-10-17' | '2012-10-17';
  readonly statements: readonly Statement[];
  /** How much text it holds, in characters, to bound the work on it. */
  readonly size: number;
}

export interface Statement {
  /** From 0, in the order of the policy. */
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Undefined where the policy speaks of whoever it applies to. */
  readonly principals: Choice<PrincipalEntry> | undefined;
  readonly actions: Choice<Template>;
  /** Undefined where the statement names none and so speaks of what the policy is attached to. */
  readonly resources: Choice<Template> | undefined;
  readonly conditions: readonly Clause[];
}

/** An element and its opposite: `Action` or, with `isNot`, `NotAction`. */
export interface Choice<Entry> {
  readonly isNot: boolean;
  readonly entries: readonly Entry[];
}

export interface PrincipalEntry {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser` or whatever else was written; `AWS` for the principal `*` too. */
  readonly type: string;
  readonly value: string;
}

/** One line of a condition: an operator, a key and the values it is compared with. */
export interface Clause {
  /** As written, such as `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  /** Undefined for an operator that is not known. */
  readonly test: Operator | 'Null' | undefined;
  /** `ForAnyValue` or `ForAllValues`. */
  readonly set: 'any' | 'all' | undefined;
  readonly ifExists: boolean;
  /** In lower case. */
  readonly key: string;
  /** As written. */
  readonly keyText: string;
  readonly values: readonly Template[];
}

/** How a report calls a statement: `statement 3 (DenyHTTP)`. */
export const statementName = ({ index, sid }: Pick<Statement, 'index' | 'sid'>): string =>
  `statement ${index + 1}${sid === undefined || sid === '' ? '' : ` (${sid})`}`;
