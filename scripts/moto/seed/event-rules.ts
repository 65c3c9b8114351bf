import {
  CreateEventBusCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { seedTopic } from './alerting.ts';
import { ORGANIZATION_CALLS } from './cis-patterns.ts';
import type { Clients } from './clients.ts';
import { eventBusArn, policy, topicArn } from './policies.ts';

const REGION = 'us-east-1';
const AUDIT_BUS = 'acme-audit';

/** The rules that tell the security topic, which has to let them. */
export const ORGANIZATION_RULE = 'organization-changes';
const TAMPERING_RULE = 'trail-tampering';

/** As rules and topic policies name a rule; a bus other than the default one is part of its name. */
export const ruleArn = (account: string, name: string, bus?: string): string =>
  `arn:aws:events:${REGION}:${account}:rule/${bus ? `${bus}/` : ''}${name}`;

export const tamperingRuleArn = (account: string): string => ruleArn(account, TAMPERING_RULE, AUDIT_BUS);

/** What EventBridge assumes to reach a target in another account. */
export const deliveryRoleArn = (account: string): string => `arn:aws:iam::${account}:role/EventBridgeDelivery`;

const apiCalls = (source: string, ...eventName: readonly string[]) => ({
  source: [`aws.${source}`],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { eventSource: [`${source}.amazonaws.com`], ...(eventName.length > 0 && { eventName }) },
});

const TAMPERING = apiCalls('cloudtrail', 'StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors');

const ORGANIZATION_CHANGES = apiCalls('organizations', ...ORGANIZATION_CALLS);

/** Makes a rule with one target, enabled unless it is said otherwise. */
export async function seedRule(
  clients: Clients,
  region: string,
  Name: string,
  plan: {
    readonly pattern: object;
    readonly target: Omit<Target, 'Id'>;
    readonly bus?: string;
    readonly state?: 'DISABLED';
  },
): Promise<void> {
  const events = clients.events(region);
  const on = plan.bus ? { EventBusName: plan.bus } : {};
  await events.send(
    new PutRuleCommand({
      Name,
      ...on,
      EventPattern: JSON.stringify(plan.pattern),
      State: plan.state ?? 'ENABLED',
    }),
  );
  await events.send(new PutTargetsCommand({ Rule: Name, ...on, Targets: [{ Id: 'alert', ...plan.target }] }));
}

/** Changes of the organisation are told where they happen; tampering with trails is gathered from the workloads. */
export async function seedEventRules(
  accounts: Readonly<Record<'management' | 'security' | 'payments' | 'web' | 'sandbox', Clients>>,
  organizationId: string,
): Promise<void> {
  const { management, security, payments, web, sandbox } = accounts;
  const alerts = topicArn(security.account, REGION, 'acme-security-alerts');
  await seedRule(management, REGION, ORGANIZATION_RULE, {
    pattern: ORGANIZATION_CHANGES,
    target: { Arn: alerts, RoleArn: deliveryRoleArn(management.account) },
  });

  const auditBus = eventBusArn(security.account, REGION, AUDIT_BUS);
  await security.events(REGION).send(new CreateEventBusCommand({ Name: AUDIT_BUS }));
  await security.events(REGION).send(
    new PutPermissionCommand({
      EventBusName: AUDIT_BUS,
      Policy: policy({
        Sid: 'AllowOrganization',
        Effect: 'Allow',
        Principal: '*',
        Action: 'events:PutEvents',
        Resource: auditBus,
        Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
      }),
    }),
  );
  await seedRule(security, REGION, TAMPERING_RULE, { bus: AUDIT_BUS, pattern: TAMPERING, target: { Arn: alerts } });
  for (const workload of [payments, web]) {
    await seedRule(workload, REGION, 'forward-trail-tampering', {
      pattern: TAMPERING,
      target: { Arn: auditBus, RoleArn: deliveryRoleArn(workload.account) },
    });
  }

  await seedSandboxRules(sandbox);
}

/** Rules that never tell anybody. */
export async function seedSandboxRules(sandbox: Clients): Promise<void> {
  // IAM is a global service: its events arrive in us-east-1 only.
  await seedRule(sandbox, 'eu-west-1', 'iam-watch', {
    pattern: apiCalls('iam'),
    target: { Arn: await seedSandboxTopic(sandbox, 'eu-west-1') },
  });
  // Too noisy while somebody was trying things out.
  await seedRule(sandbox, REGION, 'trail-watch', {
    pattern: TAMPERING,
    target: { Arn: await seedSandboxTopic(sandbox, REGION) },
    state: 'DISABLED',
  });
}

const seedSandboxTopic = (sandbox: Clients, region: string): Promise<string> =>
  seedTopic(sandbox, region, 'acme-sandbox-alerts', {
    publishers: [{ service: 'events.amazonaws.com', fromAccount: sandbox.account }],
    emails: ['sandbox@acme.example'],
  });
