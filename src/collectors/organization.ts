import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { assemble, part } from './assemble.ts';
import type { CollectorDeclaration, Context } from './context.ts';
import { collectServiceControlPolicies, type ServiceControlPolicies } from './service-control-policies.ts';

export const organizationCollector = {
  type: 'organization',
  scope: 'organization',
  calls: [
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListDelegatedAdministrators',
    'organizations:ListAWSServiceAccessForOrganization',
    'organizations:ListPolicies',
    'organizations:DescribePolicy',
    'organizations:ListTargetsForPolicy',
    'organizations:ListAccountsForParent',
    'organizations:ListOrganizationalUnitsForParent',
  ],
} as const satisfies CollectorDeclaration;

/** An account as the organisation lists it. */
export interface ListedAccount {
  readonly id: string;
  readonly name: string;
  readonly status: string | undefined;
}

/** The organisation as the caller's account sees it. */
export interface OrganizationView {
  /** Left out when the account is in no organisation, a gap when that is not known. */
  readonly organization?: Resource | Gap;
  readonly accounts: readonly ListedAccount[] | Gap;
  /** There when the list of accounts was cut short. */
  readonly accountsHole?: Gap;
  /** Left out when the account is in no organisation, or that is not known. */
  readonly serviceControlPolicies?: ServiceControlPolicies;
}

/** Asks about the organisation; `trails` of the resource is filled in once the accounts are known. */
export async function collectOrganization({ call }: Context): Promise<OrganizationView> {
  const described = await call('organizations:DescribeOrganization');
  if (described.kind === 'absent') return { accounts: [] };
  const [listed, delegated, services, serviceControlPolicies] = await Promise.all([
    call('organizations:ListAccounts'),
    call('organizations:ListDelegatedAdministrators', { ServicePrincipal: 'cloudtrail.amazonaws.com' }),
    call('organizations:ListAWSServiceAccessForOrganization'),
    collectServiceControlPolicies(call),
  ]);
  const accounts =
    listed.kind === 'gap'
      ? listed.gap
      : listed.kind === 'absent'
        ? []
        : (listed.output.Accounts ?? []).map(({ Id = '', Name = Id, State, Status }) => ({
            id: Id,
            name: Name,
            status: State ?? Status,
          }));
  const hole = listed.kind === 'ok' ? listed.hole : undefined;
  if (described.kind === 'gap') return { organization: described.gap, accounts, ...(hole && { accountsHole: hole }) };
  const { Id: id = '', MasterAccountId, FeatureSet } = described.output.Organization ?? {};
  const organization = assemble(
    'organization',
    { id, name: id, ...(MasterAccountId && { account: MasterAccountId }) },
    { id },
    [
      part('organizations:DescribeOrganization', described, () => ({
        managementAccountId: MasterAccountId,
        featureSet: FeatureSet,
      })),
      part('organizations:ListAccounts', listed, () => ({
        accounts:
          accounts instanceof Gap
            ? accounts
            : [...accounts.map((account) => new Link('account', account.id)), ...(hole ? [hole] : [])],
      })),
      // Short lists of text: with a page missing the whole list is not known.
      part('organizations:ListDelegatedAdministrators', delegated, (output, cut) => ({
        delegatedAdministrators: cut ?? (output.DelegatedAdministrators ?? []).map(({ Id }) => Id),
      })),
      part('organizations:ListAWSServiceAccessForOrganization', services, (output, cut) => ({
        enabledServices: cut ?? (output.EnabledServicePrincipals ?? []).map(({ ServicePrincipal }) => ServicePrincipal),
      })),
    ],
  );
  return { organization, accounts, serviceControlPolicies, ...(hole && { accountsHole: hole }) };
}
