import { describe, expect, test } from 'vitest';
import {
  ask,
  assume,
  CALLER,
  connect,
  identity,
  jsonError,
  KEYS,
  OTHER,
  queryError,
  SESSION_KEYS,
  s3Error,
  session,
  startServer,
  sts,
} from './server.ts';

const now = () => new Date('2026-11-20T10:00:00Z');

test('an answer is recorded as AWS gave it: no metadata, dates as text', async () => {
  const aws = await startServer(
    sts(() => ({
      headers: { 'x-amzn-requestid': 'request-7' },
      body: { IsLogging: true, LatestDeliveryTime: 1_763_632_800.5, LatestDeliveryError: null },
    })),
  );
  const { live, events } = await connect(aws.url, { now });
  expect(await ask(live, 'cloudtrail:GetTrailStatus', { Name: 'arn' })).toEqual({
    at: '2026-11-20T10:00:00.000Z',
    account: CALLER,
    region: 'eu-west-1',
    service: 'cloudtrail',
    operation: 'GetTrailStatus',
    input: { Name: 'arn' },
    output: { IsLogging: true, LatestDeliveryTime: '2025-11-20T10:00:00.500Z' },
    requestId: 'request-7',
  });
  expect(events.at(-1)).toEqual({
    account: CALLER,
    region: 'eu-west-1',
    service: 'cloudtrail',
    operation: 'GetTrailStatus',
    ms: expect.any(Number),
    status: 200,
    attempts: 1,
    throttles: 0,
  });
});

test('every request says who asks', async () => {
  const aws = await startServer(sts(() => ({ body: {} })));
  const { live } = await connect(aws.url);
  await assume(live);
  await ask(live, 'cloudtrail:ListTrails', {}, OTHER);
  expect(aws.requests).toHaveLength(3);
  for (const { headers } of aws.requests) expect(headers['user-agent']).toMatch(/ trailproof\/1\.2\.3$/);
});

describe('a refusal is an answer', () => {
  test.each([
    [
      'JSON',
      'cloudtrail:ListTrails',
      jsonError('AccessDeniedException', 'no', 400),
      { code: 'AccessDeniedException', message: 'no', status: 400 },
    ],
    [
      'Query',
      'sns:GetTopicAttributes',
      queryError('AuthorizationError', 'no', 403),
      { code: 'AuthorizationErrorException', message: 'no', status: 403 },
    ],
    [
      'EC2',
      'ec2:DescribeRegions',
      {
        status: 403,
        body: '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors><RequestID>r</RequestID></Response>',
      },
      { code: 'UnauthorizedOperation', message: 'no', status: 403 },
    ],
    [
      'S3',
      's3:GetBucketPolicy',
      s3Error('NoSuchBucketPolicy', 'none', 404),
      { code: 'NoSuchBucketPolicy', message: 'none', status: 404 },
    ],
    ['S3 without a body', 's3:HeadBucket', { status: 404 }, { code: 'NotFound', message: 'UnknownError', status: 404 }],
    [
      'S3 denying without a body',
      's3:HeadBucket',
      { status: 403 },
      { code: 'Unknown', message: 'UnknownError', status: 403 },
    ],
    [
      'S3 in another region',
      's3:GetBucketPolicy',
      s3Error('PermanentRedirect', 'elsewhere', 301),
      { code: 'PermanentRedirect', message: 'elsewhere', status: 301 },
    ],
    [
      'S3 Control',
      's3control:GetPublicAccessBlock',
      s3Error('NoSuchPublicAccessBlockConfiguration', 'none', 404),
      { code: 'NoSuchPublicAccessBlockConfiguration', message: 'none', status: 404 },
    ],
  ])('from a service that speaks %s', async (_, name, reply, error) => {
    const aws = await startServer(sts(() => reply));
    const { live, events } = await connect(aws.url);
    const call = await ask(live, name, { Bucket: 'logs', TopicArn: 'arn', AccountId: CALLER });
    expect(call.error).toEqual(error);
    expect(call).not.toHaveProperty('output');
    expect(events.at(-1)).toMatchObject({ error: error.code, status: error.status });
  });

  test.each([
    ['cloudtrail:ListTrails', 500],
    ['cloudtrail:ListTrails', 200],
    ['account:ListRegions', 404],
    ['s3:ListBuckets', 200],
    ['s3:GetBucketPolicy', 404],
    ['s3:HeadBucket', 404],
    ['sns:GetTopicAttributes', 404],
    ['sns:GetTopicAttributes', 200],
    ['ec2:DescribeRegions', 200],
  ])('a web page is neither a value nor "there is none": %s, HTTP %i', async (name, status) => {
    const aws = await startServer(
      sts(() => ({
        status,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: '<!DOCTYPE html><html><body>Sign in to the network</body></html>',
      })),
    );
    const { live } = await connect(aws.url);
    const { error } = await ask(live, name, { Bucket: 'logs', TopicArn: 'arn' });
    expect(error).toEqual({
      code: 'UnparsableAnswer',
      message: `HTTP ${status} with a body that is not what this service speaks`,
      status,
    });
  });

  test.each(['sns:GetTopicAttributes', 's3:GetBucketPolicy'])(
    'a bare 404 is not "there is none" either: %s',
    async (name) => {
      const aws = await startServer(sts(() => ({ status: 404, headers: { 'content-type': 'text/plain' }, body: '' })));
      const { live } = await connect(aws.url);
      expect((await ask(live, name, { Bucket: 'logs', TopicArn: 'arn' })).error?.code).toBe('UnparsableAnswer');
    },
  );

  test('XML that a stand-in for AWS calls HTML is read all the same', async () => {
    const body =
      '<?xml version="1.0"?><ListAllMyBucketsResult><Buckets><Bucket><Name>logs</Name></Bucket></Buckets></ListAllMyBucketsResult>';
    const aws = await startServer(sts(() => ({ headers: { 'content-type': 'text/html; charset=utf-8' }, body })));
    const { live } = await connect(aws.url);
    expect((await ask(live, 's3:ListBuckets')).output).toEqual({ Buckets: [{ Name: 'logs' }] });
  });

  test('a connection that breaks is an error without a status', async () => {
    const aws = await startServer(sts(() => ({ hangsUp: true })));
    const { live, events } = await connect(aws.url);
    expect((await ask(live, 'cloudtrail:ListTrails')).error).toEqual({
      code: 'ECONNRESET',
      message: 'socket hang up',
      status: 0,
    });
    expect(events.at(-1)).toMatchObject({ status: 0, error: 'ECONNRESET' });
  });

  test('so is an answer that takes too long', async () => {
    const aws = await startServer(sts(() => new Promise((resolve) => setTimeout(() => resolve({}), 2000).unref())));
    const { live } = await connect(aws.url, { requestTimeoutMs: 100 });
    expect((await ask(live, 'cloudtrail:ListTrails')).error).toEqual({
      code: 'ETIMEDOUT',
      message: expect.any(String),
      status: 0,
    });
  });
});

describe('retries', () => {
  test.each([
    ['429', { status: 429, body: '{}' }],
    ['ThrottlingException', jsonError('ThrottlingException', 'Rate exceeded')],
    ['503', { status: 503, body: '' }],
  ])('after %s, the answer that comes in the end is one recorded call', async (name, reply) => {
    let asked = 0;
    const aws = await startServer(sts(() => (asked++ < 2 ? reply : { body: { Trails: [] } })));
    const { live, events } = await connect(aws.url, { maxAttempts: 5 });
    expect((await ask(live, 'cloudtrail:ListTrails')).output).toEqual({ Trails: [] });
    expect(events.slice(1)).toEqual([
      expect.objectContaining({ status: 200, attempts: 3, throttles: name === '503' ? 0 : 2 }),
    ]);
  });

  test('end some time: throttled out', async () => {
    const aws = await startServer(sts(() => jsonError('ThrottlingException', 'Rate exceeded')));
    const { live, events } = await connect(aws.url, { maxAttempts: 2 });
    expect((await ask(live, 'cloudtrail:ListTrails')).error?.code).toBe('ThrottlingException');
    expect(events.at(-1)).toMatchObject({ attempts: 2, throttles: 2, error: 'ThrottlingException' });
  });
});

describe('where a request goes', () => {
  test('a bucket is asked by path at a custom endpoint, and S3 Control at its very host', async () => {
    const aws = await startServer(sts(() => s3Error('AccessDenied', 'no', 403)));
    const url = aws.url.replace('127.0.0.1', 'localhost');
    for (const endpoint of [aws.url, url]) {
      const { live } = await connect(endpoint);
      await ask(live, 's3:GetBucketPolicy', { Bucket: 'logs' });
      await ask(live, 's3control:GetPublicAccessBlock', { AccountId: CALLER });
      expect(aws.requests.slice(-2).map(({ path }) => path)).toEqual([
        '/logs/?policy=',
        '/v20180820/configuration/publicAccessBlock',
      ]);
      expect(aws.requests.at(-1)?.headers['host']).toBe(new URL(endpoint).host);
      expect(aws.requests.at(-1)?.headers['x-amz-account-id']).toBe(CALLER);
    }
  });

  test('a redirect to another region is not followed', async () => {
    const aws = await startServer(
      sts(() => ({
        ...s3Error('PermanentRedirect', 'elsewhere', 301),
        headers: { 'x-amz-bucket-region': 'us-east-1' },
      })),
    );
    const { live } = await connect(aws.url);
    await ask(live, 's3:GetBucketPolicy', { Bucket: 'logs' });
    expect(aws.requests.filter(({ path }) => path.startsWith('/logs'))).toHaveLength(1);
  });

  test('the region of the call is the region asked', async () => {
    const aws = await startServer(sts(() => ({ body: {} })));
    const { live } = await connect(aws.url);
    await live.ask({
      account: CALLER,
      region: 'ap-south-1',
      service: 'cloudtrail',
      operation: 'ListTrails',
      input: {},
    });
    expect(aws.requests.at(-1)?.region).toBe('ap-south-1');
  });
});

describe('sessions', () => {
  test('a role is assumed once, with the external id, which is not recorded', async () => {
    const aws = await startServer(sts(() => ({ body: {} })));
    const { live } = await connect(aws.url, { externalId: 'open-sesame', sessionName: 'weekly' });
    const call = await assume(live);
    const body = new URLSearchParams(aws.requests.at(-1)?.body);
    expect([body.get('RoleArn'), body.get('ExternalId'), body.get('RoleSessionName')]).toEqual([
      `arn:aws:iam::${OTHER}:role/Audit`,
      'open-sesame',
      'weekly',
    ]);
    expect(call).toMatchObject({
      account: CALLER,
      input: { RoleArn: `arn:aws:iam::${OTHER}:role/Audit`, RoleSessionName: 'weekly' },
    });
    expect(JSON.stringify(call)).not.toContain('open-sesame');

    await Promise.all([
      ask(live, 'cloudtrail:ListTrails', {}, OTHER),
      ask(live, 'kms:DescribeKey', { KeyId: 'k' }, OTHER),
    ]);
    expect(aws.requests.slice(2).map(({ operation, accessKeyId }) => [operation, accessKeyId])).toEqual(
      expect.arrayContaining([
        ['ListTrails', SESSION_KEYS.accessKeyId],
        ['DescribeKey', SESSION_KEYS.accessKeyId],
      ]),
    );
    expect(aws.requests).toHaveLength(4);
  });

  test('a denied role is recorded, without the external id', async () => {
    const aws = await startServer((request) =>
      request.operation === 'AssumeRole'
        ? queryError('AccessDenied', 'not with external id open-sesame', 403)
        : identity(),
    );
    const { live } = await connect(aws.url, { externalId: 'open-sesame' });
    expect((await assume(live)).error).toEqual({
      code: 'AccessDenied',
      message: 'not with external id [external id]',
      status: 403,
    });
  });

  test('a resumed run, which took the assumption from its records, assumes the role when it needs it', async () => {
    const aws = await startServer(sts(() => ({ body: {} })));
    const { live } = await connect(aws.url);
    await Promise.all([
      ask(live, 'cloudtrail:ListTrails', {}, OTHER),
      ask(live, 'kms:DescribeKey', { KeyId: 'k' }, OTHER),
    ]);
    expect(
      aws.requests.map(({ operation }) => operation).filter((operation) => operation === 'AssumeRole'),
    ).toHaveLength(1);
  });

  test('and records what it could not ask when the role is denied by now', async () => {
    const aws = await startServer((request) =>
      request.operation === 'AssumeRole' ? queryError('AccessDenied', 'no longer', 403) : identity(),
    );
    const { live } = await connect(aws.url);
    expect((await ask(live, 'cloudtrail:ListTrails', {}, OTHER)).error).toEqual({
      code: 'AccessDenied',
      message: `sts:AssumeRole of arn:aws:iam::${OTHER}:role/Audit: no longer`,
      status: 403,
    });
  });

  test('without a role there is no way into another account', async () => {
    const aws = await startServer(sts());
    const { live } = await connect(aws.url, { roleName: undefined });
    await expect(ask(live, 'cloudtrail:ListTrails', {}, OTHER)).rejects.toThrow('no role was given');
    await expect(ask(live, 'sts:AssumeRole', { RoleArn: 'arn:aws:iam::333333333333:role/x' }, OTHER)).rejects.toThrow(
      'assumed by the caller',
    );
  });

  test('a session is renewed before it ends, once for all who need it', async () => {
    let clock = Date.parse('2026-11-20T10:00:00Z');
    const aws = await startServer((request, index) =>
      request.operation === 'AssumeRole'
        ? session(OTHER, SESSION_KEYS, new Date(clock + 3_600_000).toISOString())
        : sts(() => ({ body: {} }))(request, index),
    );
    const { live } = await connect(aws.url, { now: () => new Date(clock) });
    const assumed = (): number => aws.requests.filter(({ operation }) => operation === 'AssumeRole').length;
    await assume(live);
    await ask(live, 'cloudtrail:ListTrails', {}, OTHER);
    expect(assumed()).toBe(1);
    clock += 56 * 60_000;
    await Promise.all(
      ['cloudtrail:ListTrails', 'ec2:DescribeRegions', 'organizations:ListAccounts'].map((name) =>
        ask(live, name, {}, OTHER),
      ),
    );
    expect(assumed()).toBe(2);
  });

  test('an account that is done is let go', async () => {
    const aws = await startServer(sts(() => ({ body: {} })));
    const { live } = await connect(aws.url);
    await assume(live);
    live.release(OTHER);
    await ask(live, 'cloudtrail:ListTrails', {}, OTHER);
    expect(aws.requests.filter(({ operation }) => operation === 'AssumeRole')).toHaveLength(2);
  });
});

describe('expired credentials', () => {
  test.each(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired'])(
    '%s ends the run with a hint, and is not recorded',
    async (code) => {
      const aws = await startServer(
        sts(() => jsonError(code, 'The security token included in the request is expired', 403)),
      );
      const { live } = await connect(aws.url);
      await expect(ask(live, 'cloudtrail:ListTrails')).rejects.toMatchObject({
        name: 'CredentialsExpired',
        message: `The credentials for account ${CALLER} have expired (${code})`,
        hint: expect.stringContaining('resumes where it stopped'),
      });
    },
  );

  test('an expired session is renewed once, and the call is made again', async () => {
    const renewed = { ...SESSION_KEYS, accessKeyId: 'ASIARENEWEDKEY234567' };
    let sessions = 0;
    const aws = await startServer((request, index) => {
      if (request.operation === 'AssumeRole') return session(OTHER, sessions++ === 0 ? SESSION_KEYS : renewed);
      if (request.accessKeyId === SESSION_KEYS.accessKeyId) return jsonError('ExpiredTokenException', 'expired');
      return sts(() => ({ body: { Trails: [] } }))(request, index);
    });
    const { live } = await connect(aws.url);
    await assume(live);
    const calls = await Promise.all(
      ['cloudtrail:ListTrails', 'cloudtrail:DescribeTrails', 'organizations:ListAccounts'].map((name) =>
        ask(live, name, {}, OTHER),
      ),
    );
    expect(calls.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(sessions).toBe(2);
  });

  test('a session that stays expired ends the run', async () => {
    const aws = await startServer(sts(() => jsonError('ExpiredTokenException', 'expired')));
    const { live } = await connect(aws.url);
    await assume(live);
    await expect(ask(live, 'cloudtrail:ListTrails', {}, OTHER)).rejects.toMatchObject({
      name: 'CredentialsExpired',
      message: `The credentials for account ${OTHER} have expired (ExpiredTokenException)`,
    });
    expect(aws.requests.filter(({ operation }) => operation === 'AssumeRole')).toHaveLength(2);
  });

  test('base credentials that can be renewed are', async () => {
    const fresh = { ...KEYS, accessKeyId: 'AKIAFRESHKEY34567890' };
    let current = KEYS;
    const aws = await startServer((request, index) =>
      request.accessKeyId === fresh.accessKeyId || request.operation === 'GetCallerIdentity'
        ? sts(() => ({ body: {} }))(request, index)
        : jsonError('ExpiredTokenException', 'expired'),
    );
    const { live } = await connect(aws.url, {
      credentials: async (options) => {
        if (options?.forceRefresh) current = fresh;
        return current;
      },
    });
    expect((await ask(live, 'cloudtrail:ListTrails')).output).toEqual({});
  });

  test('credentials that cannot be had any more have expired', async () => {
    let isGone = false;
    const aws = await startServer(sts(() => ({ body: {} })));
    const { live } = await connect(aws.url, {
      credentials: async () => {
        if (isGone)
          throw Object.assign(new Error(`the session of ${KEYS.accessKeyId} has ended`), {
            name: 'CredentialsProviderError',
          });
        return KEYS;
      },
    });
    isGone = true;
    for (const account of [CALLER, OTHER]) {
      await expect(ask(live, 'cloudtrail:ListTrails', {}, account)).rejects.toMatchObject({
        name: 'CredentialsExpired',
        message: `The credentials for account ${CALLER} have expired (CredentialsProviderError): the session of [secret] has ended`,
      });
    }
  });
});

test('an interruption is not recorded', async () => {
  const controller = new AbortController();
  const aws = await startServer(sts(() => new Promise(() => {})));
  const { live, events } = await connect(aws.url, { signal: controller.signal });
  const underWay = ask(live, 'cloudtrail:ListTrails');
  const waiting = ask(live, 'kms:DescribeKey', { KeyId: 'k' });
  setTimeout(() => controller.abort(new Error('interrupted')), 50);
  await expect(underWay).rejects.toThrow('interrupted');
  await expect(waiting).rejects.toThrow('interrupted');
  await expect(ask(live, 'sns:GetTopicAttributes', { TopicArn: 'arn' })).rejects.toThrow('interrupted');
  expect(events.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
});

test('nothing is asked before it is known who asks', async () => {
  const { createLive } = await import('../../src/aws/live.ts');
  const live = createLive({ version: '1', region: 'eu-west-1', credentials: async () => KEYS });
  await expect(ask(live, 'cloudtrail:ListTrails')).rejects.toThrow('call whoAmI first');
});

test('no more requests are under way than allowed, in all and to one place', async () => {
  let [open, most] = [0, 0];
  const aws = await startServer(
    sts(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 20));
      open -= 1;
      return { body: {} };
    }),
  );
  const keys = Array.from({ length: 8 }, (_, index) => `key-${index}`);
  const { live: narrow } = await connect(aws.url, { concurrency: { total: 10, perPlace: 2 } });
  await Promise.all(keys.map((KeyId) => ask(narrow, 'kms:DescribeKey', { KeyId })));
  expect(most).toBe(2);
  most = 0;
  const { live: few } = await connect(aws.url, { concurrency: { total: 3, perPlace: 2 } });
  await Promise.all(
    keys.flatMap((KeyId) => [
      ask(few, 'kms:DescribeKey', { KeyId }),
      ask(few, 'cloudtrail:GetTrailStatus', { Name: KeyId }),
    ]),
  );
  expect(most).toBe(3);
});
