import { describe, expect, test } from 'vitest';
import { caller } from '../../src/collectors/calls.ts';
import { collectRole, roleCollector } from '../../src/collectors/role.ts';
import { createReplay } from '../../src/evidence/replay.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import { Gap } from '../../src/model/gap.ts';
import { CALLER, plan, recorded } from '../evidence/samples.ts';
import { callIn, notedReplay } from './noted-replay.ts';

const ROLE = `arn:aws:iam::${CALLER}:role/service-role/delivery`;
const BOUNDARY = `arn:aws:iam::${CALLER}:policy/boundary`;
const MANAGED = 'arn:aws:iam::aws:policy/Managed';
const TEXT = '{"Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"100% of it"}]}';
const RoleName = 'delivery';
const denied = { error: { code: 'AccessDenied', message: 'no', status: 403 } };

type Changes = Readonly<Record<string, Partial<RecordedCall>>>;

const role = (more: object = {}): Partial<RecordedCall> => ({
  input: { RoleName },
  output: { Role: { Arn: ROLE, AssumeRolePolicyDocument: encodeURIComponent(TEXT), ...more } },
});
const managed = (PolicyArn: string, version: Partial<RecordedCall> = {}): readonly RecordedCall[] => [
  recorded('iam:GetPolicy', { input: { PolicyArn }, output: { Policy: { DefaultVersionId: 'v3' } } }),
  recorded('iam:GetPolicyVersion', {
    input: { PolicyArn, VersionId: 'v3' },
    output: { PolicyVersion: { Document: encodeURIComponent(TEXT) } },
    ...version,
  }),
];

const answers: Changes = {
  'iam:GetRole': role(),
  'iam:ListRolePolicies': { input: { RoleName }, output: { PolicyNames: ['inline'] } },
  'iam:GetRolePolicy': {
    input: { RoleName, PolicyName: 'inline' },
    output: { PolicyDocument: encodeURIComponent(TEXT) },
  },
  'iam:ListAttachedRolePolicies': {
    input: { RoleName },
    output: { AttachedPolicies: [{ PolicyName: 'Managed', PolicyArn: MANAGED }] },
  },
};

async function collect(changed: Changes = {}, policies = managed(MANAGED), asked: string[] = []) {
  const calls = Object.entries({ ...answers, ...changed }).map(([name, rest]) =>
    recorded(name, { ...answers[name], ...rest }),
  );
  const noted = notedReplay([...calls, ...policies], (request) => asked.push(callIn(request)));
  return collectRole({ plan, account: CALLER, call: caller(noted, { account: CALLER, region: 'eu-west-1' }) }, ROLE);
}

async function fieldsOf(changed: Changes = {}, policies?: readonly RecordedCall[]) {
  const found = await collect(changed, policies);
  if (found === 'dangling') throw new Error('the role is there');
  return found.fields;
}

const policy = (name: string, document: string = TEXT) => ({ name, document });

describe('a role', () => {
  test('is asked for with the calls it declares, and shows its policies decoded', async () => {
    const asked: string[] = [];
    const found = await collect({}, undefined, asked);
    expect(new Set(asked)).toEqual(new Set(roleCollector.calls));
    expect(found).toMatchObject({
      id: ROLE,
      name: RoleName,
      account: CALLER,
      exists: true,
      fields: { trustPolicy: TEXT, policies: [policy('inline'), policy('Managed')] },
    });
    expect(found).not.toHaveProperty('fields.permissionsBoundary');
  });

  test('within a boundary shows what that allows, and which calls say so', async () => {
    const bounded = role({ PermissionsBoundary: { PermissionsBoundaryArn: BOUNDARY } });
    const found = await collect({ 'iam:GetRole': bounded }, [...managed(MANAGED), ...managed(BOUNDARY)]);
    if (found === 'dangling') throw new Error('the role is there');
    expect(found.fields['permissionsBoundary']).toBe(TEXT);
    expect(found.calls['iam:GetRole']?.map(({ call }) => call)).toEqual([
      'iam:GetRole',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
    ]);
  });

  test.each([
    ['that cannot be decoded', '%7Bnot%'],
    ['that was never encoded', '{"Statement": "100%25"}'],
  ])('keeps a policy %s as AWS gave it', async (_, document) => {
    const fields = await fieldsOf({ 'iam:GetRolePolicy': { output: { PolicyDocument: document } } });
    expect(fields['policies']).toEqual([policy('inline', document), policy('Managed')]);
  });

  test.each<[string, Changes]>([
    ['there is none', { 'iam:GetRole': { error: { code: 'NoSuchEntityException', message: 'no', status: 404 } } }],
    [
      'its name is taken by one under another path',
      { 'iam:GetRole': role({ Arn: `arn:aws:iam::${CALLER}:role/${RoleName}` }) },
    ],
  ])('dangles when %s', async (_, changed) => {
    expect(await collect(changed)).toBe('dangling');
  });

  test('that may not be looked at may have a boundary, and may not exist', async () => {
    const found = await collect({ 'iam:GetRole': denied });
    if (found === 'dangling') throw new Error('that is not known');
    expect(found.exists).toBeInstanceOf(Gap);
    expect(found.fields['trustPolicy']).toBeInstanceOf(Gap);
    expect(found.fields['permissionsBoundary']).toBeInstanceOf(Gap);
  });

  const gap = expect.any(Gap);
  test.each<[string, Changes, readonly RecordedCall[], readonly unknown[]]>([
    ['a policy in it', { 'iam:GetRolePolicy': denied }, managed(MANAGED), [gap, policy('Managed')]],
    ['a policy attached to it', {}, managed(MANAGED, denied), [policy('inline'), gap]],
    ['which version of that is in force', {}, [], [policy('inline'), gap]],
    ['its list of policies', { 'iam:ListRolePolicies': denied }, managed(MANAGED), [gap, policy('Managed')]],
    ['its list of attached policies', { 'iam:ListAttachedRolePolicies': denied }, [], [policy('inline'), gap]],
    ['what stands in a policy', { 'iam:GetRolePolicy': { output: {} } }, managed(MANAGED), [gap, policy('Managed')]],
  ])('leaves a hole in its policies where AWS does not say %s', async (_, changed, policies, expected) => {
    expect((await fieldsOf(changed, policies))['policies']).toEqual(expected);
  });

  test('shows the policies of all pages', async () => {
    const first = recorded('iam:ListRolePolicies', {
      input: { RoleName },
      output: { PolicyNames: ['inline'], Marker: 'next' },
    });
    const second = recorded('iam:ListRolePolicies', {
      input: { RoleName, Marker: 'next' },
      output: { PolicyNames: ['other'] },
    });
    const other = recorded('iam:GetRolePolicy', {
      input: { RoleName, PolicyName: 'other' },
      output: { PolicyDocument: TEXT },
    });
    const { 'iam:ListRolePolicies': _, ...rest } = answers;
    const calls = Object.entries(rest).map(([name, answer]) => recorded(name, answer));
    const source = createReplay([...calls, first, second, other, ...managed(MANAGED)]);
    const found = await collectRole(
      { plan, account: CALLER, call: caller(source, { account: CALLER, region: 'eu-west-1' }) },
      ROLE,
    );
    expect(found).toHaveProperty('fields.policies', [policy('inline'), policy('other'), policy('Managed')]);
  });
});
