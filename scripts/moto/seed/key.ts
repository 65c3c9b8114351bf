import { CreateAliasCommand, CreateKeyCommand, EnableKeyRotationCommand, type KeySpec } from '@aws-sdk/client-kms';
import { type Clients, must } from './clients.ts';
import { ownerManagesKey, policy, type Statement } from './policies.ts';

/** Makes a customer-managed key, and returns its ARN. Each costs moto half a second. */
export async function seedKey(
  clients: Clients,
  region: string,
  description: string,
  plan: {
    readonly rotates?: boolean;
    readonly statements?: readonly Statement[];
    /** `false`: the policy does not let the account itself manage it. */
    readonly managedByOwner?: boolean;
    /** Without `alias/`. */
    readonly alias?: string;
    readonly spec?: KeySpec;
  } = {},
): Promise<string> {
  const kms = clients.kms(region);
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Description: description,
      ...(plan.spec && { KeySpec: plan.spec, KeyUsage: 'ENCRYPT_DECRYPT' }),
      Policy: policy(
        ...(plan.managedByOwner === false ? [] : [ownerManagesKey(clients.account)]),
        ...(plan.statements ?? []),
      ),
    }),
  );
  const KeyId = must(KeyMetadata?.Arn, 'KeyMetadata.Arn');
  if (plan.alias) await kms.send(new CreateAliasCommand({ AliasName: `alias/${plan.alias}`, TargetKeyId: KeyId }));
  if (plan.rotates) await kms.send(new EnableKeyRotationCommand({ KeyId }));
  return KeyId;
}

/** moto ends with 500 when it is asked by ARN to disable or delete a key. */
export const keyId = (arn: string): string => arn.slice(arn.indexOf('/') + 1);
