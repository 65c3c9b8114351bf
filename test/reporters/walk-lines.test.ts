import { describe, expect, test } from 'vitest';
import type { Finding, Status } from '../../src/model/finding.ts';
import type { Hop, Walk } from '../../src/model/walk.ts';
import { endText, eventsText, markOf, shareWalks, tellingWalks } from '../../src/reporters/walk-lines.ts';

const hop = (text: string, state: Hop['state'] = 'yes'): Hop => ({ kind: 'trail', state, text });
const walk = (account: string, more: Partial<Walk> = {}): Walk => ({
  set: 'root-usage',
  account,
  events: ['root signs in'],
  regions: ['us-east-1'],
  end: 'noticed',
  hops: [hop('trail main records it')],
  others: [],
  ...more,
});

describe('walks are shared', () => {
  test('by the accounts that go the same way, in the order in which they first come', () => {
    const stopped = { end: 'unnoticed', hops: [hop('no trail records the account', 'no')] } as const;
    const { account: _, ...way } = walk('');
    expect(shareWalks([walk('a'), walk('b', stopped), walk('c'), walk('d', stopped)])).toEqual([
      { ...way, accounts: ['a', 'c'] },
      { ...way, ...stopped, accounts: ['b', 'd'] },
    ]);
    expect(shareWalks([])).toEqual([]);
  });

  test.each<[what: string, more: Partial<Walk>]>([
    ['set', { set: 'trail-stopped' }],
    ['events', { events: ['root signs in', 'root changes its password'] }],
    ['regions', { regions: ['eu-west-1'] }],
    ['end', { end: 'unknown' }],
    ['way', { hops: [hop('trail second records it')] }],
    ['other ways', { others: [hop('rule watch is disabled', 'no')] }],
  ])('not where the %s differs', (_, more) => {
    expect(shareWalks([walk('a'), walk('b', more)]).map(({ accounts }) => accounts)).toEqual([['a'], ['b']]);
  });

  test('and left as they were', () => {
    const walks = [walk('a'), walk('b')];
    shareWalks(walks);
    expect(walks).toEqual([walk('a'), walk('b')]);
  });
});

describe('a finding is told by', () => {
  const all = (['noticed', 'unnoticed', 'unknown'] as const).flatMap((end) =>
    ['1', '2', '3', '4'].map((number) => walk(number, { end })),
  );
  const finding = (status: Status, walks?: readonly Walk[]): Finding => ({
    check: 'root-usage-is-noticed',
    resource: { type: 'account', id: '1', name: '1' },
    status,
    message: '',
    evidence: [],
    ...(walks && { walks }),
  });

  test.each<[status: Status, end: Walk['end']]>([
    ['fail', 'unnoticed'],
    ['unknown', 'unknown'],
    ['pass', 'noticed'],
  ])('%s: the first two walks that end %s, and how many more there are', (status, end) => {
    expect(tellingWalks(finding(status, all))).toEqual({ shown: [walk('1', { end }), walk('2', { end })], more: 2 });
  });

  test('no walk where nothing was drilled, or none ends so', () => {
    const none = { shown: [], more: 0 };
    expect(tellingWalks(finding('not-applicable', all))).toEqual(none);
    expect(tellingWalks(finding('fail'))).toEqual(none);
    expect(tellingWalks(finding('fail', [walk('1')]))).toEqual(none);
    expect(tellingWalks(finding('pass', [walk('1')]))).toEqual({ shown: [walk('1')], more: 0 });
  });
});

test('regions are named while they are few', () => {
  const events = ['StopLogging', 'DeleteTrail'];
  expect(eventsText({ events, regions: ['a', 'b', 'c', 'd'] })).toBe('StopLogging, DeleteTrail (a, b, c, d)');
  expect(eventsText({ events, regions: ['a', 'b', 'c', 'd', 'e'] })).toBe('StopLogging, DeleteTrail (5 regions)');
});

test('every state has its mark, every end its words', () => {
  expect((['yes', 'no', 'unknown'] as const).map((state) => markOf(hop('', state)))).toEqual(['✓', '✗', '?']);
  expect((['noticed', 'unnoticed', 'unknown'] as const).map((end) => endText({ end }))).toEqual([
    'somebody would know',
    'nobody would know',
    'nobody can tell',
  ]);
});
