import { Drill } from '../../src/drill/drill.ts';
import { stopOf } from '../../src/drill/tell.ts';
import { Link, type Resource } from '../../src/model/resource.ts';
import type { ResourceType } from '../../src/model/resources/index.ts';
import type { EventTemplate } from '../../src/model/sample-event.ts';
import type { Walk } from '../../src/model/walk.ts';
import { ACCOUNT, events, resource, worldOf } from '../expressions/world.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const REGION = 'eu-west-1';

const HEADS: Partial<Record<ResourceType, readonly [service: string, before: string]>> = {
  trail: ['cloudtrail', 'trail/'],
  logGroup: ['logs', 'log-group:'],
  metricFilter: ['logs', 'log-group:calls:metric-filter:'],
  alarm: ['cloudwatch', 'alarm:'],
  topic: ['sns', ''],
  eventBus: ['events', 'event-bus/'],
  rule: ['events', 'rule/'],
};

const arnOf = (type: ResourceType, name: string): string => {
  const [service = '', before = ''] = HEADS[type] ?? [];
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${before}${name}`;
};

export const linkTo = (type: ResourceType, name: string): Link => new Link(type, arnOf(type, name));

const named = (type: ResourceType, name: string, fields: Fields): Resource =>
  resource(type, arnOf(type, name), { ...fields, name }, { name, region: REGION });

export const trail = (name: string, group: string): Resource =>
  named('trail', name, {
    homeRegion: REGION,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    status: { isLogging: true },
    eventSelectors: { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] },
    logGroup: linkTo('logGroup', group),
  });

export const logGroup = (name: string, ...filters: readonly string[]): Resource =>
  named('logGroup', name, {
    class: 'STANDARD',
    logAlarms: [],
    metricFilters: filters.map((filter) => linkTo('metricFilter', filter)),
  });

/** Takes every call that changes something. */
export const metricFilter = (name: string, ...alarms: readonly string[]): Resource =>
  named('metricFilter', name, {
    pattern: '{ $.readOnly IS FALSE }',
    definition: { metricTransformations: [{ metricName: 'changes', metricNamespace: 'Trail', metricValue: '1' }] },
    alarms: alarms.map((alarm) => linkTo('alarm', alarm)),
  });

/** Goes off for one event, and tells these topics. */
export const alarm = (name: string, ...topics: readonly string[]): Resource =>
  named('alarm', name, {
    areActionsEnabled: true,
    composites: [],
    topics: topics.map((topic) => linkTo('topic', topic)),
    definition: {
      Namespace: 'Trail',
      MetricName: 'changes',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: topics.map((topic) => arnOf('topic', topic)),
    },
  });

export const CONFIRMED = { protocol: 'email', isConfirmed: true };

const LETS_IN = JSON.stringify({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
    Action: 'sns:Publish',
    Resource: '*',
  },
});

export const topic = (name: string, subscriptions: unknown = [CONFIRMED]): Resource =>
  named('topic', name, { policy: LETS_IN, subscriptions });

/** On the default bus; takes what its pattern says, and tells a topic. */
export const rule = (name: string, pattern: object, told: string, state = 'ENABLED'): Resource =>
  named('rule', name, {
    state,
    eventPattern: JSON.stringify(pattern),
    targets: [{ Arn: arnOf('topic', told) }],
    topics: [linkTo('topic', told)],
    eventBuses: [],
  });

/** An account with these resources: all trails are its own, all rules are on its default bus. */
export function accountWith(resources: readonly Resource[], fields: Fields = {}) {
  const links = (type: ResourceType) =>
    resources.filter((each) => each.type === type).map(({ id }) => new Link(type, id));
  const account = resource('account', ACCOUNT, {
    regions: [REGION],
    trails: links('trail'),
    eventBuses: [linkTo('eventBus', 'default')],
    ...fields,
  });
  const bus = named('eventBus', 'default', { rules: links('rule') });
  return { account, world: worldOf([account, bus, ...resources]) };
}

/** How the required events of a set end; each changed before, if need be. */
export function drillOf(
  { account, world }: ReturnType<typeof accountWith>,
  set: string,
  change: Partial<EventTemplate> = {},
): readonly Walk[] {
  const templates = (events.sets.get(set)?.must ?? []).map((template) => ({ ...template, ...change }));
  return new Drill(world).drill(account, events, set, templates).walks;
}

/** How one event ends, and the hop at which it does: for each way it goes. Throws where it goes none. */
export function endsOf(walks: readonly Walk[], event: string) {
  const ends = walks
    .filter((walk) => walk.events.includes(event))
    .map((walk) => ({ end: walk.end, hop: stopOf(walk) }));
  if (ends.length === 0) throw new Error(`${event} was not drilled`);
  return ends;
}
