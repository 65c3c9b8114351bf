import type { NeglectedName } from '../../scripts/moto/exemplary/neglected.ts';

/** A fix to try: of which check, on which of the resources that fail it. */
export interface Try {
  readonly check: string;
  /** The name of the resource, and where one name stands for several, its account. */
  readonly on: string;
  readonly in?: NeglectedName;
  /** Whose credentials the command is run with; those of the resource's account unless it is said otherwise. */
  readonly as?: NeglectedName;
  /** What a person fills in for a word in capitals. */
  readonly fill?: Readonly<Record<string, (accountId: string) => string>>;
}

const on = (resource: string, ...checks: readonly string[]): readonly Try[] =>
  checks.map((check) => ({ check, on: resource }));

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
      'account-has-insights',
      'account-records-function-invocations',
    ),
    ...on('empty', 'account-blocks-public-access', 'account-has-a-logging-multi-region-trail'),
    byManagement('careless', 'account-cannot-erase-its-logs'),
    byManagement('open', 'account-cannot-leave-the-organization'),
    byManagement('empty', 'account-cannot-stop-its-detectors'),
    byManagement('careless', 'account-cannot-stop-its-trails'),
    ...inRegion('management', 'us-east-1', 'config-records-every-resource-type', 'guardduty-is-on', 'security-hub-is-on'),
    ...inRegion('careless', 'eu-west-1', 'config-delivers-what-it-records'),
    ...inRegion('careless', 'us-west-2', 'region-is-recorded'),
    ...inRegion('open', 'eu-central-1', 'region-records-every-event-source', 'region-records-management-events'),
    ...on('neglected-org-logs', 'log-bucket-blocks-public-access', 'log-bucket-logs-access', 'log-bucket-refuses-plain-http'),
    ...on('neglected-org-logs', 'log-bucket-keeps-old-versions-long-enough'),
    ...on('acme-sandbox-logs', 'log-bucket-keeps-logs-long-enough', 'log-bucket-keeps-versions', 'log-bucket-disables-acls'),
    ...on('open-logs', 'access-logs-go-to-another-bucket', 'log-bucket-grants-nothing-by-acl', 'log-bucket-locks-log-files'),
    ...on('lost-bucket', 'trail-bucket-exists', 'trail-is-encrypted-with-a-customer-key'),
    ...on('lost-group', 'trail-log-group-exists', 'trail-bucket-accepts-its-log-files', 'trail-key-lets-it-encrypt'),
    ...on('lost-key', 'trail-key-exists', 'trail-feeds-cloudwatch-logs'),
    ...on('old-single', 'trail-signs-log-files'),
    ...on('told-nobody', 'trail-topic-lets-it-publish', 'key-is-in-the-bucket-region'),
    ...on('org-trail', 'trail-has-required-tags', 'trail-has-a-topic'),
    ...on('/sandbox/cloudtrail', 'log-group-keeps-events-long-enough', 'log-group-is-encrypted'),
    ...on('/open/cloudtrail', 'log-group-key-lets-it-encrypt'),
    ...on('pager', 'topic-is-encrypted'),
    ...on('closed-topic', 'topic-has-a-confirmed-subscriber'),
    ...on('open-topic', 'topic-policy-is-not-public'),
  ],
];
