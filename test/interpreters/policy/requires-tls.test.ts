import { describe, expect, test } from 'vitest';
import { requiresTls } from '../../../src/interpreters/policy/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { BUCKET, bucketPolicy, denyHttp, policyOf } from './documented.ts';

type Answer = boolean | 'unknown';
const insecure = { 'aws:SecureTransport': 'false' };
const onlyBucket = { ...denyHttp, Resource: BUCKET };
const onlyObjects = { ...denyHttp, Resource: `${BUCKET}/*` };
const { Principal: _principal, Action: _action, Resource: _resource, ...bare } = denyHttp;

describe('a bucket policy', () => {
  test.each<[string, readonly Readonly<Record<string, unknown>>[], Answer]>([
    ['as documented', [denyHttp], true],
    ['with the resources apart', [onlyBucket, onlyObjects], true],
    ['with one resource for both', [{ ...denyHttp, Resource: `${BUCKET}*` }], true],
    ['for every resource', [{ ...denyHttp, Resource: '*' }], true],
    ['for every AWS principal', [{ ...denyHttp, Principal: { AWS: '*' } }], true],
    ['for every action', [{ ...denyHttp, Action: '*' }], true],
    ['for every action but another service’s', [{ ...bare, Principal: '*', NotAction: 'iam:*', Resource: '*' }], true],
    [
      'for every resource but another bucket',
      [{ ...bare, Principal: '*', Action: 's3:*', NotResource: 'arn:aws:s3:::c/*' }],
      true,
    ],
    ['with BoolIfExists', [{ ...denyHttp, Condition: { BoolIfExists: insecure } }], true],
    ['as a text', [{ ...denyHttp, Condition: { StringEquals: insecure } }], true],
    ['negated', [{ ...denyHttp, Condition: { StringNotEquals: { 'aws:SecureTransport': 'true' } } }], true],
    [
      'where the key is there',
      [{ ...denyHttp, Condition: { Bool: insecure, Null: { 'aws:SecureTransport': 'false' } } }],
      true,
    ],
    ['that denies everything', [{ ...denyHttp, Condition: {} }], true],
    ['without a Deny', [], false],
    ['with an Allow in place of the Deny', [{ ...denyHttp, Effect: 'Allow' }], false],
    ['that denies TLS', [{ ...denyHttp, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }], false],
    ['for the bucket alone', [onlyBucket], false],
    ['for the objects alone', [onlyObjects], false],
    ['for another bucket', [{ ...denyHttp, Resource: ['arn:aws:s3:::c', 'arn:aws:s3:::c/*'] }], false],
    ['for a folder', [onlyBucket, { ...denyHttp, Resource: `${BUCKET}/AWSLogs/*` }], false],
    ['for some actions', [{ ...denyHttp, Action: ['s3:GetObject', 's3:PutObject'] }], false],
    ['for all actions but one', [{ ...bare, Principal: '*', NotAction: 's3:ListBucket', Resource: '*' }], false],
    ['for an account', [{ ...denyHttp, Principal: { AWS: '111122223333' } }], false],
    [
      'for all but a role',
      [
        {
          ...bare,
          NotPrincipal: { AWS: ['arn:aws:iam::111122223333:role/x', '111122223333'] },
          Action: 's3:*',
          Resource: '*',
        },
      ],
      false,
    ],
    [
      'for all but a service',
      [{ ...bare, NotPrincipal: { Service: 'config.amazonaws.com' }, Action: 's3:*', Resource: '*' }],
      false,
    ],
    [
      'outside the organisation',
      [{ ...denyHttp, Condition: { Bool: insecure, StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' } } }],
      false,
    ],
    [
      'within the organisation',
      [{ ...denyHttp, Condition: { Bool: insecure, StringEquals: { 'aws:PrincipalOrgID': 'o-x' } } }],
      false,
    ],
    [
      'from some addresses',
      [{ ...denyHttp, Condition: { Bool: insecure, NotIpAddress: { 'aws:SourceIp': '10.0.0.1' } } }],
      false,
    ],
    [
      'with a caller’s ARN',
      [{ ...denyHttp, Condition: { Bool: insecure, Null: { 'aws:PrincipalArn': 'false' } } }],
      false,
    ],
    ['without one', [{ ...denyHttp, Condition: { Bool: insecure, Null: { 'aws:PrincipalArn': 'true' } } }], false],
    ['for old TLS only', [{ ...denyHttp, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }], false],
    [
      'in two halves that make a whole',
      [
        { ...denyHttp, Condition: { Bool: insecure, StringEquals: { k: 'x' } } },
        { ...denyHttp, Condition: { Bool: insecure, StringNotEquals: { k: 'x' } } },
      ],
      'unknown',
    ],
    ['with an operator nobody knows', [{ ...denyHttp, Condition: { Boolean: insecure } }], 'unknown'],
    ['with a resource that may not be one', [{ ...denyHttp, Resource: 'arn:aws:s3*' }], 'unknown'],
    ['with a variable', [{ ...denyHttp, Resource: [BUCKET, `${BUCKET}/\${aws:username}*`] }], 'unknown'],
    ['among other statements', [...bucketPolicy.Statement, denyHttp], true],
  ])('%s', (_title, statements, answer) => {
    expect(requiresTls(policyOf(...statements), BUCKET)).toBe(answer);
  });
});

test('many conditions are not all tried', () => {
  const halves = Array.from({ length: 12 }, (_, index) => ({
    ...denyHttp,
    Condition: { Bool: insecure, StringNotEquals: { [`k${index}`]: 'x' } },
  }));
  expect(['unknown', false]).toContain(requiresTls(policyOf(...halves), BUCKET));
});

test('out of steps, the answer is unknown', () => {
  expect(requiresTls(policyOf(denyHttp), BUCKET, new Steps(5))).toBe('unknown');
});
