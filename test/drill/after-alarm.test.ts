import { describe, expect, test } from 'vitest';
import { Link, type Resource } from '../../src/model/resource.ts';
import type { Hop } from '../../src/model/walk.ts';
import { denied } from '../expressions/world.ts';
import { accountWith, alarm, drillOf, endsOf, logGroup, metricFilter, rule, topic, trail } from './chain.ts';

const HEARS = { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] };

/** What stops a trail trips an alarm that has no actions of its own. */
const CHAIN = [
  trail('main', 'calls'),
  logGroup('calls', 'changes'),
  metricFilter('changes', 'bell'),
  alarm('bell'),
  topic('team'),
];

const EVENT = 'a role stops the trail by its name';
const drill = (...args: Parameters<typeof accountWith>) =>
  endsOf(drillOf(accountWith(...args), 'trail-stopped'), EVENT);

const UNHEARD = { end: 'unnoticed', hop: { kind: 'action', text: 'alarm bell goes off, but has no alarm actions' } };

describe('an alarm without actions', () => {
  test('tells nobody by itself', () => {
    expect(drill(CHAIN)).toMatchObject([UNHEARD]);
  });

  test('is heard of by a rule on changes of alarms, hop by hop', () => {
    const [walk] = drillOf(accountWith([...CHAIN, rule('hears', HEARS, 'team')]), 'trail-stopped');
    expect(walk?.end).toBe('noticed');
    expect(walk?.hops.map(({ kind, state }: Hop) => `${kind} ${state}`)).toEqual([
      'trail yes',
      'logGroup yes',
      'metricFilter yes',
      'metric yes',
      'alarm yes',
      'eventBus yes',
      'rule yes',
      'target yes',
      'topic yes',
      'subscription yes',
    ]);
  });

  test('is heard of with its actions turned off, too', () => {
    const bell = alarm('bell', 'team');
    const off: Resource = { ...bell, fields: { ...bell.fields, areActionsEnabled: false } };
    const chain = CHAIN.map((each) => (each.id === bell.id ? off : each));
    expect(drill(chain)).toMatchObject([{ end: 'unnoticed', hop: { kind: 'action' } }]);
    expect(drill([...chain, rule('hears', HEARS, 'team')])).toMatchObject([{ end: 'noticed' }]);
  });

  test.each<[which: string, pattern: object]>([
    ['of that alarm', { ...HEARS, detail: { alarmName: ['bell'] } }],
    ['by its ARN', { ...HEARS, resources: [{ suffix: ':alarm:bell' }] }],
    ['that goes off', { ...HEARS, detail: { state: { value: ['ALARM'] } } }],
    ['of the account', { ...HEARS, account: ['111122223333'], region: ['eu-west-1'] }],
  ])('is heard of by a rule on changes %s', (_, pattern) => {
    expect(drill([...CHAIN, rule('hears', pattern, 'team')])).toMatchObject([{ end: 'noticed' }]);
  });

  test.each<[which: string, pattern: object]>([
    ['of another alarm', { ...HEARS, detail: { alarmName: ['gong'] } }],
    ['that ends', { ...HEARS, detail: { state: { value: ['OK'] } } }],
    ['of another account', { ...HEARS, account: ['999988887777'] }],
    ['of its configuration', { ...HEARS, 'detail-type': ['CloudWatch Alarm Configuration Change'] }],
  ])('is not heard of by a rule on changes %s', (_, pattern) => {
    expect(drill([...CHAIN, rule('hears', pattern, 'team')])).toMatchObject([UNHEARD]);
  });

  test('is not heard of by a rule that is disabled', () => {
    expect(drill([...CHAIN, rule('hears', HEARS, 'team', 'DISABLED')])).toMatchObject([UNHEARD]);
  });

  test('is heard of by a rule that tells nobody: there the way ends', () => {
    expect(drill([...CHAIN, rule('hears', HEARS, 'void'), topic('void', [])])).toMatchObject([
      { end: 'unnoticed', hop: { kind: 'subscription', text: 'nobody is subscribed to topic void' } },
    ]);
  });

  test('may be heard of where nobody could see the rules', () => {
    const gap = denied('events:ListRules');
    expect(drill(CHAIN, { eventBuses: [gap] })).toMatchObject([{ end: 'unknown', hop: { text: gap.reason } }]);
  });

  test('is not heard of on the bus of another region', () => {
    const elsewhere = new Link('eventBus', 'arn:aws:events:us-east-1:111122223333:event-bus/default');
    expect(drill([...CHAIN, rule('hears', HEARS, 'team')], { eventBuses: [elsewhere] })).toMatchObject([UNHEARD]);
  });
});

test('an alarm that does not go off is heard of by nobody', () => {
  const bell = alarm('bell');
  const definition = { ...(bell.fields['definition'] as object), Threshold: 2 };
  const chain = CHAIN.map((each) => (each.id === bell.id ? { ...bell, fields: { ...bell.fields, definition } } : each));
  expect(drill([...chain, rule('hears', HEARS, 'team')])).toMatchObject([
    { end: 'unnoticed', hop: { kind: 'alarm', resource: { name: 'bell' } } },
  ]);
});

test('an alarm that is deleted is heard of by no rule on its changes', () => {
  const walks = drillOf(accountWith([...CHAIN, rule('hears', HEARS, 'team')]), 'alarm-deleted');
  expect(endsOf(walks, 'a role deletes the alarm')).toMatchObject([
    { end: 'unnoticed', hop: { kind: 'alarm', resource: { name: 'bell' } } },
  ]);
});
