import { OutOfSteps, Steps } from '../steps.ts';
import { matchResourceArn } from './arn.ts';
import { holds } from './conditions.ts';
import { type Context, type Known, knownFrom } from './context.ts';
import { type Glob, isFixed, matchGlob } from './glob.ts';
import { toPolicy } from './parse-policy.ts';
import { type Policy, type Statement, statementName } from './policy.ts';
import { matchPrincipals, type Principal } from './principals.ts';
import { and, not, or, type Truth } from './truth.ts';

/**
 * What one policy says of a request.
 *
 * `allow`: this policy allows it (others may still be needed, or forbid it). `unknown`: the answer depends on
 * something that is not known of the request, or that AWS does not document.
 */
export type Verdict = 'allow' | 'explicit-deny' | 'implicit-deny' | 'unknown';

/** Whether a verdict is a certain no, by a statement or for want of one. */
export const isRefusal = (verdict: Verdict): boolean => verdict === 'explicit-deny' || verdict === 'implicit-deny';

export interface Request {
  readonly principal: Principal;
  /** Such as `s3:PutObject`. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  readonly context: Context;
}

/** A statement that had a say in the verdict. */
export interface Deciding {
  /** From 0, in the order of the policy. */
  readonly index: number;
  readonly sid: string | undefined;
  /** For a report: `statement 3 (DenyHTTP)`. */
  readonly name: string;
  readonly effect: 'Allow' | 'Deny';
  readonly matched: true | 'unknown';
}

/**
 * Whether a policy allows a request: a Deny that matches wins, else an Allow that matches, else it is denied.
 *
 * A statement matches when its principal, action, resource and every condition do (IAM User Guide, "Policy
 * evaluation logic"). What is not known gives `unknown` only where it decides: a Deny that certainly matches
 * denies whatever else may be, and a condition that certainly fails rules its statement out.
 *
 * An AWS service's `aws:SourceIp` is not documented: unless given, it is UNKNOWN. All other keys are as given.
 * An account as principal stands for everybody in it, also where AWS asks their own policies as well.
 *
 * @param steps how much work it may take; by default 16 × (policy + 1) × (request + 1), each in characters, plus
 *   10,000, which only policy variables with long values come near. When they run out, the verdict is `unknown`.
 * @throws PatternError for what is not a policy
 */
export function evaluatePolicy(policy: string | object | Policy, request: Request, steps?: Steps): Verdict {
  const parsed = toPolicy(policy);
  try {
    return verdictOf(matchStatements(parsed, request, steps));
  } catch (error) {
    if (error instanceof OutOfSteps) return 'unknown';
    throw error;
  }
}

/** As {@link evaluatePolicy}, for policies that count together: all those of a role, say. */
export function evaluatePolicies(policies: readonly Policy[], request: Request, steps?: Steps): Verdict {
  try {
    return verdictOf(policies.flatMap((policy) => matchStatements(policy, request, steps)));
  } catch (error) {
    if (error instanceof OutOfSteps) return 'unknown';
    throw error;
  }
}

/**
 * The statements that decided a request's verdict, in the order of the policy, so that a report can name them.
 *
 * For an explicit deny every Deny that certainly matches; else every statement that matches or may match.
 * None for an implicit deny, and none when the steps ran out.
 *
 * @throws PatternError for what is not a policy
 */
export function decidingStatements(
  policy: string | object | Policy,
  request: Request,
  steps?: Steps,
): readonly Deciding[] {
  const parsed = toPolicy(policy);
  try {
    const matches = matchStatements(parsed, request, steps);
    const isDenied = verdictOf(matches) === 'explicit-deny';
    return matches.flatMap(({ statement: { index, sid, effect }, matched }): Deciding[] =>
      matched === false || (isDenied && (effect === 'Allow' || matched === 'unknown'))
        ? []
        : [{ index, sid, name: statementName({ index, sid }), effect, matched }],
    );
  } catch (error) {
    if (error instanceof OutOfSteps) return [];
    throw error;
  }
}

interface Matched {
  readonly statement: Statement;
  readonly matched: Truth;
}

const matchStatements = (
  policy: Policy,
  request: Request,
  steps = new Steps(limitFor(policy, request)),
): readonly Matched[] => {
  const known = knownOf(request);
  return policy.statements.map((statement) => ({
    statement,
    matched: matchStatement(statement, request, known, steps),
  }));
};

const verdictOf = (matches: readonly Matched[]): Verdict => {
  const anyOf = (effect: Statement['effect']): Truth =>
    or(matches.filter(({ statement }) => statement.effect === effect).map(({ matched }) => matched));
  const [denied, allowed] = [anyOf('Deny'), anyOf('Allow')];
  if (denied === true) return 'explicit-deny';
  if (denied === 'unknown' || allowed === 'unknown') return 'unknown';
  return allowed ? 'allow' : 'implicit-deny';
};

const knownOf = ({ principal, context }: Request): Known => {
  const known = knownFrom(context);
  if (principal === 'anonymous' || !('service' in principal)) return known;
  return (key) => {
    const state = known(key);
    return key === 'aws:sourceip' && state === 'absent' ? 'unknown' : state;
  };
};

const limitFor = (policy: Policy, { principal, action, resource, context }: Request): number => {
  let size = action.length + resource.length + JSON.stringify(principal).length;
  for (const [key, value] of Object.entries(context)) {
    size += key.length + (typeof value === 'symbol' ? 0 : String(value).length);
  }
  return 10_000 + 16 * (policy.size + 1) * (size + 1);
};

/** Whether every part of a statement matches a request. */
export const matchStatement = (
  statement: Statement,
  { principal, action, resource }: Omit<Request, 'context'>,
  known: Known,
  steps: Steps,
): Truth => {
  let matched = matchAction(statement, action, steps);
  if (matched !== false) matched = and([matched, matchResource(statement, resource, known, steps)]);
  if (matched !== false) matched = and([matched, matchPrincipals(statement, principal, steps)]);
  for (const clause of statement.conditions) {
    if (matched === false) return false;
    matched = and([matched, holds(clause, known, steps)]);
  }
  return matched;
};

/**
 * Whether a statement speaks of an action. Case does not matter; wildcards stay within the service and the name.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Action".
 */
export const matchAction = ({ actions }: Statement, action: string, steps: Steps): Truth => {
  const asked = action.toLowerCase();
  const matched = or(actions.entries.map(({ text, parts }) => matchActionGlob(text, parts as Glob, asked, steps)));
  return actions.isNot ? not(matched) : matched;
};

const matchActionGlob = (text: string, glob: Glob, action: string, steps: Steps): Truth => {
  if (text === '*') return true;
  if (!matchGlob(glob, action, steps)) return false;
  const [colon, actionColon] = [glob.indexOf(':'), action.indexOf(':')];
  const withinParts =
    colon >= 0 &&
    actionColon >= 0 &&
    matchGlob(glob.slice(0, colon), action.slice(0, actionColon), steps) &&
    matchGlob(glob.slice(colon + 1), action.slice(actionColon + 1), steps);
  return withinParts || isFixed(glob) || 'unknown';
};

/** Whether a statement speaks of a resource; one that names none speaks of whatever it is attached to. */
export const matchResource = ({ resources }: Statement, resource: string, known: Known, steps: Steps): Truth => {
  if (!resources) return true;
  const matched = or(resources.entries.map((template) => matchResourceArn(template, resource, known, steps)));
  return resources.isNot ? not(matched) : matched;
};
