import {
  AddTagsCommand,
  type AdvancedEventSelector,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3';
import type { Clients } from './clients.ts';
import { DELIVERY_ROLE } from './delivery-role.ts';
import { trailArn } from './policies.ts';

/** What a trail is to be like; what is left out is off. */
export interface TrailPlan {
  readonly region: string;
  readonly bucket: string;
  readonly multiRegion?: boolean;
  readonly organization?: boolean;
  /** `false`: not what the API lets a multi-region trail be today, but old ones are. */
  readonly globalServiceEvents?: boolean;
  readonly validated?: boolean;
  readonly kmsKeyArn?: string;
  readonly logGroupArn?: string;
  /** The role by which it delivers there; that of `seedDeliveryRole` unless it is said otherwise. */
  readonly roleName?: string;
  readonly topicName?: string;
  readonly insights?: boolean;
  readonly eventSelectors?: readonly AdvancedEventSelector[];
  readonly stopped?: boolean;
  /** Logging was stopped, and started again. */
  readonly restarted?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Makes a trail that logs, or did. moto wants to see its bucket in the trail's own account when a trail
 * is made, but not when it is changed: so it is made over a bucket that is gone afterwards.
 */
export async function seedTrail(clients: Clients, Name: string, plan: TrailPlan): Promise<string> {
  const cloudtrail = clients.cloudtrail(plan.region);
  const s3 = clients.s3('us-east-1');
  const scaffold = `acme-scaffold-${clients.account}`;

  await s3.send(new CreateBucketCommand({ Bucket: scaffold }));
  await cloudtrail.send(new CreateTrailCommand({ Name, S3BucketName: scaffold }));
  await s3.send(new DeleteBucketCommand({ Bucket: scaffold }));
  await cloudtrail.send(
    new UpdateTrailCommand({
      Name,
      S3BucketName: plan.bucket,
      IsMultiRegionTrail: plan.multiRegion ?? false,
      IsOrganizationTrail: plan.organization ?? false,
      IncludeGlobalServiceEvents: plan.globalServiceEvents ?? plan.multiRegion ?? false,
      EnableLogFileValidation: plan.validated ?? false,
      ...(plan.kmsKeyArn && { KmsKeyId: plan.kmsKeyArn }),
      ...(plan.topicName && { SnsTopicName: plan.topicName }),
      ...(plan.logGroupArn && {
        CloudWatchLogsLogGroupArn: plan.logGroupArn,
        CloudWatchLogsRoleArn: `arn:aws:iam::${clients.account}:role/${plan.roleName ?? DELIVERY_ROLE}`,
      }),
    }),
  );
  if (plan.eventSelectors) {
    const AdvancedEventSelectors = [...plan.eventSelectors];
    await cloudtrail.send(new PutEventSelectorsCommand({ TrailName: Name, AdvancedEventSelectors }));
  }
  if (plan.insights) {
    const InsightSelectors = [
      { InsightType: 'ApiCallRateInsight' as const },
      { InsightType: 'ApiErrorRateInsight' as const },
    ];
    await cloudtrail.send(new PutInsightSelectorsCommand({ TrailName: Name, InsightSelectors }));
  }
  await cloudtrail.send(new StartLoggingCommand({ Name }));
  if (plan.stopped || plan.restarted) await cloudtrail.send(new StopLoggingCommand({ Name }));
  if (plan.restarted) await cloudtrail.send(new StartLoggingCommand({ Name }));
  const arn = trailArn(clients.account, plan.region, Name);
  if (plan.tags) {
    const TagsList = Object.entries(plan.tags).map(([Key, Value]) => ({ Key, Value }));
    await cloudtrail.send(new AddTagsCommand({ ResourceId: arn, TagsList }));
  }
  return arn;
}

export const MANAGEMENT_EVENTS: AdvancedEventSelector = {
  Name: 'Management events',
  FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
};

export const S3_DATA_EVENTS: AdvancedEventSelector = {
  Name: 'S3 object events',
  FieldSelectors: [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
  ],
};
