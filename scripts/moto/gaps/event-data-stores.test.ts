import { CloudTrailClient, GetEventDataStoreCommand, ListEventDataStoresCommand } from '@aws-sdk/client-cloudtrail';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultSettings } from '../settings.ts';
import { type Shim, startShim } from '../shim.ts';
import { eventDataStoreGaps } from './event-data-stores.ts';

const MANAGEMENT = '123456789012';
const REGION = 'eu-west-1';
const settings = defaultSettings(MANAGEMENT, new Map([[MANAGEMENT, 'management']]), new Set());
const arn = (id: string): string => `arn:aws:cloudtrail:${REGION}:${MANAGEMENT}:eventdatastore/${id}`;

let shim: Shim;
beforeAll(async () => {
  shim = await startShim({ target: 'http://127.0.0.1:9', rules: eventDataStoreGaps(settings), management: MANAGEMENT });
});
afterAll(() => shim.close());

const clientIn = (region: string) =>
  new CloudTrailClient({
    region,
    endpoint: shim.url,
    credentials: { accessKeyId: 'AKIAAUDITOR0000000', secretAccessKey: 'secret' },
  });
const listed = async (region: string) =>
  (await clientIn(region).send(new ListEventDataStoresCommand({}))).EventDataStores;

test('without any in the settings there are no event data stores', async () => {
  settings.eventDataStores.clear();
  expect(await listed(REGION)).toEqual([]);
});

test('a store is listed in its region by name alone, and described as AWS makes it', async () => {
  settings.eventDataStores.set(MANAGEMENT, [{ name: 'lake', id: 'e1', region: REGION }]);
  expect(await listed('us-east-1')).toEqual([]);
  expect(await listed(REGION)).toEqual([{ EventDataStoreArn: arn('e1'), Name: 'lake' }]);
  const store = await clientIn(REGION).send(new GetEventDataStoreCommand({ EventDataStore: arn('e1') }));
  expect(store).toMatchObject({
    EventDataStoreArn: arn('e1'),
    Status: 'ENABLED',
    MultiRegionEnabled: true,
    OrganizationEnabled: false,
    RetentionPeriod: 366,
    TerminationProtectionEnabled: true,
    AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
  });
  expect(store.UpdatedTimestamp).toBeInstanceOf(Date);
  expect(store.KmsKeyId).toBeUndefined();
});

test('a store is as the settings have it', async () => {
  settings.eventDataStores.set(MANAGEMENT, [
    {
      name: 'lake',
      id: 'e2',
      region: REGION,
      status: 'STOPPED_INGESTION',
      multiRegion: false,
      organization: true,
      retentionDays: 30,
      terminationProtection: false,
      kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1234',
      eventCategories: ['Data'],
    },
  ]);
  expect(await clientIn(REGION).send(new GetEventDataStoreCommand({ EventDataStore: 'e2' }))).toMatchObject({
    Status: 'STOPPED_INGESTION',
    MultiRegionEnabled: false,
    OrganizationEnabled: true,
    RetentionPeriod: 30,
    TerminationProtectionEnabled: false,
    KmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/1234',
  });
});

test('one that is not there is not found', async () => {
  await expect(
    clientIn(REGION).send(new GetEventDataStoreCommand({ EventDataStore: arn('none') })),
  ).rejects.toMatchObject({ name: 'EventDataStoreNotFoundException' });
});
