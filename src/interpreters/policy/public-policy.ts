import { readArn } from './arn.ts';
import { isFixed, readGlob } from './glob.ts';
import { readCidr } from './ip-address.ts';
import { toPolicy } from './parse-policy.ts';
import type { Clause, Policy, PrincipalEntry, Statement } from './policy.ts';
import type { Template } from './template.ts';
import { and, not, or, type Truth } from './truth.ts';

/**
 * Whether AWS would call a policy public: one Allow is enough that is open to everybody and not limited by a
 * condition to fixed values, that is, without wildcards or policy variables.
 *
 * Source: Amazon S3 User Guide, "The meaning of public". It speaks of bucket policies; a key policy is judged in the
 * same way, with `kms:CallerAccount` as one more key that limits. A Deny does not change it. `unknown` where the guide
 * leaves it open: keys that are younger than it, identity providers in an account, operators it does not speak of.
 *
 * @throws PatternError for what is not a policy
 */
export function policyIsPublic(policy: string | object | Policy, service: 's3' | 'kms' | 'sns' = 's3'): Truth {
  const allows = toPolicy(policy).statements.filter(({ effect }) => effect === 'Allow');
  return or(
    allows.map((statement) =>
      and([isOpen(statement), not(or(statement.conditions.map((clause) => limits(clause, service))))]),
    ),
  );
}

const isOpen = ({ principals }: Statement): Truth =>
  principals === undefined || principals.isNot || or(principals.entries.map(isOpenEntry));

const isOpenEntry = ({ type, value }: PrincipalEntry): Truth => {
  if (!isFixed(readGlob(value))) return true;
  if (type === 'Federated') return readArn(value) ? 'unknown' : true;
  return type === 'AWS' || type === 'Service' || type === 'CanonicalUser' ? false : 'unknown';
};

const LIMITING = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalservicename',
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

// These tell principals or networks apart as well, but the guide does not list them.
const PERHAPS_LIMITING = new Set([
  'aws:principalisawsservice',
  'aws:principalservicenameslist',
  'aws:principaltype',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
]);

const isListed = (key: string, service: string): Truth => {
  if (LIMITING.has(key) || (service === 'kms' && key === 'kms:calleraccount')) return true;
  return PERHAPS_LIMITING.has(key) || key.startsWith('aws:principaltag/') ? 'unknown' : false;
};

const limits = (clause: Clause, service: string): Truth => {
  const { test, set, ifExists, key, values } = clause;
  // `Null` and negated operators leave more than fixed values; the other two hold without the key.
  if (test === 'Null' || test?.isNegated === true || ifExists || set === 'all') return false;
  const isUsual = key === 'aws:sourceip' ? test?.of === 'address' : test?.of === 'text' || test?.of === 'arn';
  return and([
    isListed(key, service),
    isUsual || 'unknown',
    ...values.map((value) => isFixedValue(value, clause, service)),
  ]);
};

const isWithinOne = (key: string, text: string): boolean => {
  if (key === 'aws:principalorgpaths') return /^o-[a-z0-9]+\//.test(text);
  return (key === 'aws:principalarn' || key === 'aws:sourcearn') && /^\d{12}$/.test(readArn(text)?.account ?? '');
};

const isFixedValue = ({ text, hasVariables }: Template, { test, key }: Clause, service: string): Truth => {
  if (key === 'aws:sourceip') return isNarrow(text);
  if (hasVariables) return false;
  if (isFixed(readGlob(text))) return true;
  // Of an access point's ARN only the account must be fixed.
  if (key === 's3:dataaccesspointarn') return isFixed(readGlob(readArn(text)?.account ?? '*'));
  if (key === 'aws:userid' && text.startsWith('ARO') && text.endsWith(':*')) return 'unknown';
  // The guide is about buckets. Of keys and topics we say what is so: whom a wildcard leaves in one account, or in one
  // organisation, is no stranger.
  if (service !== 's3' && isWithinOne(key, text)) return true;
  // Without a wildcard operator a `*` is a character, but the guide calls every value with one not fixed.
  return typeof test === 'object' && test.wildcards ? false : 'unknown';
};

const WIDEST = { 4: 8, 6: 32 } as const;

// Private ranges, which the guide excepts, are never wider than /8.
const isNarrow = (range: string): Truth => {
  const cidr = readCidr(range);
  return cidr ? cidr.bits >= WIDEST[cidr.family] : 'unknown';
};
