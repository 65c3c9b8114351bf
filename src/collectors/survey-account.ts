import { Gap } from '../model/gap.ts';
import { type Hole, Link, type Resource } from '../model/resource.ts';
import type { ResourceType } from '../model/resources/index.ts';
import { collectAccount, enterAccount, type ListedBucket } from './account.ts';
import { assemble, type Part } from './assemble.ts';
import type { Context } from './context.ts';
import { collectDefaultBus, defaultBusArn } from './event-bus.ts';
import { collectEventDataStores } from './event-data-store.ts';
import { collectRegion } from './region.ts';
import type { ServiceControlPolicies } from './service-control-policies.ts';
import { collectTagged } from './tagged-bucket.ts';
import { collectTrails, type TrailView } from './trail.ts';
import { collectVpcs } from './vpc.ts';

/** The first wave: what one account says about itself. */
export interface AccountSurvey {
  readonly account: string;
  /** Why it could not be looked into at all. */
  readonly notSeen?: Gap;
  /** Those looked into. */
  readonly regions: readonly string[];
  readonly enabledRegions: readonly string[] | Gap;
  /** What each region looked into says of itself. */
  readonly regionParts: ReadonlyMap<string, readonly Part[]>;
  readonly vpcs: readonly Resource[];
  readonly parts: readonly Part[];
  readonly trails: TrailView;
  /** Buckets, functions and tables with tags. */
  readonly tagged: readonly Resource[];
  /** The default event bus of each region looked into, and their rules. */
  readonly eventBuses: readonly Resource[];
  /** The default event buses of all enabled regions, by ARN. */
  readonly busArns: readonly string[] | Gap;
  /** The event data stores of each region looked into. */
  readonly eventDataStores: readonly Resource[];
  readonly buckets: readonly ListedBucket[] | Gap;
  readonly bucketsHole?: Gap;
  readonly holes: readonly Hole[];
}

/** Types that each region has of its own: where regions are not known, any of them may be missing. */
const REGIONAL = [
  'region',
  'taggedBucket',
  'taggedResource',
  'eventBus',
  'rule',
  'eventDataStore',
  'vpc',
] as const satisfies readonly ResourceType[];

/** Looks into one account; never throws for what AWS refuses. */
export async function surveyAccount(context: Context): Promise<AccountSurvey> {
  const { account, plan } = context;
  const where = { type: 'account', id: account, name: account, account };
  const notSeen = await enterAccount(context);
  if (notSeen) {
    const holes = ['trail' as const, ...REGIONAL].map((type): Hole => ({ type, where, gap: notSeen }));
    const parts = (['account:ListRegions', 's3control:GetPublicAccessBlock', 's3:ListBuckets'] as const).map(
      (call): Part => ({ call, references: [], fields: notSeen }),
    );
    return {
      account,
      notSeen,
      regions: [],
      enabledRegions: notSeen,
      regionParts: new Map(),
      vpcs: [],
      parts,
      trails: { own: [], copies: [], hole: notSeen, references: [] },
      tagged: [],
      eventBuses: [],
      busArns: notSeen,
      eventDataStores: [],
      buckets: notSeen,
      holes,
    };
  }
  const [facts, trails] = await Promise.all([collectAccount(context), collectTrails(context)]);
  const holes: Hole[] = [];
  if (trails.hole) holes.push({ type: 'trail', where, gap: trails.hole });
  const enabled = facts.regions instanceof Gap ? [] : facts.regions;
  if (facts.regions instanceof Gap) {
    const gap = facts.regions;
    holes.push(...REGIONAL.map((type) => ({ type, where, gap })));
  }
  const regions = enabled.filter((region) => plan.regions?.includes(region) ?? true);
  const tagged = await Promise.all(regions.map((region) => collectTagged(context, region)));
  const buses = await Promise.all(regions.map((region) => collectDefaultBus(context, region)));
  const vpcs = await Promise.all(regions.map((region) => collectVpcs(context, region)));
  const regionParts = await Promise.all(
    regions.map(async (region) => [region, await collectRegion(context, region)] as const),
  );
  const stores = await Promise.all(regions.map((region) => collectEventDataStores(context, region)));
  regions.forEach((region, index) => {
    const there = { type: 'region', id: `${account}/${region}`, name: region, account, region };
    const lists = [
      ['taggedBucket', tagged[index]?.hole],
      ['taggedResource', tagged[index]?.hole],
      ['rule', buses[index]?.hole],
      ['vpc', vpcs[index]?.hole],
      ['eventDataStore', stores[index]?.hole],
    ] as const;
    for (const [type, gap] of lists) if (gap) holes.push({ type, where: there, gap });
  });
  return {
    account,
    regions,
    enabledRegions: facts.regions,
    regionParts: new Map(regionParts),
    vpcs: vpcs.flatMap(({ resources }) => resources),
    parts: facts.parts,
    trails,
    tagged: tagged.flatMap(({ resources }) => resources),
    eventBuses: buses.flatMap(({ resources }) => resources),
    busArns:
      facts.regions instanceof Gap
        ? facts.regions
        : facts.regions.map((region) => defaultBusArn(plan.partition, region, account)),
    eventDataStores: stores.flatMap(({ resources }) => resources),
    buckets: facts.buckets,
    ...(facts.bucketsHole && { bucketsHole: facts.bucketsHole }),
    holes,
  };
}

/** What is known of an account beyond what it says of itself. */
export interface AccountInOrganization {
  readonly name: string;
  readonly status: string | Gap;
  readonly isCaller: boolean;
  readonly organization: Link | Gap | undefined;
  /** Left out for an account outside of organisations. */
  readonly serviceControlPolicies: ServiceControlPolicies | undefined;
  /** The calls that say so. */
  readonly calls: Resource['calls'];
}

/** The account, its regions and tagged resources as resources, once it is known which trails it sees. */
export function accountResources(survey: AccountSurvey, known: AccountInOrganization): readonly Resource[] {
  const { account, regions, trails } = survey;
  const visible = [...trails.own, ...trails.copies];
  const hole = trails.hole ? [trails.hole] : [];
  const trailCalls = { 'cloudtrail:ListTrails': trails.references };
  const base = {
    id: account,
    name: known.name,
    isCaller: known.isCaller,
    status: known.status,
    organization: known.organization,
    enabledRegions:
      survey.enabledRegions instanceof Gap
        ? [survey.enabledRegions]
        : survey.enabledRegions.map((region) => new Link('region', `${account}/${region}`)),
    eventBuses:
      survey.busArns instanceof Gap ? [survey.busArns] : survey.busArns.map((arn) => new Link('eventBus', arn)),
    serviceControlPolicies: policiesOf(account, known.serviceControlPolicies),
    trails: [...visible.map(({ id }) => new Link('trail', id)), ...hole],
  };
  const resource = assemble('account', { id: account, name: known.name, account }, base, survey.parts);
  const covering = (region: string): readonly (Link | Gap)[] => [
    ...visible.flatMap((trail) => coverage(trail, region)),
    ...hole,
  ];
  return [
    {
      ...resource,
      calls: {
        ...known.calls,
        ...resource.calls,
        ...trailCalls,
        ...(known.serviceControlPolicies && { 'organizations:ListPolicies': known.serviceControlPolicies.references }),
      },
    },
    ...regions.map((region) => {
      const known = { id: `${account}/${region}`, name: region, account };
      const parts = survey.regionParts.get(region) ?? [];
      const seen = assemble('region', { ...known, region }, { ...known, trails: covering(region) }, parts);
      return { ...seen, calls: { ...seen.calls, ...trailCalls } };
    }),
    ...survey.vpcs,
    ...survey.eventBuses,
    ...survey.eventDataStores,
    ...survey.tagged.map((tagged) => ({
      ...tagged,
      fields: { ...tagged.fields, trails: covering(tagged.region ?? '') },
      calls: { ...tagged.calls, ...trailCalls },
    })),
  ];
}

/** The policies that apply to an account; a hole for each that may. */
function policiesOf(account: string, known: ServiceControlPolicies | undefined): readonly unknown[] {
  if (!known) return [];
  return [
    ...known.policies.flatMap(({ name, content, accounts, hole }): readonly unknown[] => {
      if (accounts === 'everyone' || accounts.has(account)) return [{ name, content }];
      return hole ? [hole] : [];
    }),
    ...(known.hole ? [known.hole] : []),
  ];
}

/** A trail covers a region when it is homed there or records every region; unknown when that could not be read. */
function coverage(trail: Resource, region: string): readonly (Link | Gap)[] {
  if (trail.region === region) return [new Link('trail', trail.id)];
  const { isMultiRegionTrail } = trail.fields;
  if (isMultiRegionTrail instanceof Gap) return [isMultiRegionTrail];
  return isMultiRegionTrail === true ? [new Link('trail', trail.id)] : [];
}
