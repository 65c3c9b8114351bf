import { expect, test } from 'vitest';
import { CredentialsExpired } from '../../src/aws/errors.ts';
import { BASE, Scrubber } from '../../src/aws/scrub.ts';
import {
  ask,
  assume,
  connect,
  jsonError,
  KEYS,
  OTHER,
  queryError,
  SESSION_KEYS,
  type Seen,
  s3Error,
  session,
  startServer,
  sts,
} from './server.ts';

const secrets = [...Object.values(KEYS), ...Object.values(SESSION_KEYS)];
const spelled = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  encodeURIComponent(secret).toLowerCase(),
  secret.replaceAll('/', '\\/'),
];

/** A signature error as AWS writes them: with the canonical request, token and all. */
const echo = ({ headers, accessKeyId }: Seen): string =>
  [
    'The request signature we calculated does not match the signature you provided.',
    `The Canonical String for this request should have been 'POST\n/\nX-Amz-Security-Token=${encodeURIComponent(String(headers['x-amz-security-token']))}`,
    `x-amz-security-token:${String(headers['x-amz-security-token'])}`,
    `Credential=${accessKeyId}/20261120, secrets ${SESSION_KEYS.secretAccessKey} ${KEYS.secretAccessKey}, other ASIAANOTHERKEY567890%2Fx&amp;y=%3DAKIAANOTHERKEY567890'`,
  ].join('\n');

test('nothing of any credentials is in what is recorded, reported or thrown', async () => {
  const aws = await startServer(
    sts((request) => {
      if (request.path.startsWith('/logs')) return s3Error('SignatureDoesNotMatch', echo(request), 403);
      if (request.operation === 'GetTopicAttributes') return queryError('SignatureDoesNotMatch', echo(request), 403);
      if (request.operation === 'DescribeKey')
        return { body: { KeyMetadata: { KeyId: 'k', Description: echo(request) }, [SESSION_KEYS.accessKeyId]: 1 } };
      if (request.operation === 'DescribeAlarms') return jsonError('ExpiredTokenException', echo(request));
      return jsonError(`Odd${SESSION_KEYS.accessKeyId}`, echo(request));
    }),
  );
  const { live, events } = await connect(aws.url);
  const recorded = [
    await assume(live),
    await ask(live, 's3:GetBucketPolicy', { Bucket: 'logs' }, OTHER),
    await ask(live, 'sns:GetTopicAttributes', { TopicArn: 'arn' }, OTHER),
    await ask(live, 'kms:DescribeKey', { KeyId: SESSION_KEYS.accessKeyId }, OTHER),
    await ask(live, 'cloudtrail:DescribeTrails', {}, OTHER),
    await ask(live, 'cloudtrail:ListTrails', {}),
  ];
  const expired: Error = await ask(live, 'cloudwatch:DescribeAlarms', {}, OTHER).then(
    () => Promise.reject(new Error('expected an end')),
    (error: Error) => error,
  );

  expect(expired).toBeInstanceOf(CredentialsExpired);
  const written = [
    JSON.stringify(recorded),
    JSON.stringify(events),
    expired.message,
    expired.stack ?? '',
    JSON.stringify(expired),
    String(expired.cause),
  ].join('\n');
  expect(written).toContain('SignatureDoesNotMatch');
  expect(written).toContain('[secret]');
  for (const secret of secrets) for (const form of spelled(secret)) expect(written).not.toContain(form);
  expect(written).not.toMatch(/A[KS]IA[A-Z0-9]{16}/);
  expect(recorded[0]?.output).toEqual({
    AssumedRoleUser: {
      AssumedRoleId: 'AROAEXAMPLE:trailproof',
      Arn: `arn:aws:sts::${OTHER}:assumed-role/Audit/trailproof`,
    },
  });
});

test('a token of an earlier session is still known after it was renewed', async () => {
  const renewed = {
    ...SESSION_KEYS,
    accessKeyId: 'ASIARENEWEDKEY234567',
    sessionToken: 'AnotherToken/0123456789abcdefghijklmnop',
  };
  let sessions = 0;
  const aws = await startServer((request, index) => {
    if (request.operation === 'AssumeRole') return session(OTHER, sessions++ === 0 ? SESSION_KEYS : renewed);
    if (request.accessKeyId === SESSION_KEYS.accessKeyId) return jsonError('ExpiredTokenException', 'expired');
    return sts(() => jsonError('AccessDenied', `${SESSION_KEYS.sessionToken} ${renewed.sessionToken}`))(request, index);
  });
  const { live } = await connect(aws.url);
  await assume(live);
  expect((await ask(live, 'cloudtrail:ListTrails', {}, OTHER)).error?.message).toBe('[secret] [secret]');
});

test('a secret is not cut in two where a long message is', async () => {
  const aws = await startServer(
    sts((request) =>
      jsonError(
        'AccessDenied',
        `${'x'.repeat(980)}${String(request.headers['x-amz-security-token'])}${'y'.repeat(500)}`,
      ),
    ),
  );
  const { live } = await connect(aws.url);
  await assume(live);
  const message = (await ask(live, 'cloudtrail:ListTrails', {}, OTHER)).error?.message;
  expect(message).toMatch(/^x{980}\[secret\]y+…$/);
  expect(message).toHaveLength(1000);
});

test.each([
  ['key AKIAIOSFODNN7EXAMPLE.', 'key [secret].'],
  ['Credential=ASIAIOSFODNN7EXAMPLE/2026', 'Credential=[secret]/2026'],
  ['%3DASIAIOSFODNN7EXAMPLE%2F', '%3D[secret]%2F'],
  ['IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ== next', '[secret] next'],
  ['an ASIAPACIFICPRODUCTION trail', 'an ASIAPACIFICPRODUCTION trail'],
  ['MALAYSIAIOSFODNN7EXAMPLE', 'MALAYSIAIOSFODNN7EXAMPLE'],
  ['role AROAIOSFODNN7EXAMPLE', 'role AROAIOSFODNN7EXAMPLE'],
])('what is shaped like a key is taken out even of credentials not ours: %s', (text, expected) => {
  expect(new Scrubber().text(text, [])).toBe(expected);
});

test('credentials as short as those of a test setup do not garble what is recorded', () => {
  const scrubber = new Scrubber();
  scrubber.learn(BASE, { accessKeyId: 'test', secretAccessKey: 'testing' });
  expect(scrubber.value({ Name: 'test-trail', Tags: ['testing'] }, [BASE])).toEqual({
    Name: 'test-trail',
    Tags: ['testing'],
  });
});

test('a secret is taken out of the names of members too', () => {
  const scrubber = new Scrubber();
  scrubber.learn(BASE, KEYS);
  expect(scrubber.value({ [KEYS.secretAccessKey]: [KEYS.accessKeyId, 1, null] }, [BASE])).toEqual({
    '[secret]': ['[secret]', 1, null],
  });
});
