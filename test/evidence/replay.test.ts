import { expect, test } from 'vitest';
import { createReplay, indexCalls } from '../../src/evidence/replay.ts';
import { recorded } from './samples.ts';

const first = recorded('organizations:ListAccounts', { output: { Accounts: [1], NextToken: 'two' } });
const second = recorded('organizations:ListAccounts', { input: { NextToken: 'two' }, output: { Accounts: [2] } });
const policy = recorded('s3:GetBucketPolicy', { input: { Bucket: 'logs' } });

test('a call is answered as it was recorded, page by page', async () => {
  const { ask } = createReplay([second, policy, first]);
  expect(await ask(recorded('organizations:ListAccounts'))).toBe(first);
  expect(await ask(recorded('organizations:ListAccounts', { input: { NextToken: 'two', MaxResults: 20 } }))).toBe(second);
  expect(await ask(recorded('s3:GetBucketPolicy', { input: { Bucket: 'logs', ExpectedBucketOwner: '1' } }))).toBe(policy);
});

test('what was never asked has no answer', async () => {
  const { ask } = createReplay([first]);
  expect(await ask(recorded('organizations:ListAccounts', { input: { NextToken: 'three' } }))).toBeUndefined();
  expect(await ask(recorded('organizations:ListAccounts', { account: '222222222222' }))).toBeUndefined();
});

test('of two answers to one question the later one counts', async () => {
  const later = { ...policy, at: '2026-11-20T10:00:01Z', output: { Policy: 'new' } };
  for (const calls of [
    [policy, later],
    [later, policy],
  ]) {
    expect(await createReplay(calls).ask(policy)).toBe(later);
  }
});

test('an index is replayed many times, each time with other answers', async () => {
  const index = indexCalls([first, second, policy]);
  const denied = { code: 'AccessDenied', message: '', status: 403 };
  const damaged = createReplay(index, {
    replace: (call) => (call === policy ? undefined : call === second ? recorded('organizations:ListAccounts', { ...second, error: denied }) : call),
  });
  expect(await damaged.ask(policy)).toBeUndefined();
  expect((await damaged.ask(second))?.error).toBe(denied);
  expect(await damaged.ask(first)).toBe(first);
  expect(await createReplay(index).ask(policy)).toBe(policy);
});
