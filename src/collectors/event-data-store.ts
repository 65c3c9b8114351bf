import { parseArn } from '../model/arn.ts';
import type { CallReference } from '../model/call.ts';
import { Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import { Link, type Resource } from '../model/resource.ts';
import { assemble, part } from './assemble.ts';
import { missingFrom } from './calls.ts';
import type { CollectorDeclaration, Context } from './context.ts';

export const eventDataStoreCollector = {
  type: 'eventDataStore',
  scope: 'region',
  calls: ['cloudtrail:ListEventDataStores', 'cloudtrail:GetEventDataStore'],
} as const satisfies CollectorDeclaration;

/** The event data stores of one region; `hole` is there when the list is not complete. */
export interface EventDataStoreView {
  readonly resources: readonly Resource[];
  readonly hole?: Gap;
}

/**
 * The event data stores of CloudTrail Lake in one region. A delegated administrator also sees those of its
 * organisation, which belong to the management account: where that is part of the run, they are looked at there.
 */
export async function collectEventDataStores(context: Context, region: string): Promise<EventDataStoreView> {
  const { plan, account, call } = context;
  const listed = await call('cloudtrail:ListEventDataStores', {}, { region });
  const stores = listed.kind === 'ok' ? (listed.output.EventDataStores ?? []) : [];
  const isReadHere = ({ EventDataStoreArn: arn = '' }: (typeof stores)[number]): boolean => {
    const owner = parseArn(arn)?.account;
    return owner === account || !plan.accounts.some(({ id }) => id === owner);
  };
  const resources = await Promise.all(
    stores
      .filter(isReadHere)
      .map(({ EventDataStoreArn: arn = '', Name }) => readStore(context, arn, Name, listed.references)),
  );
  const hole = missingFrom(listed);
  return { resources: resources.filter((store) => store !== undefined), ...(hole && { hole }) };
}

/** One store; nothing when it is gone by the time it is asked for. */
async function readStore(
  { call }: Context,
  arn: string,
  listedName: string | undefined,
  listed: readonly CallReference[],
): Promise<Resource | undefined> {
  const { region = '', account = '', resource = arn } = parseArn(arn) ?? {};
  const answer = await call('cloudtrail:GetEventDataStore', { EventDataStore: arn }, { region });
  if (answer.kind === 'absent') return undefined;
  const name = listedName ?? resource.slice(resource.lastIndexOf('/') + 1);
  const store = assemble(
    'eventDataStore',
    { id: arn, name, account, region, ...(answer.kind === 'gap' && { exists: answer.gap }) },
    { id: arn, arn, name, account, region, owner: new Link('account', account) },
    [part('cloudtrail:GetEventDataStore', answer, settingsOf)],
  );
  return { ...store, calls: { ...store.calls, 'cloudtrail:ListEventDataStores': listed } };
}

const settingsOf = (store: Outputs['cloudtrail:GetEventDataStore']): Record<string, unknown> => ({
  status: store.Status,
  isMultiRegion: store.MultiRegionEnabled,
  isOrganization: store.OrganizationEnabled,
  retentionDays: store.RetentionPeriod,
  terminationProtectionEnabled: store.TerminationProtectionEnabled,
  kmsKeyId: store.KmsKeyId,
  key: store.KmsKeyId && new Link('key', store.KmsKeyId),
  billingMode: store.BillingMode,
  eventCategories: store.AdvancedEventSelectors && categoriesOf(store.AdvancedEventSelectors),
  advancedEventSelectors: store.AdvancedEventSelectors,
  updatedAt: store.UpdatedTimestamp,
});

type Selectors = NonNullable<Outputs['cloudtrail:GetEventDataStore']['AdvancedEventSelectors']>;

/** Every selector must name its category, with Equals. Source: CloudTrail API reference, "AdvancedFieldSelector". */
function categoriesOf(selectors: Selectors): readonly string[] | Gap {
  const named = selectors.map(({ FieldSelectors = [] }) =>
    FieldSelectors.flatMap(({ Field, Equals }) => (Field === 'eventCategory' ? (Equals ?? []) : [])),
  );
  if (named.some((categories) => categories.length === 0))
    return new Gap('undocumented', 'a selector of the event data store names no eventCategory');
  return [...new Set(named.flat())].toSorted();
}
