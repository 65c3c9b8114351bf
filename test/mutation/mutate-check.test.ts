import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { bundledEvents } from '../../src/cli/bundled-events.ts';
import type { Check } from '../../src/expressions/check.ts';
import { mutateCheck } from './mutate-check.ts';
import { noticing } from './notice.ts';

const events = await bundledEvents();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mutants-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(body: string, examples: string): Promise<Check> {
  const file = join(folder, 'it.yaml');
  const head = 'id: it\ntitle: It holds\nseverity: low\nmessage: It does not.\nwhy: So.\nfix: { summary: Mend it. }\n';
  await writeFile(file, `${head}references: ["https://example.com"]\n${body}\nexamples:\n${examples}`);
  const [check] = await loadChecks(events, file);
  if (!check) throw new Error('there is no check');
  return check;
}

const LOCK = `
resource: bucket
params:
  days: { type: int, default: 30, description: Days. }
when: present(bucket.objectLock)
assert:
  - expr: present(bucket.objectLock.days) && bucket.objectLock.days >= params.days
    miss: locks too short
  - { expr: bucket.versioning.isEnabled, miss: keeps no versions }`;

const unnoticed = (check: Check): readonly string[] => {
  const isNoticed = noticing(check);
  return mutateCheck(check, events)
    .filter((mutant) => !isNoticed(mutant))
    .map(({ key, place }) => `${place.slice(folder.length + 1)} ${key}`);
};

test('every part of a check is changed, and two examples notice little', async () => {
  const check = await written(
    LOCK,
    `
  - { name: good, expect: pass, bucket: { objectLock: { days: 365 }, versioning: { isEnabled: true } } }
  - { name: bad, expect: fail, bucket: { objectLock: { days: 1 }, versioning: { isEnabled: false } } }`,
  );
  expect(unnoticed(check)).toEqual([
    'it.yaml:12:7 when: without present(bucket.objectLock)',
    'it.yaml:14:11 assert: without present(bucket.objectLock.days) && bucket.objectLock.days >= params.days',
    'it.yaml:14:11 assert: without present(bucket.objectLock.days)',
    'it.yaml:14:46 assert: without bucket.objectLock.days >= params.days',
    'it.yaml:14:46 assert: bucket.objectLock.days >= params.days → bucket.objectLock.days > params.days',
    'it.yaml:16:13 assert: without bucket.versioning.isEnabled',
    'it.yaml:11:9 params.days: +1',
    'it.yaml:11:9 params.days: -1',
  ]);
});

test('examples at the boundary, and for each clause alone, notice everything', async () => {
  const check = await written(
    LOCK,
    `
  - { name: just enough, expect: pass, bucket: { objectLock: { days: 30 }, versioning: { isEnabled: true } } }
  - { name: a day short, expect: fail, bucket: { objectLock: { days: 29 }, versioning: { isEnabled: true } } }
  - { name: no days, expect: fail, bucket: { objectLock: {}, versioning: { isEnabled: true } } }
  - { name: no versions, expect: fail, bucket: { objectLock: { days: 30 }, versioning: { isEnabled: false } } }
  - { name: no lock, expect: not-applicable, bucket: { versioning: { isEnabled: true } } }`,
  );
  expect(unnoticed(check)).toEqual([]);
});

test('an expression that breaks is noticed where another clause decides', async () => {
  const check = await written(
    `
resource: bucket
assert:
  - { expr: present(bucket.objectLock.days), miss: locks nothing }
  - { expr: "!present(bucket.objectLock.days) || bucket.objectLock.days > 1", miss: locks too short }`,
    `
  - { name: two days, expect: pass, bucket: { objectLock: { days: 2 } } }
  - { name: a day, expect: fail, bucket: { objectLock: { days: 1 } } }
  - { name: no days, expect: fail, bucket: { objectLock: {} } }`,
  );
  expect(mutateCheck(check, events).map(({ key }) => key)).toContain(
    'assert: without !present(bucket.objectLock.days)',
  );
  expect(unnoticed(check)).toEqual([]);
});

test('parameters are changed whether they are left alone or set; where and that of a quantifier too', async () => {
  const check = await written(
    `
resource: taggedBucket
params:
  key: { type: string, default: team, description: A tag. }
  values: { type: list<string>, default: [a, b], description: Its values. }
  more: { type: list<string>, default: [], description: More of them. }
  isAny: { type: bool, default: false, description: Any. }
some:
  of: taggedBucket.trails
  as: trail
  where: params.isAny || params.key in taggedBucket.tags && taggedBucket.tags[params.key] in params.values + params.more
  that: trail.isMultiRegionTrail`,
    '  - { name: none, expect: fail, taggedBucket: { trails: [] } }\n  - { name: no more, expect: fail, taggedBucket: { trails: [] } }',
  );
  const keys = mutateCheck(check, events).map(({ key }) => key);
  expect(keys).toContain(
    'some.where: without params.isAny || params.key in taggedBucket.tags && taggedBucket.tags[params.key] in params.values + params.more',
  );
  expect(keys).toContain('some.where: without params.isAny');
  expect(keys).toContain('some.that: without trail.isMultiRegionTrail');
  expect(keys).toEqual(expect.arrayContaining(['some → every', 'some → none']));
  expect(keys.filter((key) => key.startsWith('params.'))).toEqual([
    'params.key: with an x after it',
    'params.values: without "a"',
    'params.values: without "b"',
    'params.more: without its first',
    'params.more: without its last',
    'params.isAny: flipped',
  ]);
});

test('two changes that read the same are told apart', async () => {
  const check = await written(
    `
resource: bucket
assert:
  - { expr: "bucket.versioning.isEnabled && !bucket.versioning.isMfaDeleteEnabled", miss: a }
  - { expr: "bucket.versioning.isEnabled || bucket.versioning.isMfaDeleteEnabled", miss: b }`,
    '  - { name: a, expect: fail, bucket: {} }\n  - { name: b, expect: fail, bucket: {} }',
  );
  expect(mutateCheck(check, events).map(({ key }) => key)).toEqual(
    expect.arrayContaining([
      'assert: without bucket.versioning.isEnabled',
      'assert: without bucket.versioning.isEnabled (2)',
    ]),
  );
});
