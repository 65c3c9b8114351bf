import { expect, test } from 'vitest';
import { inventoryOf } from '../../src/cli/evaluate-evidence.ts';
import { createReplay, indexCalls } from '../../src/evidence/replay.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import type { Plan } from '../../src/model/manifest.ts';
import { Link } from '../../src/model/resource.ts';
import { CALLER, plan, recorded } from '../evidence/samples.ts';

const REGION = 'us-east-1';
const STORE = `arn:aws:cloudtrail:${REGION}:${CALLER}:eventdatastore/e1`;
const KEY = `arn:aws:kms:${REGION}:${CALLER}:key/1234`;
const alone: Plan = { ...plan, accounts: [{ id: CALLER }] };
const at = { region: REGION };
const denied = { ...at, error: { code: 'AccessDeniedException', message: 'no', status: 400 } };

const run = (calls: readonly RecordedCall[]) =>
  inventoryOf(
    alone,
    createReplay(
      indexCalls([
        recorded('sts:GetCallerIdentity', at),
        recorded('account:ListRegions', { ...at, output: { Regions: [{ RegionName: REGION }] } }),
        recorded('cloudtrail:ListTrails', { ...at, output: { Trails: [] } }),
        recorded('cloudtrail:DescribeTrails', { ...at, output: { trailList: [] } }),
        ...calls,
      ]),
    ),
  );

const listed = recorded('cloudtrail:ListEventDataStores', {
  ...at,
  output: { EventDataStores: [{ EventDataStoreArn: STORE, Name: 'lake' }] },
});

test('the key of an event data store is looked at', async () => {
  const inventory = await run([
    listed,
    recorded('cloudtrail:GetEventDataStore', { ...at, input: { EventDataStore: STORE }, output: { KmsKeyId: KEY } }),
    recorded('kms:DescribeKey', { ...at, input: { KeyId: KEY }, output: { KeyMetadata: { KeyState: 'Disabled' } } }),
  ]);
  expect(inventory.resources('eventDataStore').map(({ name }) => name)).toEqual(['lake']);
  expect(inventory.find(new Link('key', KEY))).toMatchObject({ fields: { state: 'Disabled', trails: [] } });
  expect(inventory.holes('key')).toEqual([]);
});

test.each([
  ['the list of event data stores was refused', [recorded('cloudtrail:ListEventDataStores', denied)]],
  [
    'one of them could not be looked at',
    [listed, recorded('cloudtrail:GetEventDataStore', { ...denied, input: { EventDataStore: STORE } })],
  ],
])('there may be a key that nobody saw where %s', async (_, calls) => {
  const inventory = await run(calls);
  expect(inventory.holes('key')).toMatchObject([{ where: { id: CALLER }, gap: { kind: 'denied' } }]);
});
