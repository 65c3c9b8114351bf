import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

/** Credentials as the SDK takes them. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** An account of the test AWS, and how to be in it. */
export interface Account {
  readonly id: string;
  readonly credentials: Credentials;
  /** The ARN behind the credentials. */
  readonly arn: string;
}

/** One account's clients, one per service and region. */
export interface Clients {
  readonly account: string;
  cloudtrail(region: string): CloudTrailClient;
  cloudwatch(region: string): CloudWatchClient;
  config(region: string): ConfigServiceClient;
  dynamodb(region: string): DynamoDBClient;
  ec2(region: string): EC2Client;
  events(region: string): EventBridgeClient;
  guardduty(region: string): GuardDutyClient;
  iam(): IAMClient;
  kms(region: string): KMSClient;
  lambda(region: string): LambdaClient;
  logs(region: string): CloudWatchLogsClient;
  organizations(): OrganizationsClient;
  s3(region: string): S3Client;
  s3control(): S3ControlClient;
  securityhub(region: string): SecurityHubClient;
  sns(region: string): SNSClient;
}

const HOME = 'us-east-1';

/** Clients that speak to moto, or to the shim before it. */
export function clientsFor(
  endpoint: string,
  { id, credentials }: Pick<Account, 'id' | 'credentials'>,
  maxAttempts = 3,
): Clients {
  const config = (region: string) => ({ endpoint, region, credentials, maxAttempts });
  return {
    account: id,
    cloudtrail: remembered((region) => new CloudTrailClient(config(region))),
    cloudwatch: remembered((region) => new CloudWatchClient(config(region))),
    config: remembered((region) => new ConfigServiceClient(config(region))),
    dynamodb: remembered((region) => new DynamoDBClient(config(region))),
    ec2: remembered((region) => new EC2Client(config(region))),
    events: remembered((region) => new EventBridgeClient(config(region))),
    guardduty: remembered((region) => new GuardDutyClient(config(region))),
    iam: () => new IAMClient(config(HOME)),
    kms: remembered((region) => new KMSClient(config(region))),
    lambda: remembered((region) => new LambdaClient(config(region))),
    logs: remembered((region) => new CloudWatchLogsClient(config(region))),
    organizations: () => new OrganizationsClient(config(HOME)),
    s3: remembered((region) => new S3Client({ ...config(region), forcePathStyle: true })),
    s3control: () => s3ControlClient(config(HOME)),
    securityhub: remembered((region) => new SecurityHubClient(config(region))),
    sns: remembered((region) => new SNSClient(config(region))),
  };
}

/** The client puts the account before the host name, where nobody listens; this takes it away again. */
function s3ControlClient({
  endpoint,
  ...rest
}: {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly maxAttempts: number;
}): S3ControlClient {
  const url = new URL(endpoint);
  url.hostname = 'localhost';
  const client = new S3ControlClient({ endpoint: url.toString(), ...rest });
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === 'object' && request !== null && 'hostname' in request) request.hostname = url.hostname;
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'plainHostname' },
  );
  return client;
}

function remembered<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    made.set(region, client);
    return client;
  };
}

/** Credentials in an account, given by moto, which lets anybody be anybody. */
export async function enter(endpoint: string, id: string): Promise<Account> {
  const sts = new STSClient({
    endpoint,
    region: HOME,
    credentials: { accessKeyId: 'AKIATRAILPROOFSEED00', secretAccessKey: 'seed' },
  });
  const { Credentials, AssumedRoleUser } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${id}:role/TrailproofAudit`,
      RoleSessionName: 'trailproof',
    }),
  );
  return {
    id,
    arn: must(AssumedRoleUser?.Arn, 'AssumedRoleUser.Arn'),
    credentials: {
      accessKeyId: must(Credentials?.AccessKeyId, 'AccessKeyId'),
      secretAccessKey: must(Credentials?.SecretAccessKey, 'SecretAccessKey'),
      sessionToken: must(Credentials?.SessionToken, 'SessionToken'),
    },
  };
}

/** What an answer must hold for the seed to go on. */
export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`moto answered without ${what}`);
  return value;
}
