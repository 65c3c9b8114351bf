import { describe, expect, test } from 'vitest';
import {
  type Context,
  decidingStatements,
  evaluatePolicy,
  parsePolicy,
  type Request,
  UNKNOWN,
  type Verdict,
} from '../../../src/interpreters/policy/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { BUCKET, bucketPolicy, CLOUDTRAIL, policyOf } from './documented.ts';

const request: Request = { principal: 'anonymous', action: 's3:GetObject', resource: `${BUCKET}/x`, context: {} };
const allow = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const deny = { ...allow, Effect: 'Deny' };
const ask = (more: Partial<Request>, ...statements: object[]) =>
  evaluatePolicy({ Version: '2012-10-17', Statement: statements }, { ...request, ...more });

describe('actions', () => {
  test.each<[string | readonly string[], string, Verdict]>([
    ['*', 's3:GetObject', 'allow'],
    ['s3:*', 's3:GetObject', 'allow'],
    ['S3:getobject', 's3:GetObject', 'allow'],
    ['s3:getobject', 'S3:GETOBJECT', 'allow'],
    ['s3:Get*', 's3:GetObjectAcl', 'allow'],
    ['s3:?etObject', 's3:GetObject', 'allow'],
    ['s3:?etObject', 's3:etObject', 'implicit-deny'],
    ['s3:GetObject', 's3:GetObjectAcl', 'implicit-deny'],
    [['s3:Put*', 's3:*Object'], 's3:GetObject', 'allow'],
    [[], 's3:GetObject', 'implicit-deny'],
    ['*:*', 's3:GetObject', 'allow'],
    ['s3*', 's3:GetObject', 'unknown'],
    ['*Object', 's3:GetObject', 'unknown'],
    ['kms:*', 's3:GetObject', 'implicit-deny'],
    ['s3:${*}', 's3:GetObject', 'implicit-deny'],
  ])('%j, asked for %s: %s', (Action, action, verdict) => {
    expect(ask({ action }, { ...allow, Action })).toBe(verdict);
    const { Action: _, ...rest } = allow;
    const opposite = verdict === 'unknown' ? verdict : verdict === 'allow' ? 'implicit-deny' : 'allow';
    expect(ask({ action }, { ...rest, NotAction: Action })).toBe(opposite);
  });
});

describe('resources', () => {
  test.each<[string | readonly string[], string, Verdict]>([
    ['*', 'arn:aws:kms:eu-west-1:111122223333:key/k', 'allow'],
    [BUCKET, BUCKET, 'allow'],
    [BUCKET, `${BUCKET}/x`, 'implicit-deny'],
    [`${BUCKET}/*`, BUCKET, 'implicit-deny'],
    [`${BUCKET}/*`, `${BUCKET}/a/b:c`, 'allow'],
    [`${BUCKET}/*`, `${BUCKET}/`, 'allow'],
    [`${BUCKET}*`, `${BUCKET}ackup/x`, 'allow'],
    ['arn:aws:s3:::B/*', `${BUCKET}/x`, 'implicit-deny'],
    ['arn:*:s3:::b/*', `${BUCKET}/x`, 'allow'],
    ['arn:aws-cn:s3:::b/*', `${BUCKET}/x`, 'implicit-deny'],
    [[BUCKET, `${BUCKET}/?`], `${BUCKET}/x`, 'allow'],
    [`${BUCKET}/\u{1F50D}?`, `${BUCKET}/\u{1F50D}\u{1F50D}`, 'allow'],
    // Whether a wildcard reaches across a colon is open.
    ['arn:*', `${BUCKET}/x`, 'unknown'],
    ['arn:aws:s3:*/x', `${BUCKET}/x`, 'unknown'],
    ['arn:aws:*:*:*:b/x', `${BUCKET}/x`, 'allow'],
    ['arn:aws:s3:*:y:z', 'arn:aws:s3:r:1:y:z', 'unknown'],
  ])('%j, asked for %s: %s', (Resource, resource, verdict) => {
    expect(ask({ resource }, { ...allow, Resource })).toBe(verdict);
    const { Resource: _, ...rest } = allow;
    const opposite = verdict === 'unknown' ? verdict : verdict === 'allow' ? 'implicit-deny' : 'allow';
    expect(ask({ resource }, { ...rest, NotResource: Resource })).toBe(opposite);
  });

  test('variables in a resource take their value, or leave the question open', () => {
    const own = { ...allow, Resource: `${BUCKET}/\${aws:username}/*` };
    expect(ask({ resource: `${BUCKET}/ann/x`, context: { 'aws:username': 'ann' } }, own)).toBe('allow');
    expect(ask({ resource: `${BUCKET}/bob/x`, context: { 'aws:username': 'ann' } }, own)).toBe('implicit-deny');
    expect(ask({ resource: `${BUCKET}/bob/x`, context: { 'aws:username': UNKNOWN } }, own)).toBe('unknown');
    expect(ask({ resource: `${BUCKET}/x`, context: { 'aws:username': UNKNOWN } }, own)).toBe('implicit-deny');
  });

  test('a statement without a resource speaks of what the policy is attached to', () => {
    const { Resource: _, ...trust } = allow;
    expect(ask({}, trust)).toBe('allow');
  });
});

describe('statements together', () => {
  const maybe = { Condition: { StringEquals: { k: 'x' } } };
  const never = { Condition: { StringEquals: { absent: 'x' } } };
  test.each<[string, object[], Verdict]>([
    ['none', [], 'implicit-deny'],
    ['an Allow', [allow], 'allow'],
    ['an Allow that fails', [{ ...allow, ...never }], 'implicit-deny'],
    ['a Deny wins, after it', [allow, deny], 'explicit-deny'],
    ['a Deny wins, before it', [deny, allow], 'explicit-deny'],
    ['a Deny that fails does nothing', [allow, { ...deny, ...never }], 'allow'],
    ['an Allow that may match', [{ ...allow, ...maybe }], 'unknown'],
    ['an Allow that may match beside one that does', [{ ...allow, ...maybe }, allow], 'allow'],
    ['a Deny that may match', [allow, { ...deny, ...maybe }], 'unknown'],
    ['a Deny that may match beside one that does', [allow, { ...deny, ...maybe }, deny], 'explicit-deny'],
    ['a Deny that may match, and nothing to deny', [{ ...deny, ...maybe }], 'unknown'],
    [
      'what may be, and what cannot be',
      [{ ...allow, Condition: { ...maybe.Condition, StringLike: { absent: '*' } } }],
      'implicit-deny',
    ],
    ['a Deny beside an Allow that may match', [{ ...allow, ...maybe }, deny], 'explicit-deny'],
  ])('%s', (_title, statements, verdict) => {
    expect(ask({ context: { k: UNKNOWN } }, ...statements)).toBe(verdict);
    expect(ask({ context: { k: UNKNOWN } }, ...statements.toReversed())).toBe(verdict);
  });

  test('a service’s address is open unless it is given', () => {
    const from = { ...deny, Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
    const service = { service: CLOUDTRAIL };
    const named = { ...allow, Principal: { Service: CLOUDTRAIL } };
    expect(ask({ principal: service }, named, from)).toBe('unknown');
    expect(ask({ principal: service, context: { 'aws:SourceIp': '10.1.1.1' } }, named, from)).toBe('allow');
    expect(ask({ principal: 'anonymous' }, allow, from)).toBe('explicit-deny');
  });
});

describe('policies without principals', () => {
  const scp = parsePolicy(
    {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'cloudtrail:StopLogging', Resource: '*' },
      ],
    },
    { kind: 'scp' },
  );
  test.each<[string, Verdict]>([
    ['s3:GetObject', 'allow'],
    ['cloudtrail:StopLogging', 'explicit-deny'],
  ])('%s: %s', (action, verdict) => {
    for (const principal of ['anonymous', { arn: 'arn:aws:iam::111122223333:root' }] as const) {
      expect(evaluatePolicy(scp, { ...request, principal, action })).toBe(verdict);
    }
  });
});

test('a policy is the same as text, as object and when read', () => {
  for (const policy of [JSON.stringify(bucketPolicy), bucketPolicy, parsePolicy(JSON.stringify(bucketPolicy))]) {
    const delivered = { ...request, principal: { service: CLOUDTRAIL }, action: 's3:GetBucketAcl', resource: BUCKET };
    expect(evaluatePolicy(policy, delivered)).toBe('implicit-deny');
    expect(
      evaluatePolicy(policy, {
        ...delivered,
        context: {
          'AWS:sourcearn': bucketPolicy.Statement[0]?.['Condition']
            ? 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/t'
            : '',
        },
      }),
    ).toBe('allow');
  }
});

test('keys and values named like an object’s own members are data', () => {
  const odd = JSON.parse('{"StringEquals":{"__proto__":"x","constructor":"y"}}') as object;
  const context = JSON.parse('{"__proto__":"x","constructor":"y"}') as Request['context'];
  expect(ask({ context }, { ...allow, Condition: odd })).toBe('allow');
  expect(ask({}, { ...allow, Condition: odd })).toBe('implicit-deny');
});

test('out of steps, the answer is unknown', () => {
  const long = policyOf({ ...allow, Resource: `${BUCKET}/*` });
  expect(evaluatePolicy(long, request, new Steps(2))).toBe('unknown');
  expect(decidingStatements(long, request, new Steps(2))).toEqual([]);
});

test.each([
  ['NumericEquals', '1'.repeat(200_000)],
  ['DateEquals', '2026-11-23T00:00:00.'.padEnd(200_000, '1')],
  ['IpAddress', ':'.repeat(200_000)],
  ['BinaryEquals', 'Q'.repeat(200_000)],
  ['StringLike', '*a'.repeat(2000)],
])('a long value of %s does not make it hang', (operator, value) => {
  const long = { ...allow, Condition: { [operator]: { k: value } } };
  expect(['unknown', 'implicit-deny']).toContain(ask({ context: { k: `${'1'.repeat(4000)}x` } }, long));
});

test('wildcards do not make it hang, and long policies fit the default steps', () => {
  const stars = { ...allow, Resource: `${BUCKET}/${'*a'.repeat(5000)}b` };
  expect(ask({ resource: `${BUCKET}/${'a'.repeat(20_000)}` }, stars)).toBe('implicit-deny');
  const many = Array.from({ length: 500 }, (_, index) => ({ ...allow, Resource: `${BUCKET}/${index}/*` }));
  expect(ask({ resource: `${BUCKET}/499/x` }, ...many)).toBe('allow');
});

test('values that are no text count as AWS would write them', () => {
  const policy = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'true' }, NumericLessThan: { 's3:max-keys': '10' } },
    },
  };
  const ask = (context: object) =>
    evaluatePolicy(policy, {
      principal: 'anonymous',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
      context: context as Context,
    });
  expect(ask({ 'aws:SecureTransport': true, 's3:max-keys': 5 })).toBe('allow');
  expect(ask({ 'aws:SecureTransport': true, 's3:max-keys': [] })).toBe('implicit-deny');
  expect(ask({ 'aws:SecureTransport': null, 's3:max-keys': 5 })).toBe('implicit-deny');
});
