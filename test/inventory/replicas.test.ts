import { expect, test } from 'vitest';
import type { AccountSurvey } from '../../src/collectors/survey-account.ts';
import { bucketLists } from '../../src/inventory/bucket-lists.ts';
import { destinationsIn } from '../../src/inventory/replicas.ts';
import { Gap } from '../../src/model/gap.ts';
import { answer, denied, resource } from '../expressions/world.ts';

const refused = denied('s3:ListBuckets');
const lists = ['111122223333', '222222222222'].map((account) => ({
  account,
  buckets: account === '222222222222' ? [{ name: 'copy', region: undefined }] : [],
  parts: [{ call: 's3:ListBuckets', references: [answer('s3:ListBuckets', { account })], fields: {} }],
})) as unknown as readonly AccountSurvey[];

const bucketIsListed = new Map<string, boolean | Gap>([
  ['arn:aws:s3:::copy', true],
  ['arn:aws:s3:::far', false],
  ['arn:aws:s3:::unsure', refused],
]);
const plan = { partition: 'aws' } as Parameters<typeof destinationsIn>[0]['plan'];
const join = destinationsIn({ plan, bucketIsListed }, bucketLists(lists));

const joined = (rule: object) => {
  const { fields, calls } = join(resource('bucket', 'b', { replicationRules: [rule] }));
  const [found] = fields['replicationRules'] as readonly Record<string, unknown>[];
  return { found, asked: (calls['s3:ListBuckets'] ?? []).map(({ account }) => account) };
};

test('a destination belongs to whoever lists it, which that list says', () => {
  const { found, asked } = joined({ id: 'r', destinationBucket: 'copy' });
  expect(found).toEqual({
    id: 'r',
    destinationBucket: 'copy',
    destinationAccount: '222222222222',
    destinationIsInOrganization: true,
  });
  expect(asked).toEqual(['222222222222']);
});

test('one that nobody lists is outside, which all lists say, and whose it is nobody knows', () => {
  const { found, asked } = joined({ destinationBucket: 'far' });
  expect(found).toMatchObject({ destinationIsInOrganization: false, destinationAccount: expect.any(Gap) as Gap });
  expect(asked).toEqual(['111122223333', '222222222222']);
});

test('the account that the rule names goes before', () => {
  const { found } = joined({ destinationBucket: 'far', destinationAccount: '999999999999' });
  expect(found).toMatchObject({ destinationAccount: '999999999999', destinationIsInOrganization: false });
});

test('with a list unread nobody can tell', () => {
  expect(joined({ destinationBucket: 'unsure' }).found).toMatchObject({ destinationIsInOrganization: refused });
  expect(joined({ destinationBucket: refused }).found).toMatchObject({ destinationIsInOrganization: refused });
});

test('a bucket without replication stays as it is', () => {
  for (const replicationRules of [[], refused]) {
    const bucket = resource('bucket', 'b', { replicationRules });
    expect(join(bucket)).toBe(bucket);
  }
});
