import { parseArn } from '../model/arn.ts';
import { Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import { Link, type Resource } from '../model/resource.ts';
import { assemble, part } from './assemble.ts';
import type { CollectorDeclaration, Context } from './context.ts';
import { said } from './said.ts';
import { defined } from './trail.ts';

export const keyCollector = {
  type: 'key',
  scope: 'resource',
  calls: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListAliases', 'kms:ListGrants'],
} as const satisfies CollectorDeclaration;

/** A KMS key by ARN, asked in its own account and region; `dangling` when AWS says there is none. */
export async function collectKey({ call }: Context, arn: string): Promise<Resource | 'dangling'> {
  const { region = '', account = '', resource = arn } = parseArn(arn) ?? {};
  const at = { region };
  const described = await call('kms:DescribeKey', { KeyId: arn }, at);
  if (described.kind === 'absent') return 'dangling';
  const keyId = (described.kind === 'ok' && described.output.KeyMetadata?.Arn) || arn;
  const [policy, rotation, aliases, grants] = await Promise.all([
    call('kms:GetKeyPolicy', { KeyId: keyId }, at),
    call('kms:GetKeyRotationStatus', { KeyId: keyId }, at),
    call('kms:ListAliases', { KeyId: keyId }, at),
    call('kms:ListGrants', { KeyId: keyId }, at),
  ]);
  const name = resource.replace(/^key\//, '');
  return assemble(
    'key',
    { id: arn, name, account, region, ...(described.kind === 'gap' && { exists: described.gap }) },
    { id: arn, arn, name, account, owner: new Link('account', account), region },
    [
      part('kms:DescribeKey', described, ({ KeyMetadata: key }) => ({
        manager: key?.KeyManager,
        state: key?.KeyState,
        deletionDate: key?.DeletionDate,
        spec: key?.KeySpec,
        origin: key?.Origin,
        isMultiRegion: key?.MultiRegion,
      })),
      part('kms:GetKeyPolicy', policy, (output) => ({ policy: output.Policy })),
      part('kms:GetKeyRotationStatus', rotation, ({ KeyRotationEnabled, RotationPeriodInDays }) => ({
        rotation: {
          isEnabled: said(KeyRotationEnabled, `whether ${arn} rotates`),
          ...(KeyRotationEnabled === true && {
            periodInDays: said(RotationPeriodInDays, `how often ${arn} rotates`),
          }),
        },
      })),
      part('kms:ListAliases', aliases, ({ Aliases = [] }, cut) => ({
        aliases: [...Aliases.map(({ AliasName = '' }) => AliasName), ...(cut ? [cut] : [])],
      })),
      part('kms:ListGrants', grants, ({ Grants = [] }, cut) => ({
        grants: [...Grants.map(grantOf), ...(cut ? [cut] : [])],
      })),
    ],
  );
}

type Grant = NonNullable<Outputs['kms:ListGrants']['Grants']>[number];

/**
 * Source: AWS KMS API Reference, ListGrants: the grantee is the ARN of a principal, or the name of an AWS service.
 * Anything else, such as what is left of a deleted role, may be of any account.
 */
function grantOf({ GrantId = '', GranteePrincipal, Operations = [] }: Grant) {
  const whose = (): string | Gap | undefined => {
    const account = parseArn(GranteePrincipal ?? '')?.account;
    if (account || SERVICES.some((ending) => GranteePrincipal?.endsWith(ending))) return account || undefined;
    return new Gap('failed', `AWS did not say to which account the grantee of grant ${GrantId} belongs`);
  };
  return defined({
    id: GrantId,
    grantee: said(GranteePrincipal, `to whom grant ${GrantId} is given`),
    account: whose(),
    operations: Operations,
  });
}

const SERVICES = ['.amazonaws.com', '.amazonaws.com.cn'] as const;
