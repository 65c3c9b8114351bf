import pMap from 'p-map';
import { parseArn } from '../model/arn.ts';
import type { CallSource } from '../model/call.ts';
import { allOf, Gap } from '../model/gap.ts';
import type { EvidencePart, Plan } from '../model/manifest.ts';
import type { Link, Resource } from '../model/resource.ts';
import { bucketExists } from './bucket.ts';
import { BucketOwners, listedBuckets } from './bucket-owners.ts';
import { caller } from './calls.ts';
import type { Context } from './context.ts';
import { type Followed, follow, linkKey, linksOf, nothingFollowed } from './follow.ts';
import { collectOrganization, type OrganizationView } from './organization.ts';
import { PendingLinks } from './pending-links.ts';
import { type AccountSurvey, surveyAccount } from './survey-account.ts';

/** Opens the source of one part; `close` says that no more is asked of it. */
export type OpenSource = (part: EvidencePart) => Promise<{ readonly source: CallSource; close(): Promise<void> }>;

/** Everything collectors found in a run, before it is joined. */
export interface RunSurvey {
  readonly plan: Plan;
  readonly organization: OrganizationView;
  readonly accounts: readonly AccountSurvey[];
  /** What links lead to. */
  readonly followed: Followed;
  /** Links that lead where nobody looked, and why. By `type id`. */
  readonly unfollowed: ReadonlyMap<string, { readonly link: Link; readonly gap: Gap; readonly exists: boolean }>;
  /** Whether a bucket that a trail delivers to, or that one of those is copied to, is listed by some account of the organisation. By ARN. */
  readonly bucketIsListed: ReadonlyMap<string, boolean | Gap>;
}

export interface SurveyOptions {
  /** Accounts looked into at once. */
  readonly concurrency: number;
  readonly onAccount?: (account: string) => void;
}

/**
 * Makes all calls of a run, through sources that answer live or from evidence: the organisation, then
 * every account on its own, then what links lead to in other accounts.
 */
export async function surveyRun(plan: Plan, open: OpenSource, options: SurveyOptions): Promise<RunSurvey> {
  const contextOf = (account: string, source: CallSource): Context => ({
    plan,
    account,
    call: caller(source, { account, region: plan.region }),
  });

  const about = await open('organization');
  const organization = await collectOrganization(contextOf(plan.caller.account, about.source));
  await about.close();

  const followed = nothingFollowed();
  const pending = new PendingLinks();
  const accounts = await pMap(
    plan.accounts,
    async ({ id }) => {
      const opened = await open(`accounts/${id}`);
      const context = contextOf(id, opened.source);
      const survey = await surveyAccount(context);
      const buckets = new Map(listedBuckets(survey).map(({ name, region }) => [name, region]));
      const isOwn = (link: Link): boolean =>
        link.to === 'bucket' ? buckets.has(bucketName(link)) : parseArn(link.id)?.account === id;
      let links = linksOf([
        ...survey.trails.own,
        ...survey.trails.copies,
        ...survey.eventBuses,
        ...survey.eventDataStores,
      ]);
      while (links.length > 0 && !survey.notSeen) {
        const own = links.filter((link) => isOwn(link) && pending.take(link));
        for (const link of links) if (!isOwn(link)) pending.add(link, id);
        const found = await pMap(own, (link) => follow(context, link, buckets.get(bucketName(link)), followed), {
          concurrency: 4,
        });
        links = linksOf(found.flat());
      }
      await opened.close();
      options.onAccount?.(id);
      return survey;
    },
    { concurrency: options.concurrency },
  );
  accounts.sort((a, b) => (a.account < b.account ? -1 : 1));

  const owners = new BucketOwners(accounts, organization, plan);
  const unfollowed = new Map<string, { link: Link; gap: Gap; exists: boolean }>();
  const seen = new Set(accounts.filter(({ notSeen }) => !notSeen).map(({ account }) => account));
  const parts = new Map<string, ReturnType<OpenSource>>();
  const linkContext = async (account: string): Promise<Context> => {
    const opened = parts.get(account) ?? open(`links/${account}`);
    parts.set(account, opened);
    return contextOf(account, (await opened).source);
  };
  for (let batch = pending.drain(); batch.length > 0; batch = pending.drain()) {
    const found = await pMap(
      batch,
      async ({ link, from }): Promise<readonly Resource[]> => {
        const owner = link.to === 'bucket' ? owners.ownerOf(bucketName(link)) : (parseArn(link.id)?.account ?? '');
        if (typeof owner === 'string' && seen.has(owner)) {
          return follow(await linkContext(owner), link, owners.regionOf(bucketName(link)), followed);
        }
        let gap = typeof owner === 'string' ? notScanned(link, owner, accounts) : owner;
        let exists: boolean | Gap = gap;
        if (link.to === 'bucket' && seen.has(from)) {
          exists = await bucketExists(await linkContext(from), link.id);
          if (exists === false) {
            followed.dangling.add(linkKey(link));
            return [];
          }
          if (exists instanceof Gap) gap = allOf([gap, exists]);
        }
        unfollowed.set(linkKey(link), { link, gap, exists: exists === true });
        return [];
      },
      { concurrency: options.concurrency },
    );
    for (const link of linksOf(found.flat())) pending.add(link, '');
  }
  for (const name of followed.resources.flatMap(replicaNames)) owners.ownerOf(name);
  for (const opened of parts.values()) await (await opened).close();
  return { plan, organization, accounts, followed, unfollowed, bucketIsListed: owners.listed };
}

const bucketName = ({ id }: Link): string => id.slice(id.lastIndexOf(':') + 1);

/** The buckets that a bucket is copied to, by name. */
function replicaNames({ fields: { replicationRules } }: Resource): readonly string[] {
  const rules = Array.isArray(replicationRules)
    ? (replicationRules as readonly { readonly destinationBucket?: unknown }[])
    : [];
  return rules.flatMap(({ destinationBucket }) => (typeof destinationBucket === 'string' ? destinationBucket : []));
}

function notScanned({ to, id }: Link, owner: string, accounts: readonly AccountSurvey[]): Gap {
  const survey = accounts.find(({ account }) => account === owner);
  if (survey?.notSeen) return survey.notSeen;
  return new Gap('not-scanned', `not scanned: ${to} ${id} lies in account ${owner}; add that account to the scan`);
}
