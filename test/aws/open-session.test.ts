import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SetupError } from '../../src/aws/errors.ts';
import { openSession, type SessionOptions } from '../../src/aws/open-session.ts';
import { CALLER, identity, KEYS, queryError, startServer } from './server.ts';

// The SDK reads the environment and the home folder itself: here it finds only what a test puts there.
let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'trailproof-home-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'credentials'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true });
});

const own = async () => KEYS;
const open = (options: Partial<SessionOptions>) =>
  openSession({ version: '1.2.3', env: {}, region: 'eu-west-1', maxAttempts: 1, ...options });
const failure = (options: Partial<SessionOptions>): Promise<SetupError> =>
  open(options).then(
    () => Promise.reject(new Error('expected a failure')),
    (error: SetupError) => error,
  );

test('the first answer says whose credentials these are', async () => {
  const aws = await startServer(() => identity());
  const { caller, region, live } = await open({ endpoint: aws.url, credentials: own });
  expect(caller).toEqual({ account: CALLER, arn: `arn:aws:iam::${CALLER}:user/audit`, partition: 'aws' });
  expect(region).toBe('eu-west-1');
  live.close();
});

test('credentials and endpoint come from where every AWS tool looks', async () => {
  const aws = await startServer((request) => (request.path === '/' ? identity() : { status: 500 }));
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url.replace('127.0.0.1', 'localhost'));
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAFROMENVIRONMENT1');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  const { live } = await open({});
  await live.ask({
    account: CALLER,
    region: 'eu-west-1',
    service: 's3',
    operation: 'GetBucketPolicy',
    input: { Bucket: 'logs' },
  });
  await live.ask({
    account: CALLER,
    region: 'eu-west-1',
    service: 's3control',
    operation: 'GetPublicAccessBlock',
    input: { AccountId: CALLER },
  });
  expect(aws.requests.map(({ path, accessKeyId }) => [path, accessKeyId])).toEqual(
    ['/', '/logs/?policy=', '/v20180820/configuration/publicAccessBlock'].map((path) => [path, 'AKIAFROMENVIRONMENT1']),
  );
  live.close();
});

describe('the region', () => {
  const regionOf = async (options: Partial<SessionOptions>): Promise<string> => {
    const aws = await startServer(() => identity());
    const { region, live } = await open({ endpoint: aws.url, credentials: own, region: undefined, ...options });
    live.close();
    return region;
  };

  test('is the one asked for, else the environment’s, else the profile’s', async () => {
    await writeFile(join(home, 'config'), '[default]\nregion = sa-east-1\n[profile other]\nregion = us-gov-west-1\n');
    expect(await regionOf({ region: 'eu-west-3', env: { AWS_REGION: 'ap-south-1' } })).toBe('eu-west-3');
    expect(await regionOf({ env: { AWS_REGION: 'ap-south-1', AWS_DEFAULT_REGION: 'ap-south-2' } })).toBe('ap-south-1');
    expect(await regionOf({ env: { AWS_DEFAULT_REGION: 'ap-south-2' } })).toBe('ap-south-2');
    expect(await regionOf({})).toBe('sa-east-1');
    expect(await regionOf({ profile: 'other' })).toBe('us-gov-west-1');
    expect(await regionOf({ env: { AWS_PROFILE: 'other' } })).toBe('us-gov-west-1');
  });

  test('is asked for when nobody names one', async () => {
    expect(await failure({ credentials: own, region: undefined })).toMatchObject({
      name: 'SetupError',
      trouble: 'region',
      message: 'No region to start from: neither the options, AWS_REGION nor the default AWS profile name one.',
      hint: 'Set AWS_REGION, such as AWS_REGION=us-east-1.',
    });
  });

  test('must be the name of one', async () => {
    expect(await failure({ credentials: own, region: 'evil.example.com/' })).toMatchObject({
      trouble: 'region',
      message: '"evil.example.com/" is not the name of a region.',
    });
  });
});

describe('what is in the way of the first answer is one message with a next step', () => {
  test('no credentials', async () => {
    expect(await failure({})).toMatchObject({
      trouble: 'credentials',
      message: 'No AWS credentials were found.',
      hint: expect.stringContaining('aws sso login'),
    });
  });

  test('an AWS profile that does not exist, said before its region is missed', async () => {
    await writeFile(join(home, 'config'), '[default]\nregion = sa-east-1\n');
    for (const options of [{ profile: 'baseline' }, { profile: 'baseline', region: undefined }]) {
      expect(await failure(options)).toMatchObject({
        trouble: 'profile',
        message: 'The AWS profile "baseline" does not exist, or holds no credentials.',
        hint: '`aws configure list-profiles` lists the profiles there are.',
      });
    }
  });

  test('an SSO session that ended', async () => {
    await writeFile(
      join(home, 'config'),
      '[profile sso]\nsso_account_id = 111111111111\nsso_role_name = x\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n',
    );
    expect(await failure({ profile: 'sso' })).toMatchObject({
      trouble: 'credentials',
      message: expect.stringContaining('expired'),
      hint: expect.stringContaining('aws sso login --profile sso'),
    });
  });

  test.each([
    ['ExpiredToken', 403, 'credentials', 'The AWS credentials have expired (ExpiredToken).'],
    ['InvalidClientTokenId', 403, 'credentials', 'AWS does not accept the credentials (InvalidClientTokenId).'],
    ['SignatureDoesNotMatch', 403, 'credentials', 'AWS does not accept the credentials (SignatureDoesNotMatch).'],
    ['AccessDenied', 403, 'credentials', 'AWS does not say whose credentials these are (AccessDenied): said [secret]'],
    ['ServiceUnavailable', 503, 'endpoint', 'AWS cannot answer now (ServiceUnavailable, HTTP 503 from 127.0.0.1).'],
  ])('%s', async (code, status, trouble, message) => {
    const aws = await startServer(() => queryError(code, `said ${KEYS.accessKeyId}`, status));
    const error = await failure({ endpoint: aws.url, credentials: own });
    expect(error).toMatchObject({ name: 'SetupError', trouble, message });
    expect(error.hint).toMatch(/\.$/);
    expect(error.cause, 'which would bring the secrets back').toBeUndefined();
  });

  test('an endpoint where nobody listens, without long retries', async () => {
    const start = performance.now();
    const error = await failure({ endpoint: 'http://127.0.0.1:1', credentials: own, maxAttempts: 8 });
    expect(error).toMatchObject({
      trouble: 'endpoint',
      message: 'AWS cannot be reached: 127.0.0.1 does not answer (ECONNREFUSED).',
      hint: expect.stringContaining('AWS_ENDPOINT_URL'),
    });
    expect(performance.now() - start).toBeLessThan(4000);
  });

  test('a host that does not exist', async () => {
    expect(await failure({ endpoint: 'http://nobody.invalid', credentials: own })).toMatchObject({
      trouble: 'endpoint',
      message: expect.stringMatching(
        /^AWS cannot be reached: nobody\.invalid does not answer \((ENOTFOUND|EAI_AGAIN)\)\.$/,
      ),
    });
  });

  test.each([
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' }, 200],
    ['an empty answer', {}, 200],
    ['a bare 404', { status: 404 }, 404],
  ])('an endpoint that is something else: %s', async (_, reply, status) => {
    const aws = await startServer(() => reply);
    expect(await failure({ endpoint: aws.url, credentials: own })).toMatchObject({
      trouble: 'endpoint',
      message: expect.stringContaining(`does not speak like AWS (HTTP ${status})`),
    });
  });

  test.each(['nonsense', 'http://'])('an endpoint that is no URL: %s', async (endpoint) => {
    expect(await failure({ endpoint, credentials: own })).toMatchObject({ name: 'SetupError', trouble: 'endpoint' });
  });

  test('credentials with a line break in them', async () => {
    const aws = await startServer(() => identity());
    const credentials = async () => ({ ...KEYS, sessionToken: 'token-with\na-break' });
    const error = await failure({ endpoint: aws.url, credentials });
    expect(error).toMatchObject({ name: 'SetupError', trouble: 'credentials' });
  });
});
