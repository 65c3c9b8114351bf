import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AdvancedEventSelector,
  PutEventSelectorsCommand,
  UpdateTrailCommand,
  type UpdateTrailRequest,
} from '@aws-sdk/client-cloudtrail';
import { PutMetricAlarmCommand, type PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import {
  DeleteMetricFilterCommand,
  type MetricTransformation,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeRuleCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  type PutRuleRequest,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { logGroupArn } from '../../scripts/moto/seed/alerting.ts';
import { CIS_PATTERNS } from '../../scripts/moto/seed/cis-patterns.ts';
import { type Clients, clientsFor, must } from '../../scripts/moto/seed/clients.ts';
import { LOG_GROUP, NEVER_CONFIRMED } from '../../scripts/moto/seed/landing-zone.ts';
import { topicArn } from '../../scripts/moto/seed/policies.ts';
import { MANAGEMENT_EVENTS, S3_DATA_EVENTS } from '../../scripts/moto/seed/trail.ts';
import { startWorld, type World } from '../../scripts/moto/world.ts';
import { loadEvents } from '../../src/catalog/load-events.ts';
import { collectEvidence } from '../../src/cli/collect-evidence.ts';
import { inventoryOf } from '../../src/cli/evaluate-evidence.ts';
import { planRun } from '../../src/cli/plan-run.ts';
import { readEvidence } from '../../src/cli/read-evidence.ts';
import { Drill } from '../../src/drill/drill.ts';
import { createReplay, indexCalls } from '../../src/evidence/replay.ts';
import type { Inventory } from '../../src/inventory/inventory.ts';
import type { Walk } from '../../src/model/walk.ts';

export const REGION = 'us-east-1';
export const OTHER_REGION = 'eu-west-1';
export const TRAIL = 'acme-org-trail';
const TOPIC = 'acme-security-alerts';
export const CONFIRMED = 'security@acme.example';

const ACCOUNTS = ['management', 'security', 'payments'] as const;
type AccountName = (typeof ACCOUNTS)[number];

/** The rules that tell somebody, and where they are. */
const RULES = {
  'organization-changes': { account: 'management', bus: 'default' },
  'forward-trail-tampering': { account: 'payments', bus: 'default' },
  'trail-tampering': { account: 'security', bus: 'acme-audit' },
} as const;
type RuleName = keyof typeof RULES;
type FilterName = keyof typeof CIS_PATTERNS;

/** One event of a set, done in one region of one account. */
export interface Watched {
  readonly account: AccountName;
  readonly set: string;
  readonly event: string;
  readonly region: string;
}

export type DrillWorld = Awaited<ReturnType<typeof startDrillWorld>>;

/**
 * Three accounts of the sample organisation in two regions, to be broken and put back: what is called
 * without a change puts back what the seed made.
 */
export async function startDrillWorld() {
  const events = await loadEvents(['events']);
  const world = await startWorld({
    configure: ({ regions }) => regions.splice(0, regions.length, OTHER_REGION, REGION),
  });
  const clientsOf = (account: AccountName): Clients => clientsFor(world.motoEndpoint, world.accounts[account]);
  const clients = {
    management: clientsOf('management'),
    security: clientsOf('security'),
    payments: clientsOf('payments'),
  };
  const { management, security } = clients;
  const alerts = topicArn(security.account, REGION, TOPIC);
  const policy = await policyOf(security, alerts);
  const rules = {
    'organization-changes': await ruleOf(clients, 'organization-changes'),
    'forward-trail-tampering': await ruleOf(clients, 'forward-trail-tampering'),
    'trail-tampering': await ruleOf(clients, 'trail-tampering'),
  };

  return {
    world,
    clients,
    /** The topic that all alarms and rules tell, by ARN. */
    alerts,

    trail: (change: Partial<UpdateTrailRequest> = {}) =>
      management.cloudtrail(REGION).send(
        new UpdateTrailCommand({
          Name: TRAIL,
          IsMultiRegionTrail: true,
          IncludeGlobalServiceEvents: true,
          CloudWatchLogsLogGroupArn: logGroupArn(management.account, REGION, LOG_GROUP),
          ...change,
        }),
      ),

    selectors: (...selectors: AdvancedEventSelector[]) =>
      management.cloudtrail(REGION).send(
        new PutEventSelectorsCommand({
          TrailName: TRAIL,
          AdvancedEventSelectors: selectors.length > 0 ? selectors : [MANAGEMENT_EVENTS, S3_DATA_EVENTS],
        }),
      ),

    async filter(name: FilterName, pattern?: string, change: Partial<MetricTransformation> = {}): Promise<void> {
      const at = { logGroupName: LOG_GROUP, filterName: name };
      // moto would keep the old one beside the new.
      await management.logs(REGION).send(new DeleteMetricFilterCommand(at));
      await management.logs(REGION).send(
        new PutMetricFilterCommand({
          ...at,
          filterPattern: pattern ?? CIS_PATTERNS[name],
          metricTransformations: [
            { metricName: name, metricNamespace: 'CloudTrailMetrics', metricValue: '1', ...change },
          ],
        }),
      );
    },

    alarm: (name: string, change: Partial<PutMetricAlarmInput> = {}) =>
      management.cloudwatch(REGION).send(
        new PutMetricAlarmCommand({
          AlarmName: name,
          Namespace: 'CloudTrailMetrics',
          MetricName: name,
          Statistic: 'Sum',
          Period: 300,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          TreatMissingData: 'notBreaching',
          AlarmActions: [alerts],
          ...change,
        }),
      ),

    async topic(change: { readonly Policy?: string; readonly KmsMasterKeyId?: string } = {}): Promise<void> {
      const sns = security.sns(REGION);
      await sns.send(new CreateTopicCommand({ Name: TOPIC }));
      for (const [AttributeName, AttributeValue] of Object.entries({ Policy: policy, KmsMasterKeyId: '', ...change }))
        await sns.send(new SetTopicAttributesCommand({ TopicArn: alerts, AttributeName, AttributeValue }));
      for (const Endpoint of [CONFIRMED, NEVER_CONFIRMED[0]])
        await sns.send(new SubscribeCommand({ TopicArn: alerts, Protocol: 'email', Endpoint }));
    },

    async rule(name: RuleName, change: Partial<PutRuleRequest> = {}): Promise<void> {
      const { EventPattern, Targets } = rules[name];
      const { account, bus: EventBusName } = RULES[name];
      const eventBridge = clients[account].events(REGION);
      await eventBridge.send(
        new PutRuleCommand({ Name: name, EventBusName, EventPattern, State: 'ENABLED', ...change }),
      );
      await eventBridge.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets }));
    },

    /** Our collectors look at what is there now; what comes back walks one event over what they saw. */
    async look(): Promise<(watched: Watched) => Walk> {
      const inventory = await inventoryNow(world);
      const drill = new Drill(inventory);
      return ({ account, set, event, region }) => {
        const drilled = inventory.resources('account').find(({ id }) => id === world.accounts[account].id);
        const { must: told = [], mustNot = [], beyond = [] } = events.sets.get(set) ?? {};
        const templates = [...told, ...mustNot, ...beyond].filter(({ name }) => name === event);
        const { walks } = drill.drill(must(drilled, account), events, set, templates);
        return must(
          walks.find(({ regions }) => regions.includes(region)),
          `a walk of ${event} in ${region}`,
        );
      };
    },

    /** The text with the names of accounts for their ids. */
    named: (text: string): string =>
      ACCOUNTS.reduce((named, account) => named.replaceAll(world.accounts[account].id, account), text),
  };
}

async function policyOf(security: Clients, TopicArn: string): Promise<string> {
  const { Attributes } = await security.sns(REGION).send(new GetTopicAttributesCommand({ TopicArn }));
  return must(Attributes?.['Policy'], 'Policy');
}

async function ruleOf(clients: Readonly<Record<AccountName, Clients>>, name: RuleName) {
  const { account, bus: EventBusName } = RULES[name];
  const eventBridge = clients[account].events(REGION);
  const { EventPattern } = await eventBridge.send(new DescribeRuleCommand({ Name: name, EventBusName }));
  const { Targets } = await eventBridge.send(new ListTargetsByRuleCommand({ Rule: name, EventBusName }));
  return { EventPattern, Targets };
}

/** What our collectors see of the three accounts. */
async function inventoryNow(world: World): Promise<Inventory> {
  const folder = await mkdtemp(join(tmpdir(), 'trailproof-drill-'));
  const {
    live,
    plan,
    calls: planned,
  } = await planRun({
    version: '0.0.0',
    env: {},
    endpoint: world.endpoint,
    credentials: () => Promise.resolve(world.accounts.management.credentials),
    region: REGION,
    roleName: world.settings.roleName,
    accounts: ACCOUNTS.map((name) => world.accounts[name].id),
  });
  try {
    await collectEvidence(live, plan, folder, planned, { version: '0.0.0', concurrency: ACCOUNTS.length });
    const { manifest, calls } = await readEvidence(folder);
    return await inventoryOf(manifest.plan, createReplay(indexCalls(calls)));
  } finally {
    live.close();
    await rm(folder, { recursive: true });
  }
}
