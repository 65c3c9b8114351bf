import { describe, expect, test } from 'vitest';
import { caller } from '../../src/collectors/calls.ts';
import { collectEventDataStores, eventDataStoreCollector } from '../../src/collectors/event-data-store.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import { Gap } from '../../src/model/gap.ts';
import { Link } from '../../src/model/resource.ts';
import { CALLER, MEMBER, plan, recorded } from '../evidence/samples.ts';
import { callIn, notedReplay } from './noted-replay.ts';

const REGION = 'eu-west-1';
const OUTSIDE = '999999999999';
const KEY = `arn:aws:kms:${REGION}:${CALLER}:key/1234`;
const arnIn = (account: string): string => `arn:aws:cloudtrail:${REGION}:${account}:eventdatastore/e1`;
const denied = { error: { code: 'AccessDeniedException', message: 'no', status: 400 } };

const selector = (...Equals: readonly string[]) => ({ FieldSelectors: [{ Field: 'eventCategory', Equals }] });

// As the CloudTrail API reference shows an answer of GetEventDataStore.
const answered = {
  EventDataStoreArn: arnIn(CALLER),
  Name: 'lake',
  Status: 'ENABLED',
  AdvancedEventSelectors: [
    {
      Name: 'data',
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      ],
    },
    selector('Management'),
    selector('Data'),
  ],
  MultiRegionEnabled: true,
  OrganizationEnabled: false,
  RetentionPeriod: 366,
  TerminationProtectionEnabled: true,
  CreatedTimestamp: '2024-01-01T00:00:00.000Z',
  UpdatedTimestamp: '2025-01-01T00:00:00.000Z',
  KmsKeyId: KEY,
  BillingMode: 'EXTENDABLE_RETENTION_PRICING',
};

const list = (...arns: readonly string[]) =>
  recorded('cloudtrail:ListEventDataStores', {
    output: { EventDataStores: arns.map((EventDataStoreArn) => ({ EventDataStoreArn, Name: 'lake' })) },
  });
const get = (arn: string, rest: Partial<RecordedCall> = { output: answered }) =>
  recorded('cloudtrail:GetEventDataStore', { input: { EventDataStore: arn }, ...rest });

const collect = (calls: readonly RecordedCall[], asked: string[] = []) => {
  const noted = notedReplay(calls, (request) => asked.push(callIn(request)));
  const context = { plan, account: CALLER, call: caller(noted, { account: CALLER, region: 'us-east-1' }) };
  return collectEventDataStores(context, REGION);
};

const fieldsOf = async (rest: Partial<RecordedCall>) =>
  (await collect([list(arnIn(CALLER)), get(arnIn(CALLER), rest)])).resources[0]?.fields ?? {};

describe('event data stores', () => {
  test('are asked for with the calls they declare', async () => {
    const asked: string[] = [];
    const { resources, hole } = await collect([list(arnIn(CALLER)), get(arnIn(CALLER))], asked);
    expect(new Set(asked)).toEqual(new Set(eventDataStoreCollector.calls));
    expect(hole).toBeUndefined();
    expect(resources).toMatchObject([
      {
        type: 'eventDataStore',
        id: arnIn(CALLER),
        name: 'lake',
        account: CALLER,
        region: REGION,
        exists: true,
        fields: {
          owner: new Link('account', CALLER),
          status: 'ENABLED',
          isMultiRegion: true,
          isOrganization: false,
          retentionDays: 366,
          terminationProtectionEnabled: true,
          kmsKeyId: KEY,
          key: new Link('key', KEY),
          billingMode: 'EXTENDABLE_RETENTION_PRICING',
          eventCategories: ['Data', 'Management'],
          updatedAt: '2025-01-01T00:00:00.000Z',
        },
      },
    ]);
  });

  test('are none where Lake does not exist, and that is no gap', async () => {
    const unsupported = { error: { code: 'UnsupportedOperationException', message: 'no', status: 400 } };
    expect(await collect([recorded('cloudtrail:ListEventDataStores', unsupported)])).toEqual({ resources: [] });
  });

  test('may be more where the list was refused, or cut short', async () => {
    const refused = await collect([recorded('cloudtrail:ListEventDataStores', denied)]);
    expect(refused.hole?.reason).toMatch(/AccessDenied.* on cloudtrail:ListEventDataStores/);
    const output = { EventDataStores: [{ EventDataStoreArn: arnIn(CALLER) }], NextToken: 'more' };
    const cut = await collect([recorded('cloudtrail:ListEventDataStores', { output }), get(arnIn(CALLER))]);
    expect(cut.resources.map(({ name }) => name)).toEqual(['e1']);
    expect(cut.hole).toBeInstanceOf(Gap);
  });

  test('of the organisation are read in the management account, if that is part of the run', async () => {
    const calls = [list(arnIn(CALLER), arnIn(MEMBER), arnIn(OUTSIDE)), get(arnIn(CALLER)), get(arnIn(OUTSIDE))];
    const { resources } = await collect(calls);
    expect(resources.map(({ account }) => account)).toEqual([CALLER, OUTSIDE]);
  });

  test('that are gone by the time they are asked for are left out', async () => {
    const gone = { error: { code: 'EventDataStoreNotFoundException', message: 'no', status: 400 } };
    expect((await collect([list(arnIn(CALLER)), get(arnIn(CALLER), gone)])).resources).toEqual([]);
  });

  test('that may not be looked at are gaps all over', async () => {
    const [store] = (await collect([list(arnIn(CALLER)), get(arnIn(CALLER), denied)])).resources;
    expect(store?.exists).toBeInstanceOf(Gap);
    for (const field of ['status', 'retentionDays', 'kmsKeyId', 'key', 'eventCategories'])
      expect(store?.fields[field]).toBeInstanceOf(Gap);
  });

  test('without a key of your own have none', async () => {
    const { KmsKeyId: _, ...rest } = answered;
    const fields = await fieldsOf({ output: rest });
    expect(fields).not.toHaveProperty('kmsKeyId');
    expect(fields).not.toHaveProperty('key');
  });

  test.each([
    ['protected', 'TerminationProtectionEnabled', 'terminationProtectionEnabled'],
    ['of what they take in', 'AdvancedEventSelectors', 'eventCategories'],
  ])('of which AWS does not say whether or what they are: %s', async (_, member, field) => {
    expect((await fieldsOf({ output: { ...answered, [member]: undefined } }))[field]).toBeInstanceOf(Gap);
  });

  test('with a selector that names no category may take in anything', async () => {
    const AdvancedEventSelectors = [
      selector('Management'),
      { FieldSelectors: [{ Field: 'readOnly', Equals: ['true'] }] },
    ];
    const fields = await fieldsOf({ output: { ...answered, AdvancedEventSelectors } });
    expect(fields['eventCategories']).toMatchObject({ kind: 'undocumented' });
  });
});
