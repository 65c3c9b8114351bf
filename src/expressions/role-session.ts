import { readPolicy } from '../drill/read-policy.ts';
import { type Policy, type Request, type RolePolicies, UNKNOWN } from '../interpreters/policy/index.ts';
import { partitionIn } from '../model/arn.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { notedField } from './host-read.ts';

/** What CloudTrail does with a log group. Source: as for {@link sessionOf}. */
export const DELIVERY_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;

/** A role's policies, as far as they could be read. */
export interface KnownPolicies extends RolePolicies {
  /** What the policies are called, in their order. */
  readonly names: readonly string[];
  /** Why there may be more of them. */
  readonly policyGaps: readonly Gap[];
  /** Why the boundary is not known. */
  readonly boundaryGap: Gap | undefined;
}

/** A role's policies; `path` says how the role was come by. */
export function policiesOf(role: Resource, path: string): KnownPolicies {
  const written = notedField(role, 'policies', path);
  const found: { readonly name: string; readonly policy: Policy }[] = [];
  const policyGaps: Gap[] = [];
  for (const each of [written].flat() as readonly (Written | Gap)[]) {
    const policy = each instanceof Gap ? each : identityPolicy(each.document, `policy ${each.name}`);
    if (policy instanceof Gap) policyGaps.push(policy);
    else found.push({ name: (each as Written).name, policy });
  }
  const bounding = notedField(role, 'permissionsBoundary', path);
  const boundary =
    bounding === undefined ? undefined : identityPolicy(bounding, `the permissions boundary of role ${role.name}`);
  const isUnread = boundary instanceof Gap;
  return {
    names: found.map(({ name }) => name),
    policies: found.map(({ policy }) => policy),
    boundary: isUnread ? undefined : boundary,
    policyGaps,
    boundaryGap: isUnread ? boundary : undefined,
  };
}

interface Written {
  readonly name: string;
  readonly document: unknown;
}

const identityPolicy = (text: unknown, name: string): Policy | Gap =>
  text instanceof Gap ? text : readPolicy(String(text), 'identity', name);

/**
 * A session of a role that CloudTrail began, and what is known of its requests: that a service makes them with a
 * service role, and that they name no source, which AWS says of this role expressly.
 *
 * Source: IAM User Guide, "AWS global condition context keys"; CloudTrail User Guide, "Role policy document for
 * CloudTrail to use CloudWatch Logs for monitoring".
 */
export function sessionOf(
  { id, name, account = '' }: Resource,
  { policies, boundary }: RolePolicies,
): Pick<Request, 'principal' | 'context'> {
  const asked = [...policies, ...(boundary ? [boundary] : [])]
    .flatMap(({ statements }) => statements)
    .flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return {
    principal: { arn: `arn:${partitionIn(id)}:sts::${account}:assumed-role/${name}/CloudTrail` },
    context: {
      ...Object.fromEntries(asked.map((key) => [key, UNKNOWN])),
      'aws:principalaccount': account,
      'aws:principalarn': id,
      'aws:principalisawsservice': 'false',
      'aws:principaltype': 'AssumedRole',
      'aws:viaawsservice': 'false',
      'aws:sourcearn': [],
      'aws:sourceaccount': [],
    },
  };
}
