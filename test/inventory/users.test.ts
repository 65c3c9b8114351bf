import { describe, expect, test } from 'vitest';
import { withUsers } from '../../src/inventory/users.ts';
import { type Hole, Link } from '../../src/model/resource.ts';
import { answer, denied, resource } from '../expressions/world.ts';

const where = { type: 'account', id: '111122223333', name: 'a', account: '111122223333' };
const gap = denied('cloudtrail:ListTrails');
const hole = (type: Hole['type']): Hole => ({ type, where, gap });
const described = answer('cloudtrail:DescribeTrails');
const calls = { 'cloudtrail:DescribeTrails': [described] };

const fieldsOf = (resources: ReturnType<typeof withUsers>, id: string) =>
  resources.find((each) => each.id === id)?.fields ?? {};

describe('who uses a resource', () => {
  test('is linked back from what names it, with the call that says so', () => {
    const joined = withUsers(
      [
        resource('key', 'k', {}),
        resource('key', 'unused', {}),
        resource('trail', 'b', { key: new Link('key', 'k') }, { calls }),
        resource('trail', 'a', { key: new Link('key', 'k') }),
      ],
      [],
    );
    expect(fieldsOf(joined, 'k')['trails']).toEqual([new Link('trail', 'a'), new Link('trail', 'b')]);
    expect(joined[0]?.calls['cloudtrail:DescribeTrails']).toEqual([described]);
    expect(fieldsOf(joined, 'unused')['trails']).toEqual([]);
  });

  test('of a role are the trails that deliver by it', () => {
    const joined = withUsers(
      [resource('role', 'r', {}), resource('trail', 'a', { deliveryRole: new Link('role', 'r') })],
      [],
    );
    expect(fieldsOf(joined, 'r')['trails']).toEqual([new Link('trail', 'a')]);
  });

  test('of a topic are trails, alarms and rules, each once', () => {
    const topics = [new Link('topic', 't'), new Link('topic', 't')];
    const joined = withUsers(
      [
        resource('topic', 't', {}),
        resource('trail', 'trail', { topic: new Link('topic', 't') }),
        resource('alarm', 'alarm', { topics }),
        resource('alarm', 'alarm', { topics }),
        resource('rule', 'rule', { topics: [new Link('topic', 'other'), new Link('topic', 't')] }),
      ],
      [],
    );
    expect(fieldsOf(joined, 't')).toMatchObject({
      trails: [new Link('trail', 'trail')],
      alarms: [new Link('alarm', 'alarm')],
      rules: [new Link('rule', 'rule')],
    });
  });

  test.each<[Hole['type'], string, string]>([
    ['bucket', 'key', 'trails'],
    ['bucket', 'topic', 'trails'],
    ['bucket', 'role', 'trails'],
    ['alarm', 'topic', 'alarms'],
    ['rule', 'topic', 'rules'],
  ])('may be hidden by a hole in %s: of a %s, its %s', (type, of, field) => {
    const target = resource(of as 'key' | 'topic' | 'role', 'x', {});
    expect(fieldsOf(withUsers([target], [hole(type)]), 'x')[field]).toEqual([gap]);
    expect(fieldsOf(withUsers([target], [hole('region')]), 'x')[field]).toEqual([]);
  });

  test('may be one whose own links could not be read', () => {
    const joined = withUsers([resource('topic', 't', {}), resource('rule', 'r', { topics: gap })], []);
    expect(fieldsOf(joined, 't')['rules']).toEqual([gap]);
  });
});
