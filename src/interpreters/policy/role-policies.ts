import type { Steps } from '../steps.ts';
import { evaluatePolicies, type Request, type Verdict } from './evaluate-policy.ts';
import type { Policy } from './policy.ts';

/** What decides on what a role may do in its own account, as far as it stands with the role. */
export interface RolePolicies {
  /** The policies in it and those attached to it. */
  readonly policies: readonly Policy[];
  /** The permissions boundary, if it has one. */
  readonly boundary: Policy | undefined;
}

/**
 * Whether a role may do something: one of its policies must allow it and none deny it, and so must its boundary.
 *
 * Source: IAM User Guide, "Permissions boundaries for IAM entities". Service control policies are not looked at.
 */
export function evaluateRole({ policies, boundary }: RolePolicies, request: Request, steps?: Steps): Verdict {
  const verdicts = [
    evaluatePolicies(policies, request, steps),
    boundary ? evaluatePolicies([boundary], request, steps) : 'allow',
  ];
  return (['explicit-deny', 'implicit-deny', 'unknown'] as const).find((no) => verdicts.includes(no)) ?? 'allow';
}
