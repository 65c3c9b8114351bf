import { OutOfSteps, Steps } from '../steps.ts';
import { readArn } from './arn.ts';
import { isDoneTo } from './destructive-actions.ts';
import { matchAction } from './evaluate-policy.ts';
import { type Asker, aboutWhat, type Inside, principalReach, type Reach, reachOf } from './outsider-reach.ts';
import { toPolicy } from './parse-policy.ts';
import { type Policy, type PrincipalEntry, type Statement, statementName } from './policy.ts';
import { identify } from './principals.ts';
import { resourceReach } from './resource-reach.ts';

export interface OutsiderQuestion {
  /** Such as `s3:DeleteObject`; each without wildcards. */
  readonly actions: readonly string[];
  /** ARNs; `*` and `?` are wildcards, so that `arn:aws:s3:::logs/*` means any object. */
  readonly resources: readonly string[];
  /** The account that the resource belongs to. */
  readonly account: string;
  /** Its organisation, such as `o-exampleorgid`, whose members count as inside where a condition names it. */
  readonly organizationId?: string;
  /** More accounts that count as inside. */
  readonly trustedAccounts?: readonly string[];
  /** Service principals that count as inside, such as `cloudtrail.amazonaws.com`. */
  readonly trustedServices?: readonly string[];
}

/** Somebody outside whom a policy lets do something. */
export interface Outsider {
  readonly index: number;
  readonly sid: string | undefined;
  readonly name: string;
  /** As written in the policy; `everyone but …` for a NotPrincipal. */
  readonly principal: string;
  readonly who: Asker['who'];
  readonly action: string;
  /** `may`: it depends on what the policy alone does not tell, or on what AWS does not document. */
  readonly certainty: 'allowed' | 'may';
}

/**
 * Who outside an account a policy allows any of some actions on any of some resources.
 *
 * Outside are everybody, other accounts and their principals, identity providers, and services that are not trusted.
 * An Allow that conditions limit to the inside (`aws:PrincipalOrgID`, `aws:PrincipalAccount`, `kms:CallerAccount`,
 * `aws:SourceAccount`, `aws:SourceArn` …) is left out, as is what a Deny takes away from all outsiders. Conditions that
 * whoever asks can meet at will (`aws:SecureTransport`, `s3:x-amz-acl` …) limit nothing. By `*` people are
 * meant; whether it reaches services is not documented, which is only asked of an Allow limited to services.
 *
 * One answer for each statement, principal and action, in the order of the policy. The steps, by default 50 million (about
 * a second), when they run out leave every Allow with `may`.
 *
 * Source: as for `evaluatePolicy`; IAM User Guide, "AWS global condition context keys".
 *
 * @throws PatternError for what is not a policy
 */
export function outsidersAllowed(
  policy: string | object | Policy,
  question: OutsiderQuestion,
  steps: Steps = new Steps(50_000_000),
): readonly Outsider[] {
  const { statements } = toPolicy(policy);
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const denies = statements.filter(({ effect }) => effect === 'Deny');
  const inside: Inside = {
    accounts: new Set([question.account, ...(question.trustedAccounts ?? [])]),
    organizationId: question.organizationId,
  };
  return allows.flatMap((statement) =>
    askersOf(statement, inside, question.trustedServices ?? []).flatMap(({ asker, principal }) =>
      question.actions.flatMap((action): Outsider[] => {
        const certainty = withinSteps(() => certaintyOf({ statement, asker, action }, denies, question, inside, steps));
        const { index, sid } = statement;
        return certainty === 'no'
          ? []
          : [{ index, sid, name: statementName(statement), principal, who: asker.who, action, certainty }];
      }),
    ),
  );
}

type Certainty = Outsider['certainty'] | 'no';

interface Grant {
  readonly statement: Statement;
  readonly asker: Asker;
  readonly action: string;
}

const withinSteps = (judge: () => Certainty): Certainty => {
  try {
    return judge();
  } catch (error) {
    if (error instanceof OutOfSteps) return 'may';
    throw error;
  }
};

const askersOf = (
  { principals }: Statement,
  inside: Inside,
  trusted: readonly string[],
): readonly { asker: Asker; principal: string }[] => {
  if (!principals) return [{ asker: { who: 'public' }, principal: '*' }];
  if (principals.isNot) {
    const values = principals.entries.map(({ value }) => value);
    return values.includes('*') ? [] : [{ asker: { who: 'public' }, principal: `everyone but ${values.join(', ')}` }];
  }
  return principals.entries.flatMap((entry) => {
    const asker = askerOf(entry, inside, trusted);
    return asker ? [{ asker, principal: entry.value }] : [];
  });
};

const askerOf = ({ type, value }: PrincipalEntry, inside: Inside, trusted: readonly string[]): Asker | undefined => {
  const isInside = (account: string | undefined): boolean => account !== undefined && inside.accounts.has(account);
  if (type === 'Service') return trusted.includes(value) ? undefined : { who: 'service', service: value };
  if (type === 'Federated') return isInside(readArn(value)?.account) ? undefined : { who: 'unclear' };
  if (type !== 'AWS') return { who: 'unclear' };
  const identity = identify(value);
  if (identity.kind === 'everyone') return { who: 'public' };
  if (identity.kind === 'deleted' || isInside(identity.account)) return undefined;
  return identity.kind === 'other' ? { who: 'unclear' } : { who: 'account', identity };
};

const certaintyOf = (
  grant: Grant,
  denies: readonly Statement[],
  { resources }: OutsiderQuestion,
  inside: Inside,
  steps: Steps,
): Certainty => {
  const { statement, asker, action } = grant;
  const action_ = matchAction(statement, action, steps);
  if (action_ === false) return 'no';
  const reaches = statement.conditions.map((clause): Reach => {
    const reach = reachOf(clause, asker, inside, steps);
    // Meant for services alone: whether `*` reaches them is open.
    return asker.who === 'public' && clause.key === 'aws:principalisawsservice' && reach === 'none' ? 'unknown' : reach;
  });
  if (reaches.includes('none')) return 'no';
  // Two conditions that each some can meet need not be met by the same ones.
  const narrowed = statement.conditions
    .filter((_, index) => reaches[index] === 'some')
    .map(({ key }) => aboutWhat(key));
  const isUnsure =
    action_ === 'unknown' ||
    asker.who === 'unclear' ||
    reaches.includes('unknown') ||
    new Set(narrowed).size < narrowed.length;

  let best: Certainty = 'no';
  for (const resource of resources.filter((resource) => isDoneTo(action, resource))) {
    const granted = resourceReach(statement, resource, undefined, steps);
    if (granted === 'none') continue;
    const taken = denialOf(denies, grant, { resource, narrowed }, inside, steps);
    if (taken === 'all') continue;
    if (!isUnsure && granted !== 'unknown' && taken === 'none') return 'allowed';
    best = 'may';
  }
  return best;
};

/** From whom the Denies take what an Allow gives: `all`, certainly not all (`none`), or unknown. */
const denialOf = (
  denies: readonly Statement[],
  { statement, asker, action }: Grant,
  { resource, narrowed }: { resource: string; narrowed: readonly string[] },
  inside: Inside,
  steps: Steps,
): 'all' | 'none' | 'unknown' => {
  const avoidedBy = new Set<string>(narrowed);
  let isUnsure = false;
  for (const deny of denies) {
    const action_ = matchAction(deny, action, steps);
    const parts: (readonly [string, Reach])[] = [
      ['action', action_ === 'unknown' ? action_ : action_ ? 'all' : 'none'],
      ['resource', resourceReach(deny, resource, statement, steps)],
      ['asker', principalReach(deny, asker, inside, steps)],
      ...deny.conditions.map((clause) => [aboutWhat(clause.key), reachOf(clause, asker, inside, steps)] as const),
    ];
    if (parts.some(([, reach]) => reach === 'none')) continue;
    if (parts.every(([, reach]) => reach === 'all')) return 'all';
    const avoidable = parts.filter(([, reach]) => reach === 'some').map(([part]) => part);
    // Who avoids one Deny may run into another on the same point, or fail the Allow.
    if (avoidable.length === 0 || avoidable.some((part) => avoidedBy.has(part))) isUnsure = true;
    for (const part of avoidable) avoidedBy.add(part);
  }
  return isUnsure ? 'unknown' : 'none';
};
