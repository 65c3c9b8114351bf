import { describe, expect, test } from 'vitest';
import { policyIsPublic } from '../../../src/interpreters/policy/index.ts';
import { bucketPolicy } from './documented.ts';

type Answer = boolean | 'unknown';
const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
const ask = (more: object, service?: 's3' | 'kms' | 'sns', Version = '2012-10-17'): Answer =>
  policyIsPublic({ Version, Statement: [{ ...open, ...more }] }, service);
const when = (Condition: object, service?: 's3' | 'kms' | 'sns'): Answer => ask({ Condition }, service);

describe('by principal', () => {
  test.each<[string, unknown, Answer]>([
    ['everyone', '*', true],
    ['every AWS principal', { AWS: '*' }, true],
    ['one of several', { AWS: ['111122223333', '*'] }, true],
    ['an account', { AWS: '999999999999' }, false],
    ['a role', { AWS: 'arn:aws:iam::999999999999:role/x' }, false],
    ['a wildcard in an ARN', { AWS: 'arn:aws:iam::*:root' }, true],
    ['a service', { Service: 'cloudtrail.amazonaws.com' }, false],
    ['any service', { Service: '*' }, true],
    ['a canonical user', { CanonicalUser: 'f'.repeat(64) }, false],
    ['a web identity provider', { Federated: 'graph.facebook.com' }, true],
    ['a SAML provider of an account', { Federated: 'arn:aws:iam::111122223333:saml-provider/x' }, 'unknown'],
    ['a kind nobody knows', { Alien: 'x' }, 'unknown'],
    ['nobody', {}, false],
  ])('%s: %s', (_title, Principal, answer) => {
    expect(ask({ Principal })).toBe(answer);
  });

  test('all but one is public, a Deny is not', () => {
    const { Principal: _, ...rest } = open;
    expect(policyIsPublic({ Statement: { ...rest, NotPrincipal: { AWS: '111122223333' } } })).toBe(true);
    expect(ask({ Effect: 'Deny' })).toBe(false);
    expect(policyIsPublic(bucketPolicy)).toBe(false);
  });

  test('one public Allow is enough, whatever is denied', () => {
    const closed = { ...open, Principal: { AWS: '111122223333' } };
    expect(policyIsPublic({ Statement: [closed, open] })).toBe(true);
    expect(policyIsPublic({ Statement: [open, { ...open, Effect: 'Deny' }] })).toBe(true);
    const unclear = { ...open, Principal: { Alien: 'x' } };
    expect(policyIsPublic({ Statement: [unclear, closed] })).toBe('unknown');
    expect(policyIsPublic({ Statement: [unclear, open] })).toBe(true);
  });
});

describe('by condition', () => {
  test.each<[string, object, Answer]>([
    ...[
      'aws:PrincipalOrgID',
      'aws:PrincipalAccount',
      'aws:SourceArn',
      'aws:SourceVpc',
      'AWS:SOURCEVPCE',
      'aws:SourceOwner',
      'aws:SourceAccount',
      's3:x-amz-server-side-encryption-aws-kms-key-id',
      'aws:userid',
      's3:DataAccessPointArn',
      's3:DataAccessPointAccount',
    ].map((key): [string, object, Answer] => [`a fixed ${key}`, { StringEquals: { [key]: 'x' } }, false]),
    ['a fixed text under StringLike', { StringLike: { 'aws:SourceVpc': 'vpc-1' } }, false],
    ['a wildcard under StringLike', { StringLike: { 'aws:SourceVpc': ['vpc-1', 'vpc-*'] } }, true],
    ['a question mark', { StringLike: { 'aws:SourceVpc': 'vpc-?' } }, true],
    ['a star that is none', { StringEquals: { 'aws:SourceVpc': 'vpc-*' } }, 'unknown'],
    ['a policy variable', { StringEquals: { 'aws:SourceVpc': '${aws:SourceVpc}' } }, true],
    ['a negated operator', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, true],
    ['IfExists', { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }, true],
    ['ForAllValues', { 'ForAllValues:StringEquals': { 'aws:SourceVpc': 'vpc-1' } }, true],
    ['ForAnyValue', { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': 'o-x/r-y/' } }, false],
    ['Null', { Null: { 'aws:SourceVpc': 'false' } }, true],
    ['a key that limits nothing', { StringEquals: { 'aws:Referer': 'x' } }, true],
    ['only TLS', { Bool: { 'aws:SecureTransport': 'true' } }, true],
    [
      'one limit among others',
      { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
      false,
    ],
    ['the organisation of the source', { StringEquals: { 'aws:SourceOrgID': 'o-x' } }, 'unknown'],
    ['a tag', { StringEquals: { 'aws:PrincipalTag/team': 'x' } }, 'unknown'],
    ['services only', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, 'unknown'],
    ['an operator nobody knows', { StringIs: { 'aws:SourceVpc': 'vpc-1' } }, 'unknown'],
    ['an operator nobody knows on a key that limits nothing', { StringIs: { 'aws:Referer': 'x' } }, true],
    ['a role’s id with any session', { StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }, 'unknown'],
    [
      'any access point of an account',
      { ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:us-west-2:111122223333:accesspoint/*' } },
      false,
    ],
    ['any access point', { ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:us-west-2:*:accesspoint/*' } }, true],
    ['a caller’s account, in S3', { StringEquals: { 'kms:CallerAccount': '111122223333' } }, true],
  ])('%s', (_title, condition, answer) => {
    expect(when(condition)).toBe(answer);
  });

  test.each<[string | readonly string[], Answer]>([
    ['203.0.113.0/24', false],
    ['203.0.113.9', false],
    ['12.0.0.0/8', false],
    ['12.0.0.0/7', true],
    ['0.0.0.0/0', true],
    ['10.0.0.0/8', false],
    ['2001:db8::/32', false],
    ['2001:db8::/31', true],
    ['::/0', true],
    [['203.0.113.0/24', '0.0.0.0/1'], true],
    ['nowhere', 'unknown'],
  ])('addresses in %j: %s', (range, answer) => {
    expect(when({ IpAddress: { 'aws:SourceIp': range } })).toBe(answer);
  });

  test('addresses under another operator', () => {
    expect(when({ StringEquals: { 'aws:SourceIp': '203.0.113.9' } })).toBe('unknown');
    expect(when({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })).toBe(true);
  });

  test('a caller’s account limits a key policy, the service it comes by does not', () => {
    expect(when({ StringEquals: { 'kms:CallerAccount': '111122223333' } }, 'kms')).toBe(false);
    for (const service of ['kms', 'sns'] as const) {
      // Whom a wildcard leaves in one account or organisation is no stranger.
      expect(when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }, service)).toBe(false);
      expect(when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/audit' } }, service)).toBe(true);
      expect(when({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-abc/r-1/*' } }, service)).toBe(false);
      expect(when({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*' } }, service)).toBe(true);
    }
    expect(when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }, 's3')).toBe(true);
    expect(when({ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }, 'kms')).toBe(true);
  });

  test('in the old version there are no variables', () => {
    const Condition = { StringEquals: { 'aws:SourceVpc': '${aws:SourceVpc}' } };
    expect(ask({ Condition }, 's3', '2008-10-17')).toBe(false);
  });
});
