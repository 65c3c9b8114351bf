import { parseArn } from '../model/arn.ts';
import type { CallReference } from '../model/call.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { assemble, type Part, part } from './assemble.ts';
import { type Call, missingFrom } from './calls.ts';
import type { CollectorDeclaration, Context } from './context.ts';

export const roleCollector = {
  type: 'role',
  scope: 'resource',
  calls: [
    'iam:GetRole',
    'iam:ListRolePolicies',
    'iam:GetRolePolicy',
    'iam:ListAttachedRolePolicies',
    'iam:GetPolicy',
    'iam:GetPolicyVersion',
  ],
} as const satisfies CollectorDeclaration;

/** A role by ARN, asked in its own account; `dangling` when AWS says there is none. */
export async function collectRole({ call }: Context, arn: string): Promise<Resource | 'dangling'> {
  const { account = '', resource = arn } = parseArn(arn) ?? {};
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const found = await call('iam:GetRole', { RoleName: name });
  if (found.kind === 'absent') return 'dangling';
  const role = found.kind === 'ok' ? found.output.Role : undefined;
  // A name is unique in its account whatever the path, and a role made again may have another one.
  if (role?.Arn !== undefined && role.Arn !== arn) return 'dangling';
  const boundaryArn = role?.PermissionsBoundary?.PermissionsBoundaryArn;
  const [inline, attached, boundary] = await Promise.all([
    inlinePolicies(call, name),
    attachedPolicies(call, name),
    boundaryArn === undefined ? undefined : managedPolicy(call, boundaryArn),
  ]);
  const policies: Part = {
    call: 'iam:ListRolePolicies',
    references: [...inline.references, ...attached.references],
    fields: { policies: [...inline.found, ...attached.found] },
  };
  const assembled = assemble(
    'role',
    { id: arn, name, account, ...(found.kind === 'gap' && { exists: found.gap }) },
    { id: arn, arn, name, account },
    [
      part('iam:GetRole', found, () => ({
        trustPolicy: role?.AssumeRolePolicyDocument && documentOf(role.AssumeRolePolicyDocument),
        permissionsBoundary: boundary?.document,
      })),
      policies,
    ],
  );
  const bounded = boundary && [...found.references, ...boundary.references];
  return bounded ? { ...assembled, calls: { ...assembled.calls, 'iam:GetRole': bounded } } : assembled;
}

interface NamedPolicy {
  readonly name: string;
  readonly document: string;
}

/** Policies of a role, with a gap for each that could not be read, and for a list that is not complete. */
interface Policies {
  readonly found: readonly (NamedPolicy | Gap)[];
  readonly references: readonly CallReference[];
}

async function inlinePolicies(call: Call, RoleName: string): Promise<Policies> {
  const listed = await call('iam:ListRolePolicies', { RoleName });
  const names = listed.kind === 'ok' ? (listed.output.PolicyNames ?? []) : [];
  const answers = await Promise.all(
    names.map(async (PolicyName) => {
      const answer = await call('iam:GetRolePolicy', { RoleName, PolicyName });
      return { name: PolicyName, answer };
    }),
  );
  const hole = missingFrom(listed);
  return {
    found: [
      ...answers.map(({ name, answer }) => {
        if (answer.kind === 'gap') return answer.gap;
        const document = answer.kind === 'ok' ? answer.output.PolicyDocument : undefined;
        return document === undefined ? unsaid(name) : { name, document: documentOf(document) };
      }),
      ...(hole ? [hole] : []),
    ],
    references: [...listed.references, ...answers.flatMap(({ answer }) => answer.references)],
  };
}

async function attachedPolicies(call: Call, RoleName: string): Promise<Policies> {
  const listed = await call('iam:ListAttachedRolePolicies', { RoleName });
  const attached = listed.kind === 'ok' ? (listed.output.AttachedPolicies ?? []) : [];
  const policies = await Promise.all(
    attached.map(async ({ PolicyArn = '', PolicyName = PolicyArn }) => ({
      name: PolicyName,
      ...(await managedPolicy(call, PolicyArn)),
    })),
  );
  const hole = missingFrom(listed);
  return {
    found: [
      ...policies.map(({ name, document }) => (document instanceof Gap ? document : { name, document })),
      ...(hole ? [hole] : []),
    ],
    references: [...listed.references, ...policies.flatMap(({ references }) => references)],
  };
}

/** The version of a managed policy that is in force. */
async function managedPolicy(
  call: Call,
  PolicyArn: string,
): Promise<{ readonly document: string | Gap; readonly references: readonly CallReference[] }> {
  const policy = await call('iam:GetPolicy', { PolicyArn });
  if (policy.kind === 'gap') return { document: policy.gap, references: policy.references };
  const VersionId = policy.kind === 'ok' ? policy.output.Policy?.DefaultVersionId : undefined;
  if (VersionId === undefined) return { document: unsaid(PolicyArn), references: policy.references };
  const version = await call('iam:GetPolicyVersion', { PolicyArn, VersionId });
  const references = [...policy.references, ...version.references];
  if (version.kind === 'gap') return { document: version.gap, references };
  const document = version.kind === 'ok' ? version.output.PolicyVersion?.Document : undefined;
  return { document: document === undefined ? unsaid(PolicyArn) : documentOf(document), references };
}

const unsaid = (policy: string): Gap => new Gap('failed', `AWS did not say what stands in policy ${policy}`);

/** IAM percent-encodes its documents, so their first character is no brace; one that cannot be decoded stays as it is. */
function documentOf(text: string): string {
  if (text.startsWith('{')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
