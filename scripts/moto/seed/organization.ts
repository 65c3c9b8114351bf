import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  ListRootsCommand,
  MoveAccountCommand,
} from '@aws-sdk/client-organizations';
import { type Account, clientsFor, enter, must } from './clients.ts';

const MANAGEMENT = '123456789012';
const LONE = '999988887777';

type MemberName = 'log-archive' | 'security' | 'payments' | 'web' | 'sandbox' | 'legacy';
export type AccountName = 'management' | MemberName | 'lone';

export type Accounts = Readonly<Record<AccountName, Account>>;

export interface Organization {
  readonly id: string;
  readonly rootId: string;
  /** By name. `experiments` lies in `workloads`; `legacy` and the management account lie in the root. */
  readonly units: Readonly<Record<'security' | 'workloads' | 'experiments', string>>;
}

/** Makes the organisation, its units and its accounts, and credentials for each. */
export async function seedOrganization(
  endpoint: string,
): Promise<{ readonly organization: Organization; readonly accounts: Accounts }> {
  const management = await enter(endpoint, MANAGEMENT);
  const client = clientsFor(endpoint, management).organizations();

  const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots = [] } = await client.send(new ListRootsCommand({}));
  const rootId = must(Roots[0]?.Id, 'Roots[0].Id');
  await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'cloudtrail.amazonaws.com' }));

  const unit = async (Name: string, ParentId: string): Promise<string> => {
    const { OrganizationalUnit } = await client.send(new CreateOrganizationalUnitCommand({ Name, ParentId }));
    return must(OrganizationalUnit?.Id, 'OrganizationalUnit.Id');
  };
  const security = await unit('security', rootId);
  const workloads = await unit('workloads', rootId);
  const experiments = await unit('experiments', workloads);

  const member = async (name: MemberName, unitId: string): Promise<Account> => {
    const { CreateAccountStatus } = await client.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@acme.example` }),
    );
    const id = must(CreateAccountStatus?.AccountId, 'CreateAccountStatus.AccountId');
    if (unitId !== rootId) {
      await client.send(new MoveAccountCommand({ AccountId: id, SourceParentId: rootId, DestinationParentId: unitId }));
    }
    return enter(endpoint, id);
  };

  return {
    organization: {
      id: must(Organization?.Id, 'Organization.Id'),
      rootId,
      units: { security, workloads, experiments },
    },
    accounts: {
      management,
      'log-archive': await member('log-archive', security),
      security: await member('security', security),
      payments: await member('payments', workloads),
      web: await member('web', workloads),
      sandbox: await member('sandbox', experiments),
      legacy: await member('legacy', rootId),
      lone: await enter(endpoint, LONE),
    },
  };
}
