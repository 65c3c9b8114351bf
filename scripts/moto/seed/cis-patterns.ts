/** The filter patterns that the CIS AWS Foundations Benchmark gives, by what they watch; and some that miss it. */

/** One condition for each event name. */
export const named = (...eventNames: readonly string[]): string =>
  eventNames.map((name) => `($.eventName = ${name})`).join(' || ');

const from = (eventSource: string, ...eventNames: readonly string[]): string =>
  `{ ($.eventSource = ${eventSource}) && (${named(...eventNames)}) }`;

/** The calls that some controls watch, where more than one text names them. */
export const ORGANIZATION_CALLS = [
  'AcceptHandshake',
  'AttachPolicy',
  'CreateAccount',
  'CreateOrganizationalUnit',
  'CreatePolicy',
  'DeclineHandshake',
  'DeleteOrganization',
  'DeleteOrganizationalUnit',
  'DeletePolicy',
  'DetachPolicy',
  'DisablePolicyType',
  'EnablePolicyType',
  'InviteAccountToOrganization',
  'LeaveOrganization',
  'MoveAccount',
  'RemoveAccountFromOrganization',
  'UpdatePolicy',
  'UpdateOrganizationalUnit',
] as const;

const SECURITY_GROUP_CALLS = [
  'AuthorizeSecurityGroupIngress',
  'AuthorizeSecurityGroupEgress',
  'RevokeSecurityGroupIngress',
  'RevokeSecurityGroupEgress',
  'CreateSecurityGroup',
  'DeleteSecurityGroup',
] as const;

const GATEWAY_CALLS = [
  'CreateCustomerGateway',
  'DeleteCustomerGateway',
  'AttachInternetGateway',
  'CreateInternetGateway',
  'DeleteInternetGateway',
  'DetachInternetGateway',
] as const;

/** As the benchmark words them. */
export const CIS_PATTERNS = {
  'root-usage':
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  'unauthorized-api-calls': '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  'console-signin-no-mfa':
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  'iam-policy-changes': `{ ${named(
    'DeleteGroupPolicy',
    'DeleteRolePolicy',
    'DeleteUserPolicy',
    'PutGroupPolicy',
    'PutRolePolicy',
    'PutUserPolicy',
    'CreatePolicy',
    'DeletePolicy',
    'CreatePolicyVersion',
    'DeletePolicyVersion',
    'AttachRolePolicy',
    'DetachRolePolicy',
    'AttachUserPolicy',
    'DetachUserPolicy',
    'AttachGroupPolicy',
    'DetachGroupPolicy',
  )} }`,
  'cloudtrail-config-changes': `{ ${named('CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging')} }`,
  'console-auth-failures': '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
  'kms-key-disable-delete': from('kms.amazonaws.com', 'DisableKey', 'ScheduleKeyDeletion'),
  'config-changes': from(
    'config.amazonaws.com',
    'StopConfigurationRecorder',
    'DeleteDeliveryChannel',
    'PutDeliveryChannel',
    'PutConfigurationRecorder',
  ),
  'route-table-changes': `{ ${named(
    'CreateRoute',
    'CreateRouteTable',
    'ReplaceRoute',
    'ReplaceRouteTableAssociation',
    'DeleteRouteTable',
    'DeleteRoute',
    'DisassociateRouteTable',
  )} }`,
  'vpc-changes': `{ ${named(
    'CreateVpc',
    'DeleteVpc',
    'ModifyVpcAttribute',
    'AcceptVpcPeeringConnection',
    'CreateVpcPeeringConnection',
    'DeleteVpcPeeringConnection',
    'RejectVpcPeeringConnection',
    'AttachClassicLinkVpc',
    'DetachClassicLinkVpc',
    'DisableVpcClassicLink',
    'EnableVpcClassicLink',
  )} }`,
} as const;

/** As people came to write them. */
export const FLAWED_PATTERNS = {
  /** The API is called PutBucketLifecycleConfiguration; CloudTrail logs it as PutBucketLifecycle. */
  's3-bucket-policy-changes': from(
    's3.amazonaws.com',
    'PutBucketAcl',
    'PutBucketPolicy',
    'PutBucketCors',
    'PutBucketLifecycleConfiguration',
    'PutBucketReplication',
    'DeleteBucketPolicy',
    'DeleteBucketCors',
    'DeleteBucketLifecycle',
    'DeleteBucketReplication',
  ),
  /** Older than ModifySecurityGroupRules, which changes a rule in place. */
  'security-group-changes': `{ ${named(...SECURITY_GROUP_CALLS)} }`,
  /** Takes every change, and each DescribeNetworkAcls too. */
  'nacl-changes': '{ $.eventName = "*NetworkAcl*" }',
  /** No event has six names at once. */
  'network-gateway-changes': `{ ${named(...GATEWAY_CALLS).replaceAll('||', '&&')} }`,
} as const;

/** The same without their flaws. */
export const MENDED_PATTERNS = {
  's3-bucket-policy-changes': `{ ($.eventSource = s3.amazonaws.com) && (${named(
    'PutBucketAcl',
    'PutBucketPolicy',
    'PutBucketCors',
    'PutBucketLifecycle',
    'PutBucketReplication',
    'DeleteBucketPolicy',
    'DeleteBucketCors',
    'DeleteBucketLifecycle',
    'DeleteBucketReplication',
  )}) }`,
  'security-group-changes': `{ ${named(...SECURITY_GROUP_CALLS, 'ModifySecurityGroupRules')} }`,
  'nacl-changes': `{ ${named(
    'CreateNetworkAcl',
    'CreateNetworkAclEntry',
    'DeleteNetworkAcl',
    'DeleteNetworkAclEntry',
    'ReplaceNetworkAclEntry',
    'ReplaceNetworkAclAssociation',
  )} }`,
  'network-gateway-changes': `{ ${named(...GATEWAY_CALLS)} }`,
} as const satisfies Readonly<Record<keyof typeof FLAWED_PATTERNS, string>>;
