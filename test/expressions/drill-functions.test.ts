import { describe, expect, test } from 'vitest';
import { compileCondition, compileValue, ExpressionError, resourceContext } from '../../src/expressions/compile.ts';
import { resourceValue } from '../../src/expressions/values.ts';
import type { Gap } from '../../src/model/gap.ts';
import { Link, type Resource } from '../../src/model/resource.ts';
import type { ResourceType } from '../../src/model/resources/index.ts';
import type { World } from '../../src/model/world.ts';
import { ACCOUNT, denied, events, resource, worldOf } from './world.ts';

type Fields = Readonly<Record<string, unknown>>;
type Changes = Partial<Record<ResourceType, Fields>>;

const arn = (service: string, name: string, region = 'eu-west-1'): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${name}`;
const TOPIC = arn('sns', 'alarms');
const LETS_IN = JSON.stringify({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
    Action: 'sns:Publish',
    Resource: '*',
  },
});

/** A trail, its log group, a filter on root, an alarm, a topic and a reader; each changed as asked for. */
const CHAIN: Readonly<Record<string, Fields>> = {
  account: { status: 'ACTIVE', regions: ['eu-west-1'], eventBuses: [], trails: [new Link('trail', 'main')] },
  trail: {
    homeRegion: 'eu-west-1',
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    status: { isLogging: true },
    eventSelectors: { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] },
    logGroup: new Link('logGroup', 'events'),
  },
  logGroup: { class: 'STANDARD', logAlarms: [], metricFilters: [new Link('metricFilter', 'root')] },
  metricFilter: {
    pattern: '{ $.userIdentity.type = Root && $.userIdentity.invokedBy NOT EXISTS && $.eventType != AwsServiceEvent }',
    definition: { metricTransformations: [{ metricName: 'root', metricNamespace: 'Trail', metricValue: '1' }] },
    alarms: [new Link('alarm', 'bell')],
  },
  alarm: {
    areActionsEnabled: true,
    composites: [],
    topics: [new Link('topic', TOPIC)],
    definition: {
      Namespace: 'Trail',
      MetricName: 'root',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [TOPIC],
    },
  },
  topic: { policy: LETS_IN, subscriptions: [{ protocol: 'email', isConfirmed: true }] },
};
const IDS: Partial<Record<ResourceType, string>> = {
  account: ACCOUNT,
  trail: 'main',
  logGroup: 'events',
  metricFilter: 'root',
  alarm: 'bell',
  topic: TOPIC,
};

function chain(changes: Changes = {}, more: readonly Resource[] = [], gone: readonly string[] = []) {
  const resources = Object.keys(CHAIN).map((type) => {
    const of = type as ResourceType;
    return resource(of, IDS[of] ?? '', { ...CHAIN[of], ...changes[of] }, { region: 'eu-west-1' });
  });
  return { resources, world: worldOf([...resources, ...more], gone) };
}

function run(text: string, judged: Resource, world: World) {
  const expression = compileValue(text, resourceContext(judged.type, {}, events), false);
  return expression.evaluate({ [judged.type]: resourceValue(judged, judged.type), params: {} }, world);
}

/** What an expression comes to: its value, `unknown: reasons` or `error: message`. */
function ask(text: string, { resources, world }: ReturnType<typeof chain>): unknown {
  const judged = resources.find(({ type }) => text.includes(`${type}.`)) as Resource;
  const { result, gaps } = run(text, judged, world);
  if (result.kind === 'value') return result.value;
  const reasons = [...new Set(gaps.map(({ reason }) => reason))].toSorted().join(', ');
  return result.kind === 'unknown' ? `unknown: ${reasons}` : `error: ${result.message}`;
}

/** The chain without filters, but with a rule on root in one region. */
const bus = (region: string, rules: readonly Link[] = [new Link('rule', `root ${region}`)]): Resource =>
  resource('eventBus', arn('events', 'event-bus/default', region), { rules }, { region });
const rule = (region: string, fields: Fields = {}): Resource =>
  resource(
    'rule',
    `root ${region}`,
    {
      state: 'ENABLED',
      eventPattern: '{"detail":{"userIdentity":{"type":["Root"]}}}',
      targets: [{ Arn: TOPIC }],
      topics: [new Link('topic', TOPIC)],
      eventBuses: [],
      ...fields,
    },
    { region },
  );
const heardBy = (region: string, changes: Changes = {}, fields: Fields = {}) =>
  chain(
    {
      logGroup: { metricFilters: [] },
      ...changes,
      account: {
        regions: ['eu-west-1', 'us-east-1'],
        eventBuses: [new Link('eventBus', bus(region).id)],
        ...changes.account,
      },
    },
    [bus(region), rule(region, fields)],
  );

const unknown = (gap: Gap): string => `unknown: ${gap.reason}`;
const ALERTS = 'account.alerts("root-usage")';
const UNNOTICED = 'account.unnoticed("root-usage")';
const REACHES = 'metricFilter.reachesSomebody()';
const STOPS = 'metricFilter.whereItStops()';

describe('a whole chain', () => {
  test('is noticed, and leaves nothing to tell', () => {
    const whole = chain();
    expect(ask(ALERTS, whole)).toBe(true);
    expect(ask('account.drills("root-usage")', whole)).toBe(true);
    expect(ask(UNNOTICED, whole)).toBe('');
    expect(ask(REACHES, whole)).toBe(true);
  });

  test('is noticed whatever could not be read beside it', () => {
    const hole = denied('somewhere');
    const whole = chain({
      account: { trails: [hole, new Link('trail', 'elsewhere'), new Link('trail', 'main')], eventBuses: [hole] },
      logGroup: { metricFilters: [hole, new Link('metricFilter', 'root')] },
      metricFilter: { alarms: [hole, new Link('alarm', 'bell')] },
      topic: { subscriptions: [hole, { protocol: 'email', isConfirmed: true }] },
    });
    expect(ask(ALERTS, whole)).toBe(true);
  });
});

describe('a chain that stops is not noticed, and says where', () => {
  test.each<[stop: string, changes: Changes]>([
    ['no trail records the account', { account: { trails: [] } }],
    ['trail main does not log', { trail: { status: { isLogging: false } } }],
    ['trail main records eu-west-1 only', { trail: { isMultiRegionTrail: false } }],
    ['trail main leaves out the events of global services', { trail: { includeGlobalServiceEvents: false } }],
    [
      'the event selectors of trail main leave it out',
      { trail: { eventSelectors: { EventSelectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }] } } },
    ],
    ['trail main delivers to no log group', { trail: { logGroup: undefined } }],
    ['the log group of trail main does not exist', { trail: { logGroup: new Link('logGroup', 'gone') } }],
    [
      'trail main fails to deliver to its log group (AccessDenied)',
      { trail: { status: { isLogging: true, latestCloudWatchLogsDeliveryError: 'AccessDenied' } } },
    ],
    ['log group events is of class DELIVERY, in which metric filters do not work', { logGroup: { class: 'DELIVERY' } }],
    ['log group events has no metric filter', { logGroup: { metricFilters: [] } }],
    ['no alarm watches metric Trail/root of metric filter root', { metricFilter: { alarms: [] } }],
    ['alarm bell goes off, but its actions are turned off', { alarm: { areActionsEnabled: false } }],
    [
      `the policy of topic ${TOPIC} does not let cloudwatch.amazonaws.com publish`,
      { topic: { policy: '{"Statement":[]}' } },
    ],
    [`nobody is subscribed to topic ${TOPIC}`, { topic: { subscriptions: [] } }],
    [
      `no subscription of topic ${TOPIC} was ever confirmed`,
      { topic: { subscriptions: [{ protocol: 'email', isConfirmed: false }] } },
    ],
  ])('%s', (stop, changes) => {
    const broken = chain(changes, [], ['gone']);
    expect(ask(ALERTS, broken)).toBe(false);
    expect(ask(UNNOTICED, broken)).toContain(stop);
    expect(ask('account.drills("root-usage")', broken)).toBe(true);
  });

  test('names the events that would go unnoticed, and those only', () => {
    const half = chain({ metricFilter: { pattern: '{ $.userIdentity.type = Root && $.eventName = ConsoleLogin }' } });
    const told = ask(UNNOTICED, half);
    expect(told).toMatch(/^root creates an access key, root changes its password \(us-east-1\): /);
    expect(told).not.toContain('root signs in');
  });
});

describe('a gap at any hop is unknown, as long as nothing else decides', () => {
  const gap = denied('something');
  test.each<[hop: string, changes: Changes]>([
    ["the account's trails", { account: { trails: gap } }],
    ['a hole among the trails', { account: { trails: [gap] } }],
    ['the regions', { account: { regions: gap } }],
    ['the status of the trail', { trail: { status: gap } }],
    ['whether it covers every region', { trail: { isMultiRegionTrail: gap } }],
    ['whether it records global services', { trail: { includeGlobalServiceEvents: gap } }],
    ['its selectors', { trail: { eventSelectors: gap } }],
    ['its log group', { trail: { logGroup: gap } }],
    ['the class of the log group', { logGroup: { class: gap } }],
    ['the metric filters', { logGroup: { metricFilters: gap } }],
    ['a hole among the metric filters', { logGroup: { metricFilters: [gap] } }],
    ['a hole among the log alarms', { logGroup: { metricFilters: [], logAlarms: [gap] } }],
    ['the alarms', { metricFilter: { alarms: gap } }],
    ['a hole among the alarms', { metricFilter: { alarms: [gap] } }],
    ['whether the actions are on', { alarm: { areActionsEnabled: gap } }],
    ['the topic policy', { topic: { policy: gap } }],
    ['the subscriptions', { topic: { subscriptions: gap } }],
    ['whether one is confirmed', { topic: { subscriptions: [{ protocol: 'email', isConfirmed: gap }] } }],
    ['the event buses, where no filter takes it', { logGroup: { metricFilters: [] }, account: { eventBuses: gap } }],
  ])('%s', (_hop, changes) => {
    expect(ask(ALERTS, chain(changes))).toBe(unknown(gap));
    expect(ask(UNNOTICED, chain(changes))).toBe('');
  });

  test('a target outside of what was scanned', () => {
    expect(ask(ALERTS, chain({ account: { trails: [new Link('trail', 'elsewhere')] } }))).toBe(
      'unknown: trail elsewhere lies outside of what was scanned',
    );
  });

  test('not when a later hop stops the way in any case', () => {
    expect(ask(ALERTS, chain({ trail: { status: gap }, topic: { subscriptions: [] } }))).toBe(false);
  });

  test('not when CEL can do without it', () => {
    const open = chain({ account: { trails: gap } });
    expect(ask(`${ALERTS} && account.status == "SUSPENDED"`, open)).toBe(false);
    expect(ask(`account.status == "ACTIVE" || ${ALERTS}`, open)).toBe(true);
  });

  test('one event that is certainly missed decides, though another one is open', () => {
    const pattern = '{ $.userIdentity.type = Root && $.eventName = "Console*gin" }';
    const half = chain({ metricFilter: { pattern } });
    expect(ask(ALERTS, half)).toBe(false);
    expect(ask(UNNOTICED, half)).not.toContain('root signs in');
  });
});

describe('drills() says whether there is anything it could be done to', () => {
  const organization = (managementAccountId: unknown) => resource('organization', 'o-1', { managementAccountId });
  const inIt = { account: { organization: new Link('organization', 'o-1'), trails: [] } };
  const drills = (set: string) => `account.drills("${set}")`;

  test.each([
    ['the management account', ACCOUNT, true, false],
    ['a member', '999988887777', false, true],
  ])('%s', (_who, management, ofManagement, ofMembers) => {
    const member = chain(inIt, [organization(management)]);
    expect(ask(drills('organizations-changes'), member)).toBe(ofManagement);
    expect(ask(drills('organization-left'), member)).toBe(ofMembers);
  });

  test('an account outside of an organisation', () => {
    expect(ask(drills('organizations-changes'), chain())).toBe(false);
    expect(ask(drills('organization-left'), chain())).toBe(false);
  });

  test('an account of which nobody knows the organisation, or its place in it', () => {
    const gap = denied('organizations:DescribeOrganization');
    for (const open of [chain({ account: { organization: gap, trails: [] } }), chain(inIt, [organization(gap)])]) {
      expect(ask(drills('organizations-changes'), open)).toBe(unknown(gap));
      expect(ask('account.alerts("organizations-changes")', open)).toBe(unknown(gap));
      expect(ask('account.unnoticed("organizations-changes")', open)).toBe('');
    }
  });

  test('trails of its own, or none, or a hole where one may be', () => {
    const gap = denied('cloudtrail:ListTrails');
    expect(ask(drills('trail-stopped'), chain())).toBe(true);
    expect(ask(drills('trail-stopped'), chain({ account: { trails: [] } }))).toBe(false);
    expect(ask(drills('trail-stopped'), chain({ account: { trails: [gap] } }))).toBe(unknown(gap));
    expect(ask(drills('trail-stopped'), chain({ account: { trails: [gap, new Link('trail', 'main')] } }))).toBe(true);
  });

  test('what is nothing to it does not go unnoticed', () => {
    expect(ask('account.alerts("trail-stopped")', chain({ account: { trails: [] } }))).toBe(true);
  });

  test("another account's trail is not its own to be stopped", () => {
    const foreign = resource('trail', 'org', CHAIN['trail'] ?? {}, { account: '999988887777', region: 'eu-west-1' });
    const member = chain({ account: { trails: [new Link('trail', 'org')] } }, [foreign]);
    expect(ask(drills('trail-stopped'), member)).toBe(false);
    expect(ask(ALERTS, member)).toBe(true);
  });

  test('one of its trails that nobody would miss is enough', () => {
    const second = resource('trail', 'second', CHAIN['trail'] ?? {}, { region: 'eu-west-1' });
    const two = chain(
      {
        account: { trails: [new Link('trail', 'main'), new Link('trail', 'second')] },
        metricFilter: { pattern: '{ $.eventName = StopLogging && $.requestParameters.name = main }' },
      },
      [second],
    );
    expect(ask('account.alerts("trail-stopped")', two)).toBe(false);
  });
});

describe('where it happens', () => {
  test('a rule hears of a global service in the leading region only', () => {
    expect(ask(ALERTS, heardBy('us-east-1'))).toBe(true);
    expect(ask(ALERTS, heardBy('eu-west-1'))).toBe(false);
  });

  test('a rule hears nothing that no trail records', () => {
    expect(ask(ALERTS, heardBy('us-east-1', { account: { trails: [] } }))).toBe(false);
  });

  test('a rule hears what one trail surely records, though another one could not be read', () => {
    const open = resource('trail', 'open', { ...CHAIN['trail'], status: denied('cloudtrail:GetTrailStatus') });
    const { resources, world } = heardBy('us-east-1', {
      account: { trails: [new Link('trail', 'open'), new Link('trail', 'main')] },
      trail: { logGroup: undefined },
    });
    const both = { resources, world: { find: (link: Link) => (link.id === 'open' ? open : world.find(link)) } };
    expect(ask(ALERTS, both)).toBe(true);
  });

  test('a gap of a rule is unknown', () => {
    const gap = denied('events:ListTargetsByRule');
    expect(ask(ALERTS, heardBy('us-east-1', {}, { targets: gap }))).toBe(unknown(gap));
    expect(ask(ALERTS, heardBy('us-east-1', { topic: { subscriptions: gap } }))).toBe(unknown(gap));
  });

  test('what can happen in every region must be noticed in every one', () => {
    const nacl = { metricFilter: { pattern: '{ $.eventName = "*NetworkAcl*" }' } };
    const ask1 = (changes: Changes) => ask('account.alerts("nacl-changes")', chain({ ...nacl, ...changes }));
    expect(ask1({ account: { regions: ['eu-west-1', 'ap-south-1'] } })).toBe(true);
    const single = { trail: { isMultiRegionTrail: false } };
    expect(ask1({ ...single, account: { regions: ['eu-west-1'] } })).toBe(true);
    expect(ask1({ ...single, account: { regions: ['eu-west-1', 'ap-south-1'] } })).toBe(false);
  });
});

describe('what is noted', () => {
  test('everything the verdict rests on, by path', () => {
    const { resources, world } = chain();
    const { touches } = run(ALERTS, resources[0] as Resource, world);
    const paths = new Set(touches.map(({ path }) => path));
    for (const path of [
      'account.trails',
      'account.regions',
      'trail[main].status',
      'trail[main].eventSelectors',
      'trail[main].logGroup',
      'logGroup[events].class',
      'logGroup[events].metricFilters',
      'metricFilter[root].pattern',
      'metricFilter[root].alarms',
      'alarm[bell].definition',
      'alarm[bell].areActionsEnabled',
      `topic[${TOPIC}].policy`,
      `topic[${TOPIC}].subscriptions`,
    ])
      expect(paths, path).toContain(path);
    expect(touches.find(({ path }) => path === 'trail[main].status')).toMatchObject({
      property: 'status',
      value: { isLogging: true },
      resource: { type: 'trail', id: 'main' },
    });
  });

  test('of a way over a rule, the buses of the account too', () => {
    const { resources, world } = heardBy('us-east-1');
    const { touches } = run(ALERTS, resources[0] as Resource, world);
    const paths = touches.map(({ path }) => path);
    for (const path of [
      'account.trails',
      'account.eventBuses',
      'rule[root us-east-1].eventPattern',
      'rule[root us-east-1].state',
    ])
      expect(paths, path).toContain(path);
  });

  test('of a failure, the filters that do not take it', () => {
    const { resources, world } = chain({ metricFilter: { pattern: '{ $.eventName = Nothing }' } });
    const { touches } = run(ALERTS, resources[0] as Resource, world);
    expect(touches.map(({ path }) => path)).toContain('metricFilter[root].pattern');
  });

  test('the walks, grouped by how they end', () => {
    const half = chain({ metricFilter: { pattern: '{ $.userIdentity.type = Root && $.eventName = ConsoleLogin }' } });
    const { walks } = run(ALERTS, half.resources[0] as Resource, half.world);
    expect(walks.map(({ set, account, events: names, regions, end }) => [set, account, names, regions, end])).toEqual([
      ['root-usage', ACCOUNT, ['root creates an access key', 'root changes its password'], ['us-east-1'], 'unnoticed'],
      ['root-usage', ACCOUNT, ['root signs in'], ['us-east-1'], 'noticed'],
    ]);
    const noticed = walks.find(({ end }) => end === 'noticed');
    expect(noticed?.hops.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'trail yes',
      'logGroup yes',
      'metricFilter yes',
      'metric yes',
      'alarm yes',
      'action yes',
      'topic yes',
      'subscription yes',
    ]);
  });

  test('the same walks each time a set is asked for', () => {
    const { resources, world } = chain();
    const walks = [ALERTS, UNNOTICED, 'account.drills("root-usage")'].map(
      (text) => run(text, resources[0] as Resource, world).walks[0],
    );
    expect(walks[0]).toBeDefined();
    expect(walks[1]).toBe(walks[0]);
    expect(walks[2]).toBe(walks[0]);
  });

  test('inputs are what the account must be asked for', () => {
    const inputs = (text: string, type: ResourceType) => [
      ...compileCondition(text, resourceContext(type, {}, events)).inputs,
    ];
    expect(inputs(ALERTS, 'account')).toEqual(['account.trails', 'account.regions', 'account.eventBuses']);
    expect(inputs(REACHES, 'metricFilter')).toEqual(['metricFilter.alarms']);
  });
});

describe('a set is named when the check is loaded', () => {
  const load = (text: string) => () => compileCondition(text, resourceContext('account', {}, events));

  test('a misspelt one is told, with the one that was probably meant', () => {
    expect(load('account.alerts("root-usge")')).toThrow(
      new ExpressionError([
        { message: 'there are no sample events "root-usge" (did you mean "root-usage"?)', start: 15 },
      ]),
    );
    for (const name of ['drills', 'unnoticed'])
      expect(load(`account.${name}("root-usge") == account.${name}("root-usage")`)).toThrow('(did you mean');
  });

  test('it is not worked out', () => {
    expect(load('account.alerts("root" + "-usage")')).toThrow('name the set of sample events itself');
    expect(load('account.alerts(account.name)')).toThrow('name the set of sample events itself');
  });

  test('a form is one of the set', () => {
    const names = [
      'AuthorizeSecurityGroupIngress',
      'AuthorizeSecurityGroupEgress',
      'RevokeSecurityGroupIngress',
      'RevokeSecurityGroupEgress',
      'CreateSecurityGroup',
      'DeleteSecurityGroup',
    ];
    const pattern = `{ ${names.map((name) => `$.eventName = ${name}`).join(' || ')} }`;
    const old = chain({ metricFilter: { pattern } });
    const askFor = (form: string) => ask(`account.alerts("security-group-changes", "${form}")`, old);
    expect(askFor('original')).toBe(true);
    expect(askFor('')).toBe(false);
    expect(askFor('beyond')).toBe(false);
    expect(ask('account.unnoticed("security-group-changes", "")', old)).toMatch(/^ModifySecurityGroupRules \(/);
    expect(ask('account.unnoticed("security-group-changes", "original")', old)).toBe('');
    expect(askFor('orignal')).toMatch(/^error: .*there are no sample events "security-group-changes, orignal"/s);
  });
});

describe('a metric filter by itself', () => {
  const gap = denied('something');
  test.each<[end: unknown, stop: string, changes: Changes]>([
    [false, 'no alarm watches metric Trail/root of metric filter root', { metricFilter: { alarms: [] } }],
    [
      false,
      'alarm bell does not go off: it compares with >= 1, one event counts 0',
      {
        metricFilter: {
          definition: { metricTransformations: [{ metricName: 'root', metricNamespace: 'Trail', metricValue: '0' }] },
        },
      },
    ],
    [false, 'alarm bell goes off, but its actions are turned off', { alarm: { areActionsEnabled: false } }],
    [false, `nobody is subscribed to topic ${TOPIC}`, { topic: { subscriptions: [] } }],
    [unknown(gap), 'something', { metricFilter: { alarms: gap } }],
    [unknown(gap), 'something', { alarm: { areActionsEnabled: gap } }],
    [unknown(gap), 'something', { topic: { subscriptions: gap } }],
  ])('ends with %s: %s', (end, stop, changes) => {
    expect(ask(REACHES, chain(changes))).toBe(end);
    expect(ask(STOPS, chain(changes))).toContain(stop);
  });

  test('notes what was read on the way', () => {
    const { resources, world } = chain();
    const filter = resources.find(({ type }) => type === 'metricFilter') as Resource;
    const { touches } = run(REACHES, filter, world);
    expect(touches.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['metricFilter.alarms', 'alarm[bell].areActionsEnabled', `topic[${TOPIC}].subscriptions`]),
    );
  });
});

describe('noise()', () => {
  const noise = (pattern: string) => ask('metricFilter.noise()', chain({ metricFilter: { pattern } }));

  test.each<[pattern: string, taken: readonly string[]]>([
    ['{ $.userIdentity.type = Root && $.userIdentity.invokedBy NOT EXISTS && $.eventType != AwsServiceEvent }', []],
    ['{ $.eventSource = backup.amazonaws.com }', []],
    ['{ $.eventName = "*NetworkAcl*" }', ['a role reads the network ACLs']],
    ['{ $.eventName = DescribeNetworkAcls }', []],
    ['{ ($.eventName = CreateVpc) || ($.eventName = DescribeVpcs) }', ['a role reads the VPCs']],
    ['{ ($.eventName = CreatePolicy) || ($.eventName = CreateUser) }', []],
  ])('of %s is %j', (pattern, taken) => {
    expect(noise(pattern)).toEqual(taken);
  });

  test('of a pattern that takes nearly everything is a lot', () => {
    const broad = '{ ($.errorCode = "AccessDenied*") || ($.eventName != "HeadBucket") }';
    expect((noise(broad) as readonly string[]).at(-1)).toMatch(/^and \d\d more$/);
  });

  test('of a pattern that cannot be read is unknown', () => {
    expect(noise('{ $.eventName = }')).toMatch(/^unknown: the pattern of metric filter root cannot be read: /);
  });

  test('rests on the pattern alone', () => {
    const { resources, world } = chain({ metricFilter: { alarms: denied('cloudwatch:DescribeAlarms') } });
    const filter = resources.find(({ type }) => type === 'metricFilter') as Resource;
    const { touches } = run('metricFilter.noise()', filter, world);
    expect([...new Set(touches.map(({ path }) => path))]).toEqual(['metricFilter.pattern']);
  });
});
