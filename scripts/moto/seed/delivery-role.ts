import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { type Clients, must } from './clients.ts';
import { policy, type Statement } from './policies.ts';

/** What a role is to be like by which a trail delivers to a log group. */
export interface DeliveryRolePlan {
  readonly region: string;
  readonly logGroupName: string;
  /** The organisation, where its trail delivers. */
  readonly organizationId?: string;
  /** Who may assume it; CloudTrail unless it is said otherwise. */
  readonly trusts?: string;
  /** Instead of what AWS documents for it. */
  readonly allows?: readonly Statement[];
  /** By a customer policy of its own, not inline. */
  readonly attached?: boolean;
}

/** The name that the seeded trails give. */
export const DELIVERY_ROLE = 'CloudTrailToCloudWatchLogs';

/** Makes the role that a trail of the account names, by default as AWS documents it. */
export async function seedDeliveryRole(
  clients: Clients,
  plan: DeliveryRolePlan,
  RoleName = DELIVERY_ROLE,
): Promise<void> {
  const iam = clients.iam();
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: policy({
        Sid: 'AllowCloudTrail',
        Effect: 'Allow',
        Principal: { Service: plan.trusts ?? 'cloudtrail.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    }),
  );
  const PolicyDocument = policy(...(plan.allows ?? trailMayDeliver(clients.account, plan)));
  const PolicyName = 'deliver-to-log-group';
  if (!plan.attached) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    return;
  }
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: must(Policy?.Arn, 'Policy.Arn') }));
}

/** What AWS documents for the role of a trail. */
function trailMayDeliver(
  account: string,
  { region, logGroupName, organizationId }: DeliveryRolePlan,
): readonly Statement[] {
  const streams = `arn:aws:logs:${region}:${account}:log-group:${logGroupName}:log-stream`;
  return [
    {
      Sid: 'Deliver',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: [
        `${streams}:${account}_CloudTrail_${region}*`,
        ...(organizationId === undefined ? [] : [`${streams}:${organizationId}_*`]),
      ],
    },
  ];
}
