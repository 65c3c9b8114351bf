import { describe, expect, test } from 'vitest';
import {
  decidingStatements,
  evaluatePolicy,
  pinsSource,
  policyIsPublic,
  type Request,
  serviceContext,
} from '../../../src/interpreters/policy/index.ts';
import {
  ACCOUNT,
  ANY_TRAIL,
  aclCheck,
  BUCKET,
  bucketPolicy,
  CLOUDTRAIL,
  denyHttp,
  keyPolicy,
  LOG,
  policyOf,
  TRAIL,
  write,
} from './documented.ts';

const context = serviceContext({ service: CLOUDTRAIL, sourceArn: TRAIL, sourceAccount: ACCOUNT });
const delivery: Request = {
  principal: { service: CLOUDTRAIL },
  action: 's3:PutObject',
  resource: LOG,
  context: { ...context, 's3:x-amz-acl': 'bucket-owner-full-control' },
};
const when = (Condition: object) => policyOf(aclCheck, { ...write, Condition });
const denying = (Action: string, Condition: object) =>
  policyOf(aclCheck, write, { Sid: 'No', Effect: 'Deny', Principal: '*', Action, Resource: `${BUCKET}/*`, Condition });
const role = 'arn:aws:iam::111122223333:role/Auditor';
const sparing = (Action: string) => ({
  Effect: 'Deny',
  NotPrincipal: { AWS: [role, `arn:aws:iam::${ACCOUNT}:root`] },
  Action,
  Resource: `${BUCKET}/*`,
});
const vpceOnly = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };

describe('CloudTrail delivering to its bucket', () => {
  test.each<[string, object, string, string]>([
    ['the documented policy', bucketPolicy, 'allow', 'pinned'],
    [
      'no condition on the source',
      when({ StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }),
      'allow',
      'unpinned',
    ],
    ['no condition', policyOf({ ...write, Condition: {} }), 'allow', 'unpinned'],
    [
      'a wildcard that StringEquals takes literally',
      when({ StringEquals: { 'aws:SourceArn': ANY_TRAIL } }),
      'implicit-deny',
      'pinned',
    ],
    ['a wildcard under StringLike', when({ StringLike: { 'aws:SourceArn': ANY_TRAIL } }), 'allow', 'pinned'],
    ['a wildcard under ArnEquals', when({ ArnEquals: { 'aws:SourceArn': ANY_TRAIL } }), 'allow', 'pinned'],
    ['the bucket as the only resource', policyOf({ ...write, Resource: BUCKET }), 'implicit-deny', 'pinned'],
    [
      'another account’s folder',
      policyOf({ ...write, Resource: `${BUCKET}/AWSLogs/999999999999/*` }),
      'implicit-deny',
      'pinned',
    ],
    ['a Deny of plain HTTP', policyOf(aclCheck, write, denyHttp), 'allow', 'pinned'],
    ['a Deny but through a VPC endpoint', denying('s3:PutObject', vpceOnly), 'explicit-deny', 'pinned'],
    [
      'a Deny but through a VPC endpoint that spares services',
      denying('s3:PutObject', { ...vpceOnly, Bool: { 'aws:PrincipalIsAWSService': 'false' } }),
      'allow',
      'pinned',
    ],
    [
      'a Deny outside the organisation',
      denying('s3:*', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-x' } }),
      'explicit-deny',
      'pinned',
    ],
    [
      'a Deny outside the organisation, if there is one',
      denying('s3:*', { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-x' } }),
      'explicit-deny',
      'pinned',
    ],
    ['a Deny to delete for all but a role', policyOf(aclCheck, write, sparing('s3:Delete*')), 'allow', 'pinned'],
    ['a Deny of everything for all but a role', policyOf(aclCheck, write, sparing('s3:*')), 'explicit-deny', 'pinned'],
    [
      'another ACL than CloudTrail sends',
      when({ StringEquals: { 's3:x-amz-acl': 'private', 'aws:SourceArn': TRAIL } }),
      'implicit-deny',
      'pinned',
    ],
    [
      'a set operator that holds without the key',
      when({ 'ForAllValues:StringEquals': { 'aws:SourceArn': [TRAIL] } }),
      'allow',
      'unpinned',
    ],
    [
      'an account’s delivery account instead of the service',
      policyOf({ ...write, Principal: { AWS: 'arn:aws:iam::086441151436:root' } }),
      'implicit-deny',
      'pinned',
    ],
  ])('%s', (_title, policy, verdict, pinned) => {
    expect(evaluatePolicy(policy, delivery)).toBe(verdict);
    expect(evaluatePolicy(JSON.stringify(policy), delivery)).toBe(verdict);
    const isRefused = verdict === 'explicit-deny';
    expect(pinsSource(policy, { service: CLOUDTRAIL, action: delivery.action, resource: LOG }).verdict).toBe(
      isRefused ? 'pinned' : pinned,
    );
  });
});

describe('public', () => {
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*` };
  test.each<[string, Readonly<Record<string, unknown>>, boolean]>([
    ['everybody', open, true],
    ['the organisation', { ...open, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-x' } } }, false],
    ['any VPC', { ...open, Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*' } } }, true],
    ['half of all addresses', { ...open, Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } } }, true],
    [
      'everybody but one',
      { Effect: 'Allow', NotPrincipal: { AWS: role }, Action: 's3:GetObject', Resource: '*' },
      true,
    ],
  ])('a bucket open to %s: %s', (_title, statement, isPublic) => {
    expect(policyIsPublic(policyOf(aclCheck, statement))).toBe(isPublic);
  });

  test('the key policy that the console makes is not', () => {
    expect(policyIsPublic(keyPolicy, 'kms')).toBe(false);
    expect(policyIsPublic(keyPolicy, 's3')).toBe(true);
  });
});

describe('the key policy that the console makes', () => {
  const ask = (action: string, principal: Request['principal'], more: Request['context']) =>
    evaluatePolicy(keyPolicy, { principal, action, resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`, context: more });
  const reader = { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/me` };
  const stranger = { arn: 'arn:aws:iam::999999999999:user/me' };
  const about = { 'kms:EncryptionContext:aws:cloudtrail:arn': TRAIL };

  test('lets CloudTrail encrypt for the trail, and for no other', () => {
    expect(ask('kms:GenerateDataKey', { service: CLOUDTRAIL }, { ...context, ...about })).toBe('allow');
    expect(ask('kms:DescribeKey', { service: CLOUDTRAIL }, context)).toBe('allow');
    const theirs = TRAIL.replace(ACCOUNT, '999999999999');
    expect(ask('kms:GenerateDataKey', { service: CLOUDTRAIL }, { ...context, ...about, 'aws:SourceArn': theirs })).toBe(
      'implicit-deny',
    );
    // Whether `*` in the statements for readers reaches services is open; here their condition settles it.
    expect(ask('kms:Decrypt', { service: CLOUDTRAIL }, { ...context, ...about })).toBe('implicit-deny');
  });

  test('lets principals of the account read, and no others', () => {
    expect(ask('kms:Decrypt', reader, { 'kms:CallerAccount': ACCOUNT, ...about })).toBe('allow');
    expect(ask('kms:Decrypt', stranger, { 'kms:CallerAccount': '999999999999', ...about })).toBe('implicit-deny');
    expect(ask('kms:ScheduleKeyDeletion', reader, {})).toBe('allow');
  });

  test('is pinned to the trail twice', () => {
    const resource = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`;
    const pinned = pinsSource(keyPolicy, { service: CLOUDTRAIL, action: 'kms:GenerateDataKey', resource });
    expect(pinned).toEqual({
      verdict: 'pinned',
      statements: [
        {
          index: 1,
          sid: 'Allow CloudTrail to encrypt logs',
          name: 'statement 2 (Allow CloudTrail to encrypt logs)',
          verdict: 'pinned',
          pins: [
            { key: 'aws:SourceArn', values: [TRAIL], statement: 'statement 2 (Allow CloudTrail to encrypt logs)' },
            {
              key: 'kms:EncryptionContext:aws:cloudtrail:arn',
              values: [ANY_TRAIL],
              statement: 'statement 2 (Allow CloudTrail to encrypt logs)',
            },
          ],
        },
      ],
    });
  });
});

describe('the statements that decided', () => {
  const names = (policy: object, request: Request = delivery) =>
    decidingStatements(policy, request).map(({ name, matched }) => `${name}: ${String(matched)}`);

  test('an allow is the Allow that matches', () => {
    expect(names(policyOf(aclCheck, write, denyHttp))).toEqual(['statement 2 (AWSCloudTrailWrite20150319): true']);
  });

  test('a deny is the Deny alone', () => {
    expect(names(denying('s3:PutObject', vpceOnly))).toEqual(['statement 3 (No): true']);
  });

  test('an open question is all that may count', () => {
    const from = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    expect(names(denying('s3:PutObject', from))).toEqual([
      'statement 2 (AWSCloudTrailWrite20150319): true',
      'statement 3 (No): unknown',
    ]);
  });

  test('nothing is named where nothing matches, and a statement without a Sid by its number', () => {
    expect(names(policyOf(aclCheck))).toEqual([]);
    const { Sid: _, ...unnamed } = write;
    expect(names(policyOf(unnamed))).toEqual(['statement 1: true']);
  });
});
