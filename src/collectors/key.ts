import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { parseArn } from './arn.ts';
import { assemble, part } from './assemble.ts';
import type { CollectorDeclaration, Context } from './context.ts';

export const keyCollector = {
  type: 'key',
  scope: 'resource',
  calls: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus'],
} as const satisfies CollectorDeclaration;

/** A KMS key by ARN, asked in its own account and region; `dangling` when AWS says there is none. */
export async function collectKey({ call }: Context, arn: string): Promise<Resource | 'dangling'> {
  const { region = '', account = '', resource = arn } = parseArn(arn) ?? {};
  const at = { region };
  const described = await call('kms:DescribeKey', { KeyId: arn }, at);
  if (described.kind === 'absent') return 'dangling';
  const keyId = (described.kind === 'ok' && described.output.KeyMetadata?.Arn) || arn;
  const [policy, rotation] = await Promise.all([
    call('kms:GetKeyPolicy', { KeyId: keyId }, at),
    call('kms:GetKeyRotationStatus', { KeyId: keyId }, at),
  ]);
  const name = resource.replace(/^key\//, '');
  return assemble(
    'key',
    { id: arn, name, account, region, ...(described.kind === 'gap' && { exists: described.gap }) },
    { id: arn, arn, name, account, region },
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
          isEnabled: KeyRotationEnabled ?? new Gap('failed', `AWS did not say whether ${arn} rotates`),
          ...(RotationPeriodInDays !== undefined && { periodInDays: RotationPeriodInDays }),
        },
      })),
    ],
  );
}
