import type { Steps } from '../steps.ts';
import { readArn } from './arn.ts';
import { holds } from './conditions.ts';
import type { State } from './context.ts';
import { isFixed, readGlob } from './glob.ts';
import type { Clause, Statement } from './policy.ts';
import { type Identity, identify, matchPrincipals } from './principals.ts';
import type { Template } from './template.ts';

/** Which accounts and which organisation do not count as outside. */
export interface Inside {
  readonly accounts: ReadonlySet<string>;
  readonly organizationId: string | undefined;
}

/** Those who ask by way of one principal of an Allow. */
export type Asker =
  | { readonly who: 'public' }
  | { readonly who: 'account'; readonly identity: Identity }
  | { readonly who: 'service'; readonly service: string }
  /** An identity provider, a canonical user, or a principal that is not written in a known way. */
  | { readonly who: 'unclear' };

/** For which of the askers something holds. `some`: for those who choose their request so, or for a part of them. */
export type Reach = 'all' | 'some' | 'none' | 'unknown';

// What somebody who asks decides for themselves.
const CHOSEN = new Set([
  'aws:securetransport',
  'aws:referer',
  'aws:useragent',
  's3:authtype',
  's3:delimiter',
  's3:max-keys',
  's3:prefix',
  's3:signatureversion',
  's3:tlsversion',
  's3:x-amz-acl',
  's3:x-amz-content-sha256',
  's3:x-amz-server-side-encryption',
  's3:x-amz-storage-class',
]);

const isChosen = (key: string): boolean => CHOSEN.has(key) || key.startsWith('kms:encryptioncontext');

/** For which outsiders a line of a condition holds. */
export function reachOf(clause: Clause, asker: Asker, inside: Inside, steps: Steps): Reach {
  if (clause.test === undefined || asker.who === 'unclear') return 'unknown';
  if (asker.who !== 'service' && isChosen(clause.key)) return 'some';
  const state = stateOf(clause.key, asker);
  if (state === 'foreign') return foreignReach(clause, asker, inside);
  const truth = holds(clause, (key) => (key === clause.key ? state : 'unknown'), steps);
  return truth === 'unknown' ? truth : truth ? 'all' : 'none';
}

/** `foreign`: absent, or of an account and organisation outside. */
const stateOf = (key: string, asker: Asker): State | 'foreign' => {
  if (key === 'aws:principalisawsservice') return [String(asker.who === 'service')];
  if (asker.who === 'service') {
    if (key === 'aws:principalservicename') return [asker.service];
    if (key === 'aws:securetransport') return ['true'];
    if (key.startsWith('aws:principal') && NAMES_OUTSIDERS.has(key)) return 'absent';
  }
  if (asker.who === 'account' && asker.identity.account !== undefined) {
    const { kind, text, account } = asker.identity;
    if (key === 'aws:principalaccount' || key === 'kms:calleraccount') return [account];
    if (key === 'aws:principalarn' && (kind === 'user' || kind === 'role')) return [text];
  }
  return NAMES_OUTSIDERS.has(key) ? 'foreign' : 'unknown';
};

const foreignReach = ({ test, set, ifExists, key, values }: Clause, { who }: Asker, inside: Inside): Reach => {
  // Among the public are some who have the key, and some who do not: nobody in particular, services, members of no organisation.
  const part = who === 'public' ? 'some' : 'unknown';
  if (typeof test !== 'object') return part;
  if (!test.variables) return 'unknown';
  const sides = values.map((value) => sideOf(value, test.wildcards, NAMES_OUTSIDERS.get(key), inside));
  const areInside = sides.every((side) => side === 'inside');
  const holdsWithoutKey = ifExists || set === 'all' || (test.isNegated && set === undefined);
  if (test.isNegated) return holdsWithoutKey ? (areInside ? 'all' : part) : 'unknown';
  if (holdsWithoutKey) return part;
  return areInside ? 'none' : sides.includes('outside') ? part : 'unknown';
};

type Side = 'inside' | 'outside' | 'unclear';

const sideOf = (value: Template, wildcards: boolean, names: string | undefined, inside: Inside): Side => {
  if (value.hasVariables) return 'unclear';
  const name =
    names === 'arn'
      ? (readArn(value.text)?.account ?? '')
      : names === 'path'
        ? (value.text.split('/')[0] ?? '')
        : value.text;
  if (name === '' || (wildcards && !isFixed(readGlob(name)))) return 'unclear';
  if (names === 'arn' || names === 'account') return inside.accounts.has(name) ? 'inside' : 'outside';
  if (inside.organizationId === undefined) return 'unclear';
  return name === inside.organizationId ? 'inside' : 'outside';
};

/** Condition keys that name the account or organisation of who asks, or for whom a service asks. */
const NAMES_OUTSIDERS: ReadonlyMap<string, 'account' | 'arn' | 'organization' | 'path'> = new Map([
  ['aws:principalaccount', 'account'],
  ['kms:calleraccount', 'account'],
  ['aws:sourceaccount', 'account'],
  ['aws:sourceowner', 'account'],
  ['aws:principalarn', 'arn'],
  ['aws:sourcearn', 'arn'],
  ['kms:encryptioncontext:aws:cloudtrail:arn', 'arn'],
  ['aws:principalorgid', 'organization'],
  ['aws:sourceorgid', 'organization'],
  ['aws:principalorgpaths', 'path'],
  ['aws:sourceorgpaths', 'path'],
]);

/** What a condition key is about: all that tell apart who asks are about the same thing, others each about their own. */
export const aboutWhat = (key: string): string => (NAMES_OUTSIDERS.has(key) ? 'asker' : key);

/** For which of the askers a Deny is meant. */
export function principalReach(deny: Statement, asker: Asker, inside: Inside, steps: Steps): Reach {
  const { principals } = deny;
  if (!principals) return 'all';
  const identities = principals.entries.filter(({ type }) => type === 'AWS').map(({ value }) => identify(value));
  const namesEveryone = identities.some(({ kind }) => kind === 'everyone');
  if (namesEveryone) return principals.isNot ? 'none' : 'all';
  if (asker.who === 'service') return toReach(matchPrincipals(deny, { service: asker.service }, steps));
  if (asker.who === 'unclear') return 'unknown';
  if (asker.who === 'account' && asker.identity.kind !== 'account') {
    return toReach(matchPrincipals(deny, { arn: asker.identity.text }, steps));
  }
  const isAsker = ({ account }: Identity): boolean =>
    asker.who === 'account'
      ? account === asker.identity.account
      : account === undefined || !inside.accounts.has(account);
  const named = identities.filter(isAsker);
  const areUnclear = principals.entries.some(({ type }) => type !== 'AWS' && type !== 'Service');
  if (principals.isNot) return named.length > 0 || areUnclear ? (asker.who === 'public' ? 'some' : 'unknown') : 'all';
  if (asker.who === 'account' && named.some(({ kind }) => kind === 'account')) return 'all';
  return named.length > 0 ? 'some' : areUnclear ? 'unknown' : 'none';
}

const toReach = (truth: boolean | 'unknown'): Reach => (truth === 'unknown' ? truth : truth ? 'all' : 'none');
