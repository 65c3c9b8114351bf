import { describe, expect, test } from 'vitest';
import type { Resource } from '../../src/model/resource.ts';
import { denied } from '../expressions/world.ts';
import { accountWith, alarm, CONFIRMED, drillOf, endsOf, logGroup, metricFilter, rule, topic, trail } from './chain.ts';

const CHANGES = { detail: { readOnly: [false] } };

/** One way for every change: over a trail, its log group, a filter, an alarm and a topic. */
const CHAIN: Readonly<Record<string, Resource>> = {
  trail: trail('main', 'calls'),
  logGroup: logGroup('calls', 'changes'),
  metricFilter: metricFilter('changes', 'bell'),
  alarm: alarm('bell', 'team'),
  topic: topic('team'),
};
const drillWith = (more: Readonly<Record<string, Resource>>, set: string) =>
  drillOf(accountWith(Object.values({ ...CHAIN, ...more })), set);

/** One way for every change: by a rule. */
const RULED: Readonly<Record<string, Resource>> = {
  logGroup: logGroup('calls'),
  rule: rule('watch', CHANGES, 'team'),
};

const SILENCING: readonly (readonly [set: string, event: string, type: string, more: typeof CHAIN])[] = [
  ['alarm-deleted', 'a role deletes the alarm', 'alarm', {}],
  ['alarm-deleted', "a role turns the alarm's actions off", 'alarm', {}],
  ['metric-filter-deleted', 'a role deletes the filter', 'metricFilter', {}],
  ['log-group-deleted', 'a role deletes the log group', 'logGroup', {}],
  ['topic-deleted', 'a role deletes the topic', 'topic', {}],
  ['topic-deleted', 'a role lets nobody publish to the topic', 'topic', {}],
  ['rule-disabled', 'a role disables the rule', 'rule', RULED],
  ['rule-disabled', 'a role deletes the rule', 'rule', RULED],
  ['rule-disabled', "a role takes the rule's targets away", 'rule', RULED],
];

describe('what an event silences does not tell of it', () => {
  test.each(SILENCING)('%s: %s', (set, event, type, more) => {
    expect(endsOf(drillWith(more, set), event)).toMatchObject([
      {
        end: 'unnoticed',
        hop: { state: 'no', resource: { type }, text: expect.stringMatching(/ is what the event silences$/) },
      },
    ]);
  });

  test.each<[what: string, more: typeof CHAIN]>([
    ['the chain', {}],
    ['the rule', RULED],
  ])('%s tells of what leaves it alone', (_, more) => {
    expect(endsOf(drillWith(more, 'trail-stopped'), 'a role stops the trail by its name')).toMatchObject([
      { end: 'noticed' },
    ]);
  });
});

describe('another one tells of it', () => {
  /** What each way has of its own, and what they share. */
  const OTHERS: Readonly<Record<string, typeof CHAIN>> = {
    alarm: { metricFilter: metricFilter('changes', 'bell', 'gong'), gong: alarm('gong', 'team') },
    metricFilter: { logGroup: logGroup('calls', 'changes', 'more'), more: metricFilter('more', 'bell') },
    logGroup: {
      second: trail('second', 'copies'),
      copies: logGroup('copies', 'more'),
      more: metricFilter('more', 'bell'),
    },
    topic: { alarm: alarm('bell', 'team', 'boss'), boss: topic('boss') },
    rule: { ...RULED, second: rule('second', CHANGES, 'team') },
  };
  test.each(SILENCING)('%s: %s', (set, event, type) => {
    const ends = endsOf(drillWith(OTHERS[type] ?? {}, set), event);
    for (const { end } of ends) expect(end).toBe('noticed');
    // Of each the other one tells.
    expect(ends).toHaveLength(2);
  });

  test('but not one that ends at the same alarm', () => {
    const more = { logGroup: logGroup('calls', 'changes', 'more'), more: metricFilter('more', 'bell') };
    expect(endsOf(drillWith(more, 'alarm-deleted'), 'a role deletes the alarm')).toMatchObject([
      { end: 'unnoticed', hop: { resource: { type: 'alarm', name: 'bell' } } },
    ]);
  });

  test('and a rule tells of what is done to the chain, the chain of what is done to the rule', () => {
    const both = { rule: rule('watch', CHANGES, 'boss'), boss: topic('boss') };
    for (const [set, event] of SILENCING)
      expect(endsOf(drillWith(both, set), event), event).toMatchObject([{ end: 'noticed' }]);
  });
});

test('a log group that forgets sooner still tells', () => {
  expect(endsOf(drillWith({}, 'log-group-deleted'), 'a role has the log group forget after a day')).toMatchObject([
    { end: 'noticed' },
  ]);
});

test('an event that is said to silence nothing silences no subscription', () => {
  const walks = drillOf(accountWith(Object.values(CHAIN)), 'topic-deleted', { silences: 'nothing' });
  expect(walks).toMatchObject([{ end: 'noticed' }]);
});

describe('of a subscription that ends', () => {
  const END = 'a role ends a subscription';
  const PENDING = { protocol: 'email', isConfirmed: false };
  const gap = denied('sns:ListSubscriptionsByTopic');
  const drillSubscribed = (subscriptions: unknown) =>
    endsOf(drillWith({ topic: topic('team', subscriptions) }, 'topic-deleted'), END)[0];
  const ONLY = 'the subscription that the event ends is the only one of topic team';

  test.each<[told: string, subscriptions: readonly unknown[]]>([
    ['nobody is told by the only one', [CONFIRMED]],
    ['nobody is told by one that was never confirmed', [CONFIRMED, PENDING]],
  ])('%s', (_, subscriptions) => {
    expect(drillSubscribed(subscriptions)).toMatchObject({
      end: 'unnoticed',
      hop: { kind: 'subscription', state: 'no', text: ONLY, resource: { type: 'topic', name: 'team' } },
    });
  });

  test('others are told', () => {
    expect(drillSubscribed([CONFIRMED, CONFIRMED])).toMatchObject({
      end: 'noticed',
      hop: { text: 'others are subscribed to topic team' },
    });
    expect(drillSubscribed([CONFIRMED, gap, CONFIRMED])?.end).toBe('noticed');
  });

  test('nobody can tell where the list has a hole', () => {
    expect(drillSubscribed([CONFIRMED, gap])).toMatchObject({
      end: 'unknown',
      hop: { kind: 'subscription', text: 'whether others are subscribed to topic team was not read' },
    });
  });

  test('nobody can tell where nobody could list them', () => {
    expect(drillSubscribed(gap)?.end).toBe('unknown');
  });

  test('there was none to end where none was confirmed', () => {
    expect(drillSubscribed([PENDING])).toMatchObject({
      end: 'unnoticed',
      hop: { text: 'no subscription of topic team was ever confirmed' },
    });
  });
});

test('what is unknown of the chain before stays unknown', () => {
  const actions = alarm('bell', 'team');
  const more = {
    alarm: { ...actions, fields: { ...actions.fields, areActionsEnabled: denied('cloudwatch:DescribeAlarms') } },
  };
  expect(endsOf(drillWith(more, 'trail-stopped'), 'a role stops the trail by its ARN')).toMatchObject([
    { end: 'unknown' },
  ]);
  // Whatever else there is to know of it, it is gone.
  expect(endsOf(drillWith(more, 'alarm-deleted'), 'a role deletes the alarm')).toMatchObject([{ end: 'unnoticed' }]);
});
