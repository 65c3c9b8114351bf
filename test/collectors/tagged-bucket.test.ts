import { describe, expect, test } from 'vitest';
import { caller } from '../../src/collectors/calls.ts';
import { collectTagged } from '../../src/collectors/tagged-bucket.ts';
import { CALLER, plan, recorded } from '../evidence/samples.ts';
import { notedReplay } from './noted-replay.ts';

const REGION = 'eu-west-1';

const collect = (rest: Parameters<typeof recorded>[1], asked: unknown[] = []) => {
  const input = { ResourceTypeFilters: ['s3', 'lambda:function', 'dynamodb:table'] };
  const noted = notedReplay([recorded('tagging:GetResources', { input, ...rest })], (request) =>
    asked.push(request.input),
  );
  return collectTagged({ plan, account: CALLER, call: caller(noted, { account: CALLER, region: REGION }) }, REGION);
};

const listed = (...arns: readonly string[]) => ({
  output: {
    ResourceTagMappingList: arns.map((ResourceARN) => ({ ResourceARN, Tags: [{ Key: 'team', Value: 'payments' }] })),
  },
});

describe('what has tags', () => {
  test('is asked for with one call, and told apart by its ARN', async () => {
    const asked: unknown[] = [];
    const { resources, hole } = await collect(
      listed(
        'arn:aws:s3:::photos',
        `arn:aws:lambda:${REGION}:${CALLER}:function:resize`,
        `arn:aws-cn:dynamodb:cn-north-1:${CALLER}:table/cards`,
      ),
      asked,
    );
    expect(asked).toEqual([
      { ResourceTypeFilters: ['s3', 'lambda:function', 'dynamodb:table'], ResourcesPerPage: 100 },
    ]);
    expect(hole).toBeUndefined();
    expect(resources.map(({ type, name, fields }) => [type, name, fields['resourceType'], fields['tags']])).toEqual([
      ['taggedBucket', 'photos', undefined, { team: 'payments' }],
      ['taggedResource', 'resize', 'AWS::Lambda::Function', { team: 'payments' }],
      ['taggedResource', 'cards', 'AWS::DynamoDB::Table', { team: 'payments' }],
    ]);
    for (const { calls } of resources) expect(Object.keys(calls)).toEqual(['tagging:GetResources']);
  });

  test('counts only where it is a bucket, a function or a table itself', async () => {
    const { resources } = await collect(
      listed(
        `arn:aws:s3:${REGION}:${CALLER}:accesspoint/photos`,
        `arn:aws:lambda:${REGION}:${CALLER}:function:resize:live`,
        `arn:aws:lambda:${REGION}:${CALLER}:layer:fonts`,
        `arn:aws:dynamodb:${REGION}:${CALLER}:table/cards/index/by-name`,
        'photos',
      ),
    );
    expect(resources).toEqual([]);
  });

  test('that nobody may list leaves a hole', async () => {
    const { resources, hole } = await collect({ error: { code: 'AccessDeniedException', message: 'no', status: 400 } });
    expect(resources).toEqual([]);
    expect(hole?.reason).toMatch(/AccessDenied.* on tag/);
  });
});
