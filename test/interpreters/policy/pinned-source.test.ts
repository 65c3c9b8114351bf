import { describe, expect, test } from 'vitest';
import { type PinVerdict, pinsSource } from '../../../src/interpreters/policy/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { ACCOUNT, ANY_TRAIL, CLOUDTRAIL, LOG, OTHER, policyOf, TRAIL, write } from './documented.ts';

const question = { service: CLOUDTRAIL, action: 's3:PutObject', resource: LOG };
const ask = (...statements: readonly Readonly<Record<string, unknown>>[]): PinVerdict =>
  pinsSource(policyOf(...statements), question).verdict;
const bare = { ...write, Condition: {} };
const when = (Condition: object): PinVerdict => ask({ ...write, Condition });

describe('a condition of the Allow', () => {
  test.each<[string, object, PinVerdict]>([
    ['the trail', { StringEquals: { 'aws:SourceArn': TRAIL } }, 'pinned'],
    ['trails, as a list', { ArnEquals: { 'AWS:sourcearn': [TRAIL, `${TRAIL}2`] } }, 'pinned'],
    ['any trail of the account', { StringLike: { 'aws:SourceArn': ANY_TRAIL } }, 'pinned'],
    ['any trail at all', { StringLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/*' } }, 'unpinned'],
    ['any source', { ArnLike: { 'aws:SourceArn': '*' } }, 'unpinned'],
    [
      'a trail’s name in any account',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/main' } },
      'unpinned',
    ],
    ['accounts that begin so', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:1111*:trail/*' } }, 'unpinned'],
    ['the trail, or any', { StringLike: { 'aws:SourceArn': [TRAIL, '*'] } }, 'unpinned'],
    ['a bucket', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::a' } }, 'pinned'],
    ['any bucket', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }, 'unpinned'],
    ['the account', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }, 'pinned'],
    ['any account', { StringLike: { 'aws:SourceAccount': '*' } }, 'unpinned'],
    ['a star that matches nobody', { StringEquals: { 'aws:SourceAccount': '*' } }, 'pinned'],
    ['the organisation', { StringEquals: { 'aws:SourceOrgID': 'o-x' } }, 'pinned'],
    ['any organisation', { StringLike: { 'aws:SourceOrgID': 'o-*' } }, 'unpinned'],
    ['a part of the organisation', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-x/r-y/*' } }, 'pinned'],
    ['a part of any organisation', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-*/r-y/*' } }, 'unpinned'],
    [
      'the trail in the encryption context',
      { StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': ANY_TRAIL } },
      'pinned',
    ],
    ['IfExists', { StringEqualsIfExists: { 'aws:SourceArn': TRAIL } }, 'unpinned'],
    ['ForAllValues', { 'ForAllValues:StringEquals': { 'aws:SourceArn': TRAIL } }, 'unpinned'],
    ['ForAnyValue', { 'ForAnyValue:StringEquals': { 'aws:SourceArn': TRAIL } }, 'pinned'],
    ['a negated operator', { StringNotEquals: { 'aws:SourceArn': TRAIL } }, 'unpinned'],
    ['Null', { Null: { 'aws:SourceArn': 'false' } }, 'unpinned'],
    ['another key', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }, 'unpinned'],
    ['a policy variable', { StringEquals: { 'aws:SourceAccount': '${aws:ResourceAccount}' } }, 'unknown'],
    ['an operator nobody knows', { StringIs: { 'aws:SourceArn': TRAIL } }, 'unpinned'],
    ['a number', { NumericEquals: { 'aws:SourceAccount': ACCOUNT } }, 'unpinned'],
  ])('%s', (_title, condition, verdict) => {
    expect(when(condition)).toBe(verdict);
  });
});

describe('a Deny of other sources', () => {
  const deny = { Sid: 'Others', Effect: 'Deny', Principal: { Service: CLOUDTRAIL }, Action: 's3:*', Resource: '*' };
  const others = { StringNotEquals: { 'aws:SourceArn': TRAIL } };
  test.each<[string, object, PinVerdict]>([
    ['of the same service', { ...deny, Condition: others }, 'pinned'],
    ['of everyone', { ...deny, Principal: '*', Condition: others }, 'pinned'],
    ['by pattern', { ...deny, Condition: { ArnNotLike: { 'aws:SourceArn': ANY_TRAIL } } }, 'pinned'],
    [
      'also without the key',
      { ...deny, Condition: { StringNotEqualsIfExists: { 'aws:SourceAccount': ACCOUNT } } },
      'pinned',
    ],
    [
      'of services only, where a source is given',
      {
        ...deny,
        Principal: '*',
        Condition: {
          StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-x' },
          Null: { 'aws:SourceAccount': 'false' },
          Bool: { 'aws:PrincipalIsAWSService': 'true' },
        },
      },
      'pinned',
    ],
    [
      'that spares the trail and an account',
      { ...deny, Condition: { StringNotEquals: { 'aws:SourceArn': TRAIL, 'aws:SourceAccount': OTHER } } },
      'pinned',
    ],
    [
      'but not of services',
      { ...deny, Principal: '*', Condition: { ...others, Bool: { 'aws:PrincipalIsAWSService': 'false' } } },
      'unpinned',
    ],
    [
      'under a further condition',
      { ...deny, Condition: { ...others, StringEquals: { 's3:x-amz-acl': 'private' } } },
      'unknown',
    ],
    ['that spares everybody', { ...deny, Condition: { StringNotLike: { 'aws:SourceArn': '*' } } }, 'unpinned'],
    ['of another service', { ...deny, Principal: { Service: 'config.amazonaws.com' }, Condition: others }, 'unpinned'],
    ['of another action', { ...deny, Action: 's3:GetObject', Condition: others }, 'unpinned'],
    ['of another resource', { ...deny, Resource: 'arn:aws:s3:::b/other/*', Condition: others }, 'unpinned'],
    ['of the trail itself', { ...deny, Condition: { StringEquals: { 'aws:SourceArn': TRAIL } } }, 'unpinned'],
    [
      'only where the key is there',
      { ...deny, Condition: { 'ForAnyValue:StringNotEquals': { 'aws:SourceArn': TRAIL } } },
      'unpinned',
    ],
  ])('%s', (_title, statement, verdict) => {
    expect(ask(bare, { ...statement })).toBe(verdict);
  });

  test('is named beside the Allow', () => {
    const { statements } = pinsSource(policyOf(bare, { ...deny, Condition: others }), question);
    expect(statements.map(({ name, pins }) => [name, pins])).toEqual([
      [
        'statement 1 (AWSCloudTrailWrite20150319)',
        [{ key: 'aws:SourceArn', values: [TRAIL], statement: 'statement 2 (Others)' }],
      ],
    ]);
  });
});

test('every Allow counts that lets the service do it', () => {
  expect(ask(write, bare)).toBe('unpinned');
  expect(ask(write, { ...bare, Principal: { Service: 'config.amazonaws.com' } })).toBe('pinned');
  expect(ask(write, { ...bare, Action: 's3:GetObject' })).toBe('pinned');
  // Whether `*` reaches services is open.
  expect(ask(write, { ...bare, Principal: '*' })).toBe('unknown');
  expect(ask({ ...write, Principal: '*' })).toBe('pinned');
  expect(pinsSource(policyOf(write), { ...question, action: 's3:GetObject' })).toEqual({
    verdict: 'pinned',
    statements: [],
  });
});

test('an Allow that is never met, or denied for all, lets nobody in', () => {
  expect(ask({ ...bare, Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } })).toBe('pinned');
  expect(ask(bare, { ...bare, Effect: 'Deny' })).toBe('pinned');
});

test('out of steps, the answer is unknown', () => {
  expect(pinsSource(policyOf(bare), question, new Steps(5))).toEqual({ verdict: 'unknown', statements: [] });
});
