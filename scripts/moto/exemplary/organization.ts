import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { type Account, clientsFor, enter, must } from '../seed/clients.ts';

const MANAGEMENT = '123456789012';

/** An organisation without units: its management account, and members by name. */
export interface SmallOrganization<Name extends string> {
  readonly id: string;
  readonly rootId: string;
  readonly accounts: Readonly<Record<Name | 'management', Account>>;
}

/** Makes an organisation. With `features`, CloudTrail has trusted access and service control policies are on. */
export async function seedSmallOrganization<Name extends string>(
  endpoint: string,
  members: readonly Name[],
  plan: { readonly features: 'ALL' | 'CONSOLIDATED_BILLING' },
): Promise<SmallOrganization<Name>> {
  const management = await enter(endpoint, MANAGEMENT);
  const client = clientsFor(endpoint, management).organizations();
  const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: plan.features }));
  const { Roots = [] } = await client.send(new ListRootsCommand({}));
  const rootId = must(Roots[0]?.Id, 'Roots[0].Id');
  if (plan.features === 'ALL') {
    await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'cloudtrail.amazonaws.com' }));
    await client.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  }
  const accounts: Record<string, Account> = { management };
  for (const name of members) {
    const { CreateAccountStatus } = await client.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@acme.example` }),
    );
    accounts[name] = await enter(endpoint, must(CreateAccountStatus?.AccountId, 'CreateAccountStatus.AccountId'));
  }
  return {
    id: must(Organization?.Id, 'Organization.Id'),
    rootId,
    accounts: accounts as SmallOrganization<Name>['accounts'],
  };
}
