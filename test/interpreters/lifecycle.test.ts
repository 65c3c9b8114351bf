import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type LifecycleQuestion,
  type LifecycleRule,
  objectLifetime,
  versionLifetime,
} from '../../src/interpreters/lifecycle.ts';

const plain: LifecycleQuestion = { prefix: 'AWSLogs/', isVersioned: false, readAt: '2026-11-20T10:00:00Z' };
const versioned: LifecycleQuestion = { ...plain, isVersioned: true };
const on = (rule: LifecycleRule): LifecycleRule => ({ Status: 'Enabled', ...rule });
const expires = (days: number, filter?: LifecycleRule['Filter']): LifecycleRule =>
  on({ Expiration: { Days: days }, ...(filter && { Filter: filter }) });
const removes = (days: number): LifecycleRule => on({ NoncurrentVersionExpiration: { NoncurrentDays: days } });
const exactly = (days: number) => ({ days, daysAtWorst: days });

describe('without versioning', () => {
  test.each<[string, readonly LifecycleRule[], number]>([
    ['no rule keeps objects for ever', [], Infinity],
    ['a rule removes them when they expire', [expires(90)], 90],
    ['the shortest rule counts', [expires(400), expires(90), expires(365)], 90],
    ['a disabled rule does nothing', [{ ...expires(90), Status: 'Disabled' }], Infinity],
    ['a rule without a status does nothing', [{ Expiration: { Days: 90 } }], Infinity],
    ['a rule that only moves them to another class keeps them', [on({})], Infinity],
    ['a date counts from when the rule was read', [on({ Expiration: { Date: '2026-11-30T00:00:00Z' } })], 9],
    ['a date in the past leaves nothing', [on({ Expiration: { Date: '2020-01-01T00:00:00Z' } })], 0],
    ['removing delete markers removes no object', [on({ Expiration: { ExpiredObjectDeleteMarker: true } })], Infinity],
    ['a rule for noncurrent versions removes nothing', [removes(30)], Infinity],
  ])('%s', (_title, rules, days) => {
    expect(objectLifetime(rules, plain)).toEqual(exactly(days));
  });
});

describe('with versioning', () => {
  test.each<[string, readonly LifecycleRule[], number]>([
    ['an expired object stays as a noncurrent version', [expires(90)], Infinity],
    ['a noncurrent-version rule alone does nothing to what is current', [removes(30)], Infinity],
    ['both together remove it, one after the other', [expires(90), removes(30)], 120],
    [
      'both in one rule too',
      [on({ Expiration: { Days: 90 }, NoncurrentVersionExpiration: { NoncurrentDays: 30 } })],
      120,
    ],
    [
      'keeping the newest versions keeps a file written once',
      [expires(90), on({ NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 1 } })],
      Infinity,
    ],
    [
      'keeping none of the newest versions keeps nothing',
      [expires(90), on({ NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 0 } })],
      120,
    ],
  ])('%s', (_title, rules, days) => {
    expect(objectLifetime(rules, versioned)).toEqual(exactly(days));
  });
});

describe('what was overwritten or deleted', () => {
  const sparing = (days: number, NewerNoncurrentVersions: number) =>
    on({ NoncurrentVersionExpiration: { NoncurrentDays: days, NewerNoncurrentVersions } });
  test.each<[string, readonly LifecycleRule[], number]>([
    ['stays for ever without a rule', [], Infinity],
    ['stays whatever happens to what is current', [expires(1)], Infinity],
    ['goes when a rule says so', [removes(30)], 30],
    ['goes by the shortest rule', [removes(400), removes(30)], 30],
    ['stays under a disabled rule', [{ ...removes(30), Status: 'Disabled' }], Infinity],
    ['stays under a rule for another prefix', [{ ...removes(30), Filter: { Prefix: 'backup/' } }], Infinity],
    ['goes where the newest are spared, since anybody can write newer ones', [sparing(30, 100)], 30],
    [
      'stays under a rule without days',
      [on({ NoncurrentVersionExpiration: { NewerNoncurrentVersions: 1 } })],
      Infinity,
    ],
  ])('%s', (_title, rules, days) => {
    expect(versionLifetime(rules, plain)).toEqual(exactly(days));
  });

  test('may go by a rule for some objects only', () => {
    const tagged = { ...removes(30), Filter: { Tag: { Key: 'temporary', Value: 'yes' } } };
    expect(versionLifetime([tagged, removes(365)], plain)).toEqual({ days: 365, daysAtWorst: 30 });
  });
});

describe('a rule for', () => {
  test.each<[string, LifecycleRule, number]>([
    ['everything applies', expires(90, { Prefix: '' }), 90],
    ['the very prefix applies', expires(90, { Prefix: 'AWSLogs/' }), 90],
    ['a shorter prefix applies', expires(90, { Prefix: 'AWS' }), 90],
    ['a part of it applies to some of the files', expires(90, { Prefix: 'AWSLogs/111122223333/' }), 90],
    ['another prefix does not', expires(90, { Prefix: 'backup/' }), Infinity],
    ["another service's folder does not", expires(90, { Prefix: 'AWSLogs/111122223333/Config/' }), Infinity],
    ["another service's folder, cut short, does not", expires(90, { Prefix: 'AWSLogs/111122223333/Conf' }), Infinity],
    ['the same below an organisation does not', expires(90, { Prefix: 'AWSLogs/o-a1/111122223333/Config/' }), Infinity],
    ["CloudTrail's folder, cut short, applies", expires(90, { Prefix: 'AWSLogs/111122223333/C' }), 90],
    ["CloudTrail's folder in an organisation applies", expires(90, { Prefix: 'AWSLogs/o-a1/111122223333/' }), 90],
    ['the folder of digests applies', expires(90, { Prefix: 'AWSLogs/111122223333/CloudTrail-Digest/' }), 90],
    ['a prefix in the old spelling applies', on({ Prefix: 'AWSLogs/', Expiration: { Days: 90 } }), 90],
    ['another prefix in the old spelling does not', on({ Prefix: 'backup/', Expiration: { Days: 90 } }), Infinity],
    ['a prefix among other conditions applies', expires(90, { And: { Prefix: 'AWSLogs/', Tags: [] } }), 90],
    [
      'another prefix among other conditions does not',
      expires(90, { And: { Prefix: 'backup/', Tags: [{ Key: 'a' }] } }),
      Infinity,
    ],
  ])('%s', (_title, rule, days) => {
    expect(objectLifetime([rule], plain)).toEqual(exactly(days));
  });

  test.each<[string, LifecycleRule['Filter']]>([
    ['a tag', { Tag: { Key: 'temporary', Value: 'yes' } }],
    ['tags', { And: { Tags: [{ Key: 'temporary', Value: 'yes' }] } }],
    ['a least size', { ObjectSizeGreaterThan: 0 }],
    ['a greatest size', { ObjectSizeLessThan: 1024 }],
    ['sizes', { And: { ObjectSizeGreaterThan: 1, ObjectSizeLessThan: 1024 } }],
  ])('%s may apply, and certainly does not', (_title, filter) => {
    expect(objectLifetime([expires(90, filter), expires(365)], plain)).toEqual({ days: 365, daysAtWorst: 90 });
  });
});

test('whatever the rules: never better at worst, and a further rule never keeps objects longer', () => {
  const days = fc.integer({ min: 0, max: 4000 });
  const rule: fc.Arbitrary<LifecycleRule> = fc.record(
    {
      Status: fc.constantFrom('Enabled', 'Disabled'),
      Filter: fc.constantFrom(
        {},
        { Prefix: 'AWSLogs/' },
        { Prefix: 'backup/' },
        { Tag: { Key: 'a' } },
        { ObjectSizeLessThan: 1 },
      ),
      Expiration: days.map((Days) => ({ Days })),
      NoncurrentVersionExpiration: days.map((NoncurrentDays) => ({ NoncurrentDays })),
    },
    { requiredKeys: ['Status'] },
  );
  fc.assert(
    fc.property(fc.array(rule), rule, fc.constantFrom(plain, versioned), (rules, further, question) => {
      const before = objectLifetime(rules, question);
      const after = objectLifetime([...rules, further], question);
      expect(before.daysAtWorst).toBeLessThanOrEqual(before.days);
      expect(after.days).toBeLessThanOrEqual(before.days);
      expect(after.daysAtWorst).toBeLessThanOrEqual(before.daysAtWorst);
      expect(objectLifetime(rules.toReversed(), question)).toEqual(before);
    }),
    { numRuns: 1000, seed: 5 },
  );
});
