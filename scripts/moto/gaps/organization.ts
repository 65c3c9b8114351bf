import { changeJson, denied, fault, json, objectsIn, type Reply } from '../answers.ts';
import { on, type Rule } from '../rules.ts';
import type { SeenRequest } from '../seen-request.ts';
import type { Settings } from '../settings.ts';

/** Organizations as AWS has it: who may ask, and who acts for CloudTrail. */
export function organizationGaps(settings: Settings): readonly Rule[] {
  const mayAsk: Rule = async (request, forward) => {
    const { account, operation } = request;
    if (!settings.organizationAccounts.has(account)) return notInOrganization(request);
    if (account === settings.management || operation === 'DescribeOrganization') return undefined;
    return settings.delegatedAdministrators.has(account)
      ? forward({ account: settings.management })
      : denied(request, "You don't have permissions to access this resource.");
  };

  /** moto calls the management account "master". */
  const nameManagement: Rule = async (_request, forward) =>
    changeJson(await forward(), (output) => ({
      ...output,
      Accounts: objectsIn(output.Accounts).map((account) =>
        account.Id === settings.management
          ? {
              ...account,
              Name: settings.organizationAccounts.get(settings.management),
              Email: 'management@acme.example',
            }
          : account,
      ),
    }));

  const nameTarget: Rule = async (_request, forward) =>
    changeJson(await forward(), (output) => ({
      ...output,
      Targets: objectsIn(output.Targets).map((target) =>
        target.TargetId === settings.management
          ? { ...target, Name: settings.organizationAccounts.get(settings.management) }
          : target,
      ),
    }));

  /** moto knows only six services that can be delegated, and CloudTrail is not among them. */
  const listDelegated: Rule = async ({ input }) =>
    (input.ServicePrincipal ?? CLOUDTRAIL) === CLOUDTRAIL
      ? json({
          DelegatedAdministrators: [...settings.delegatedAdministrators].sort().map((id) => ({
            Id: id,
            Name: settings.organizationAccounts.get(id),
            Status: 'ACTIVE',
            JoinedMethod: 'CREATED',
          })),
        })
      : undefined;

  return [
    on('organizations', '*', mayAsk),
    on('organizations', 'ListAccounts', nameManagement),
    on('organizations', 'ListAccountsForParent', nameManagement),
    on('organizations', 'ListTargetsForPolicy', nameTarget),
    on('organizations', 'ListDelegatedAdministrators', listDelegated),
  ];
}

const CLOUDTRAIL = 'cloudtrail.amazonaws.com';

const notInOrganization = (request: SeenRequest): Reply =>
  fault(request, {
    code: 'AWSOrganizationsNotInUseException',
    status: 400,
    message: 'Your account is not a member of an organization.',
  });
