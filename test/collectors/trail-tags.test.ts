import { describe, expect, test } from 'vitest';
import { caller } from '../../src/collectors/calls.ts';
import { collectTrailTags } from '../../src/collectors/trail-tags.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import { CALLER, recorded } from '../evidence/samples.ts';
import { notedReplay } from './noted-replay.ts';

const trailIn = (region: string, name: string) =>
  [`arn:aws:cloudtrail:${region}:${CALLER}:trail/${name}`, region] as const;
const [ONE] = trailIn('eu-west-1', 'one');

const collect = (
  homes: Parameters<typeof collectTrailTags>[1],
  calls: readonly RecordedCall[],
  asked: unknown[] = [],
) => {
  const noted = notedReplay(calls, (request) => asked.push([request.region, request.input]));
  return collectTrailTags(caller(noted, { account: CALLER, region: 'us-east-1' }), homes);
};

const answer = (region: string, arns: readonly string[], rest: Partial<RecordedCall>) =>
  recorded('cloudtrail:ListTags', { region, input: { ResourceIdList: arns }, ...rest });

const fieldsOf = async (rest: Partial<RecordedCall>) =>
  (await collect([[ONE, 'eu-west-1']], [answer('eu-west-1', [ONE], rest)])).get(ONE)?.fields;

describe('tags of trails', () => {
  test('are asked for in the home region, up to twenty trails at once', async () => {
    const many = Array.from({ length: 21 }, (_, index) => trailIn('eu-west-1', String.fromCharCode(97 + index)));
    const asked: unknown[] = [];
    await collect([...many.toReversed(), trailIn('us-east-1', 'z')], [], asked);
    const arns = many.map(([arn]) => arn);
    expect(asked).toEqual([
      ['eu-west-1', { ResourceIdList: arns.slice(0, 20) }],
      ['eu-west-1', { ResourceIdList: arns.slice(20) }],
      ['us-east-1', { ResourceIdList: [trailIn('us-east-1', 'z')[0]] }],
    ]);
  });

  test('are nothing to ask for without trails', async () => {
    const asked: unknown[] = [];
    expect(await collect([], [], asked)).toEqual(new Map());
    expect(asked).toEqual([]);
  });

  test('belong to the trail that AWS names with them', async () => {
    const [TWO] = trailIn('eu-west-1', 'two');
    const found = await collect(
      [trailIn('eu-west-1', 'one'), trailIn('eu-west-1', 'two')],
      [
        answer('eu-west-1', [ONE, TWO], {
          output: {
            ResourceTagList: [
              { ResourceId: TWO, TagsList: [] },
              { ResourceId: ONE, TagsList: [{ Key: 'owner', Value: 'security' }, { Key: 'plain' }] },
            ],
          },
        }),
      ],
    );
    expect(found.get(ONE)?.fields).toEqual({ tags: { owner: 'security', plain: '' } });
    expect(found.get(TWO)?.fields).toEqual({ tags: {} });
    expect(found.get(ONE)?.references).toHaveLength(1);
  });

  test.each<[string, Partial<RecordedCall>, string]>([
    ['was refused', { error: { code: 'AccessDeniedException', message: 'no', status: 400 } }, 'denied'],
    ['names another trail only', { output: { ResourceTagList: [{ ResourceId: 'other', TagsList: [] }] } }, 'failed'],
    [
      'breaks off',
      { output: { ResourceTagList: [{ ResourceId: ONE, TagsList: [] }], NextToken: 'more' } },
      'not-collected',
    ],
  ])('are not known where the answer %s', async (_, rest, kind) => {
    expect(await fieldsOf(rest)).toMatchObject({ kind });
  });
});
