import type { Severity, Status } from '../model/finding.ts';
import type { ParameterValue } from '../model/parameter.ts';
import type { ResourceType } from '../model/resources/index.ts';
import type { Expression, ParameterType } from './compile.ts';
import type { Template } from './template.ts';

export type { ParameterValue };

/** An account id, or an ARN. */
export const PARAMETER_FORMATS = ['account', 'arn'] as const;
export type ParameterFormat = (typeof PARAMETER_FORMATS)[number];

export interface Parameter {
  readonly type: ParameterType;
  readonly default: ParameterValue;
  readonly description: string;
  /** All that a string, or each string of a list, may be. */
  readonly enum?: readonly string[];
  /** The least that an int may be. */
  readonly min?: number;
  /** What a string, or each string of a list, must be unless it is empty. */
  readonly format?: ParameterFormat;
}

/** An expression that must be true, and what to say when it is not. */
export interface Clause {
  readonly condition: Expression<boolean>;
  readonly miss?: Template;
}

/** Looks through a list: at least one element (`some`), all (`every`) or no element (`none`) must satisfy `that`. */
export interface Quantifier {
  readonly kind: 'some' | 'every' | 'none';
  readonly of: Expression<unknown>;
  readonly as: string;
  readonly where?: Expression<boolean>;
  readonly that: readonly Clause[];
}

/** An example: the judged resource in pieces, and the status it must get. */
export interface Example {
  readonly name: string;
  readonly expect: Status;
  readonly params: Readonly<Record<string, ParameterValue>>;
  readonly resource: Readonly<Record<string, unknown>>;
  /** `file:line:column`. */
  readonly place: string;
}

/** The ways in which a fix can be written down. */
export const FIX_WAYS = ['cli', 'terraform', 'cloudformation'] as const;

/** A check, read, type-checked and ready to judge. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** The folder it lies in. */
  readonly area: string;
  readonly severity: Severity;
  /** What the severity is by the check's own file, where the configuration sets another. */
  readonly severityChanged?: { readonly from: Severity; readonly reason: string };
  readonly status: 'stable' | 'experimental' | 'deprecated';
  readonly aliases: readonly string[];
  /** What is judged: one finding each. */
  readonly resource: ResourceType;
  readonly params: Readonly<Record<string, Parameter>>;
  readonly when?: Expression<boolean>;
  readonly assertion: readonly Clause[] | Quantifier;
  readonly message: Template;
  readonly why: string;
  readonly fix: {
    readonly summary: Template;
    readonly cli?: Template;
    readonly terraform?: Template;
    readonly cloudformation?: Template;
    readonly caution?: string;
  };
  readonly references: readonly string[];
  readonly examples: readonly Example[];
  readonly file: string;
}

export const isQuantifier = (assertion: Check['assertion']): assertion is Quantifier => 'kind' in assertion;
