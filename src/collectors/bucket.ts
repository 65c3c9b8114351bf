import { Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import { Link, type Resource } from '../model/resource.ts';
import { publicAccessBlockOf } from './account.ts';
import { assemble, type Part, part } from './assemble.ts';
import { notificationTargetsOf, replicationRulesOf } from './bucket-rules.ts';
import type { CollectorDeclaration, Context } from './context.ts';
import { said } from './said.ts';
import { defined } from './trail.ts';

export const bucketCollector = {
  type: 'bucket',
  scope: 'resource',
  calls: [
    's3:HeadBucket',
    's3:GetBucketLocation',
    's3:GetBucketPolicy',
    's3:GetBucketPolicyStatus',
    's3:GetBucketAcl',
    's3:GetBucketVersioning',
    's3:GetObjectLockConfiguration',
    's3:GetBucketEncryption',
    's3:GetPublicAccessBlock',
    's3:GetBucketLogging',
    's3:GetBucketTagging',
    's3:GetBucketLifecycleConfiguration',
    's3:GetBucketOwnershipControls',
    's3:GetBucketReplication',
    's3:GetBucketNotificationConfiguration',
  ],
} as const satisfies CollectorDeclaration;

/**
 * A bucket of the context's account, by name. `region` is what the account's own list says; without
 * it the bucket is asked. Every request names the owner it expects, so that a bucket that has changed
 * hands in between answers nothing.
 */
export async function collectBucket(
  { account, call }: Context,
  arn: string,
  region: string | undefined,
): Promise<Resource> {
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const input = { Bucket: name, ExpectedBucketOwner: account };
  const located = await locate(call, input, region);
  if (located.region instanceof Gap) {
    return assemble(
      'bucket',
      { id: arn, name, account },
      { ...baseOf(arn, name, account), region: located.region },
      NOT_ASKED(located.region),
    );
  }
  const at = { region: located.region };
  const [
    policy,
    policyStatus,
    acl,
    versioning,
    lock,
    encryption,
    block,
    logging,
    tagging,
    lifecycle,
    ownership,
    replication,
    notification,
  ] = await Promise.all([
    call('s3:GetBucketPolicy', input, at),
    call('s3:GetBucketPolicyStatus', input, at),
    call('s3:GetBucketAcl', input, at),
    call('s3:GetBucketVersioning', input, at),
    call('s3:GetObjectLockConfiguration', input, at),
    call('s3:GetBucketEncryption', input, at),
    call('s3:GetPublicAccessBlock', input, at),
    call('s3:GetBucketLogging', input, at),
    call('s3:GetBucketTagging', input, at),
    call('s3:GetBucketLifecycleConfiguration', input, at),
    call('s3:GetBucketOwnershipControls', input, at),
    call('s3:GetBucketReplication', input, at),
    call('s3:GetBucketNotificationConfiguration', input, at),
  ]);
  return assemble(
    'bucket',
    { id: arn, name, account, region: located.region },
    { ...baseOf(arn, name, account), region: located.region },
    [
      ...located.parts,
      part('s3:GetBucketPolicy', policy, (output) => ({ policy: output.Policy })),
      part('s3:GetBucketPolicyStatus', policyStatus, ({ PolicyStatus }) => ({
        policyIsPublic: said(PolicyStatus?.IsPublic, `whether the policy of ${name} is public`),
      })),
      part('s3:GetBucketAcl', acl, ({ Owner, Grants = [] }) => ({
        aclOwner: Owner?.ID,
        aclGrants: Grants.map(({ Grantee, Permission = '' }) => ({
          grantee: said(Grantee?.URI ?? Grantee?.ID, `to whom the ACL of ${name} grants`),
          permission: Permission,
        })),
      })),
      part('s3:GetBucketVersioning', versioning, ({ Status, MFADelete }) => ({
        versioning: { isEnabled: Status === 'Enabled', isMfaDeleteEnabled: MFADelete === 'Enabled' },
      })),
      part('s3:GetObjectLockConfiguration', lock, (output) => ({ objectLock: objectLockOf(output) })),
      part('s3:GetBucketEncryption', encryption, ({ ServerSideEncryptionConfiguration }) => {
        const rule = ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
        return { encryption: rule && defined({ algorithm: rule.SSEAlgorithm, kmsKeyId: rule.KMSMasterKeyID }) };
      }),
      part('s3:GetPublicAccessBlock', block, (output) => ({ publicAccessBlock: publicAccessBlockOf(output) })),
      part('s3:GetBucketLogging', logging, ({ LoggingEnabled }) => ({
        logging:
          LoggingEnabled &&
          defined({ targetBucket: LoggingEnabled.TargetBucket, targetPrefix: LoggingEnabled.TargetPrefix }),
      })),
      part(
        's3:GetBucketTagging',
        tagging,
        ({ TagSet = [] }) => ({ tags: Object.fromEntries(TagSet.map(({ Key = '', Value = '' }) => [Key, Value])) }),
        { tags: {} },
      ),
      part('s3:GetBucketLifecycleConfiguration', lifecycle, ({ Rules = [] }) => ({ lifecycleRules: Rules }), {
        lifecycleRules: [],
      }),
      part('s3:GetBucketOwnershipControls', ownership, ({ OwnershipControls }) => ({
        objectOwnership: OwnershipControls?.Rules?.[0]?.ObjectOwnership,
      })),
      part('s3:GetBucketReplication', replication, (output) => ({ replicationRules: replicationRulesOf(output) }), {
        replicationRules: [],
      }),
      part('s3:GetBucketNotificationConfiguration', notification, (output) => ({
        notificationTargets: notificationTargetsOf(output),
      })),
    ],
  );
}

/** Whether a bucket that no account lists exists at all; only 404 says no, and only 200 says yes. */
export async function bucketExists({ call }: Context, arn: string): Promise<boolean | Gap> {
  const answer = await call('s3:HeadBucket', { Bucket: arn.slice(arn.lastIndexOf(':') + 1) });
  if (answer.kind === 'gap') return answer.gap;
  return answer.kind === 'ok';
}

const baseOf = (arn: string, name: string, account: string) => ({
  id: arn,
  arn,
  name,
  account,
  owner: new Link('account', account),
});

const NOT_ASKED = (gap: Gap): readonly Part[] =>
  bucketCollector.calls
    .filter((call) => call !== 's3:HeadBucket')
    .map((call) => ({ call, references: [], fields: gap }));

async function locate(call: Context['call'], input: Readonly<Record<string, unknown>>, region: string | undefined) {
  if (region !== undefined) return { region, parts: [] };
  const answer = await call('s3:GetBucketLocation', input);
  if (answer.kind === 'gap') return { region: answer.gap, parts: [] };
  const constraint = answer.kind === 'ok' ? answer.output.LocationConstraint : undefined;
  // S3's own two oddities: no constraint is us-east-1, and EU is eu-west-1.
  const found: string = constraint ?? 'us-east-1';
  return { region: found === 'EU' ? 'eu-west-1' : found, parts: [part('s3:GetBucketLocation', answer, () => ({}))] };
}

function objectLockOf({ ObjectLockConfiguration }: Outputs['s3:GetObjectLockConfiguration']) {
  if (ObjectLockConfiguration?.ObjectLockEnabled !== 'Enabled') return undefined;
  const retention = ObjectLockConfiguration.Rule?.DefaultRetention;
  const days = retention?.Days ?? (retention?.Years === undefined ? undefined : retention.Years * 365);
  return defined({ mode: retention?.Mode, days });
}
