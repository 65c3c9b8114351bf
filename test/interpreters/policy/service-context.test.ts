import { expect, test } from 'vitest';
import { evaluatePolicy, serviceContext, type Verdict } from '../../../src/interpreters/policy/index.ts';
import { ACCOUNT, CLOUDTRAIL, LOG, policyOf, TRAIL, write } from './documented.ts';

const call = { service: CLOUDTRAIL, sourceArn: TRAIL, sourceAccount: ACCOUNT };

test.each<[string, object, Verdict, Verdict, Verdict]>([
  [
    'the organisation of the source',
    { StringEquals: { 'aws:SourceOrgID': 'o-x' } },
    'allow',
    'implicit-deny',
    'unknown',
  ],
  ['no organisation', { Null: { 'aws:SourceOrgID': 'true' } }, 'implicit-deny', 'allow', 'unknown'],
  [
    'a part of the organisation',
    { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-x/*' } },
    'unknown',
    'implicit-deny',
    'unknown',
  ],
  [
    'the organisation of the caller, who has none',
    { Null: { 'aws:PrincipalOrgID': 'true' } },
    'allow',
    'allow',
    'allow',
  ],
  ['a service', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, 'allow', 'allow', 'allow'],
  [
    'the account',
    { StringEquals: { 'aws:SourceAccount': ACCOUNT, 'aws:PrincipalServiceName': CLOUDTRAIL } },
    'allow',
    'allow',
    'allow',
  ],
])('an Allow for %s', (_title, Condition, member, alone, notKnown) => {
  const ask = (context: ReturnType<typeof serviceContext>): Verdict =>
    evaluatePolicy(policyOf({ ...write, Condition }), {
      principal: { service: CLOUDTRAIL },
      action: 's3:PutObject',
      resource: LOG,
      context,
    });
  expect(ask(serviceContext({ ...call, organizationId: 'o-x' }))).toBe(member);
  expect(ask(serviceContext({ ...call, organizationId: undefined }))).toBe(alone);
  expect(ask(serviceContext(call))).toBe(notKnown);
});
