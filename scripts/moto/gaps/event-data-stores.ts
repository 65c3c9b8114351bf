import { fault, type JsonObject, json, textOf } from '../answers.ts';
import { on, type Rule } from '../rules.ts';
import type { SeenRequest } from '../seen-request.ts';
import type { EventDataStore, Settings } from '../settings.ts';

/** CloudTrail Lake, which moto does not have. Its stores are in the settings, and there are none unless told otherwise. */
export function eventDataStoreGaps(settings: Settings): readonly Rule[] {
  /** An account sees its own stores, a delegated administrator its organisation's, too. */
  const visibleTo = ({ account, region }: SeenRequest): readonly Placed[] => {
    const storesOf = (owner: string): readonly Placed[] =>
      (settings.eventDataStores.get(owner) ?? []).map((store) => ({ store, arn: arnOf(owner, store) }));
    const organizations =
      account !== settings.management && settings.delegatedAdministrators.has(account)
        ? storesOf(settings.management).filter(({ store }) => store.organization === true)
        : [];
    return [...storesOf(account), ...organizations].filter(({ store }) => store.region === region);
  };

  // Of a listed store AWS says no more than this.
  const list: Rule = async (request) =>
    json({
      EventDataStores: visibleTo(request).map(({ store, arn }) => ({ EventDataStoreArn: arn, Name: store.name })),
    });

  const get: Rule = async (request) => {
    const asked = textOf(request.input.EventDataStore);
    const found = visibleTo(request).find(({ arn }) => arn === asked || arn.endsWith(`/${asked}`));
    return found
      ? json(describe(found, settings.now()))
      : fault(request, {
          code: 'EventDataStoreNotFoundException',
          status: 400,
          message: `Event data store not found: ${asked}`,
        });
  };

  const changed =
    (change: (store: EventDataStore, input: JsonObject) => EventDataStore): Rule =>
    async (request) => {
      const asked = textOf(request.input.EventDataStore);
      const stores = settings.eventDataStores.get(request.account) ?? [];
      settings.eventDataStores.set(
        request.account,
        stores.map((store) => (arnOf(request.account, store) === asked ? change(store, request.input) : store)),
      );
      return get(request, () => Promise.reject(new Error('nobody is asked further')));
    };

  return [
    on('cloudtrail', 'ListEventDataStores', list),
    on('cloudtrail', 'GetEventDataStore', get),
    on('cloudtrail', 'UpdateEventDataStore', changed(update)),
    on(
      'cloudtrail',
      'StartEventDataStoreIngestion',
      changed((store) => ({ ...store, status: 'ENABLED' })),
    ),
    on(
      'cloudtrail',
      'RestoreEventDataStore',
      changed((store) => ({ ...store, status: 'ENABLED' })),
    ),
  ];
}

/** Source: CloudTrail API reference, "UpdateEventDataStore": what is not named stays. */
const update = (store: EventDataStore, input: JsonObject): EventDataStore => ({
  ...store,
  ...(typeof input.MultiRegionEnabled === 'boolean' && { multiRegion: input.MultiRegionEnabled }),
  ...(typeof input.OrganizationEnabled === 'boolean' && { organization: input.OrganizationEnabled }),
  ...(typeof input.RetentionPeriod === 'number' && { retentionDays: input.RetentionPeriod }),
  ...(typeof input.TerminationProtectionEnabled === 'boolean' && {
    terminationProtection: input.TerminationProtectionEnabled,
  }),
  ...(typeof input.KmsKeyId === 'string' && { kmsKeyArn: input.KmsKeyId }),
});

interface Placed {
  readonly store: EventDataStore;
  readonly arn: string;
}

const arnOf = (account: string, { region, id }: EventDataStore): string =>
  `arn:aws:cloudtrail:${region}:${account}:eventdatastore/${id}`;

const DAY = 24 * 60 * 60;

/** Source: CloudTrail API reference, "GetEventDataStore". */
function describe({ store, arn }: Placed, now: Date): JsonObject {
  const seconds = Math.floor(now.getTime() / 1000);
  const today = seconds - (seconds % DAY);
  return {
    EventDataStoreArn: arn,
    Name: store.name,
    Status: store.status ?? 'ENABLED',
    AdvancedEventSelectors: (store.eventCategories ?? ['Management']).map((category) => ({
      Name: `${category} events`,
      FieldSelectors: [
        { Field: 'eventCategory', Equals: [category] },
        ...(category === 'Data' ? [{ Field: 'resources.type', Equals: ['AWS::S3::Object'] }] : []),
      ],
    })),
    MultiRegionEnabled: store.multiRegion ?? true,
    OrganizationEnabled: store.organization ?? false,
    RetentionPeriod: store.retentionDays ?? 366,
    TerminationProtectionEnabled: store.terminationProtection ?? true,
    CreatedTimestamp: today - 400 * DAY,
    UpdatedTimestamp: today - 30 * DAY,
    ...(store.kmsKeyArn !== undefined && { KmsKeyId: store.kmsKeyArn }),
    BillingMode: 'EXTENDABLE_RETENTION_PRICING',
    FederationStatus: 'DISABLED',
  };
}
