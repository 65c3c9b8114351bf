import { accountIn, parseArn, partitionIn } from '../model/arn.ts';

/** A statement as it is written. A second one of the same Sid gets a number. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The policy with these statements, and everything else that stands in it; nothing where it cannot be read. */
export function policyWith(policy: string, added: readonly Statement[]): string | undefined {
  const document = policy === '' ? {} : objectIn(policy);
  if (!document) return undefined;
  const { Version = '2012-10-17', Statement = [], ...rest } = document;
  const there = [Statement].flat();
  const taken = new Set(there.map(sidOf));
  const unique = ({ Sid, ...statement }: Statement): Statement => {
    let name = Sid;
    for (let number = 2; taken.has(name); number += 1) name = `${Sid}${number}`;
    taken.add(name);
    return { Sid: name, ...statement };
  };
  return JSON.stringify({ Version, ...rest, Statement: [...there, ...added.map(unique)] });
}

/** The policy with a condition more on each of the statements that `meant` names; nothing where it cannot be read. */
export function policyLimiting(
  policy: string,
  meant: (statementAlone: string) => boolean,
  operator: string,
  condition: Readonly<Record<string, string>>,
): string | undefined {
  const document = objectIn(policy);
  if (!document) return undefined;
  const limited = [document['Statement']].flat().map((statement): unknown => {
    if (!meant(JSON.stringify({ ...document, Statement: [statement] }))) return statement;
    const { Condition = {}, ...rest } = statement as { readonly Condition?: Readonly<Record<string, object>> };
    return { ...rest, Condition: { ...Condition, [operator]: { ...Condition[operator], ...condition } } };
  });
  return JSON.stringify({ ...document, Statement: limited });
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const sidOf = (statement: unknown): unknown =>
  typeof statement === 'object' && statement !== null && 'Sid' in statement ? statement.Sid : undefined;

const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' } as const;

/** Source: Amazon S3 User Guide, "Bucket policy examples", on HTTPS. */
export const onlyOverTls = (bucketArn: string): Statement => ({
  Sid: 'TrailproofOnlyTls',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [bucketArn, `${bucketArn}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

/** Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail". */
export function trailMayDeliver(trailArn: string, bucketArn: string, folders: readonly string[]): readonly Statement[] {
  const forTrail = { 'aws:SourceArn': trailArn };
  return [
    {
      Sid: 'TrailproofAcl',
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 's3:GetBucketAcl',
      Resource: bucketArn,
      Condition: { StringEquals: forTrail },
    },
    {
      Sid: 'TrailproofWrite',
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 's3:PutObject',
      Resource: folders.map((folder) => `${bucketArn}/${folder}*`),
      Condition: { StringEquals: { ...forTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}

/** Source: CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail". */
export function trailMayEncrypt(trailArn: string): readonly Statement[] {
  const context = `arn:${partitionIn(trailArn)}:cloudtrail:*:${accountIn(trailArn)}:trail/*`;
  return [
    {
      Sid: 'TrailproofEncrypt',
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 'kms:GenerateDataKey*',
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:SourceArn': trailArn },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': context },
      },
    },
    {
      Sid: 'TrailproofDescribe',
      Effect: 'Allow',
      Principal: CLOUDTRAIL,
      Action: 'kms:DescribeKey',
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    },
  ];
}

/** Source: CloudTrail User Guide, "Amazon SNS topic policy for CloudTrail". */
export const trailMayPublish = (trailArn: string, topicArn: string): Statement => ({
  Sid: 'TrailproofPublish',
  Effect: 'Allow',
  Principal: CLOUDTRAIL,
  Action: 'sns:Publish',
  Resource: topicArn,
  Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
});

/** Source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service". */
export const logGroupMayEncrypt = (logGroupArn: string): Statement => ({
  Sid: 'TrailproofLogs',
  Effect: 'Allow',
  Principal: { Service: `logs.${parseArn(logGroupArn)?.region ?? ''}.amazonaws.com` },
  Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
  Resource: '*',
  Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': logGroupArn } },
});

/** Source: SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted topics". */
export const servicesMayEncrypt = (services: readonly string[], accounts: readonly string[]): Statement => ({
  Sid: 'TrailproofPublishers',
  Effect: 'Allow',
  Principal: { Service: services },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:SourceAccount': accounts } },
});

/** CloudTrail Lake says no source. Source: CloudTrail User Guide, "AWS KMS key policies for event data stores". */
export const lakeMayEncrypt: Statement = {
  Sid: 'TrailproofLake',
  Effect: 'Allow',
  Principal: CLOUDTRAIL,
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
};

/** Leaves a key to the policies of its account. Source: KMS Developer Guide, "Default key policy". */
export const ownerDecides = (arn: string): Statement => ({
  Sid: 'TrailproofOwnerDecides',
  Effect: 'Allow',
  Principal: { AWS: `arn:${partitionIn(arn)}:iam::${accountIn(arn)}:root` },
  Action: 'kms:*',
  Resource: '*',
});
