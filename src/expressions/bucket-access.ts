import { type Outsider, outsidersAllowed, type Policy } from '../interpreters/policy/index.ts';
import type { Resource } from '../model/resource.ts';
import { unreadableAll } from './host-read.ts';
import type { Membership } from './membership.ts';
import { told } from './outsiders.ts';

/**
 * Who outside the owner's organisation a bucket policy lets read objects: `999999999999 may s3:GetObject (statement 2)`.
 * Throws when nobody certainly may, but somebody perhaps, be it that not all members are known.
 *
 * @param trusted accounts, ARNs of principals and names of services that may
 */
export function bucketReaders(
  bucket: Resource,
  policy: Policy,
  { organizationId, members, gaps }: Membership,
  trusted: readonly string[],
): readonly string[] {
  const found = outsidersAllowed(policy, {
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resources: [`${bucket.id}/*`],
    account: bucket.account ?? '',
    ...(organizationId !== undefined && { organizationId }),
    // Of an account outside of organisations everybody in one is outside; of one that is not known nobody can tell.
    ...(organizationId === undefined && gaps.length === 0 && { organizationId: '' }),
    trustedAccounts: [...members, ...trusted],
    trustedServices: ['cloudtrail.amazonaws.com', ...trusted],
  }).filter(({ principal }) => !trusted.includes(principal));
  const strangers = gaps.length === 0 ? found : found.filter((each) => isStranger(each, policy));
  if (strangers.length === 0 && found.length > 0) return unreadableAll(gaps);
  return told(strangers, policy, `bucket ${bucket.name}`, []);
}

/** Whether somebody is outside whichever accounts the organisation has: nothing in the policy tells accounts apart. */
function isStranger({ who, index }: Outsider, { statements }: Policy): boolean {
  if (who !== 'public' && who !== 'service') return false;
  return statements
    .filter((each) => each.index === index || each.effect === 'Deny')
    .every(
      ({ effect, conditions, principals }) =>
        conditions.every(({ key }) => !key.startsWith('aws:principal') && !key.startsWith('aws:source')) &&
        (effect === 'Allow' || (principals?.isNot === false && principals.entries.every(({ value }) => value === '*'))),
    );
}

/**
 * AWS services that deliver logs to buckets.
 *
 * Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail"; AWS Config Developer Guide, "Permissions for the
 * Amazon S3 Bucket"; CloudWatch Logs User Guide, "Enable logging from AWS services"; Amazon S3 User Guide, "Enabling Amazon S3
 * server access logging"; Elastic Load Balancing, "Enable access logs"; GuardDuty User Guide, "Exporting findings".
 */
const LOG_SERVICES = [
  'cloudtrail.amazonaws.com',
  'config.amazonaws.com',
  'delivery.logs.amazonaws.com',
  'logging.s3.amazonaws.com',
  'logdelivery.elasticloadbalancing.amazonaws.com',
  'guardduty.amazonaws.com',
] as const;

/**
 * Accounts of AWS by which load balancers deliver access logs in regions from before August 2022.
 *
 * Source: Elastic Load Balancing, Application Load Balancers, "Enable access logs", on the legacy bucket policy.
 */
const LOAD_BALANCERS = [
  '009996457667',
  '027434742980',
  '033677994240',
  '037604701340',
  '048591011584',
  '054676820928',
  '076674570225',
  '098369216593',
  '114774131450',
  '127311923021',
  '156460612806',
  '190560391635',
  '383597477331',
  '507241528517',
  '582318560864',
  '589379963580',
  '600734575887',
  '635631232127',
  '638102146993',
  '652711504416',
  '718504428378',
  '754344448648',
  '783225319266',
  '797873946194',
  '897822967062',
  '985666609251',
] as const;

/** Who but AWS's log services a bucket policy lets write objects, the owner's own account included. As {@link bucketReaders}. */
export const bucketWriters = (bucket: Resource, policy: Policy, trusted: readonly string[]): readonly string[] =>
  told(
    outsidersAllowed(policy, {
      actions: ['s3:PutObject'],
      resources: [`${bucket.id}/*`],
      account: '', // everybody is outside, the owner as well
      organizationId: '',
      trustedAccounts: [...LOAD_BALANCERS, ...trusted],
      trustedServices: [...LOG_SERVICES, ...trusted],
    }).filter(({ principal }) => !trusted.includes(principal)),
    policy,
    `bucket ${bucket.name}`,
    [],
  );
