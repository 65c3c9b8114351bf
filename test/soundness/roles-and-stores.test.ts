import { beforeAll, describe, expect, test } from 'vitest';
import type { Selection } from '../../src/catalog/select-checks.ts';
import { evaluateCalls, loadSelection } from '../../src/cli/evaluate-evidence.ts';
import { newManifest } from '../../src/evidence/manifest.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import { CALLER, plan, recorded } from '../evidence/samples.ts';
import { gains } from './gains.ts';

const REGION = 'us-east-1';
const TRAIL = `arn:aws:cloudtrail:${REGION}:${CALLER}:trail/main`;
const ROLE = `arn:aws:iam::${CALLER}:role/delivery`;
const GROUP = `arn:aws:logs:${REGION}:${CALLER}:log-group:trail`;
const STORE = `arn:aws:cloudtrail:${REGION}:${CALLER}:eventdatastore/e1`;
const KEY = `arn:aws:kms:${REGION}:${CALLER}:key/1234`;
const MANAGED = `arn:aws:iam::${CALLER}:policy/more`;
const BOUNDARY = `arn:aws:iam::${CALLER}:policy/boundary`;
const RoleName = 'delivery';

const call = (name: string, output: Readonly<Record<string, unknown>>, input: Readonly<Record<string, unknown>> = {}) =>
  recorded(name, { region: REGION, input, output });
const document = (Action: string, Effect = 'Allow'): string =>
  encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: { Effect, Action, Resource: '*' } }));
const managed = (PolicyArn: string, text: string): readonly RecordedCall[] => [
  call('iam:GetPolicy', { Policy: { DefaultVersionId: 'v1' } }, { PolicyArn }),
  call('iam:GetPolicyVersion', { PolicyVersion: { Document: text } }, { PolicyArn, VersionId: 'v1' }),
];

/** A trail that delivers by a role, and an event data store; `effect` is that of the policy attached to the role. */
const world = (action: string, effect: 'Allow' | 'Deny', bounding: string): readonly RecordedCall[] => [
  call('sts:GetCallerIdentity', {}),
  call('account:ListRegions', { Regions: [{ RegionName: REGION }] }),
  call('organizations:DescribeOrganization', {
    Organization: { Id: 'o-example1234', MasterAccountId: CALLER, FeatureSet: 'ALL' },
  }),
  call('organizations:ListAccounts', { Accounts: [{ Id: CALLER, Name: 'management', Status: 'ACTIVE' }] }),
  call(
    'organizations:ListDelegatedAdministrators',
    { DelegatedAdministrators: [] },
    { ServicePrincipal: 'cloudtrail.amazonaws.com' },
  ),
  call('organizations:ListAWSServiceAccessForOrganization', { EnabledServicePrincipals: [] }),
  call('cloudtrail:ListTrails', { Trails: [{ TrailARN: TRAIL, Name: 'main', HomeRegion: REGION }] }),
  call('cloudtrail:DescribeTrails', {
    trailList: [
      {
        TrailARN: TRAIL,
        Name: 'main',
        HomeRegion: REGION,
        S3BucketName: 'logs',
        IsOrganizationTrail: false,
        CloudWatchLogsLogGroupArn: `${GROUP}:*`,
        CloudWatchLogsRoleArn: ROLE,
      },
    ],
  }),
  call('cloudtrail:ListTags', { ResourceTagList: [{ ResourceId: TRAIL, TagsList: [] }] }, { ResourceIdList: [TRAIL] }),
  call(
    'iam:GetRole',
    {
      Role: {
        Arn: ROLE,
        AssumeRolePolicyDocument: encodeURIComponent(
          JSON.stringify({
            Statement: {
              Effect: 'Allow',
              Principal: { Service: 'cloudtrail.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          }),
        ),
        PermissionsBoundary: { PermissionsBoundaryArn: BOUNDARY },
      },
    },
    { RoleName },
  ),
  call('iam:ListRolePolicies', { PolicyNames: ['inline'] }, { RoleName }),
  call('iam:GetRolePolicy', { PolicyDocument: document(action) }, { RoleName, PolicyName: 'inline' }),
  call(
    'iam:ListAttachedRolePolicies',
    { AttachedPolicies: [{ PolicyName: 'more', PolicyArn: MANAGED }] },
    { RoleName },
  ),
  ...managed(MANAGED, document('logs:PutLogEvents', effect)),
  ...managed(BOUNDARY, document(bounding)),
  call('cloudtrail:ListEventDataStores', { EventDataStores: [{ EventDataStoreArn: STORE, Name: 'lake' }] }),
  call(
    'cloudtrail:GetEventDataStore',
    {
      Status: 'STOPPED_INGESTION',
      MultiRegionEnabled: true,
      OrganizationEnabled: false,
      RetentionPeriod: 30,
      TerminationProtectionEnabled: true,
      KmsKeyId: KEY,
      AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
    },
    { EventDataStore: STORE },
  ),
  call('kms:DescribeKey', { KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER', KeyState: 'Enabled' } }, { KeyId: KEY }),
];

const CHECKS = /^(trail-role-|event-data-store-|trail-has-required|organization-|delegated-|key-)/;
const refused = { code: 'AccessDeniedException', message: 'no', status: 400 };

let selection: Selection;
beforeAll(async () => {
  const all = await loadSelection({});
  selection = { ...all, asks: all.asks.filter(({ check }) => CHECKS.test(check.id)) };
});

const judge = (calls: readonly RecordedCall[]) =>
  evaluateCalls(
    newManifest(
      {
        ...plan,
        accounts: [{ id: CALLER }],
        organization: { id: 'o-example1234', managementAccountId: CALLER },
      },
      '0.0.0',
    ),
    calls,
    selection,
  );

describe.each([
  ['fits', world('logs:*', 'Allow', 'logs:*')],
  ['is denied something', world('logs:*', 'Deny', '*')],
  ['is bounded', world('logs:*', 'Allow', 's3:*')],
  ['lacks something', world('logs:CreateLogStream', 'Allow', '*')],
])('a role that %s', (_, calls) => {
  test('is decided, and losing a call decides nothing else', async () => {
    const before = await judge(calls);
    const decided = before.findings.filter(({ status, check }) => status !== 'unknown' && /role-|store-/.test(check));
    expect(decided.length).toBeGreaterThanOrEqual(9);
    for (const lost of calls) {
      const { output: _output, ...rest } = lost;
      const denied: RecordedCall = { ...rest, error: refused };
      for (const after of [
        calls.filter((each) => each !== lost),
        calls.map((each) => (each === lost ? denied : each)),
      ]) {
        expect(gains(before, await judge(after)), `${lost.service}:${lost.operation}`).toEqual([]);
      }
    }
  });
});
