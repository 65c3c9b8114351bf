import {
  DeleteTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { DeleteAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DisableRuleCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeJson, type JsonObject } from '../../scripts/moto/answers.ts';
import { deny, on, type Rule } from '../../scripts/moto/rules.ts';
import { logGroupArn } from '../../scripts/moto/seed/alerting.ts';
import { deliveryRoleArn } from '../../scripts/moto/seed/event-rules.ts';
import { LOG_GROUP } from '../../scripts/moto/seed/landing-zone.ts';
import { eventBusArn, policy, topicArn, topicMayBeUsed } from '../../scripts/moto/seed/policies.ts';
import { S3_DATA_EVENTS, seedTrail } from '../../scripts/moto/seed/trail.ts';
import type { Hop, HopKind, Walk } from '../../src/model/walk.ts';
import {
  CONFIRMED,
  type DrillWorld,
  OTHER_REGION,
  REGION,
  startDrillWorld,
  TRAIL,
  type Watched,
} from './drill-world.ts';

let acme: DrillWorld;
beforeAll(async () => {
  acme = await startDrillWorld();
});
afterAll(() => acme.world.close());

const BY_ALARM = ['trail', 'logGroup', 'metricFilter', 'metric', 'alarm', 'action', 'topic', 'subscription'] as const;
const BY_RULE = ['trail', 'eventBus', 'rule', 'target', 'topic', 'subscription'] as const;
const BY_TWO_BUSES = [...BY_RULE.slice(0, 4), 'eventBus', ...BY_RULE.slice(1)] as const;

/** An event, and the hops it takes in the sample organisation. */
interface Case extends Watched {
  readonly way: readonly HopKind[];
}
const ROOT: Case = {
  account: 'payments',
  set: 'root-usage',
  event: 'root creates an access key',
  region: REGION,
  way: BY_ALARM,
};
const TRAIL_CHANGE: Case = {
  account: 'payments',
  set: 'cloudtrail-config-changes',
  event: 'StartLogging',
  region: OTHER_REGION,
  way: BY_ALARM,
};
const DENIED_READ: Case = {
  account: 'payments',
  set: 'unauthorized-api-calls',
  event: 'a denied S3 call',
  region: REGION,
  way: BY_ALARM,
};
/** Only EventBridge takes these. */
const ORGANIZATION_CHANGE: Case = {
  account: 'management',
  set: 'organizations-changes',
  event: 'LeaveOrganization',
  region: REGION,
  way: BY_RULE,
};
const SELECTORS_CHANGE: Case = {
  account: 'payments',
  set: 'cloudtrail-config-changes',
  event: 'PutEventSelectors',
  region: REGION,
  way: BY_TWO_BUSES,
};
const LOOKUP: Case = {
  account: 'management',
  set: 'cloudtrail-config-changes',
  event: 'a role looks up events',
  region: REGION,
  way: BY_RULE,
};

const ALERTS = 'arn:aws:sns:us-east-1:security:acme-security-alerts';

interface Break {
  readonly title: string;
  readonly event: Case;
  readonly breaks: (world: DrillWorld) => Promise<unknown>;
  readonly repairs: (world: DrillWorld) => Promise<unknown>;
  /** Where it stops; hops before it on its way are passed. */
  readonly hop: HopKind;
  readonly text: string;
  /** How many are passed, where the way has that hop twice. */
  readonly passed?: number;
  /** No metric filter takes it either: the walk stops there, and names this hop beside it. */
  readonly isBeside?: true;
}

const trailOf = ({ clients }: DrillWorld) => clients.management.cloudtrail(REGION);
const logsOf = ({ clients }: DrillWorld) => clients.management.logs(REGION);
const topicsOf = ({ clients }: DrillWorld) => clients.security.sns(REGION);
const seedTrailAgain = ({ clients: { management } }: DrillWorld): Promise<unknown> =>
  seedTrail(management, TRAIL, {
    region: REGION,
    bucket: 'acme-org-trail-logs',
    multiRegion: true,
    organization: true,
    logGroupArn: logGroupArn(management.account, REGION, LOG_GROUP),
  });

async function unsubscribe(world: DrillWorld, isMeant: (endpoint: string) => boolean): Promise<void> {
  const sns = topicsOf(world);
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: world.alerts }));
  for (const { Endpoint = '', SubscriptionArn } of Subscriptions)
    if (isMeant(Endpoint)) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
}

const NAMES_TWICE = '{ ($.eventName = StartLogging) && ($.eventName = StopLogging) }';

const ALARM_CHAIN: readonly Break[] = [
  {
    title: 'the trail is stopped',
    event: ROOT,
    breaks: (world) => trailOf(world).send(new StopLoggingCommand({ Name: TRAIL })),
    repairs: (world) => trailOf(world).send(new StartLoggingCommand({ Name: TRAIL })),
    hop: 'trail',
    text: 'trail acme-org-trail does not log',
  },
  {
    title: 'the trail is gone',
    event: TRAIL_CHANGE,
    breaks: (world) => trailOf(world).send(new DeleteTrailCommand({ Name: TRAIL })),
    repairs: seedTrailAgain,
    hop: 'trail',
    text: 'no trail records the account',
  },
  {
    title: 'the trail records another region only',
    event: TRAIL_CHANGE,
    breaks: (world) => world.trail({ IsMultiRegionTrail: false }),
    repairs: (world) => world.trail(),
    hop: 'trail',
    text: 'trail acme-org-trail records us-east-1 only',
  },
  {
    title: 'the trail leaves out global services',
    event: ROOT,
    breaks: (world) => world.trail({ IncludeGlobalServiceEvents: false }),
    repairs: (world) => world.trail(),
    hop: 'trail',
    text: 'trail acme-org-trail leaves out the events of global services',
  },
  {
    title: 'basic selectors take only what writes, the event reads',
    event: DENIED_READ,
    async breaks(world) {
      // moto keeps advanced selectors for ever, so the trail is made anew.
      await trailOf(world).send(new DeleteTrailCommand({ Name: TRAIL }));
      await seedTrailAgain(world);
      const EventSelectors = [{ ReadWriteType: 'WriteOnly' as const, IncludeManagementEvents: true }];
      await trailOf(world).send(new PutEventSelectorsCommand({ TrailName: TRAIL, EventSelectors }));
    },
    repairs: (world) => world.selectors(),
    hop: 'trail',
    text: 'the event selectors of trail acme-org-trail leave it out',
  },
  {
    title: 'advanced selectors take only what reads, the event writes',
    event: TRAIL_CHANGE,
    breaks: (world) =>
      world.selectors({
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Management'] },
          { Field: 'readOnly', Equals: ['true'] },
        ],
      }),
    repairs: (world) => world.selectors(),
    hop: 'trail',
    text: 'the event selectors of trail acme-org-trail leave it out',
  },
  {
    title: 'the selectors take no management events',
    event: ROOT,
    breaks: (world) => world.selectors(S3_DATA_EVENTS),
    repairs: (world) => world.selectors(),
    hop: 'trail',
    text: 'the event selectors of trail acme-org-trail leave it out',
  },
  {
    title: 'the trail has no log group',
    event: ROOT,
    breaks: (world) => world.trail({ CloudWatchLogsLogGroupArn: '' }),
    repairs: (world) => world.trail(),
    hop: 'logGroup',
    text: 'trail acme-org-trail delivers to no log group',
  },
  {
    title: 'the log group is gone',
    event: TRAIL_CHANGE,
    breaks: (world) => logsOf(world).send(new DeleteLogGroupCommand({ logGroupName: LOG_GROUP })),
    repairs: (world) => logsOf(world).send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP })),
    hop: 'logGroup',
    text: 'the log group of trail acme-org-trail does not exist',
  },
  {
    title: 'the trail may not write to the log group (the shim says so)',
    event: ROOT,
    breaks: async ({ world }) => world.settings.trailHealth.set(TRAIL, { cloudWatchLogsDeliveryError: 'AccessDenied' }),
    repairs: async ({ world }) => world.settings.trailHealth.delete(TRAIL),
    hop: 'logGroup',
    text: 'trail acme-org-trail fails to deliver to its log group (AccessDenied)',
  },
  {
    title: 'the filter is gone',
    event: ROOT,
    breaks: (world) =>
      logsOf(world).send(new DeleteMetricFilterCommand({ logGroupName: LOG_GROUP, filterName: 'root-usage' })),
    repairs: (world) => world.filter('root-usage'),
    hop: 'metricFilter',
    text: 'no metric filter of log group /acme/cloudtrail takes it',
  },
  {
    title: 'the filter is misspelt',
    event: ROOT,
    breaks: (world) => world.filter('root-usage', '{ $.userIdentity.type = "root" }'),
    repairs: (world) => world.filter('root-usage'),
    hop: 'metricFilter',
    text: 'no metric filter of log group /acme/cloudtrail takes it',
  },
  {
    title: 'the filter asks for two names at once',
    event: TRAIL_CHANGE,
    breaks: (world) => world.filter('cloudtrail-config-changes', NAMES_TWICE),
    repairs: (world) => world.filter('cloudtrail-config-changes'),
    hop: 'metricFilter',
    text: 'metric filter cloudtrail-config-changes names the event, but does not take it',
  },
  {
    title: 'the filter counts what the event does not hold',
    event: ROOT,
    breaks: (world) => world.filter('root-usage', undefined, { metricValue: '$.count' }),
    repairs: (world) => world.filter('root-usage'),
    hop: 'metric',
    text: 'metric filter root-usage counts nothing: the event has no $.count to publish',
  },
  {
    title: 'the alarm is gone',
    event: TRAIL_CHANGE,
    breaks: ({ clients }) =>
      clients.management
        .cloudwatch(REGION)
        .send(new DeleteAlarmsCommand({ AlarmNames: ['cloudtrail-config-changes'] })),
    repairs: (world) => world.alarm('cloudtrail-config-changes'),
    hop: 'metric',
    text: 'no alarm watches metric CloudTrailMetrics/cloudtrail-config-changes of metric filter cloudtrail-config-changes',
  },
  {
    title: 'the alarm watches another namespace',
    event: ROOT,
    breaks: (world) => world.alarm('root-usage', { Namespace: 'CloudTrailMetric' }),
    repairs: (world) => world.alarm('root-usage'),
    hop: 'metric',
    text: 'no alarm watches metric CloudTrailMetrics/root-usage of metric filter root-usage',
  },
  {
    title: 'the filter counts 0',
    event: TRAIL_CHANGE,
    breaks: (world) => world.filter('cloudtrail-config-changes', undefined, { metricValue: '0' }),
    repairs: (world) => world.filter('cloudtrail-config-changes'),
    hop: 'alarm',
    text: 'alarm cloudtrail-config-changes does not go off: it compares with >= 1, one event counts 0',
  },
  {
    title: 'the alarm waits for ten events',
    event: ROOT,
    breaks: (world) => world.alarm('root-usage', { Threshold: 10 }),
    repairs: (world) => world.alarm('root-usage'),
    hop: 'alarm',
    text: 'alarm root-usage does not go off: it compares with >= 10, one event counts 1',
  },
  {
    title: 'the alarm waits for two periods',
    event: TRAIL_CHANGE,
    breaks: (world) => world.alarm('cloudtrail-config-changes', { EvaluationPeriods: 2, DatapointsToAlarm: 2 }),
    repairs: (world) => world.alarm('cloudtrail-config-changes', { DatapointsToAlarm: 1 }),
    hop: 'alarm',
    text: 'alarm cloudtrail-config-changes does not go off: it needs 2 breaching datapoints, one event makes only one',
  },
  {
    title: 'the alarm watches one dimension',
    event: ROOT,
    breaks: (world) => world.alarm('root-usage', { Dimensions: [{ Name: 'Account', Value: 'payments' }] }),
    repairs: (world) => world.alarm('root-usage'),
    hop: 'alarm',
    text: 'alarm root-usage does not go off: it watches the metric with the dimensions Account=payments, the filter publishes it with no dimensions',
  },
  {
    title: "the alarm's actions are off",
    event: ROOT,
    // moto has no DisableAlarmActions; this is the switch it turns.
    breaks: (world) => world.alarm('root-usage', { ActionsEnabled: false }),
    repairs: (world) => world.alarm('root-usage'),
    hop: 'action',
    text: 'alarm root-usage goes off, but its actions are turned off',
  },
  {
    title: 'the alarm has no action',
    event: TRAIL_CHANGE,
    breaks: (world) => world.alarm('cloudtrail-config-changes', { AlarmActions: [], OKActions: [world.alerts] }),
    repairs: (world) => world.alarm('cloudtrail-config-changes'),
    hop: 'action',
    text: 'alarm cloudtrail-config-changes goes off, but has no alarm actions',
  },
  {
    title: 'the alarm only stops a machine',
    event: ROOT,
    breaks: (world) => world.alarm('root-usage', { AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] }),
    repairs: (world) => world.alarm('root-usage'),
    hop: 'action',
    text: 'alarm root-usage has an action that tells nobody: arn:aws:automate:us-east-1:ec2:stop',
  },
  {
    title: 'the topic is gone',
    event: ROOT,
    breaks: (world) => topicsOf(world).send(new DeleteTopicCommand({ TopicArn: world.alerts })),
    repairs: (world) => world.topic(),
    hop: 'topic',
    text: `topic ${ALERTS} of alarm root-usage does not exist`,
  },
  {
    title: 'the topic lies in another region',
    event: TRAIL_CHANGE,
    async breaks(world) {
      const { security } = world.clients;
      await security.sns(OTHER_REGION).send(new CreateTopicCommand({ Name: 'elsewhere' }));
      await world.alarm('cloudtrail-config-changes', {
        AlarmActions: [topicArn(security.account, OTHER_REGION, 'elsewhere')],
      });
    },
    repairs: (world) => world.alarm('cloudtrail-config-changes'),
    hop: 'topic',
    text: 'topic elsewhere is in another region than alarm cloudtrail-config-changes',
  },
  {
    title: 'the topic lets nobody publish',
    event: ROOT,
    breaks: (world) =>
      world.topic({
        Policy: policy({
          Sid: 'Nobody',
          Effect: 'Deny',
          Principal: '*',
          Action: 'SNS:Publish',
          Resource: world.alerts,
        }),
      }),
    repairs: (world) => world.topic(),
    hop: 'topic',
    text: 'the policy of topic acme-security-alerts does not let cloudwatch.amazonaws.com publish',
  },
  {
    title: 'the topic lets alarms of its own account only publish',
    event: TRAIL_CHANGE,
    breaks: (world) =>
      world.topic({
        Policy: policy(
          ...topicMayBeUsed(world.alerts, [
            { service: 'cloudwatch.amazonaws.com', fromAccount: world.clients.security.account },
          ]),
        ),
      }),
    repairs: (world) => world.topic(),
    hop: 'topic',
    text: 'the policy of topic acme-security-alerts does not let cloudwatch.amazonaws.com publish',
  },
  {
    title: "the topic is encrypted with SNS's own key",
    event: ROOT,
    breaks: (world) => world.topic({ KmsMasterKeyId: 'alias/aws/sns' }),
    repairs: (world) => world.topic(),
    hop: 'topic',
    text: 'topic acme-security-alerts is encrypted with alias/aws/sns, which cloudwatch.amazonaws.com may not use',
  },
  {
    title: 'nobody is subscribed',
    event: TRAIL_CHANGE,
    breaks: (world) => unsubscribe(world, () => true),
    repairs: (world) => world.topic(),
    hop: 'subscription',
    text: 'nobody is subscribed to topic acme-security-alerts',
  },
  {
    title: 'only somebody who never confirmed is subscribed',
    event: ROOT,
    breaks: (world) => unsubscribe(world, (endpoint) => endpoint === CONFIRMED),
    repairs: (world) => world.topic(),
    hop: 'subscription',
    text: 'no subscription of topic acme-security-alerts was ever confirmed',
  },
];

const LOOKUPS_TOO = JSON.stringify({ source: ['aws.cloudtrail', 'aws.organizations'] });
const AUDIT_BUS = 'acme-audit';

const admitOrganization = ({ world, clients: { security } }: DrillWorld): Promise<unknown> =>
  security.events(REGION).send(
    new PutPermissionCommand({
      EventBusName: AUDIT_BUS,
      Policy: policy({
        Sid: 'AllowOrganization',
        Effect: 'Allow',
        Principal: '*',
        Action: 'events:PutEvents',
        Resource: eventBusArn(security.account, REGION, AUDIT_BUS),
        Condition: { StringEquals: { 'aws:PrincipalOrgID': world.organization.id } },
      }),
    }),
  );

const BUS_CHAIN: readonly Break[] = [
  {
    title: 'the rule is disabled',
    event: ORGANIZATION_CHANGE,
    breaks: ({ clients }) =>
      clients.management.events(REGION).send(new DisableRuleCommand({ Name: 'organization-changes' })),
    repairs: (world) => world.rule('organization-changes'),
    hop: 'rule',
    text: 'rule organization-changes is disabled',
  },
  {
    title: "the rule's pattern names another source",
    event: ORGANIZATION_CHANGE,
    breaks: (world) =>
      world.rule('organization-changes', { EventPattern: JSON.stringify({ source: ['aws.organization'] }) }),
    repairs: (world) => world.rule('organization-changes'),
    isBeside: true,
    hop: 'rule',
    text: 'no rule of event bus default takes it',
  },
  {
    title: 'the rule is in another region than the events of a global service',
    event: ORGANIZATION_CHANGE,
    async breaks({ clients: { management }, alerts }) {
      const away = management.events(OTHER_REGION);
      await management.events(REGION).send(new RemoveTargetsCommand({ Rule: 'organization-changes', Ids: ['alert'] }));
      await management.events(REGION).send(new DeleteRuleCommand({ Name: 'organization-changes' }));
      const EventPattern = JSON.stringify({ source: ['aws.organizations'] });
      await away.send(new PutRuleCommand({ Name: 'organization-changes', EventPattern }));
      await away.send(new PutTargetsCommand({ Rule: 'organization-changes', Targets: [{ Id: 'alert', Arn: alerts }] }));
    },
    repairs: (world) => world.rule('organization-changes'),
    isBeside: true,
    hop: 'rule',
    text: 'no rule of event bus default takes it',
  },
  {
    title: 'the rule gets no events that only read',
    event: LOOKUP,
    breaks: (world) => world.rule('organization-changes', { EventPattern: LOOKUPS_TOO }),
    repairs: (world) =>
      world.rule('organization-changes', {
        EventPattern: LOOKUPS_TOO,
        State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      }),
    hop: 'rule',
    text: 'rule organization-changes gets no events that only read (its state is ENABLED)',
  },
  {
    title: 'the rule has no target',
    event: ORGANIZATION_CHANGE,
    breaks: ({ clients: { management } }) =>
      management.events(REGION).send(new RemoveTargetsCommand({ Rule: 'organization-changes', Ids: ['alert'] })),
    repairs: (world) => world.rule('organization-changes'),
    hop: 'target',
    text: 'rule organization-changes has no target',
  },
  {
    title: "the rule's topic is gone",
    event: ORGANIZATION_CHANGE,
    breaks: (world) => topicsOf(world).send(new DeleteTopicCommand({ TopicArn: world.alerts })),
    repairs: (world) => world.topic(),
    hop: 'target',
    text: `the target of rule organization-changes does not exist: ${ALERTS}`,
  },
  {
    title: 'the topic lets only alarms publish',
    event: ORGANIZATION_CHANGE,
    breaks: (world) =>
      world.topic({
        Policy: policy(
          ...topicMayBeUsed(world.alerts, [
            { service: 'cloudwatch.amazonaws.com', fromAccount: world.clients.management.account },
          ]),
        ),
      }),
    repairs: (world) => world.topic(),
    hop: 'topic',
    text: 'the policy of topic acme-security-alerts does not let events.amazonaws.com publish',
  },
  {
    title: 'the only subscription is pending (the shim says so)',
    event: ORGANIZATION_CHANGE,
    breaks: async ({ world }) => world.settings.pendingSubscriptions.add(CONFIRMED),
    repairs: async ({ world }) => world.settings.pendingSubscriptions.delete(CONFIRMED),
    hop: 'subscription',
    text: 'no subscription of topic acme-security-alerts was ever confirmed',
  },
  {
    title: 'the trail is stopped, so EventBridge gets nothing',
    event: SELECTORS_CHANGE,
    breaks: (world) => trailOf(world).send(new StopLoggingCommand({ Name: TRAIL })),
    repairs: (world) => trailOf(world).send(new StartLoggingCommand({ Name: TRAIL })),
    hop: 'trail',
    text: 'trail acme-org-trail does not log',
  },
  {
    title: 'the forwarding rule is gone',
    event: SELECTORS_CHANGE,
    async breaks({ clients: { payments } }) {
      const events = payments.events(REGION);
      await events.send(new RemoveTargetsCommand({ Rule: 'forward-trail-tampering', Ids: ['alert'] }));
      await events.send(new DeleteRuleCommand({ Name: 'forward-trail-tampering' }));
    },
    repairs: (world) => world.rule('forward-trail-tampering'),
    isBeside: true,
    hop: 'rule',
    text: 'no rule of event bus default takes it',
  },
  {
    title: 'the receiving bus is gone',
    event: SELECTORS_CHANGE,
    breaks: ({ clients: { security } }) => security.events(REGION).send(new DeleteEventBusCommand({ Name: AUDIT_BUS })),
    async repairs(world) {
      await world.clients.security.events(REGION).send(new CreateEventBusCommand({ Name: AUDIT_BUS }));
      await admitOrganization(world);
      await world.rule('trail-tampering');
    },
    hop: 'target',
    text: 'the target of rule forward-trail-tampering does not exist: arn:aws:events:us-east-1:security:event-bus/acme-audit',
  },
  {
    title: 'the receiving bus lets nobody in',
    event: SELECTORS_CHANGE,
    breaks: ({ clients: { security } }) =>
      security
        .events(REGION)
        .send(new RemovePermissionCommand({ EventBusName: AUDIT_BUS, RemoveAllPermissions: true })),
    repairs: admitOrganization,
    passed: 4,
    hop: 'eventBus',
    text: 'the policy of event bus acme-audit in security does not let account payments send to it',
  },
  {
    title: 'the rule on the receiving bus is disabled',
    event: SELECTORS_CHANGE,
    breaks: ({ clients: { security } }) =>
      security.events(REGION).send(new DisableRuleCommand({ Name: 'trail-tampering', EventBusName: AUDIT_BUS })),
    repairs: (world) => world.rule('trail-tampering'),
    passed: 6,
    hop: 'rule',
    text: 'rule trail-tampering is disabled',
  },
];

for (const [chain, rows] of [
  ['an alarm chain', ALARM_CHAIN],
  ['a chain over EventBridge', BUS_CHAIN],
] as const)
  describe(`${chain}, broken at one hop`, () => {
    for (const { title, event, breaks, repairs, hop, text, passed, isBeside } of rows)
      test(`${title}: it ends at the ${hop}`, async () => {
        try {
          await breaks(acme);
          const { end, hops, others } = (await acme.look())(event);
          expect.soft(end).toBe('unnoticed');
          if (isBeside) {
            expect.soft(hops.map(briefly)).toEqual([...passing('trail', 'logGroup'), 'metricFilter no']);
            expect.soft(others).toContainEqual(expect.objectContaining({ kind: hop, state: 'no', text }));
          } else {
            const before = event.way.slice(0, passed ?? event.way.indexOf(hop));
            expect.soft(hops.map(briefly)).toEqual([...passing(...before), `${hop} no`]);
            expect.soft(acme.named(hops.at(-1)?.text ?? '')).toBe(text);
          }
        } finally {
          await repairs(acme);
        }
        expectNoticed((await acme.look())(event), event.way);
      });
  });

test('an event that EventBridge takes too is noticed without the alarm', async () => {
  await acme.alarm('cloudtrail-config-changes', { ActionsEnabled: false });
  const walk = await acme.look();
  await acme.alarm('cloudtrail-config-changes');
  const event = { ...SELECTORS_CHANGE, event: 'StopLogging' };
  expectNoticed(walk(event), BY_TWO_BUSES);
  expect(walk({ ...event, region: OTHER_REGION }).end).toBe('unnoticed');
});

test('an alarm without actions is noticed where a rule hears of it', async () => {
  const events = acme.clients.management.events(REGION);
  const Name = 'alarms';
  const EventPattern = JSON.stringify({ source: ['aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } });
  const RoleArn = deliveryRoleArn(acme.clients.management.account);
  await acme.alarm('root-usage', { AlarmActions: [] });
  await events.send(new PutRuleCommand({ Name, EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'alert', Arn: acme.alerts, RoleArn }] }));
  const walk = await acme.look();
  await events.send(new RemoveTargetsCommand({ Rule: Name, Ids: ['alert'] }));
  await events.send(new DeleteRuleCommand({ Name }));
  await acme.alarm('root-usage');
  expectNoticed(walk(ROOT), [...BY_ALARM.slice(0, 5), ...BY_RULE.slice(1)]);
});

/** moto makes no composite alarms, so the shim adds one to its answer. */
describe('an alarm without actions, under a composite alarm', () => {
  const composite = (change: JsonObject): Rule =>
    on('cloudwatch', 'DescribeAlarms', async (_, forward) =>
      changeJson(await forward(), (output) => ({
        ...output,
        CompositeAlarms: [
          {
            AlarmName: 'anything',
            AlarmArn: `arn:aws:cloudwatch:${REGION}:${acme.clients.management.account}:alarm:anything`,
            AlarmRule: 'ALARM("root-usage") OR ALARM("cloudtrail-config-changes")',
            ActionsEnabled: true,
            AlarmActions: [acme.alerts],
            ...change,
          },
        ],
      })),
    );
  const walkUnder = (change: JsonObject): Promise<Walk> =>
    withRule(composite(change), async () => (await acme.look())(ROOT));
  const way = [...BY_ALARM.slice(0, 5), ...BY_ALARM.slice(4)];
  beforeAll(() => acme.alarm('root-usage', { AlarmActions: [] }));
  afterAll(() => acme.alarm('root-usage'));

  test('that goes off with it, is noticed', async () => {
    expectNoticed(await walkUnder({}), way);
  });

  test('that has its actions turned off, ends at the action', async () => {
    const { end, hops } = await walkUnder({ ActionsEnabled: false });
    expect(end).toBe('unnoticed');
    expect(hops.map(briefly)).toEqual([...passing(...way.slice(0, 6)), 'action no']);
    expect(hops.at(-1)?.text).toBe('alarm anything goes off, but its actions are turned off');
  });

  test('that goes off when it does not, ends there or at its own actions', async () => {
    const { end, hops, others } = await walkUnder({ AlarmRule: 'NOT ALARM("root-usage")' });
    expect(end).toBe('unnoticed');
    expect(hops.at(-1)?.text).toBe('alarm root-usage goes off, but has no alarm actions');
    expect(others.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^composite alarm anything does not go off: /),
    );
  });

  test('that waits for another alarm too, is unknown', async () => {
    const walk = await walkUnder({ AlarmRule: 'ALARM("root-usage") AND ALARM("cloudtrail-config-changes")' });
    expectUnknownAt(walk, 'alarm', 'whether composite alarm anything goes off depends on other alarms');
  });
});

describe('what may not be read is unknown at its hop, and never unnoticed', () => {
  for (const { call, event, hop, noticed } of [
    { call: 'cloudtrail:DescribeTrails', event: ROOT, hop: 'trail' },
    { call: 'cloudtrail:GetTrailStatus', event: ROOT, hop: 'trail' },
    { call: 'cloudtrail:GetEventSelectors', event: ROOT, hop: 'trail' },
    { call: 'logs:DescribeLogGroups', event: ROOT, hop: 'logGroup', noticed: ORGANIZATION_CHANGE },
    { call: 'logs:DescribeMetricFilters', event: ROOT, hop: 'metricFilter', noticed: ORGANIZATION_CHANGE },
    { call: 'cloudwatch:DescribeAlarms', event: ROOT, hop: 'alarm', noticed: ORGANIZATION_CHANGE },
    { call: 'sns:GetTopicAttributes', event: ROOT, hop: 'topic' },
    { call: 'sns:ListSubscriptionsByTopic', event: ROOT, hop: 'subscription' },
    { call: 'events:ListRules', event: ORGANIZATION_CHANGE, hop: 'rule', noticed: ROOT },
    { call: 'events:ListTargetsByRule', event: ORGANIZATION_CHANGE, hop: 'target', noticed: ROOT },
    { call: 'events:DescribeEventBus', event: SELECTORS_CHANGE, hop: 'eventBus', noticed: ROOT },
  ] as const)
    test(`${call}: unknown at the ${hop}`, async () => {
      const [service = '', operation = ''] = call.split(':');
      const walk = await withRule(deny(service, operation), acme.look);
      expectUnknownAt(walk(event), hop, ` on ${call} `);
      if (noticed) expectNoticed(walk(noticed), noticed.way);
      for (const each of [ROOT, TRAIL_CHANGE, ORGANIZATION_CHANGE, SELECTORS_CHANGE])
        expect.soft(walk(each).end, each.event).not.toBe('unnoticed');
    });

  test('sts:AssumeRole into the account of the topic: unknown at the topic', async () => {
    const { refusingAccounts } = acme.world.settings;
    refusingAccounts.add(acme.clients.security.account);
    const walk = await acme.look();
    refusingAccounts.delete(acme.clients.security.account);
    expectUnknownAt(walk(ROOT), 'topic', ' on sts:AssumeRole ');
  });
});

async function withRule<T>(rule: Rule, run: () => Promise<T>): Promise<T> {
  const stop = acme.world.shim.use(rule);
  try {
    return await run();
  } finally {
    stop();
  }
}

const passing = (...kinds: readonly HopKind[]): readonly string[] => kinds.map((kind) => `${kind} yes`);
const briefly = ({ kind, state }: Hop): string => `${kind} ${state}`;

function expectNoticed({ end, hops }: Walk, way: readonly HopKind[]): void {
  expect.soft(end).toBe('noticed');
  expect.soft(hops.map(briefly)).toEqual(passing(...way));
  expect.soft(hops.at(-1)?.text).toBe('somebody is subscribed to topic acme-security-alerts');
}

function expectUnknownAt({ end, hops }: Walk, kind: HopKind, reason: string): void {
  expect.soft(end).toBe('unknown');
  expect.soft(hops.map(briefly)).not.toContainEqual(expect.stringMatching(/no$/));
  const first = hops.find(({ state }) => state !== 'yes');
  expect.soft(first).toMatchObject({ kind, state: 'unknown', text: expect.stringContaining(reason) });
}
