import { CIS_PATTERNS, MENDED_PATTERNS, named, ORGANIZATION_CALLS } from '../seed/cis-patterns.ts';

/** Calls that weaken the trail, what it stands on, or what watches it. */
export const TAMPERING_CALLS = [
  'StopLogging',
  'DeleteTrail',
  'UpdateTrail',
  'PutEventSelectors',
  'DeleteBucketPolicy',
  'PutBucketPolicy',
  'PutBucketLifecycle',
  'PutBucketVersioning',
  'PutBucketObjectLockConfiguration',
  'DeleteBucketPublicAccessBlock',
  'DeleteBucket',
  'ScheduleKeyDeletion',
  'DisableKey',
  'PutKeyPolicy',
  'LeaveOrganization',
  'RemoveAccountFromOrganization',
  'CloseAccount',
  'DisableAWSServiceAccess',
  'DeregisterOrganizationDelegatedAdmin',
  'DeregisterDelegatedAdministrator',
  'DeleteAlarms',
  'DisableAlarmActions',
  'DeleteMetricFilter',
  'DeleteLogGroup',
  'PutRetentionPolicy',
  'DeleteTopic',
  'SetTopicAttributes',
  'Unsubscribe',
  'DisableRule',
  'DeleteRule',
  'RemoveTargets',
] as const;

/** A pattern has at most 1,024 characters. */
const HALF = Math.ceil(TAMPERING_CALLS.length / 2);

/** A filter pattern for everything that should wake somebody. */
export const GOOD_PATTERNS: Readonly<Record<string, string>> = {
  ...CIS_PATTERNS,
  ...MENDED_PATTERNS,
  'organization-changes': `{ ($.eventSource = organizations.amazonaws.com) && (${named(...ORGANIZATION_CALLS)}) }`,
  'iam-users-created': `{ ($.eventSource = iam.amazonaws.com) && (${named('CreateUser', 'CreateAccessKey', 'CreateLoginProfile')}) }`,
  'tampering-1': `{ ${named(...TAMPERING_CALLS.slice(0, HALF))} }`,
  'tampering-2': `{ ${named(...TAMPERING_CALLS.slice(HALF))} }`,
};
