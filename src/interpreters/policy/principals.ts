import type { Steps } from '../steps.ts';
import { readArn } from './arn.ts';
import { matchGlob, readGlob } from './glob.ts';
import type { PrincipalEntry, Statement } from './policy.ts';
import { and, not, or, type Truth } from './truth.ts';

/** Who asks: an AWS service, a principal with an ARN (user, role, session, root), or somebody without credentials. */
export type Principal = { readonly service: string } | { readonly arn: string } | 'anonymous';

/** Whom a value under `AWS`, or an asking principal's ARN, names. */
export interface Identity {
  readonly kind: 'everyone' | 'account' | 'user' | 'role' | 'session' | 'federated-user' | 'deleted' | 'other';
  readonly text: string;
  readonly partition: string | undefined;
  readonly account: string | undefined;
  /** The last part of a user's or role's path, a session's role. */
  readonly name: string;
}

const ACCOUNT_DIGITS = 12;

/** Reads whom a principal's text names. Source: IAM User Guide, "AWS JSON policy elements: Principal". */
export function identify(text: string): Identity {
  const named = { text, partition: undefined, account: undefined, name: '' };
  if (text === '*') return { ...named, kind: 'everyone' };
  if (isAccountId(text)) return { ...named, kind: 'account', account: text };
  // What AWS shows in place of a user or role that was deleted.
  if (text.startsWith('AIDA') || text.startsWith('AROA')) return { ...named, kind: 'deleted' };
  const arn = readArn(text);
  if (!arn || !isAccountId(arn.account)) return { ...named, kind: 'other' };
  const [type = '', ...path] = arn.resource.split('/');
  const found = { text, partition: arn.partition, account: arn.account, name: path.at(-1) ?? '' };
  if (arn.service === 'iam' && arn.resource === 'root') return { ...found, kind: 'account' };
  if (text.includes('*') || text.includes('?') || found.name === '') return { ...found, kind: 'other' };
  if (arn.service === 'iam' && (type === 'user' || type === 'role')) return { ...found, kind: type };
  if (arn.service === 'sts' && type === 'federated-user') return { ...found, kind: type };
  if (arn.service === 'sts' && type === 'assumed-role' && path.length === 2) {
    return { ...found, kind: 'session', name: path[0] ?? '' };
  }
  return { ...found, kind: 'other' };
}

const isAccountId = (text: string): boolean =>
  text.length === ACCOUNT_DIGITS && Array.from(text).every((char) => char >= '0' && char <= '9');

/**
 * Whether a statement speaks of the one who asks.
 *
 * Undocumented, so unknown: whether `*` in an Allow reaches AWS services, and whether a NotPrincipal spares
 * somebody of whom it lists only the account or only the user or role (IAM User Guide, "AWS JSON policy elements:
 * NotPrincipal": "AWS might validate the account first").
 */
export function matchPrincipals({ principals, effect }: Statement, asking: Principal, steps: Steps): Truth {
  if (!principals) return true;
  const everyone: Truth = effect === 'Allow' && typeof asking === 'object' && 'service' in asking ? 'unknown' : true;
  const matches = (entries: readonly PrincipalEntry[]): Truth =>
    or(entries.map((entry) => matchEntry(entry, asking, everyone, steps)));

  if (!principals.isNot) return matches(principals.entries);
  if (asking === 'anonymous' || 'service' in asking) return and([everyone, not(matches(principals.entries))]);

  const listing = (...kinds: readonly Identity['kind'][]): readonly PrincipalEntry[] =>
    principals.entries.filter(({ type, value }) => type === 'AWS' && kinds.includes(identify(value).kind));
  const accounts = listing('account');
  const account = matches([...accounts, ...listing('everyone')]);
  if (identify(asking.arn).kind === 'account') return not(account);
  const itself = matches(principals.entries.filter((entry) => !accounts.includes(entry)));
  if (itself === false && account === false) return true;
  if (effect === 'Allow') return itself === true ? false : 'unknown';
  return itself === true && account === true && !isSessionOnly(principals.entries, asking.arn) ? false : 'unknown';
}

// A session is spared for certain only where its role is listed too.
const isSessionOnly = (entries: readonly PrincipalEntry[], arn: string): boolean => {
  const { kind, name, account } = identify(arn);
  const isItsRole = (listed: Identity): boolean =>
    listed.kind === 'everyone' || (listed.kind === 'role' && listed.name === name && listed.account === account);
  return kind === 'session' && !entries.some(({ value }) => isItsRole(identify(value)));
};

const matchEntry = ({ type, value }: PrincipalEntry, asking: Principal, everyone: Truth, steps: Steps): Truth => {
  steps.take(value.length + 1);
  const service = typeof asking === 'object' && 'service' in asking ? asking.service : undefined;
  const arn = typeof asking === 'object' && 'arn' in asking ? asking.arn : undefined;
  switch (type) {
    case 'AWS': {
      const named = identify(value);
      if (named.kind === 'everyone') return everyone;
      return arn === undefined ? false : matchIdentity(named, identify(arn), steps);
    }
    case 'Service':
      return service === undefined ? false : matchService(value, service, steps);
    // A role's session may have begun at an identity provider, and belong to an account that S3 knows by another id.
    case 'Federated':
      return arn !== undefined && identify(arn).kind === 'session' ? 'unknown' : false;
    case 'CanonicalUser':
      return arn === undefined ? false : 'unknown';
    default:
      return 'unknown';
  }
};

const matchService = (value: string, service: string, steps: Steps): Truth => {
  if (value === service) return true;
  const [left, right] = [value.toLowerCase(), service.toLowerCase()];
  // Services of the regions in China also have names that end in `.cn`; which of them mean the same is not documented.
  const isVariant = left === right || left === `${right}.cn` || `${left}.cn` === right;
  return isVariant || (value.includes('*') && matchGlob(readGlob(value), service, steps)) ? 'unknown' : false;
};

const matchIdentity = (named: Identity, asking: Identity, steps: Steps): Truth => {
  const sameAccount =
    named.account === asking.account &&
    (named.partition === undefined || asking.partition === undefined || named.partition === asking.partition);
  const sameRole = sameAccount && named.name === asking.name;
  switch (named.kind) {
    case 'everyone':
      return true;
    case 'account':
      return sameAccount;
    case 'deleted':
      return false;
    case 'role':
      // A session's ARN leaves out its role's path; within an account the name alone is unique.
      return asking.kind === 'session' ? sameRole : named.text === asking.text;
    case 'session':
      return named.text === asking.text || (asking.kind === 'role' && sameRole ? 'unknown' : false);
    // A user's or the root user's federated session has a name of its own.
    case 'user':
      return named.text === asking.text || (asking.kind === 'federated-user' && sameAccount ? 'unknown' : false);
    case 'federated-user':
      return named.text === asking.text;
    default:
      return named.text === asking.text || (matchGlob(readGlob(named.text), asking.text, steps) ? 'unknown' : false);
  }
};
