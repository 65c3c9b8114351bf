import type { GetPublicAccessBlockCommandOutput } from '@aws-sdk/client-s3';
import { Gap } from '../model/gap.ts';
import type { Recorded } from '../model/outputs.ts';
import { partitionOf } from '../model/partition.ts';
import { roleArn } from '../model/role-arn.ts';
import { type Part, part } from './assemble.ts';
import { missingFrom } from './calls.ts';
import type { CollectorDeclaration, Context } from './context.ts';

export const accountCollector = {
  type: 'account',
  scope: 'account',
  calls: [
    'sts:AssumeRole',
    'sts:GetCallerIdentity',
    'account:ListRegions',
    'ec2:DescribeRegions',
    's3control:GetPublicAccessBlock',
    's3:ListBuckets',
  ],
} as const satisfies CollectorDeclaration;

/** A bucket as its owner lists it. */
export interface ListedBucket {
  readonly name: string;
  readonly region: string | undefined;
}

/** What an account says about itself. */
export interface AccountFacts {
  readonly regions: readonly string[] | Gap;
  readonly buckets: readonly ListedBucket[] | Gap;
  /** There when the list of buckets was cut short. */
  readonly bucketsHole?: Gap;
  readonly parts: readonly Part[];
}

/** Gets into the account; the gap is why that failed. The identity is asked so that bad credentials are not taken for empty regions. */
export async function enterAccount({ plan, account, call }: Context): Promise<Gap | undefined> {
  if (account !== plan.caller.account) {
    if (plan.roleName === undefined) return new Gap('not-scanned', `not scanned: no role to assume in ${account}`);
    const RoleArn = roleArn(plan.partition, account, plan.roleName);
    const assumed = await call('sts:AssumeRole', { RoleArn }, { account: plan.caller.account });
    if (assumed.kind === 'gap') return new Gap(assumed.gap.kind, `${assumed.gap.reason}, for ${RoleArn}`);
  }
  const identity = await call('sts:GetCallerIdentity');
  return identity.kind === 'gap' ? identity.gap : undefined;
}

/** Regions, buckets and account-wide settings. */
export async function collectAccount({ plan, account, call }: Context): Promise<AccountFacts> {
  const [regions, block, buckets] = await Promise.all([
    enabledRegions(call, plan.partition),
    call('s3control:GetPublicAccessBlock', { AccountId: account }),
    call('s3:ListBuckets', { MaxBuckets: 1000 }),
  ]);
  const listed =
    buckets.kind === 'ok'
      ? (buckets.output.Buckets ?? []).map(({ Name = '', BucketRegion }) => ({ name: Name, region: BucketRegion }))
      : buckets.kind === 'gap'
        ? buckets.gap
        : [];
  const hole = buckets.kind === 'ok' ? buckets.hole : undefined;
  return {
    regions: regions.regions,
    buckets: listed,
    ...(hole && { bucketsHole: hole }),
    parts: [
      regions.part,
      part('s3control:GetPublicAccessBlock', block, (output) => ({ publicAccessBlock: publicAccessBlockOf(output) })),
      part('s3:ListBuckets', buckets, (_, cut) => ({ buckets: cut ?? listed })),
    ],
  };
}

/** `account:ListRegions`, else `ec2:DescribeRegions`, which more roles may call. */
async function enabledRegions(
  call: Context['call'],
  partition: string,
): Promise<{ regions: readonly string[] | Gap; part: Part }> {
  const answer = await call('account:ListRegions', { RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] });
  if (answer.kind === 'ok' && !answer.hole) {
    const regions = (answer.output.Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []).toSorted();
    return { regions, part: part('account:ListRegions', answer, () => ({ regions })) };
  }
  const fallback = await call('ec2:DescribeRegions');
  if (fallback.kind === 'ok') {
    const regions = (fallback.output.Regions ?? [])
      .filter(
        ({ OptInStatus, RegionName = '' }) => OptInStatus !== 'not-opted-in' && partitionOf(RegionName) === partition,
      )
      .flatMap(({ RegionName }) => RegionName ?? [])
      .toSorted();
    const { references } = part('ec2:DescribeRegions', fallback, () => ({}));
    return { regions, part: { call: 'account:ListRegions', references, fields: { regions } } };
  }
  const gap = missingFrom(answer);
  const regions = gap ?? new Gap('failed', 'AWS did not say which regions are enabled');
  return { regions, part: { call: 'account:ListRegions', references: answer.references, fields: regions } };
}

/** S3's four switches in our spelling; one that AWS leaves out is off. */
export function publicAccessBlockOf(
  output: Recorded<Pick<GetPublicAccessBlockCommandOutput, 'PublicAccessBlockConfiguration'>>,
) {
  const { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } =
    output.PublicAccessBlockConfiguration ?? {};
  return {
    blockPublicAcls: BlockPublicAcls ?? false,
    ignorePublicAcls: IgnorePublicAcls ?? false,
    blockPublicPolicy: BlockPublicPolicy ?? false,
    restrictPublicBuckets: RestrictPublicBuckets ?? false,
  };
}
