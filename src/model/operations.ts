import type { CallRequest } from './call.ts';

/**
 * What is to be known about each AWS operation Trailproof may call: one table, used to page,
 * to sort errors, to find calls again in evidence, and to write least-privilege policies.
 *
 * Sources: the API reference of each service, and the Service Authorization Reference for the
 * IAM actions (several S3 actions are not named like their operation).
 */
export interface Operation {
  /** The IAM action the request needs; none for `sts:GetCallerIdentity`. */
  readonly action: string | undefined;
  /** The input members that tell two requests apart; page tokens and page sizes never do. */
  readonly identity: readonly string[];
  /** How further pages are asked for; without it the answer is one page. */
  readonly pages?: {
    /** Input member that takes the token. */
    readonly token: string;
    /** Output member that gives the next one. */
    readonly next: string;
    /** Output members that hold the items; they are joined page by page. */
    readonly items: readonly string[];
  };
  /** Error codes that are an answer: a definite "there is none". */
  readonly absent?: readonly string[];
}

const own = (action: string, identity: readonly string[] = [], rest: Partial<Operation> = {}): Operation => ({
  action,
  identity,
  ...rest,
});

const bucket = (action: string, ...absent: string[]): Operation => own(action, ['Bucket'], { absent });

const nextToken = (...items: string[]): Pick<Operation, 'pages'> => ({
  pages: { token: 'NextToken', next: 'NextToken', items },
});

const lowerNextToken = (...items: string[]): Pick<Operation, 'pages'> => ({
  pages: { token: 'nextToken', next: 'nextToken', items },
});

const nextMarker = (...items: string[]): Pick<Operation, 'pages'> => ({
  pages: { token: 'Marker', next: 'NextMarker', items },
});

const marker = (...items: string[]): Pick<Operation, 'pages'> => ({
  pages: { token: 'Marker', next: 'Marker', items },
});

export const operations = {
  'sts:GetCallerIdentity': { action: undefined, identity: [] },
  'sts:AssumeRole': own('sts:AssumeRole', ['RoleArn']),

  'organizations:DescribeOrganization': own('organizations:DescribeOrganization', [], {
    absent: ['AWSOrganizationsNotInUseException'],
  }),
  'organizations:ListAccounts': own('organizations:ListAccounts', [], nextToken('Accounts')),
  'organizations:ListAccountsForParent': own(
    'organizations:ListAccountsForParent',
    ['ParentId'],
    nextToken('Accounts'),
  ),
  'organizations:ListOrganizationalUnitsForParent': own(
    'organizations:ListOrganizationalUnitsForParent',
    ['ParentId'],
    nextToken('OrganizationalUnits'),
  ),
  'organizations:ListDelegatedAdministrators': own(
    'organizations:ListDelegatedAdministrators',
    ['ServicePrincipal'],
    nextToken('DelegatedAdministrators'),
  ),
  'organizations:ListAWSServiceAccessForOrganization': own(
    'organizations:ListAWSServiceAccessForOrganization',
    [],
    nextToken('EnabledServicePrincipals'),
  ),

  'organizations:ListPolicies': own('organizations:ListPolicies', ['Filter'], {
    ...nextToken('Policies'),
    absent: ['PolicyTypeNotEnabledException'],
  }),
  'organizations:DescribePolicy': own('organizations:DescribePolicy', ['PolicyId']),
  'organizations:ListTargetsForPolicy': own('organizations:ListTargetsForPolicy', ['PolicyId'], nextToken('Targets')),

  'account:ListRegions': own('account:ListRegions', [], nextToken('Regions')),
  'ec2:DescribeRegions': own('ec2:DescribeRegions'),
  'ec2:DescribeVpcs': own('ec2:DescribeVpcs', [], nextToken('Vpcs')),
  'ec2:DescribeFlowLogs': own('ec2:DescribeFlowLogs', [], nextToken('FlowLogs')),

  'cloudtrail:ListTrails': own('cloudtrail:ListTrails', [], nextToken('Trails')),
  'cloudtrail:DescribeTrails': own('cloudtrail:DescribeTrails'),
  'cloudtrail:GetTrailStatus': own('cloudtrail:GetTrailStatus', ['Name']),
  'cloudtrail:GetEventSelectors': own('cloudtrail:GetEventSelectors', ['TrailName']),
  'cloudtrail:GetInsightSelectors': own('cloudtrail:GetInsightSelectors', ['TrailName'], {
    absent: ['InsightNotEnabledException'],
  }),
  'cloudtrail:ListTags': own('cloudtrail:ListTags', ['ResourceIdList'], nextToken('ResourceTagList')),
  // CloudTrail Lake is not in every region.
  'cloudtrail:ListEventDataStores': own('cloudtrail:ListEventDataStores', [], {
    ...nextToken('EventDataStores'),
    absent: ['UnsupportedOperationException'],
  }),
  'cloudtrail:GetEventDataStore': own('cloudtrail:GetEventDataStore', ['EventDataStore'], {
    absent: ['EventDataStoreNotFoundException'],
  }),

  'iam:GetRole': own('iam:GetRole', ['RoleName'], { absent: ['NoSuchEntityException', 'NoSuchEntity'] }),
  'iam:ListRolePolicies': own('iam:ListRolePolicies', ['RoleName'], marker('PolicyNames')),
  'iam:GetRolePolicy': own('iam:GetRolePolicy', ['RoleName', 'PolicyName']),
  'iam:ListAttachedRolePolicies': own('iam:ListAttachedRolePolicies', ['RoleName'], marker('AttachedPolicies')),
  'iam:GetPolicy': own('iam:GetPolicy', ['PolicyArn']),
  'iam:GetPolicyVersion': own('iam:GetPolicyVersion', ['PolicyArn', 'VersionId']),

  's3:ListBuckets': own('s3:ListAllMyBuckets', [], {
    pages: { token: 'ContinuationToken', next: 'ContinuationToken', items: ['Buckets'] },
  }),
  's3:HeadBucket': own('s3:ListBucket', ['Bucket'], { absent: ['NotFound', 'NoSuchBucket'] }),
  's3:GetBucketLocation': bucket('s3:GetBucketLocation'),
  's3:GetBucketPolicy': bucket('s3:GetBucketPolicy', 'NoSuchBucketPolicy'),
  's3:GetBucketPolicyStatus': bucket('s3:GetBucketPolicyStatus', 'NoSuchBucketPolicy'),
  's3:GetBucketAcl': bucket('s3:GetBucketAcl'),
  's3:GetBucketVersioning': bucket('s3:GetBucketVersioning'),
  's3:GetObjectLockConfiguration': bucket(
    's3:GetBucketObjectLockConfiguration',
    'ObjectLockConfigurationNotFoundError',
  ),
  's3:GetBucketEncryption': bucket('s3:GetEncryptionConfiguration', 'ServerSideEncryptionConfigurationNotFoundError'),
  's3:GetPublicAccessBlock': bucket('s3:GetBucketPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration'),
  's3:GetBucketLogging': bucket('s3:GetBucketLogging'),
  's3:GetBucketTagging': bucket('s3:GetBucketTagging', 'NoSuchTagSet'),
  's3:GetBucketLifecycleConfiguration': bucket('s3:GetLifecycleConfiguration', 'NoSuchLifecycleConfiguration'),
  's3:GetBucketOwnershipControls': bucket('s3:GetBucketOwnershipControls', 'OwnershipControlsNotFoundError'),
  's3:GetBucketReplication': bucket('s3:GetReplicationConfiguration', 'ReplicationConfigurationNotFoundError'),
  's3:GetBucketNotificationConfiguration': bucket('s3:GetBucketNotification'),
  's3control:GetPublicAccessBlock': own('s3:GetAccountPublicAccessBlock', ['AccountId'], {
    absent: ['NoSuchPublicAccessBlockConfiguration'],
  }),

  'tagging:GetResources': own('tag:GetResources', ['ResourceTypeFilters'], {
    pages: { token: 'PaginationToken', next: 'PaginationToken', items: ['ResourceTagMappingList'] },
  }),

  'kms:DescribeKey': own('kms:DescribeKey', ['KeyId'], { absent: ['NotFoundException'] }),
  'kms:GetKeyPolicy': own('kms:GetKeyPolicy', ['KeyId']),
  'kms:GetKeyRotationStatus': own('kms:GetKeyRotationStatus', ['KeyId'], {
    absent: ['UnsupportedOperationException'],
  }),
  'kms:ListAliases': own('kms:ListAliases', ['KeyId'], nextMarker('Aliases')),
  'kms:ListGrants': own('kms:ListGrants', ['KeyId'], nextMarker('Grants')),

  'logs:DescribeLogGroups': own('logs:DescribeLogGroups', ['logGroupNamePrefix'], lowerNextToken('logGroups')),
  'logs:DescribeMetricFilters': own('logs:DescribeMetricFilters', ['logGroupName'], {
    ...lowerNextToken('metricFilters'),
    absent: ['ResourceNotFoundException'],
  }),
  'logs:DescribeSubscriptionFilters': own('logs:DescribeSubscriptionFilters', ['logGroupName'], {
    ...lowerNextToken('subscriptionFilters'),
    absent: ['ResourceNotFoundException'],
  }),
  'cloudwatch:DescribeAlarms': own(
    'cloudwatch:DescribeAlarms',
    [],
    nextToken('MetricAlarms', 'CompositeAlarms', 'LogAlarms'),
  ),
  'sns:GetTopicAttributes': own('sns:GetTopicAttributes', ['TopicArn'], {
    absent: ['NotFoundException', 'NotFound'],
  }),
  'sns:ListSubscriptionsByTopic': own('sns:ListSubscriptionsByTopic', ['TopicArn'], nextToken('Subscriptions')),

  'events:DescribeEventBus': own('events:DescribeEventBus', ['Name'], { absent: ['ResourceNotFoundException'] }),
  'events:ListRules': own('events:ListRules', ['EventBusName'], {
    ...nextToken('Rules'),
    absent: ['ResourceNotFoundException'],
  }),
  'config:DescribeConfigurationRecorders': own('config:DescribeConfigurationRecorders'),
  'config:DescribeConfigurationRecorderStatus': own('config:DescribeConfigurationRecorderStatus'),
  'config:DescribeDeliveryChannels': own('config:DescribeDeliveryChannels'),
  'config:DescribeDeliveryChannelStatus': own('config:DescribeDeliveryChannelStatus'),
  'guardduty:ListDetectors': own('guardduty:ListDetectors', [], nextToken('DetectorIds')),
  'guardduty:GetDetector': own('guardduty:GetDetector', ['DetectorId']),
  // Answered where Security Hub is off; whoever lacks the IAM action gets AccessDeniedException instead.
  'securityhub:DescribeHub': own('securityhub:DescribeHub', [], {
    absent: ['InvalidAccessException', 'ResourceNotFoundException'],
  }),

  'logs:TestMetricFilter': own('logs:TestMetricFilter', ['filterPattern', 'logEventMessages']),
  'events:TestEventPattern': own('events:TestEventPattern', ['EventPattern', 'Event']),
  'events:ListTargetsByRule': own('events:ListTargetsByRule', ['EventBusName', 'Rule'], nextToken('Targets')),
} as const satisfies Record<string, Operation>;

/** `service:Operation` of a call Trailproof knows. */
export type CallName = keyof typeof operations;

/** The row for a call, whatever its name; `undefined` for one Trailproof never makes. */
export const findOperation = (call: string): Operation | undefined =>
  Object.hasOwn(operations, call) ? operations[call as CallName] : undefined;

/** The row for a call Trailproof knows. */
export const operationOf = (call: CallName): Operation => operations[call];

/**
 * The input members that tell a call from others of its operation; the whole input where we do not
 * know the operation. A newer collector that sends one more member still finds old evidence.
 */
export function identityMembers({ service, operation, input }: CallRequest): Readonly<Record<string, unknown>> {
  const known = findOperation(`${service}:${operation}`);
  if (!known) return input;
  return Object.fromEntries(
    known.identity.filter((member) => input[member] !== undefined).map((member) => [member, input[member]]),
  );
}
