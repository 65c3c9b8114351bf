import { readPolicy } from '../drill/read-policy.ts';
import { evaluatePolicy, serviceContext, UNKNOWN } from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { fieldOf } from './host-read.ts';
import { unreadable } from './touched.ts';

const CLOUDTRAIL = 'cloudtrail.amazonaws.com';

/**
 * Whether a role's trust policy lets CloudTrail take it on. Throws where that hangs on what AWS does not say of
 * CloudTrail's request: whether it names the trail (`aws:SourceArn`), for one.
 *
 * Source: CloudTrail User Guide, "Sending events to CloudWatch Logs", on the role's trust policy.
 */
export function trustsCloudTrail(role: Resource, path: string): boolean {
  const text = fieldOf(role, 'trustPolicy', path);
  const policy = readPolicy(String(text), 'resource', `the trust policy of role ${role.name}`);
  if (policy instanceof Gap) return unreadable(policy);
  const verdict = evaluatePolicy(policy, {
    principal: { service: CLOUDTRAIL },
    action: 'sts:AssumeRole',
    resource: role.id,
    context: {
      ...serviceContext({ service: CLOUDTRAIL, sourceArn: '', sourceAccount: '' }),
      'aws:SourceArn': UNKNOWN,
      'aws:SourceAccount': UNKNOWN,
      'aws:CurrentTime': UNKNOWN,
      'aws:EpochTime': UNKNOWN,
      'aws:RequestedRegion': UNKNOWN,
      'aws:ResourceAccount': role.account ?? UNKNOWN,
      'aws:ResourceOrgID': UNKNOWN,
      'aws:ResourceOrgPaths': UNKNOWN,
      'aws:UserAgent': UNKNOWN,
      'sts:ExternalId': UNKNOWN,
      'sts:RoleSessionName': UNKNOWN,
      'sts:SourceIdentity': UNKNOWN,
    },
  });
  if (verdict !== 'unknown') return verdict === 'allow';
  return unreadable(
    new Gap('undocumented', `AWS does not say enough to tell whether role ${role.name} lets CloudTrail take it on`),
  );
}
