/** A statement of a policy document. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  /** Left out in service control policies, which are about the accounts they are attached to. */
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  /** Left out in trust policies, which are about the role they belong to. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const policy = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export const trailArn = (account: string, region: string, name: string): string =>
  `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;

/** What AWS documents for the bucket of a trail; `folders` are account ids, and the organisation's id. */
export const trailMayWrite = (bucket: string, arn: string, ...folders: readonly string[]): readonly Statement[] => [
  {
    Sid: 'AWSCloudTrailAclCheck20150319',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 's3:GetBucketAcl',
    Resource: `arn:aws:s3:::${bucket}`,
    Condition: { StringEquals: { 'aws:SourceArn': arn } },
  },
  ...folders.map(
    (folder, index): Statement => ({
      Sid: index === 0 ? 'AWSCloudTrailWrite20150319' : 'AWSCloudTrailOrganizationWrite20150319',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket}/AWSLogs/${folder}/*`,
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': arn } },
    }),
  ),
];

export const onlyOverTls = (bucket: string): Statement => ({
  Sid: 'DenyInsecureTransport',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

export const accessLogsMayArrive = (bucket: string, account: string): Statement => ({
  Sid: 'S3ServerAccessLogs',
  Effect: 'Allow',
  Principal: { Service: 'logging.s3.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: `arn:aws:s3:::${bucket}/*`,
  Condition: { StringEquals: { 'aws:SourceAccount': account } },
});

export const ownerManagesKey = (account: string): Statement => ({
  Sid: 'EnableIAMUserPermissions',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
});

/** What AWS documents for the key of a trail. */
export const trailMayEncrypt = (trailAccount: string, arn: string): readonly Statement[] => [
  {
    Sid: 'AllowCloudTrailToEncryptLogs',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 'kms:GenerateDataKey*',
    Resource: '*',
    Condition: {
      StringEquals: { 'aws:SourceArn': arn },
      StringLike: {
        'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${trailAccount}:trail/*`,
      },
    },
  },
  {
    Sid: 'AllowCloudTrailToDescribeKey',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 'kms:DescribeKey',
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceArn': arn } },
  },
];

export const logGroupsMayEncrypt = (account: string, region: string): Statement => ({
  Sid: 'AllowCloudWatchLogs',
  Effect: 'Allow',
  Principal: { Service: `logs.${region}.amazonaws.com` },
  Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
  Resource: '*',
  Condition: {
    ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` },
  },
});

export const topicArn = (account: string, region: string, name: string): string =>
  `arn:aws:sns:${region}:${account}:${name}`;

export const eventBusArn = (account: string, region: string, name: string): string =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

/** Who publishes to a topic: a service on behalf of an account, maybe of one resource of it, or a role. */
export type Publisher =
  | { readonly service: string; readonly fromAccount: string; readonly fromArn?: string }
  | { readonly roleArn: string };

export const topicMayBeUsed = (topic: string, publishers: readonly Publisher[]): readonly Statement[] =>
  publishers.map((publisher, index) => ({
    Sid: `AllowPublish${index === 0 ? '' : index + 1}`,
    Effect: 'Allow',
    Principal: 'roleArn' in publisher ? { AWS: publisher.roleArn } : { Service: publisher.service },
    Action: 'SNS:Publish',
    Resource: topic,
    ...('service' in publisher && {
      Condition: {
        StringEquals: { 'aws:SourceAccount': publisher.fromAccount },
        ...(publisher.fromArn && { ArnEquals: { 'aws:SourceArn': publisher.fromArn } }),
      },
    }),
  }));

/** What AWS documents for the key of a topic that services publish to. */
export const servicesMayPublish = (...services: readonly string[]): Statement => ({
  Sid: 'AllowServicesToPublish',
  Effect: 'Allow',
  Principal: { Service: services },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
});
