import { expect, test } from 'vitest';
import { caller } from '../../src/collectors/calls.ts';
import { accountResources, surveyAccount } from '../../src/collectors/survey-account.ts';
import { createReplay } from '../../src/evidence/replay.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import { Link } from '../../src/model/resource.ts';
import { CALLER, plan, recorded } from '../evidence/samples.ts';

const identity = recorded('sts:GetCallerIdentity', { region: 'us-east-1' });
const regions = recorded('account:ListRegions', {
  region: 'us-east-1',
  output: { Regions: [{ RegionName: 'eu-west-1' }, { RegionName: 'us-east-1' }] },
});
const denied = { error: { code: 'UnauthorizedOperation', message: 'no', status: 403 } };

const survey = (calls: readonly RecordedCall[]) =>
  surveyAccount({
    plan: { ...plan, regions: ['eu-west-1'] },
    account: CALLER,
    call: caller(createReplay(calls), { account: CALLER, region: plan.region }),
  });

const resources = async (calls: readonly RecordedCall[]) =>
  accountResources(await survey(calls), {
    name: 'caller',
    status: 'ACTIVE',
    isCaller: true,
    organization: undefined,
    serviceControlPolicies: undefined,
    calls: {},
  });

test('a region looked into says what watches it; of another one only its name is known', async () => {
  const found = await resources([
    identity,
    regions,
    recorded('securityhub:DescribeHub', { output: { HubArn: 'arn' } }),
    recorded('guardduty:ListDetectors', { output: { DetectorIds: [] } }),
  ]);
  const [account] = found.filter(({ type }) => type === 'account');
  expect(account?.fields['enabledRegions']).toEqual([
    new Link('region', `${CALLER}/eu-west-1`),
    new Link('region', `${CALLER}/us-east-1`),
  ]);
  const [region, ...others] = found.filter(({ type }) => type === 'region');
  expect(others).toEqual([]);
  expect(region?.id).toBe(`${CALLER}/eu-west-1`);
  expect(region?.fields['securityHub']).toEqual({ arn: 'arn' });
  expect(region?.fields).not.toHaveProperty('guardDuty');
  expect(region?.fields['configRecorders']).toMatchObject({ kind: 'not-collected' });
  expect(Object.keys(region?.calls ?? {})).toEqual(
    expect.arrayContaining(['cloudtrail:ListTrails', 'guardduty:GetDetector', 'securityhub:DescribeHub']),
  );
});

test('VPCs are among the resources, and where they were refused there is a hole in the region', async () => {
  const listed = recorded('ec2:DescribeVpcs', { output: { Vpcs: [{ VpcId: 'vpc-1', IsDefault: true }] } });
  const found = await resources([identity, regions, listed]);
  expect(found.filter(({ type }) => type === 'vpc').map(({ name }) => name)).toEqual(['vpc-1']);

  const { holes } = await survey([identity, regions, recorded('ec2:DescribeVpcs', denied)]);
  expect(holes).toContainEqual({
    type: 'vpc',
    where: expect.objectContaining({ type: 'region', id: `${CALLER}/eu-west-1` }),
    gap: expect.objectContaining({ kind: 'denied' }),
  });
});

test.each([
  ['that cannot be entered', []],
  ['whose regions are not known', [identity]],
])('an account %s may have regions and VPCs', async (_, calls) => {
  const { holes, enabledRegions, vpcs } = await survey(calls);
  expect(vpcs).toEqual([]);
  expect(enabledRegions).toMatchObject({ kind: 'not-collected' });
  expect(holes.filter(({ where }) => where.type === 'account').map(({ type }) => type)).toEqual(
    expect.arrayContaining(['region', 'vpc', 'eventDataStore']),
  );
});

test('event data stores are among the resources, and where they were refused there is a hole in the region', async () => {
  const EventDataStoreArn = `arn:aws:cloudtrail:eu-west-1:${CALLER}:eventdatastore/e1`;
  const listed = recorded('cloudtrail:ListEventDataStores', {
    output: { EventDataStores: [{ EventDataStoreArn, Name: 'lake' }] },
  });
  const found = await resources([identity, regions, listed]);
  expect(found.filter(({ type }) => type === 'eventDataStore').map(({ id }) => id)).toEqual([EventDataStoreArn]);

  const { holes } = await survey([identity, regions, recorded('cloudtrail:ListEventDataStores', denied)]);
  expect(holes).toContainEqual({
    type: 'eventDataStore',
    where: expect.objectContaining({ type: 'region', id: `${CALLER}/eu-west-1` }),
    gap: expect.objectContaining({ kind: 'denied' }),
  });
});
