import { denied, textOf } from '../answers.ts';
import { on, type Rule } from '../rules.ts';
import { allAccounts, type Settings } from '../settings.ts';

/** moto lets anybody be anybody. Here, one role trusts the auditors, wherever it exists. */
export function roleGaps(settings: Settings): readonly Rule[] {
  const assumeRole: Rule = async (request) => {
    const arn = textOf(request.input.RoleArn);
    const owner = arn.split(':')[4] ?? '';
    const isAuditor =
      request.account === owner ||
      (settings.organizationAccounts.has(owner) &&
        (request.account === settings.management || settings.delegatedAdministrators.has(request.account)));
    const trusted =
      isAuditor &&
      allAccounts(settings).includes(owner) &&
      arn.endsWith(`:role/${settings.roleName}`) &&
      !settings.refusingAccounts.has(owner) &&
      (settings.externalId === undefined || request.input.ExternalId === settings.externalId);
    return trusted
      ? undefined
      : denied(request, `User: ${request.caller} is not authorized to perform: sts:AssumeRole on resource: ${arn}`);
  };

  return [on('sts', 'AssumeRole', assumeRole)];
}
