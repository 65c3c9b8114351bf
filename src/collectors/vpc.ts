import type { Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import type { Resource } from '../model/resource.ts';
import { assemble, part } from './assemble.ts';
import { missingFrom } from './calls.ts';
import type { CollectorDeclaration, Context } from './context.ts';
import { said } from './said.ts';
import { defined } from './trail.ts';

export const vpcCollector = {
  type: 'vpc',
  scope: 'region',
  calls: ['ec2:DescribeVpcs', 'ec2:DescribeFlowLogs'],
} as const satisfies CollectorDeclaration;

/** The VPCs of a region with their flow logs; `hole` is there when the list is not complete. */
export async function collectVpcs(
  { plan, account, call }: Context,
  region: string,
): Promise<{ readonly resources: readonly Resource[]; readonly hole?: Gap }> {
  const listed = await call('ec2:DescribeVpcs', { MaxResults: 1000 }, { region });
  const hole = missingFrom(listed);
  const found = listed.kind === 'ok' ? (listed.output.Vpcs ?? []) : [];
  // A participant of a shared VPC sees it, but not the owner's flow logs.
  const vpcs = found.filter(({ OwnerId = account }) => OwnerId === account);
  const flowLogs = vpcs.length > 0 ? await call('ec2:DescribeFlowLogs', { MaxResults: 1000 }, { region }) : undefined;
  const resources = vpcs.map((vpc) => {
    const { VpcId: name = '' } = vpc;
    const id = `arn:${plan.partition}:ec2:${region}:${account}:vpc/${name}`;
    return assemble('vpc', { id, name, account, region }, { id, arn: id, name, account, region }, [
      part('ec2:DescribeVpcs', listed, () => ({ isDefault: vpc.IsDefault })),
      ...(flowLogs
        ? [
            part('ec2:DescribeFlowLogs', flowLogs, ({ FlowLogs = [] }, cut) => ({
              flowLogs: [
                ...FlowLogs.filter(({ ResourceId }) => ResourceId === name).map(flowLogOf),
                ...(cut ? [cut] : []),
              ],
            })),
          ]
        : []),
    ]);
  });
  return { resources, ...(hole && { hole }) };
}

type FlowLog = NonNullable<Outputs['ec2:DescribeFlowLogs']['FlowLogs']>[number];

function flowLogOf(log: FlowLog): Record<string, unknown> {
  const id = log.FlowLogId ?? 'a flow log';
  return defined({
    id,
    status: said(log.FlowLogStatus, `whether ${id} is active`),
    trafficType: said(log.TrafficType, `which traffic ${id} logs`),
    deliverStatus: said(log.DeliverLogsStatus, `how ${id} delivers`),
    deliverError: log.DeliverLogsErrorMessage,
    destinationType: log.LogDestinationType,
  });
}
