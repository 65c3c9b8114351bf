import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadEvents } from '../../src/catalog/load-events.ts';
import { fillEvent } from '../../src/drill/fill-event.ts';
import { matchFilterPattern } from '../../src/interpreters/filter-pattern/index.ts';
import type { EventSet, EventTemplate } from '../../src/model/sample-event.ts';
import official from '../interpreters/filter-pattern/official-patterns.json' with { type: 'json' };

const events = await loadEvents([fileURLToPath(new URL('../../events', import.meta.url))]);
const NAMES = { account: '111122223333', organization: 'o-exampleorgid', region: 'us-east-1', partition: 'aws' };

/** The names of those that a pattern matches. An answer that might be another one fails the test. */
const matched = (pattern: string, templates: readonly EventTemplate[]): readonly string[] =>
  templates
    .filter((template) => {
      const record = fillEvent(events, template, NAMES);
      const match = matchFilterPattern(pattern, record);
      expect(match.uncertain, template.name).toEqual([]);
      return match.matched;
    })
    .map(({ name }) => name);

const namesOf = (templates: readonly EventTemplate[]): readonly string[] => templates.map(({ name }) => name);

// Every condition joined by OR, two of them negated: it matches nearly everything.
const TOO_BROAD = '||($.eventName!="HeadBucket")';

/** What a version asks for, where it is not what the newest asks for. */
const asked = (set: EventSet, versions: readonly string[]): readonly EventTemplate[] => {
  if (set.id === 'security-group-changes' && versions.includes('1.2')) return set.forms['original'] ?? [];
  if (set.id === 'vpc-changes') return set.forms['with-classic-link'] ?? [];
  return set.must;
};

describe.each(official)('the pattern for $set of $versions.0 and later', ({ set: id, versions, pattern }) => {
  const set = events.sets.get(id) as EventSet;

  test('matches everything it is for', () => {
    const must = asked(set, versions);
    expect(must.length).toBeGreaterThan(0);
    expect(matched(pattern, must)).toEqual(namesOf(must));
  });

  test('matches no everyday event, but for the one that is too broad', () => {
    const noise = namesOf(set.mustNot);
    expect(noise.length).toBeGreaterThan(0);
    expect(matched(pattern, set.mustNot)).toEqual(pattern.includes(TOO_BROAD) ? noise : []);
  });

  test('is certain about the events that may go either way, and those beyond', () => {
    matched(pattern, [...set.may, ...set.beyond]);
  });
});

test('every set that benchmarks ask for has a pattern in every version that asks for it', () => {
  const versions = new Map<string, Set<string>>();
  for (const each of official) versions.set(each.set, new Set([...(versions.get(each.set) ?? []), ...each.versions]));
  expect(versions.size).toBe(15);
  const all = ['1.2', '1.3', '1.4', '1.5', '2.0', '3.0', '4.0', '5.0', '6.0', '7.0'];
  for (const [id, seen] of versions)
    expect([...seen].toSorted(), id).toEqual(id === 'organizations-changes' ? all.slice(1) : all);
});

describe('what the patterns are known to do with events that may go either way', () => {
  const patternOf = (id: string, part: string): string => {
    const found = official.filter(({ set, pattern }) => set === id && pattern.includes(part));
    expect(found).toHaveLength(1);
    return found[0]?.pattern ?? '';
  };
  const ofMay = (id: string, part: string) => {
    const set = events.sets.get(id) as EventSet;
    return { all: namesOf(set.may), matched: matched(patternOf(id, part), set.may) };
  };

  // `ec2` stands without parentheses around the names, so it binds to the first of them only.
  test('a badly parenthesised source keeps only one name to itself', () => {
    expect(ofMay('route-table-changes', 'eventSource').matched).toEqual(['a role deletes a route of a service mesh']);
  });

  test('without a source, names of other services match too', () => {
    const { all, matched: found } = ofMay('route-table-changes', '{($.eventName=CreateRoute)');
    expect(found).toEqual(all);
    expect(ofMay('iam-policy-changes', '').matched).toEqual(['a role creates a policy of the organisation']);
  });

  // The `&&`s bind to AccessDenied* alone, and set aside what they name.
  test('the newer form for refused calls sets aside deliveries and HeadBucket', () => {
    expect(ofMay('unauthorized-api-calls', '&&($.sourceIPAddress').matched).toEqual([]);
    expect(ofMay('unauthorized-api-calls', '="AccessDenied*")}').matched).toEqual([
      'a denied look whether a bucket is there',
      'a denied delivery of log files',
    ]);
  });

  test('the older form for sign-ins takes root and federations for users without MFA, the newer does not', () => {
    const older = ofMay('console-signin-no-mfa', 'MFAUsed!="Yes")}');
    expect(older.matched).toEqual(older.all);
    expect(ofMay('console-signin-no-mfa', 'userIdentity.type').matched).toEqual([]);
  });

  test('a user that is not there is another message', () => {
    expect(ofMay('console-auth-failures', '').matched).toEqual([]);
  });

  test('the first form for security groups misses what is changed in place', () => {
    const set = events.sets.get('security-group-changes') as EventSet;
    const first = official.find(({ set: id }) => id === set.id)?.pattern ?? '';
    expect(namesOf(set.must).filter((name) => !matched(first, set.must).includes(name))).toEqual([
      'ModifySecurityGroupRules',
    ]);
  });

  test('no pattern reaches an event beyond what its benchmark asks for', () => {
    for (const { set: id, pattern } of official) {
      if (pattern.includes(TOO_BROAD)) continue;
      expect(matched(pattern, events.sets.get(id)?.beyond ?? []), id).toEqual([]);
    }
  });
});
