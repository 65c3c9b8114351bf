/** Policies as AWS documents them, for bucket `b` and a trail in account 111122223333. */

export const ACCOUNT = '111122223333';
export const OTHER = '999999999999';
export const TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/t`;
export const ANY_TRAIL = `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`;
export const BUCKET = 'arn:aws:s3:::b';
export const LOG = `${BUCKET}/AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/23/x.json.gz`;
export const CLOUDTRAIL = 'cloudtrail.amazonaws.com';

type Json = Readonly<Record<string, unknown>>;

export const policyOf = (...statements: readonly Json[]) => ({ Version: '2012-10-17', Statement: statements });

export const aclCheck = {
  Sid: 'AWSCloudTrailAclCheck20150319',
  Effect: 'Allow',
  Principal: { Service: CLOUDTRAIL },
  Action: 's3:GetBucketAcl',
  Resource: BUCKET,
  Condition: { StringEquals: { 'aws:SourceArn': TRAIL } },
};

export const write = {
  Sid: 'AWSCloudTrailWrite20150319',
  Effect: 'Allow',
  Principal: { Service: CLOUDTRAIL },
  Action: 's3:PutObject',
  Resource: `${BUCKET}/AWSLogs/${ACCOUNT}/*`,
  Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': TRAIL } },
};

/** CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail". */
export const bucketPolicy = policyOf(aclCheck, write);

const ownTrails = { 'kms:EncryptionContext:aws:cloudtrail:arn': ANY_TRAIL };

/** CloudTrail User Guide, "Default KMS key policy created in CloudTrail console". */
export const keyPolicy = policyOf(
  {
    Sid: 'Enable IAM user permissions',
    Effect: 'Allow',
    Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:user/admin`] },
    Action: 'kms:*',
    Resource: '*',
  },
  {
    Sid: 'Allow CloudTrail to encrypt logs',
    Effect: 'Allow',
    Principal: { Service: CLOUDTRAIL },
    Action: 'kms:GenerateDataKey*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceArn': TRAIL }, StringLike: ownTrails },
  },
  {
    Sid: 'Allow CloudTrail to describe key',
    Effect: 'Allow',
    Principal: { Service: CLOUDTRAIL },
    Action: 'kms:DescribeKey',
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceArn': TRAIL } },
  },
  {
    Sid: 'Allow principals in the account to decrypt log files',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: ['kms:Decrypt', 'kms:ReEncryptFrom'],
    Resource: '*',
    Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT }, StringLike: ownTrails },
  },
  {
    Sid: 'Allow alias creation during setup',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'kms:CreateAlias',
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com', 'kms:CallerAccount': ACCOUNT },
    },
  },
);

export const denyHttp = {
  Sid: 'DenyHTTP',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [BUCKET, `${BUCKET}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
