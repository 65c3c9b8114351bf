import { CIS_PATTERNS } from '../../scripts/moto/seed/cis-patterns.ts';

const named = (...eventNames: readonly string[]): string =>
  eventNames.map((name) => `($.eventName = ${name})`).join(' || ');

/** A metric filter's pattern for each of the fifteen controls, as the benchmark words it. */
export const PATTERNS = {
  ...CIS_PATTERNS,
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
  'security-group-changes': `{ ${named(
    'AuthorizeSecurityGroupIngress',
    'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupIngress',
    'RevokeSecurityGroupEgress',
    'CreateSecurityGroup',
    'DeleteSecurityGroup',
    'ModifySecurityGroupRules',
  )} }`,
  'nacl-changes': `{ ${named(
    'CreateNetworkAcl',
    'CreateNetworkAclEntry',
    'DeleteNetworkAcl',
    'DeleteNetworkAclEntry',
    'ReplaceNetworkAclEntry',
    'ReplaceNetworkAclAssociation',
  )} }`,
  'network-gateway-changes': `{ ${named(
    'CreateCustomerGateway',
    'DeleteCustomerGateway',
    'AttachInternetGateway',
    'CreateInternetGateway',
    'DeleteInternetGateway',
    'DetachInternetGateway',
  )} }`,
  'organizations-changes': `{ ($.eventSource = organizations.amazonaws.com) && (${named(
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
  )}) }`,
} as const satisfies Readonly<Record<string, string>>;

export type Control = keyof typeof PATTERNS;

export const CONTROLS = Object.keys(PATTERNS) as readonly Control[];
