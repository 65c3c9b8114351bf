import { tags } from './parts.ts';
import type { PropertySchema, ResourceSchema } from './schema.ts';

const call = 'cloudtrail:DescribeTrails';
const time = (description: string) =>
  ({ type: 'string', format: 'date-time', description }) as const satisfies PropertySchema;
const error = (description: string) => ({ type: 'string', description }) as const satisfies PropertySchema;

export const trail = {
  title: 'trail',
  description: 'A CloudTrail trail, once, however many accounts and regions see it.',
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'arn',
    'name',
    'account',
    'homeRegion',
    'isShadow',
    'isMultiRegionTrail',
    'isOrganizationTrail',
    'includeGlobalServiceEvents',
    'logFileValidationEnabled',
    'bucketName',
    'bucketIsInOrganization',
    'bucket',
    'status',
    'eventSelectors',
    'insightTypes',
    'tags',
  ],
  properties: {
    id: { type: 'string', description: 'The ARN.' },
    arn: { type: 'string', description: 'The ARN.' },
    name: { type: 'string', description: 'The name.' },
    account: {
      type: 'string',
      description: "The account in its ARN: the owner's, for an organisation trail the management account's.",
    },
    homeRegion: { type: 'string', description: 'The region it was made in.' },
    isShadow: {
      type: 'boolean',
      description: 'Seen only as a copy, because its home account is not part of the run.',
      call,
    },
    isMultiRegionTrail: { type: 'boolean', description: 'Records every enabled region.', call },
    isOrganizationTrail: { type: 'boolean', description: 'Records every account of the organisation.', call },
    includeGlobalServiceEvents: {
      type: 'boolean',
      description: 'Records events of global services such as IAM.',
      call,
    },
    recursiveLogging: {
      type: 'boolean',
      description: 'Whether it records its own deliveries too; left out by AWS where that was never set (they are).',
      call,
    },
    logFileValidationEnabled: { type: 'boolean', description: 'Writes signed digests of its log files.', call },
    bucketName: { type: 'string', description: 'The bucket it delivers to, by name.', call },
    s3KeyPrefix: { type: 'string', description: 'The prefix before `AWSLogs/`.', call },
    bucket: { link: 'bucket', description: 'The bucket it delivers to.', call },
    bucketIsInOrganization: {
      type: 'boolean',
      description:
        'Whether an account of the organisation (outside of one: the account itself) lists the bucket as its own.',
      call: 's3:ListBuckets',
    },
    kmsKeyId: { type: 'string', description: 'The key it encrypts log files with.', call },
    key: { link: 'key', description: 'The KMS key it encrypts log files with.', call },
    cloudWatchLogsLogGroupArn: { type: 'string', description: 'The log group it delivers to, by ARN.', call },
    logGroup: { link: 'logGroup', description: 'The CloudWatch Logs log group it delivers to.', call },
    cloudWatchLogsRoleArn: {
      type: 'string',
      description: 'The role by which it delivers to the log group, by ARN.',
      call,
    },
    deliveryRole: { link: 'role', description: 'The role by which it delivers to the log group.', call },
    snsTopicArn: { type: 'string', description: 'The topic it tells of new log files, by ARN.', call },
    topic: { link: 'topic', description: 'The topic it tells of new log files.', call },
    status: {
      type: 'object',
      description: 'What GetTrailStatus says in the home region.',
      call: 'cloudtrail:GetTrailStatus',
      additionalProperties: false,
      required: ['isLogging', 'readAt'],
      properties: {
        isLogging: { type: 'boolean', description: 'Whether it records now.' },
        readAt: time('When AWS said so; freshness is measured against it.'),
        latestDeliveryTime: time('Last delivery of log files to the bucket.'),
        latestDeliveryError: error('Why the last delivery to the bucket failed.'),
        latestDigestDeliveryTime: time('Last delivery of a digest.'),
        latestDigestDeliveryError: error('Why the last delivery of a digest failed.'),
        latestCloudWatchLogsDeliveryTime: time('Last delivery to the log group.'),
        latestCloudWatchLogsDeliveryError: error('Why the last delivery to the log group failed.'),
        latestNotificationTime: time('Last notification to the topic.'),
        latestNotificationError: error('Why the last notification to the topic failed.'),
        startLoggingTime: time('When logging was last started.'),
        stopLoggingTime: time('When logging was last stopped.'),
      },
    },
    eventSelectors: {
      type: 'object',
      opaque: true,
      description: 'The event selectors as AWS gave them.',
      call: 'cloudtrail:GetEventSelectors',
    },
    insightTypes: {
      type: 'array',
      items: { type: 'string' },
      description: 'Insight types that are on; empty when Insights are off.',
      call: 'cloudtrail:GetInsightSelectors',
    },
    tags: { ...tags, description: 'Tags by key.', call: 'cloudtrail:ListTags' },
  },
} as const satisfies ResourceSchema;
