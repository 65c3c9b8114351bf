import {
  DESTRUCTIVE_ACTIONS,
  evaluatePolicy,
  type Outsider,
  type OutsiderQuestion,
  outsidersAllowed,
  type Policy,
  type Request,
} from '../interpreters/policy/index.ts';
import { partitionIn } from '../model/arn.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { unreadableAll } from './host-read.ts';
import { unreadable } from './touched.ts';

/** What makes log files unreadable for good, or lets somebody decide on that. Grants and aliases cannot do it. */
const KEY_ACTIONS = [
  'kms:ScheduleKeyDeletion',
  'kms:DisableKey',
  'kms:PutKeyPolicy',
  'kms:DeleteImportedKeyMaterial',
] as const satisfies readonly (typeof DESTRUCTIVE_ACTIONS.key)[number][];
const BUCKET_ACTIONS = [...DESTRUCTIVE_ACTIONS.object, ...DESTRUCTIVE_ACTIONS.retention, ...DESTRUCTIVE_ACTIONS.bucket];

/**
 * Who outside a bucket's account may delete or overwrite log files, or lift what protects them: `222222222222 may
 * s3:DeleteObject (statement 2)`. Throws when nobody certainly may, but somebody perhaps.
 *
 * @param prefixes where log files are, each ending in `AWSLogs/`; with a gap there may be more
 */
export function bucketDestroyers(
  bucket: Resource,
  policy: Policy,
  prefixes: readonly (string | Gap)[],
  trustedAccounts: readonly string[],
): readonly string[] {
  const gaps = prefixes.filter((prefix) => prefix instanceof Gap);
  const folders = prefixes.filter((prefix) => typeof prefix === 'string');
  return told(
    outsidersAllowed(policy, {
      actions: BUCKET_ACTIONS,
      resources: [bucket.id, ...folders.map((prefix) => `${bucket.id}/${prefix}*`)],
      account: bucket.account ?? '',
      organizationId: '', // its members are outside, too
      trustedAccounts,
      trustedServices: ['cloudtrail.amazonaws.com'],
      // Services deliver their own logs beside CloudTrail's; that is no way to get at those.
    }).filter(({ who, action }) => who !== 'service' || action !== 's3:PutObject'),
    policy,
    `bucket ${bucket.name}`,
    gaps,
  );
}

/** Who outside a key's account may disable or delete it, or take it over. As {@link bucketDestroyers}. */
export const keyDestroyers = (key: Resource, policy: Policy, trustedAccounts: readonly string[]): readonly string[] =>
  told(
    outsidersAllowed(policy, {
      actions: KEY_ACTIONS,
      resources: [key.id],
      account: key.account ?? '',
      organizationId: '',
      trustedAccounts,
    }),
    policy,
    `key ${key.name}`,
    [],
  );

/**
 * Whether a key policy lets any people at all decrypt, directly or by leaving it to an account's own policies.
 *
 * Source: CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail", on readers of log files.
 */
export function letsPeopleDecrypt(key: Resource, policy: Policy): boolean {
  if (evaluatePolicy(policy, readingOf(key)) === 'allow') return true;
  // Asked for an account that does not exist, everybody is outside.
  const question: OutsiderQuestion = { actions: ['kms:Decrypt'], resources: [key.id], account: '', organizationId: '' };
  const readers = outsidersAllowed(policy, question).filter(({ who }) => who !== 'service');
  if (readers.some(({ certainty }) => certainty === 'allowed')) return true;
  return readers.length > 0 ? unreadable(openFor(readers, policy, `key ${key.name}`)) : false;
}

/** How somebody of the key's own account comes to read a log file: S3 decrypts it for them. */
function readingOf({ id, account = '', region = '' }: Resource): Request {
  const partition = partitionIn(id);
  const arn = `arn:${partition}:iam::${account}:root`;
  return {
    principal: { arn },
    action: 'kms:Decrypt',
    resource: id,
    context: {
      'aws:PrincipalAccount': account,
      'aws:PrincipalArn': arn,
      'aws:PrincipalIsAWSService': 'false',
      'aws:SecureTransport': 'true',
      'kms:CallerAccount': account,
      'kms:ViaService': `s3.${region}.amazonaws.com`,
      'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:${region}:${account}:trail/any`,
    },
  };
}

/** In words who certainly may, and what. Throws when nobody certainly may, but somebody perhaps, or there may be more. */
/** Who certainly may, in words; `policy` is the one that lets them. Throws when nobody certainly may, but somebody perhaps. */
export function told(
  outsiders: readonly Outsider[],
  policy: Policy,
  name: string,
  gaps: readonly Gap[],
): readonly string[] {
  const certain = outsiders.filter(({ certainty }) => certainty === 'allowed');
  if (certain.length > 0) return inWords(certain, policy);
  if (outsiders.length > 0) return unreadable(openFor(outsiders, policy, name));
  return gaps.length > 0 ? unreadableAll(gaps) : [];
}

const openFor = (outsiders: readonly Outsider[], policy: Policy, name: string): Gap =>
  new Gap(
    'undocumented',
    `what the policy of ${name} comes to cannot be told: ${inWords(outsiders, policy).join('; ')}`,
  );

const MOST = 4;

/** One line for each principal of a statement. */
function inWords(outsiders: readonly Outsider[], policy: Policy): readonly string[] {
  const lines = new Map<string, { readonly outsider: Outsider; readonly actions: string[] }>();
  for (const outsider of outsiders) {
    const key = `${outsider.index} ${outsider.principal}`;
    const line = lines.get(key) ?? { outsider, actions: [] };
    lines.set(key, line);
    line.actions.push(outsider.action);
  }
  return [...lines.values()].map(({ outsider: { principal, name, index }, actions }) => {
    const more = actions.length > MOST ? ` and ${actions.length - MOST} more` : '';
    return `${principal === '*' ? everybodyIn(policy, index) : principal} may ${actions.slice(0, MOST).join(', ')}${more} (${name})`;
  });
}

/** A statement for `*` may still choose who asks, such as the members of an organisation. */
const everybodyIn = ({ statements }: Policy, index: number): string =>
  statements.some(
    (each) => each.index === index && each.conditions.some(({ key }) => /^aws:(principal|source)/.test(key)),
  )
    ? 'everybody who meets its conditions'
    : 'everybody';
