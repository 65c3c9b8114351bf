import { expect, test } from 'vitest';
import { callKey, pageKey, pageToken } from '../../src/evidence/identity.ts';
import { identityMembers } from '../../src/model/operations.ts';
import { recorded } from './samples.ts';

test('a call is found by its identity members, whatever else a newer collector sends', () => {
  const old = recorded('s3:GetBucketPolicy', { input: { Bucket: 'logs' } });
  const newer = recorded('s3:GetBucketPolicy', { input: { ExpectedBucketOwner: '111111111111', Bucket: 'logs' } });
  expect(callKey(newer)).toBe(callKey(old));
  expect(callKey(recorded('s3:GetBucketPolicy', { input: { Bucket: 'other' } }))).not.toBe(callKey(old));
});

test.each(['account', 'region', 'service', 'operation'] as const)('another %s is another call', (member) => {
  const call = recorded('s3:ListBuckets');
  expect(callKey({ ...call, [member]: 'other' })).not.toBe(callKey(call));
});

test('an operation nobody knows is found by its whole input, however its members are ordered', () => {
  const one = recorded('ecs:DescribeServices', { input: { RoleName: 'a', Nested: { x: 1, y: [{ b: 1, a: 2 }] } } });
  const same = recorded('ecs:DescribeServices', { input: { Nested: { y: [{ a: 2, b: 1 }], x: 1 }, RoleName: 'a' } });
  const other = recorded('ecs:DescribeServices', { input: { RoleName: 'a', Nested: { x: 1, y: [{ b: 1, a: 3 }] } } });
  expect(callKey(same)).toBe(callKey(one));
  expect(callKey(other)).not.toBe(callKey(one));
});

test('pages belong to one call and are told apart by their token', () => {
  const first = recorded('organizations:ListAccounts');
  const second = recorded('organizations:ListAccounts', { input: { NextToken: 'two' } });
  expect(callKey(second)).toBe(callKey(first));
  expect([pageToken(first), pageToken(second)]).toEqual(['', 'two']);
  expect(pageKey(second)).not.toBe(pageKey(first));
});

test('the identity members are what a report shows of a request', () => {
  expect(identityMembers(recorded('logs:DescribeLogGroups', { input: { logGroupNamePrefix: 'x', limit: 50, nextToken: 't' } }))).toEqual({
    logGroupNamePrefix: 'x',
  });
});
