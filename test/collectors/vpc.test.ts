import { expect, test } from 'vitest';
import { caller } from '../../src/collectors/calls.ts';
import { collectVpcs, vpcCollector } from '../../src/collectors/vpc.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import { Gap } from '../../src/model/gap.ts';
import { CALLER, MEMBER, plan, recorded } from '../evidence/samples.ts';
import { callIn, notedReplay } from './noted-replay.ts';

const REGION = 'eu-west-1';

const collect = (calls: readonly RecordedCall[], asked: string[] = []) => {
  const noted = notedReplay(calls, (request) => asked.push(callIn(request)));
  const call = caller(noted, { account: CALLER, region: 'us-east-1' });
  return collectVpcs({ plan, account: CALLER, call }, REGION);
};

const vpcs = (...Vpcs: readonly object[]) => recorded('ec2:DescribeVpcs', { output: { Vpcs } });
const own = { VpcId: 'vpc-1', OwnerId: CALLER, IsDefault: true };
const flowLogs = (...FlowLogs: readonly object[]) => recorded('ec2:DescribeFlowLogs', { output: { FlowLogs } });
const log = {
  FlowLogId: 'fl-1',
  FlowLogStatus: 'ACTIVE',
  TrafficType: 'ALL',
  DeliverLogsStatus: 'SUCCESS',
  LogDestinationType: 's3',
};
const denied = { error: { code: 'UnauthorizedOperation', message: 'no', status: 403 } };

test('a VPC has its own flow logs, not those of a subnet or of another VPC', async () => {
  const asked: string[] = [];
  const { resources, hole } = await collect(
    [
      vpcs(own, { VpcId: 'vpc-2', OwnerId: CALLER, IsDefault: false }),
      flowLogs(
        { ...log, ResourceId: 'vpc-1' },
        { ...log, FlowLogId: 'fl-2', ResourceId: 'subnet-1' },
        {
          ...log,
          FlowLogId: 'fl-3',
          ResourceId: 'vpc-2',
          DeliverLogsStatus: 'FAILED',
          DeliverLogsErrorMessage: 'Access error',
        },
      ),
    ],
    asked,
  );
  expect(asked.toSorted()).toEqual([...vpcCollector.calls].toSorted());
  expect(hole).toBeUndefined();
  expect(
    resources.map(({ type, id, name, account, region, fields }) => [
      type,
      id,
      name,
      account,
      region,
      fields['isDefault'],
      fields['flowLogs'],
    ]),
  ).toEqual([
    [
      'vpc',
      `arn:aws:ec2:${REGION}:${CALLER}:vpc/vpc-1`,
      'vpc-1',
      CALLER,
      REGION,
      true,
      [{ id: 'fl-1', status: 'ACTIVE', trafficType: 'ALL', deliverStatus: 'SUCCESS', destinationType: 's3' }],
    ],
    [
      'vpc',
      `arn:aws:ec2:${REGION}:${CALLER}:vpc/vpc-2`,
      'vpc-2',
      CALLER,
      REGION,
      false,
      [
        {
          id: 'fl-3',
          status: 'ACTIVE',
          trafficType: 'ALL',
          deliverStatus: 'FAILED',
          deliverError: 'Access error',
          destinationType: 's3',
        },
      ],
    ],
  ]);
});

test('what another account shares is judged there, and nobody asks for its flow logs', async () => {
  const asked: string[] = [];
  expect(await collect([vpcs({ ...own, OwnerId: MEMBER })], asked)).toEqual({ resources: [] });
  expect(asked).toEqual(['ec2:DescribeVpcs']);
});

test('VPCs that nobody may list leave a hole', async () => {
  const { resources, hole } = await collect([recorded('ec2:DescribeVpcs', denied)]);
  expect(resources).toEqual([]);
  expect(hole?.reason).toMatch(/^UnauthorizedOperation on ec2:DescribeVpcs/);
});

test('refused flow logs are a gap, and the VPC stays', async () => {
  const { resources } = await collect([vpcs(own), recorded('ec2:DescribeFlowLogs', denied)]);
  expect(resources.map(({ fields }) => [fields['isDefault'], fields['flowLogs']])).toEqual([
    [true, expect.objectContaining({ kind: 'denied' })],
  ]);
});

test('a list of flow logs that breaks off ends in a hole', async () => {
  const first = recorded('ec2:DescribeFlowLogs', {
    output: { FlowLogs: [{ ...log, ResourceId: 'vpc-1' }], NextToken: 'more' },
  });
  const broken = recorded('ec2:DescribeFlowLogs', { input: { NextToken: 'more' }, ...denied });
  const { resources } = await collect([vpcs(own), first, broken]);
  expect(resources[0]?.fields['flowLogs']).toEqual([expect.objectContaining({ id: 'fl-1' }), expect.any(Gap)]);
});

test('what AWS leaves out of a flow log is not taken for a yes', async () => {
  const { resources } = await collect([vpcs({ VpcId: 'vpc-1' }), flowLogs({ FlowLogId: 'fl-1', ResourceId: 'vpc-1' })]);
  expect(resources[0]?.fields['isDefault']).toBeInstanceOf(Gap);
  expect(resources[0]?.fields['flowLogs']).toEqual([
    { id: 'fl-1', status: expect.any(Gap), trafficType: expect.any(Gap), deliverStatus: expect.any(Gap) },
  ]);
});
