import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { must } from './clients.ts';
import type { Organization } from './organization.ts';
import { policy } from './policies.ts';

/** What no account below may do, whatever its own policies say. */
export async function seedServiceControlPolicies(
  client: OrganizationsClient,
  { rootId, units }: Organization,
  sandbox: string,
): Promise<void> {
  await client.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  await seedPolicy(client, units.workloads, {
    Name: 'protect-audit-trail',
    Description: 'Nobody stops or changes trails, or leaves the organisation',
    Content: policy({
      Sid: 'ProtectAuditTrail',
      Effect: 'Deny',
      Action: [
        'cloudtrail:StopLogging',
        'cloudtrail:DeleteTrail',
        'cloudtrail:UpdateTrail',
        'cloudtrail:PutEventSelectors',
        'organizations:LeaveOrganization',
      ],
      Resource: '*',
    }),
  });
  await seedPolicy(client, sandbox, {
    Name: 'deny-root',
    Description: 'The root user does nothing',
    Content: policy({
      Sid: 'DenyRoot',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } },
    }),
  });
}

async function seedPolicy(
  client: OrganizationsClient,
  TargetId: string,
  plan: { readonly Name: string; readonly Description: string; readonly Content: string },
): Promise<void> {
  const { Policy } = await client.send(new CreatePolicyCommand({ Type: 'SERVICE_CONTROL_POLICY', ...plan }));
  const PolicyId = must(Policy?.PolicySummary?.Id, 'Policy.PolicySummary.Id');
  await client.send(new AttachPolicyCommand({ PolicyId, TargetId }));
}
