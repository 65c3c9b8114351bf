import {
  CIS_PATTERNS,
  GATEWAY_CALLS,
  named,
  ORGANIZATION_CALLS,
  SECURITY_GROUP_CALLS,
} from '../../scripts/moto/seed/cis-patterns.ts';

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
  'organizations-changes': `{ ($.eventSource = organizations.amazonaws.com) && (${named(...ORGANIZATION_CALLS)}) }`,
} as const satisfies Readonly<Record<string, string>>;

export type Control = keyof typeof PATTERNS;

export const CONTROLS = Object.keys(PATTERNS) as readonly Control[];
