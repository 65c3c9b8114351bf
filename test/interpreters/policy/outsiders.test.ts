import { describe, expect, test } from 'vitest';
import {
  DESTRUCTIVE_ACTIONS,
  type OutsiderQuestion,
  outsidersAllowed,
} from '../../../src/interpreters/policy/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { ACCOUNT, BUCKET, bucketPolicy, CLOUDTRAIL, denyHttp, keyPolicy, OTHER, policyOf } from './documented.ts';

const ALL: OutsiderQuestion = {
  actions: Object.values(DESTRUCTIVE_ACTIONS).flat(),
  resources: [BUCKET, `${BUCKET}/*`],
  account: ACCOUNT,
  organizationId: 'o-x',
  trustedServices: [CLOUDTRAIL],
};
const one: OutsiderQuestion = { ...ALL, actions: ['s3:DeleteObject'] };
const open = { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 's3:DeleteObject', Resource: `${BUCKET}/*` };

type Statement = Readonly<Record<string, unknown>>;
const ask = (question: OutsiderQuestion, ...statements: readonly Statement[]): string =>
  outsidersAllowed(policyOf(...statements), question)
    .map(({ principal, action, certainty }) => `${principal} ${certainty} ${action}`)
    .join('; ');
const certainty = (...statements: readonly Statement[]): string =>
  outsidersAllowed(policyOf(...statements), one)
    .map((outsider) => outsider.certainty)
    .join() || 'no';

test('the documented policies let nobody outside destroy anything', () => {
  expect(outsidersAllowed(bucketPolicy, ALL)).toEqual([]);
  expect(
    outsidersAllowed(keyPolicy, {
      ...ALL,
      actions: [...DESTRUCTIVE_ACTIONS.key, 'kms:Decrypt'],
      resources: ['arn:aws:kms:eu-west-1:111122223333:key/k'],
    }),
  ).toEqual([]);
});

test('an answer names statement, principal and action', () => {
  expect(outsidersAllowed(policyOf(denyHttp, open), one)).toEqual([
    {
      index: 1,
      sid: 'Open',
      name: 'statement 2 (Open)',
      principal: '*',
      who: 'public',
      action: 's3:DeleteObject',
      certainty: 'allowed',
    },
  ]);
});

describe('principals', () => {
  test.each<[string, unknown, string]>([
    ['everyone', { AWS: '*' }, '* allowed'],
    ['the account', { AWS: ACCOUNT }, ''],
    ['a role of the account', { AWS: `arn:aws:iam::${ACCOUNT}:role/x` }, ''],
    ['another account', { AWS: OTHER }, `${OTHER} allowed`],
    ['another account’s role', { AWS: `arn:aws:iam::${OTHER}:role/x` }, `arn:aws:iam::${OTHER}:role/x allowed`],
    ['a trusted account', { AWS: '222222222222' }, ''],
    ['a deleted role', { AWS: 'AROAEXAMPLE' }, ''],
    ['a trusted service', { Service: CLOUDTRAIL }, ''],
    ['another service', { Service: 'config.amazonaws.com' }, 'config.amazonaws.com allowed'],
    ['a web identity provider', { Federated: 'graph.facebook.com' }, 'graph.facebook.com may'],
    ['the account’s identity provider', { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/x` }, ''],
    ['a canonical user', { CanonicalUser: 'ff' }, 'ff may'],
    ['what is no principal', { AWS: 'arn:aws:iam::*:root' }, 'arn:aws:iam::*:root may'],
  ])('%s', (_title, Principal, expected) => {
    const answer = ask({ ...one, trustedAccounts: ['222222222222'] }, { ...open, Principal });
    expect(answer).toBe(expected && `${expected} s3:DeleteObject`);
  });

  test('everyone but', () => {
    const { Principal: _, ...rest } = open;
    expect(ask(one, { ...rest, NotPrincipal: { AWS: OTHER } })).toBe(`everyone but ${OTHER} allowed s3:DeleteObject`);
    expect(ask(one, { ...rest, NotPrincipal: '*' })).toBe('');
  });
});

describe('actions and resources', () => {
  test('every action behind a wildcard, on what it can be done to', () => {
    const actions = (Resource: string) =>
      outsidersAllowed(policyOf({ ...open, Action: 's3:*', Resource }), ALL).map(({ action }) => action);
    expect(actions(`${BUCKET}/*`)).toEqual([...DESTRUCTIVE_ACTIONS.object, ...DESTRUCTIVE_ACTIONS.retention]);
    expect(actions(BUCKET)).toEqual(DESTRUCTIVE_ACTIONS.bucket);
    expect(actions('*').filter((action) => action.startsWith('kms:'))).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['a part of the objects', { Resource: `${BUCKET}/AWSLogs/*` }, 'allowed'],
    ['another bucket', { Resource: 'arn:aws:s3:::c/*' }, 'no'],
    ['more than the bucket', { Resource: 'arn:aws:s3:::*' }, 'allowed'],
    ['a variable', { Resource: `${BUCKET}/\${aws:userid}/*` }, 'may'],
    ['another action', { Action: 's3:GetObject' }, 'no'],
    ['actions in another case', { Action: 'S3:delete*' }, 'allowed'],
    ['an action that may not be one', { Action: 's3*' }, 'may'],
  ])('%s', (_title, more, expected) => {
    expect(certainty({ ...open, ...more })).toBe(expected);
  });

  test('all resources but', () => {
    const { Resource: _, ...rest } = open;
    expect(certainty({ ...rest, NotResource: `${BUCKET}/*` })).toBe('no');
    expect(certainty({ ...rest, NotResource: `${BUCKET}/AWSLogs/*` })).toBe('allowed');
  });
});

describe('conditions', () => {
  test.each<[string, object, string]>([
    ['the organisation', { StringEquals: { 'aws:PrincipalOrgID': 'o-x' } }, 'no'],
    ['another organisation', { StringEquals: { 'aws:PrincipalOrgID': ['o-x', 'o-y'] } }, 'allowed'],
    ['any organisation', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, 'may'],
    ['a part of the organisation', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-x/r-1/*' } }, 'no'],
    ['the account', { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }, 'no'],
    ['another account', { StringEquals: { 'aws:PrincipalAccount': OTHER } }, 'allowed'],
    ['a caller of the account', { StringEquals: { 'kms:CallerAccount': ACCOUNT } }, 'no'],
    ['a service for the account', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }, 'no'],
    ['a role of the account', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } }, 'no'],
    ['a role of any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } }, 'may'],
    ['the organisation, if there is one', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-x' } }, 'allowed'],
    ['all values of the organisation', { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-x' } }, 'allowed'],
    ['not the organisation', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' } }, 'allowed'],
    ['an organisation at all', { Null: { 'aws:PrincipalOrgID': 'false' } }, 'allowed'],
    ['TLS', { Bool: { 'aws:SecureTransport': 'true' } }, 'allowed'],
    ['a header', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }, 'allowed'],
    ['the same header twice', { StringEquals: { 's3:x-amz-acl': 'a' }, StringLike: { 's3:x-amz-acl': 'b' } }, 'may'],
    [
      'an account of another organisation',
      { StringEquals: { 'aws:PrincipalAccount': OTHER, 'aws:PrincipalOrgID': 'o-y' } },
      'may',
    ],
    ['a network', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, 'may'],
    ['services', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, 'may'],
    [
      'services for the account',
      { Bool: { 'aws:PrincipalIsAWSService': 'true' }, StringEquals: { 'aws:SourceAccount': ACCOUNT } },
      'no',
    ],
    ['people', { Bool: { 'aws:PrincipalIsAWSService': 'false' } }, 'allowed'],
    ['an operator nobody knows', { StringIs: { 'aws:PrincipalOrgID': 'o-x' } }, 'may'],
    ['a variable', { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } }, 'may'],
  ])('limited to %s', (_title, Condition, expected) => {
    expect(certainty({ ...open, Condition })).toBe(expected);
  });

  test('an organisation that is not known', () => {
    const limited = { ...open, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-x' } } };
    const { organizationId: _, ...question } = one;
    expect(ask(question, limited)).toBe('* may s3:DeleteObject');
  });

  test('of another account what is known of it counts', () => {
    const theirs = { ...open, Principal: { AWS: `arn:aws:iam::${OTHER}:role/x` } };
    const on = (Condition: object) => certainty({ ...theirs, Condition });
    expect(on({ StringEquals: { 'aws:PrincipalAccount': OTHER } })).toBe('allowed');
    expect(on({ StringEquals: { 'aws:PrincipalAccount': '222222222222' } })).toBe('no');
    expect(on({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/*` } })).toBe('allowed');
    expect(on({ StringEquals: { 'aws:PrincipalOrgID': 'o-x' } })).toBe('no');
    expect(on({ StringEquals: { 'aws:PrincipalOrgID': 'o-y' } })).toBe('may');
  });

  test('of a service, for whom it asks', () => {
    const theirs = { ...open, Principal: { Service: 'config.amazonaws.com' } };
    const on = (Condition: object) => certainty({ ...theirs, Condition });
    expect(on({ StringEquals: { 'aws:SourceAccount': ACCOUNT } })).toBe('no');
    expect(on({ ArnLike: { 'aws:SourceArn': `arn:aws:config:*:${ACCOUNT}:*` } })).toBe('no');
    expect(on({ StringEquals: { 'aws:SourceOrgID': 'o-x' } })).toBe('no');
    expect(on({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } })).toBe('no');
    expect(on({ Bool: { 'aws:SecureTransport': 'true' } })).toBe('allowed');
    expect(on({ StringEquals: { 's3:x-amz-acl': 'private' } })).toBe('may');
  });
});

describe('a Deny', () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
  const outside = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' } };
  test.each<[string, object, string]>([
    ['of everything', deny, 'no'],
    ['of the objects', { ...deny, Resource: `${BUCKET}/*` }, 'no'],
    ['of some objects', { ...deny, Resource: `${BUCKET}/AWSLogs/*` }, 'allowed'],
    ['of the bucket', { ...deny, Resource: BUCKET }, 'allowed'],
    ['of another action', { ...deny, Action: 's3:Put*' }, 'allowed'],
    ['of an action that may not be one', { ...deny, Action: 's3*' }, 'may'],
    ['outside the organisation', { ...deny, Condition: outside }, 'no'],
    [
      'outside the organisation, services spared',
      { ...deny, Condition: { ...outside, Bool: { 'aws:PrincipalIsAWSService': 'false' } } },
      'no',
    ],
    ['within the organisation', { ...deny, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-x' } } }, 'allowed'],
    ['outside a network', { ...deny, Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }, 'may'],
    ['of HTTP', denyHttp, 'allowed'],
    ['of an account', { ...deny, Principal: { AWS: OTHER } }, 'allowed'],
    ['of the own account', { ...deny, Principal: { AWS: ACCOUNT } }, 'allowed'],
    [
      'of all but the own account',
      { Effect: 'Deny', NotPrincipal: { AWS: ACCOUNT }, Action: '*', Resource: '*' },
      'no',
    ],
    ['of all but another', { Effect: 'Deny', NotPrincipal: { AWS: OTHER }, Action: '*', Resource: '*' }, 'allowed'],
  ])('%s', (_title, statement, expected) => {
    expect(certainty(open, { ...statement })).toBe(expected);
  });

  test('takes from whom it names', () => {
    const theirs = { ...open, Principal: { AWS: OTHER } };
    expect(certainty(theirs, { ...deny, Principal: { AWS: OTHER } })).toBe('no');
    expect(certainty(theirs, { ...deny, Principal: { AWS: `arn:aws:iam::${OTHER}:role/x` } })).toBe('allowed');
    expect(certainty(theirs, { ...deny, Principal: { AWS: '222222222222' } })).toBe('allowed');
    expect(
      certainty(
        { ...open, Principal: { AWS: `arn:aws:iam::${OTHER}:role/x` } },
        { ...deny, Principal: { AWS: OTHER } },
      ),
    ).toBe('no');
    expect(
      certainty(
        { ...open, Principal: { Service: 'config.amazonaws.com' } },
        { ...deny, Principal: { Service: 'config.amazonaws.com' } },
      ),
    ).toBe('no');
  });

  test('of what the Allow gives, though not of all that was asked', () => {
    const folder = `${BUCKET}/AWSLogs/*`;
    expect(certainty({ ...open, Resource: folder }, { ...deny, Resource: folder })).toBe('no');
  });

  test('two that no one may escape together', () => {
    const secure = { ...denyHttp, Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
    expect(certainty(open, denyHttp, secure)).toBe('may');
    expect(certainty({ ...open, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, denyHttp)).toBe('may');
  });
});

test('out of steps, all that is allowed may be', () => {
  const answers = outsidersAllowed(policyOf(open, { ...open, Effect: 'Deny' }), one, new Steps(5));
  expect(answers.map((answer) => answer.certainty)).toEqual(['may']);
});
