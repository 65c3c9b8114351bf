import type { NeglectedName } from '../../scripts/moto/exemplary/neglected.ts';

/** A fix to try: of which check, on which of the resources that fail it. */
export interface Try {
  readonly check: string;
  /** The name of the resource, its account, or both. */
  readonly on?: string;
  readonly in?: NeglectedName;
  /** Whose credentials the command is run with; those of the resource's account unless it is said otherwise. */
  readonly as?: NeglectedName;
  /** What a person fills in for a word in capitals. */
  readonly fill?: Readonly<Record<string, (accountId: string) => string>>;
}

const on = (resource: string, ...checks: readonly string[]): readonly Try[] =>
  checks.map((check) => ({ check, on: resource }));

/** On whatever resource of an account fails first: keys and VPCs are named at random. */
const somewhereIn = (name: NeglectedName, ...checks: readonly string[]): readonly Try[] =>
  checks.map((check) => ({ check, in: name }));

const inRegion = (name: NeglectedName, region: string, ...checks: readonly string[]): readonly Try[] =>
  checks.map((check) => ({ check, on: region, in: name }));

/** Service control policies are the management account's. */
const byManagement = (name: string, check: string): Try => ({ check, on: name, as: 'management' });

/**
 * What is tried at the same time. Within a round no fix writes what another one reads: a policy, the selectors of a
 * trail. One that would cure what another one is to be tried on comes later.
 */
export const ROUNDS: readonly (readonly Try[])[] = [
  [
    ...on(
      'management',
      'account-has-insights',
      'account-records-function-invocations',
      'alarm-tampering-is-noticed',
      'bucket-policy-changes-are-noticed',
      'cloudtrail-changes-are-noticed',
      'config-changes-are-noticed',
      'console-sign-in-failures-are-noticed',
      'console-sign-in-without-mfa-is-noticed',
      'iam-policy-changes-are-noticed',
      'kms-key-disabling-and-deletion-is-noticed',
      'log-bucket-tampering-is-noticed',
      'network-acl-changes-are-noticed',
      'network-gateway-changes-are-noticed',
      'new-iam-users-are-noticed',
      'organization-changes-are-noticed',
      'removal-from-the-organization-is-noticed',
      'root-usage-is-noticed',
      'route-table-changes-are-noticed',
      'security-group-changes-are-noticed',
      'trail-tampering-is-noticed',
      'unauthorized-api-calls-are-noticed',
      'vpc-changes-are-noticed',
    ),
    ...on('empty', 'account-blocks-public-access', 'account-has-a-logging-multi-region-trail'),
    byManagement('careless', 'account-cannot-erase-its-logs'),
    byManagement('careless', 'account-cannot-stop-its-trails'),
    byManagement('open', 'account-cannot-leave-the-organization'),
    byManagement('empty', 'account-cannot-stop-its-detectors'),
    ...inRegion(
      'management',
      'us-east-1',
      'config-records-every-resource-type',
      'guardduty-is-on',
      'security-hub-is-on',
    ),
    ...inRegion('careless', 'us-west-2', 'region-is-recorded'),
    ...inRegion('open', 'eu-central-1', 'config-delivers-what-it-records'),
    ...inRegion('open', 'eu-central-1', 'region-records-every-event-source', 'region-records-management-events'),
    ...inRegion('open', 'eu-west-1', 'guardduty-watches-cloudtrail'),
    ...somewhereIn('empty', 'vpc-logs-its-flows'),

    ...on('neglected-org-logs', 'log-bucket-blocks-public-access', 'log-bucket-keeps-old-versions-long-enough'),
    ...on(
      'neglected-org-logs',
      'log-bucket-logs-access',
      'log-bucket-refuses-plain-http',
      'log-bucket-resists-deletion',
    ),
    ...on(
      'acme-sandbox-logs',
      'log-bucket-disables-acls',
      'log-bucket-keeps-logs-long-enough',
      'log-bucket-keeps-versions',
    ),
    ...on('open-logs', 'access-logs-go-to-another-bucket', 'log-bucket-grants-nothing-by-acl'),

    ...somewhereIn('careless', 'key-has-an-alias', 'key-is-not-pending-deletion', 'key-rotates'),
    ...somewhereIn('open', 'key-lets-people-decrypt', 'key-rotates-often-enough'),
    ...on('/sandbox/cloudtrail', 'log-group-is-encrypted', 'log-group-keeps-events-long-enough'),
    ...on('/neglected/cloudtrail', 'log-group-is-protected-from-deletion'),
    ...on('/open/cloudtrail', 'log-group-key-lets-it-encrypt'),
    ...on('closed-topic', 'topic-has-a-confirmed-subscriber'),
    ...on('open-topic', 'topic-key-lets-it-be-published-to', 'topic-policy-is-not-public'),
    ...on('pager', 'topic-is-encrypted'),

    ...on('asleep', 'trail-records-global-service-events'),
    ...on('napping', 'trail-is-logging'),
    ...on('changes-only', 'trail-role-lets-it-deliver', 'trail-role-trusts-cloudtrail'),
    ...on('dying-key', 'trail-role-exists'),
    ...on('lost-bucket', 'trail-bucket-exists'),
    ...on('lost-group', 'trail-bucket-accepts-its-log-files', 'trail-key-lets-it-encrypt', 'trail-log-group-exists'),
    ...on('lost-key', 'trail-feeds-cloudwatch-logs', 'trail-key-exists'),
    ...on('old-single', 'trail-is-encrypted-with-a-customer-key', 'trail-signs-log-files'),
    ...on('org-trail', 'trail-has-a-topic', 'trail-has-required-tags'),
    ...on('told-nobody', 'trail-topic-lets-it-publish'),

    ...on(
      'neglected-lake',
      'event-data-store-covers-every-region',
      'event-data-store-covers-the-organization',
      'event-data-store-is-encrypted-with-a-customer-key',
      'event-data-store-is-ingesting',
      'event-data-store-is-protected-from-termination',
      'event-data-store-keeps-events-long-enough',
    ),
  ],
  [
    ...on('careless', 'account-records-global-service-events', 'account-records-object-writes'),
    ...on('management', 'account-records-table-events', 'config-records-global-types-once'),
    ...on('open-checkout', 'sensitive-function-records-invocations'),
    ...on('acme-sandbox-logs', 'log-bucket-locks-log-files'),
    ...somewhereIn('careless', 'key-is-enabled'),
    ...somewhereIn('open', 'key-policy-is-not-public'),
    // Whatever this one takes, somebody hears of.
    {
      check: 'metric-filter-leads-to-somebody',
      on: 'everything',
      fill: { TOPIC_ARN: (account) => `arn:aws:sns:us-east-1:${account}:pager` },
    },
    ...on('told-nobody', 'key-is-in-the-bucket-region'),
  ],
  [
    ...on('management', 'account-records-data-events-of-types'),
    ...on('open-cards', 'sensitive-table-records-item-events'),
    ...on('acme-sandbox-export', 'sensitive-bucket-records-object-events'),
    // Now that no other fix is to be tried that this alarm would make up for.
    ...on('silenced', 'alarm-actions-are-on'),
  ],
  [...on('management', 'account-records-network-activity-events'), ...on('open', 'account-records-object-reads')],
];
