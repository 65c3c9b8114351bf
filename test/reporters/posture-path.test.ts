import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ResourceReference } from '../../src/model/finding.ts';
import { postureFile, postureUri } from '../../src/reporters/posture-path.ts';
import { hostileNames } from './hostile-names.ts';

const trail: ResourceReference = {
  type: 'trail',
  id: 'arn',
  name: 'main',
  account: '111122223333',
  region: 'eu-west-1',
};
const nameOf = (name: string): string | undefined => postureFile({ ...trail, name }).split('/')[4];

test('says account, region, type and name', () => {
  expect(postureFile(trail)).toBe('posture/111122223333/eu-west-1/trail/main.yaml');
  expect(postureFile({ type: 'organization', id: 'o-1', name: 'o-1' })).toBe(
    'posture/unknown-account/global/organization/o-1.yaml',
  );
});

test('an account is called by its id, for it can be renamed', () => {
  const account = { type: 'account', id: '111122223333', name: 'shop', account: '111122223333' };
  expect(postureFile(account)).toBe('posture/111122223333/global/account/111122223333.yaml');
});

// These never change: a new path closes an alert and opens another.
test.each([
  ['example-logs.eu', 'example-logs.eu.yaml'],
  ['/aws/cloudtrail/shop', '%2Faws%2Fcloudtrail%2Fshop.yaml'],
  ['alias:key', 'alias%3Akey.yaml'],
  ['..', '%2E%2E.yaml'],
  ['a b~c*é', 'a%20b%7Ec%2A%C3%A9.yaml'],
  ['NUL', 'NUL~db9bb3888dea.yaml'],
])('writes %s as %s', (name, file) => {
  expect(nameOf(name)).toBe(file);
});

test('in a URI the percent signs of the file are encoded, so that decoding once gives the file', () => {
  const log = { ...trail, type: 'logGroup', name: '/aws/x' };
  expect(postureUri(log)).toBe('posture/111122223333/eu-west-1/logGroup/%252Faws%252Fx.yaml');
  expect(decodeURIComponent(postureUri(log))).toBe(postureFile(log));
});

test('a name too long is cut and told apart by a digest', () => {
  const [one, other] = [nameOf(`${'x'.repeat(200)}1`), nameOf(`${'x'.repeat(200)}2`)];
  expect(one).toMatch(/^x{120}~[0-9a-f]{12}\.yaml$/);
  expect(one).not.toBe(other);
});

test('a name that is one of our own words is told apart, and so are names UTF-8 cannot spell', () => {
  const { region: _, ...global } = trail;
  const { account: __, ...unknown } = trail;
  expect(postureFile({ ...trail, region: 'global' })).not.toBe(postureFile(global));
  expect(postureFile({ ...trail, account: 'unknown-account' })).not.toBe(postureFile(unknown));
  expect(nameOf('\ud800')).not.toBe(nameOf('\udbff'));
});

const name = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'./\\:~%2EFaé\ud800 ') }),
  fc.string({ minLength: 100, maxLength: 300 }),
  fc.constantFrom(...hostileNames, '', '.', '..', 'global', 'unknown-account', 'CON', 'a%2Fb', 'a/b'),
);
const place = fc.record({
  account: fc.option(name, { nil: undefined }),
  region: fc.option(name, { nil: undefined }),
  type: name,
  name,
});
type Place = typeof place extends fc.Arbitrary<infer T> ? T : never;

const reference = ({ account, region, type, name: own }: Place): ResourceReference => ({
  type,
  name: own,
  id: own,
  ...(account === undefined ? {} : { account }),
  ...(region === undefined ? {} : { region }),
});

test('whatever the name: relative, inside the folder, five segments, no scheme, safe on every file system', () => {
  fc.assert(
    fc.property(place, (own) => {
      const file = postureFile(reference(own));
      const uri = postureUri(reference(own));
      expect(file).toMatch(/^posture(?:\/[\w.%~-]+){4}$/);
      expect(file.split('/')).toHaveLength(5);
      expect(file).not.toContain('..');
      expect(Math.max(...file.split('/').map(({ length }) => length))).toBeLessThanOrEqual(138);
      expect(decodeURIComponent(uri)).toBe(file);
      expect(new URL(uri, 'https://repository.example/root/').pathname).toBe(`/root/${uri}`);
    }),
    { numRuns: 2000, seed: 3 },
  );
});

test('whatever the names: equal places have equal paths, others have others', () => {
  const key = ({ account, region, type, name: own }: Place): string =>
    JSON.stringify([account ?? null, region ?? null, type, own]);
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 40 }), (places) => {
      const identities = new Set(places.map(key));
      expect(new Set(places.map((own) => postureFile(reference(own)))).size).toBe(identities.size);
    }),
    { numRuns: 500, seed: 4 },
  );
});
