import type { IncomingHttpHeaders } from 'node:http';

/** How a service speaks, and so how its errors have to look. */
type Protocol = 'json-1.0' | 'json-1.1' | 'rest-json' | 's3' | 's3control' | 'query' | 'ec2';

/** Who signs with an access key. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** What is sent over the wire, before anybody makes sense of it. */
export interface RawRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request to AWS as the shim understood it. */
export interface SeenRequest extends RawRequest {
  readonly accessKeyId: string;
  readonly account: string;
  /** The ARN of the caller, for error messages. */
  readonly caller: string;
  readonly region: string;
  /** Named as in our calls: `cloudtrail`, `s3control`, `cloudwatch`, `tagging`. */
  readonly service: string;
  /** Named as in the SDK: `GetObjectLockConfiguration`. */
  readonly operation: string;
  readonly protocol: Protocol;
  /** JSON and Query: everything that was sent. S3: `Bucket`, `Key`. S3 Control: `AccountId`. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Status of the answer; absent while there is none, and when the shim never answered. */
  status?: number;
}

/** Makes sense of a request. `whoIs` knows the access keys handed out so far. */
export function readRequest(raw: RawRequest, whoIs: (accessKeyId: string) => Caller): SeenRequest {
  const { accessKeyId, region, signingName } = readScope(raw.headers.authorization ?? '');
  const { account, arn } = whoIs(accessKeyId);
  return { ...raw, accessKeyId, account, caller: arn, region, ...readOperation(raw, signingName) };
}

/** `AWS4-HMAC-SHA256 Credential=AKIA…/20261120/us-east-1/s3/aws4_request, …` */
function readScope(authorization: string): { accessKeyId: string; region: string; signingName: string } {
  const [, accessKeyId = '', region = '', signingName = ''] =
    /Credential=([^/,\s]+)\/\d+\/([^/,\s]+)\/([^/,\s]+)\//.exec(authorization) ?? [];
  return { accessKeyId, region, signingName };
}

type Understood = Pick<SeenRequest, 'service' | 'operation' | 'protocol' | 'input'>;

const SERVICES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

function readOperation(raw: RawRequest, signingName: string): Understood {
  if (signingName === 's3') return raw.path.startsWith('/v20180820/') ? readS3Control(raw) : readS3(raw);
  const service = SERVICES[signingName] ?? signingName;

  const target = raw.headers['x-amz-target'];
  if (typeof target === 'string') {
    return {
      service,
      operation: target.slice(target.lastIndexOf('.') + 1),
      protocol: raw.headers['content-type']?.includes('json-1.0') ? 'json-1.0' : 'json-1.1',
      input: parseJson(raw.body),
    };
  }
  const form = raw.headers['content-type']?.includes('x-www-form-urlencoded')
    ? new URLSearchParams(raw.body.toString())
    : raw.query;
  const action = form.get('Action');
  if (action !== null) {
    return {
      service,
      operation: action,
      protocol: service === 'ec2' ? 'ec2' : 'query',
      input: Object.fromEntries(form),
    };
  }
  for (const { method, path, operation, input } of REST_OPERATIONS[service] ?? []) {
    const found = method === raw.method ? path.exec(raw.path) : null;
    if (found) return { service, operation, protocol: 'rest-json', input: { ...parseJson(raw.body), ...input(found) } };
  }
  // REST-JSON: other services we meet name their operation in the path, as in POST /listRegions.
  const last = raw.path.split('/').at(-1) ?? '';
  return {
    service,
    operation: last.charAt(0).toUpperCase() + last.slice(1),
    protocol: 'rest-json',
    input: parseJson(raw.body),
  };
}

interface RestOperation {
  readonly method: string;
  readonly path: RegExp;
  readonly operation: string;
  readonly input: (found: RegExpExecArray) => Readonly<Record<string, unknown>>;
}

/** REST-JSON services that name things in the path, and what is done to them by the method. */
const REST_OPERATIONS: Readonly<Record<string, readonly RestOperation[]>> = {
  guardduty: [
    { method: 'GET', path: /^\/detector$/, operation: 'ListDetectors', input: () => ({}) },
    {
      method: 'POST',
      path: /^\/detector\/([^/]+)$/,
      operation: 'UpdateDetector',
      input: ([, DetectorId]) => ({ DetectorId }),
    },
    {
      method: 'GET',
      path: /^\/detector\/([^/]+)$/,
      operation: 'GetDetector',
      input: ([, DetectorId]) => ({ DetectorId }),
    },
  ],
  securityhub: [{ method: 'GET', path: /^\/accounts$/, operation: 'DescribeHub', input: () => ({}) }],
};

function readS3Control({ method, path, headers }: RawRequest): Understood {
  const last = path.split('/').at(-1) ?? '';
  return {
    service: 's3control',
    operation: `${verb(method)}${last.charAt(0).toUpperCase()}${last.slice(1)}`,
    protocol: 's3control',
    input: { AccountId: String(headers['x-amz-account-id'] ?? '') },
  };
}

/** What the part of a bucket named in the query is called in operations: `?policy` → `BucketPolicy`. */
const S3_PARTS: Readonly<Record<string, string>> = {
  acl: 'BucketAcl',
  encryption: 'BucketEncryption',
  lifecycle: 'BucketLifecycleConfiguration',
  location: 'BucketLocation',
  logging: 'BucketLogging',
  notification: 'BucketNotificationConfiguration',
  'object-lock': 'ObjectLockConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policy: 'BucketPolicy',
  policyStatus: 'BucketPolicyStatus',
  publicAccessBlock: 'PublicAccessBlock',
  replication: 'BucketReplication',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
};

function readS3(raw: RawRequest): Understood {
  const [Bucket = '', ...rest] = raw.path.slice(1).split('/').map(decodeURIComponent);
  const Key = rest.join('/');
  const input = { ...(Bucket && { Bucket }), ...(Key && { Key }) };
  return { service: 's3', operation: s3Operation(raw, Bucket, Key), protocol: 's3', input };
}

function s3Operation({ method, query }: RawRequest, bucket: string, key: string): string {
  // Where one path serves several operations, the SDK says which one it means.
  const named = query.get('x-id');
  if (named !== null) return named;
  if (bucket === '') return 'ListBuckets';
  if (key !== '') return `${verb(method)}Object`;
  for (const [part, name] of Object.entries(S3_PARTS)) {
    if (query.has(part)) return `${verb(method)}${name}`;
  }
  if (method === 'GET') return query.has('list-type') ? 'ListObjectsV2' : 'ListObjects';
  return method === 'PUT' ? 'CreateBucket' : `${verb(method)}Bucket`;
}

const verb = (method: string): string => method.charAt(0) + method.slice(1).toLowerCase();

function parseJson(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString() || '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
