import { accountIn, bucketArn, logGroupArn, parseArn } from '../model/arn.ts';
import type { CallReference } from '../model/call.ts';
import { Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import { Link, type Resource } from '../model/resource.ts';
import { assemble, type Part, part } from './assemble.ts';
import { type Answer, type Call, missingFrom } from './calls.ts';
import type { CollectorDeclaration, Context } from './context.ts';
import { said } from './said.ts';
import { collectTrailTags } from './trail-tags.ts';

export const trailCollector = {
  type: 'trail',
  scope: 'account',
  calls: [
    'cloudtrail:ListTrails',
    'cloudtrail:DescribeTrails',
    'cloudtrail:GetTrailStatus',
    'cloudtrail:GetEventSelectors',
    'cloudtrail:GetInsightSelectors',
    'cloudtrail:ListTags',
  ],
} as const satisfies CollectorDeclaration;

type Description = NonNullable<Outputs['cloudtrail:DescribeTrails']['trailList']>[number];
type Described = Answer<Outputs['cloudtrail:DescribeTrails']>;

/** The trails of one account. */
export interface TrailView {
  /** Its own trails, looked at in their home region. */
  readonly own: readonly Resource[];
  /** Copies of organisation trails that are homed in another account. */
  readonly copies: readonly Resource[];
  /** Why there may be more. */
  readonly hole?: Gap;
  /** The calls that say which trails there are. */
  readonly references: readonly CallReference[];
}

/**
 * Lists an account's trails once for all regions, then asks each trail's home region for its settings.
 * The plan's region is always asked: there a member account sees its organisation's multi-region trail.
 */
export async function collectTrails(context: Context): Promise<TrailView> {
  const { plan, account, call } = context;
  const listed = await call('cloudtrail:ListTrails');
  const homes = new Map<string, string>();
  if (listed.kind === 'ok') {
    for (const { TrailARN, HomeRegion } of listed.output.Trails ?? [])
      if (TrailARN && HomeRegion) homes.set(TrailARN, HomeRegion);
  }
  const answers = new Map<string, Described>();
  const describe = async (region: string): Promise<void> => {
    if (answers.has(region)) return;
    const answer = await call('cloudtrail:DescribeTrails', {}, { region });
    answers.set(region, answer);
    for (const { TrailARN, HomeRegion } of trailsIn(answer))
      if (TrailARN && HomeRegion) homes.set(TrailARN, HomeRegion);
  };
  await describe(plan.region);
  await Promise.all([...homes].filter(([arn]) => accountIn(arn) === account).map(([, region]) => describe(region)));

  const own = [...homes].filter(([arn]) => accountIn(arn) === account);
  const tags = await collectTrailTags(call, own);
  const resources = await Promise.all(
    [...homes].map(([arn, home]) => readTrail(context, { arn, home, answers, tags: tags.get(arn) })),
  );
  const hole = missingFrom(listed);
  const local = answers.get(plan.region);
  const cut = hole ?? (local?.kind === 'gap' ? local.gap : undefined);
  return {
    own: resources.filter((trail) => trail.account === account),
    copies: resources.filter((trail) => trail.account !== account),
    ...(cut && { hole: cut }),
    references: [listed, ...answers.values()].flatMap(({ references }) => references),
  };
}

const trailsIn = (answer: Described): readonly Description[] =>
  answer.kind === 'ok' ? (answer.output.trailList ?? []) : [];

interface Seen {
  readonly arn: string;
  readonly home: string;
  readonly answers: ReadonlyMap<string, Described>;
  /** Left out for a copy: only the owner may list the tags of a trail. */
  readonly tags: Part | undefined;
}

async function readTrail({ plan, account, call }: Context, { arn, home, answers, tags }: Seen): Promise<Resource> {
  const owner = accountIn(arn);
  const isOwn = owner === account;
  const region = isOwn ? home : plan.region;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  // A copy is looked into only where nobody looks at the original.
  const isJudgedHere = isOwn || !plan.accounts.some(({ id }) => id === owner);
  const described = answers.get(region) as Described;
  const description = trailsIn(described).find(({ TrailARN }) => TrailARN === arn);
  const settings: Part =
    described.kind === 'ok' && !description
      ? {
          call: 'cloudtrail:DescribeTrails',
          references: described.references,
          fields: new Gap('failed', `cloudtrail:DescribeTrails in ${account} ${region} did not name ${arn}`),
        }
      : part('cloudtrail:DescribeTrails', described, () => ({
          ...(description && settingsOf(description, plan.partition)),
          isShadow: !isOwn,
        }));
  const details = isJudgedHere
    ? await readDetails(call, arn, region, description)
    : notHere(new Gap('not-collected', `not collected: ${arn} is read in its home account ${owner}`));
  return assemble(
    'trail',
    { id: arn, name, account: owner, region: home },
    { id: arn, arn, name, account: owner, homeRegion: home },
    [settings, ...details, tags ?? tagsElsewhere(arn, owner)],
  );
}

const tagsElsewhere = (arn: string, owner: string): Part => ({
  call: 'cloudtrail:ListTags',
  references: [],
  fields: new Gap('not-collected', `not collected: the tags of ${arn} are read in its home account ${owner}`),
});

const notHere = (gap: Gap): readonly Part[] =>
  (['cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors', 'cloudtrail:GetInsightSelectors'] as const).map(
    (call) => ({ call, references: [], fields: gap }),
  );

async function readDetails(
  call: Call,
  arn: string,
  region: string,
  description: Description | undefined,
): Promise<readonly Part[]> {
  const [status, selectors, insights] = await Promise.all([
    call('cloudtrail:GetTrailStatus', { Name: arn }, { region }),
    call('cloudtrail:GetEventSelectors', { TrailName: arn }, { region }),
    call('cloudtrail:GetInsightSelectors', { TrailName: arn }, { region }),
  ]);
  const readAt = status.references[0]?.at;
  return [
    part('cloudtrail:GetTrailStatus', status, (output) => ({ status: statusOf(output, readAt) })),
    part('cloudtrail:GetEventSelectors', selectors, ({ EventSelectors, AdvancedEventSelectors }) => ({
      // Without selectors of its own a trail takes AWS's default; only its description says which it is.
      eventSelectors: {
        EventSelectors,
        AdvancedEventSelectors,
        HasCustomEventSelectors: description?.HasCustomEventSelectors,
      },
    })),
    part(
      'cloudtrail:GetInsightSelectors',
      insights,
      ({ InsightSelectors = [] }) => ({
        insightTypes: InsightSelectors.flatMap(({ InsightType }) => InsightType ?? []),
      }),
      { insightTypes: [] },
    ),
  ];
}

const settingsOf = (trail: Description, partition: string): Record<string, unknown> =>
  defined({
    isMultiRegionTrail: trail.IsMultiRegionTrail,
    isOrganizationTrail: trail.IsOrganizationTrail,
    includeGlobalServiceEvents: trail.IncludeGlobalServiceEvents,
    logFileValidationEnabled: trail.LogFileValidationEnabled,
    recursiveLogging: trail.RecursiveLogging,
    bucketName: trail.S3BucketName,
    s3KeyPrefix: trail.S3KeyPrefix,
    bucket: trail.S3BucketName && new Link('bucket', bucketArn(partition, trail.S3BucketName)),
    kmsKeyId: trail.KmsKeyId,
    key: trail.KmsKeyId && new Link('key', keyArn(trail.KmsKeyId, trail)),
    cloudWatchLogsLogGroupArn: trail.CloudWatchLogsLogGroupArn,
    logGroup: trail.CloudWatchLogsLogGroupArn && new Link('logGroup', logGroupArn(trail.CloudWatchLogsLogGroupArn)),
    cloudWatchLogsRoleArn: trail.CloudWatchLogsRoleArn,
    deliveryRole: trail.CloudWatchLogsRoleArn && new Link('role', trail.CloudWatchLogsRoleArn),
    snsTopicArn: trail.SnsTopicARN,
    topic: trail.SnsTopicARN && new Link('topic', trail.SnsTopicARN),
  });

/** CloudTrail answers with an ARN; a bare id or alias can only mean the trail's own account and region. */
function keyArn(keyId: string, trail: Description): string {
  if (keyId.startsWith('arn:')) return keyId;
  const { partition = 'aws', region = '', account = '' } = parseArn(trail.TrailARN ?? '') ?? {};
  return `arn:${partition}:kms:${region}:${account}:${keyId.startsWith('alias/') ? keyId : `key/${keyId}`}`;
}

const statusOf = (status: Outputs['cloudtrail:GetTrailStatus'], readAt: string | undefined): Record<string, unknown> =>
  defined({
    isLogging: said(status.IsLogging, 'whether the trail is logging'),
    readAt,
    latestDeliveryTime: status.LatestDeliveryTime,
    latestDeliveryError: status.LatestDeliveryError,
    latestDigestDeliveryTime: status.LatestDigestDeliveryTime,
    latestDigestDeliveryError: status.LatestDigestDeliveryError,
    latestCloudWatchLogsDeliveryTime: status.LatestCloudWatchLogsDeliveryTime,
    latestCloudWatchLogsDeliveryError: status.LatestCloudWatchLogsDeliveryError,
    latestNotificationTime: status.LatestNotificationTime,
    latestNotificationError: status.LatestNotificationError,
    startLoggingTime: status.StartLoggingTime,
    stopLoggingTime: status.StopLoggingTime,
  });

/** Without what AWS left out, or left empty: an empty error text means that there was none. */
export const defined = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
