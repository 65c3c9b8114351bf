import type { AccountInOrganization, AccountSurvey } from '../collectors/survey-account.ts';
import type { RunSurvey } from '../collectors/survey-run.ts';
import type { ResourceReference } from '../model/finding.ts';
import { allOf, Gap } from '../model/gap.ts';
import { logRoot } from '../model/log-root.ts';
import { Link, type Resource } from '../model/resource.ts';
import { schemaOf } from '../model/resources/index.ts';
import { type BucketLists, bucketLists, LIST_BUCKETS } from './bucket-lists.ts';
import { holesIn } from './holes.ts';
import { createInventory, type Inventory } from './inventory.ts';
import { destinationsIn } from './replicas.ts';
import { withUsers } from './users.ts';

/** Builds the resources of one account, given what the organisation says of it. Injected: collectors are known by type only. */
export type AccountResources = (survey: AccountSurvey, known: AccountInOrganization) => readonly Resource[];

/** Joins what the collectors found across accounts and regions. */
export function joinSurvey(survey: RunSurvey, accountResources: AccountResources): Inventory {
  const { plan, organization: view, accounts, followed, unfollowed } = survey;
  const root: ResourceReference = plan.organization
    ? {
        type: 'organization',
        id: plan.organization.id,
        name: plan.organization.id,
        account: plan.organization.managementAccountId,
      }
    : { type: 'account', id: plan.caller.account, name: plan.caller.account, account: plan.caller.account };
  const lists = bucketLists(accounts);
  const trails = joinTrails(survey, lists);
  const organization =
    view.organization instanceof Gap || !view.organization
      ? undefined
      : withTrails(view.organization, accounts, trails);
  const holes = holesIn(survey, trails, root);

  const names = new Map(plan.accounts.map(({ id, name }) => [id, name ?? id]));
  const organizationLink =
    view.organization instanceof Gap ? view.organization : organization && new Link('organization', organization.id);
  const ofAccounts = accounts.flatMap((account) =>
    accountResources(account, {
      name: names.get(account.account) ?? account.account,
      status: statusOf(account.account, survey),
      isCaller: account.account === plan.caller.account,
      organization: organizationLink,
      serviceControlPolicies: servicePoliciesOf(view),
      calls: organization?.calls ?? {},
    }),
  );
  const unseenTrail = holes.find(({ type }) => type === 'bucket')?.gap;
  const destinations = destinationsIn(survey, lists);
  const delivering = byBucket(trails);
  const found = [
    ...(organization ? [organization] : []),
    // An event bus that was followed shows its policy too, so it goes before what its account says of it.
    ...followed.resources.map((resource) =>
      resource.type === 'bucket'
        ? destinations(joinBucket(resource, delivering.get(resource.id) ?? [], unseenTrail, lists))
        : resource,
    ),
    ...ofAccounts,
    ...trails,
    ...[...unfollowed.values()].map(({ link, gap, exists }) => unread(link, gap, exists)),
  ];
  return createInventory({
    root,
    resources: withUsers(found, holes),
    holes,
    dangling: followed.dangling,
    missing: ({ to, id }) => new Gap('not-scanned', `not scanned: ${to} ${id} is not part of this scan`),
    accounts: accounts.map(({ account, regions, notSeen }) => ({
      account,
      regions,
      name: names.get(account) ?? account,
      ...(notSeen && { notSeen }),
    })),
  });
}

/** What is known of service control policies; left out for an account outside of organisations. */
function servicePoliciesOf({ organization, serviceControlPolicies }: RunSurvey['organization']) {
  if (organization instanceof Gap) return { policies: [], hole: organization, references: [] };
  return serviceControlPolicies;
}

function statusOf(account: string, { organization: { organization, accounts } }: RunSurvey): string | Gap {
  if (organization === undefined) return 'ACTIVE';
  if (organization instanceof Gap) return organization;
  if (accounts instanceof Gap) return accounts;
  return (
    accounts.find(({ id }) => id === account)?.status ?? new Gap('failed', `the organisation does not list ${account}`)
  );
}

/** Each trail once: as its home account sees it, else as the first account that sees a copy. */
function joinTrails({ accounts, bucketIsListed }: RunSurvey, lists: BucketLists): readonly Resource[] {
  const own = new Map(accounts.flatMap(({ trails }) => trails.own).map((trail) => [trail.id, trail]));
  for (const copy of accounts.flatMap(({ trails }) => trails.copies)) {
    if (own.has(copy.id)) continue;
    const home = accounts.find(({ account }) => account === copy.account);
    const gap =
      home && (home.trails.hole ?? new Gap('failed', `account ${home.account} does not show its own trail ${copy.id}`));
    own.set(copy.id, gap ? { ...copy, fields: { ...copy.fields, isShadow: gap } } : copy);
  }
  return [...own.values()].map((trail) => {
    const bucketIsInOrganization = isListed(trail, bucketIsListed);
    const { bucket } = trail.fields;
    return {
      ...trail,
      fields: { ...trail.fields, bucketIsInOrganization },
      calls: { ...trail.calls, ...(bucket instanceof Link && listing(bucket.id, lists)) },
    };
  });
}

const listing = (arn: string, lists: BucketLists): Resource['calls'] => ({
  [LIST_BUCKETS]: lists.listsOf(arn.slice(arn.lastIndexOf(':') + 1)),
});

function isListed({ fields: { bucket } }: Resource, listed: RunSurvey['bucketIsListed']): boolean | Gap {
  if (bucket instanceof Gap) return bucket;
  if (!(bucket instanceof Link)) return new Gap('failed', 'AWS did not say which bucket the trail delivers to');
  return listed.get(bucket.id) ?? new Gap('failed', `nobody was asked whose bucket ${bucket.id} is`);
}

/** The organisation with the organisation trails that anybody sees; without its management account there may be more. */
function withTrails(organization: Resource, accounts: readonly AccountSurvey[], trails: readonly Resource[]): Resource {
  const { managementAccountId } = organization.fields;
  const management = accounts.find(({ account }) => account === managementAccountId);
  const hole = management
    ? management.trails.hole
    : managementAccountId instanceof Gap
      ? managementAccountId
      : allOf([
          new Gap('not-scanned', `not scanned: management account ${String(managementAccountId)}; add it to the scan`),
          ...accounts.flatMap(({ trails: { hole: seen } }) => seen ?? []),
        ]);
  const links = trails.flatMap((trail): readonly (Link | Gap)[] => {
    const { isOrganizationTrail } = trail.fields;
    if (isOrganizationTrail instanceof Gap) return trail.account === managementAccountId ? [isOrganizationTrail] : [];
    return isOrganizationTrail === true ? [new Link('trail', trail.id)] : [];
  });
  const references = trails.flatMap((trail) =>
    trail.fields['isOrganizationTrail'] === true ? (trail.calls['cloudtrail:DescribeTrails'] ?? []) : [],
  );
  return {
    ...organization,
    fields: { ...organization.fields, trails: [...links, ...(hole ? [hole] : [])] },
    calls: { ...organization.calls, 'cloudtrail:DescribeTrails': references },
  };
}

/** The trails that deliver to each bucket, by its ARN. */
function byBucket(trails: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const found = new Map<string, Resource[]>();
  for (const trail of trails) {
    const { bucket } = trail.fields;
    if (!(bucket instanceof Link)) continue;
    const own = found.get(bucket.id) ?? [];
    found.set(bucket.id, own);
    own.push(trail);
  }
  return found;
}

/**
 * A bucket with what its trails and the list of its owner say of it. The prefixes that trails deliver
 * to end in a hole where a trail may be missing.
 */
function joinBucket(
  bucket: Resource,
  delivering: readonly Resource[],
  hole: Gap | undefined,
  lists: BucketLists,
): Resource {
  const prefixes = delivering.map(({ fields: { s3KeyPrefix } }) => logRoot(s3KeyPrefix));
  const keys = delivering.flatMap(({ fields: { kmsKeyId } }) => (typeof kmsKeyId === 'string' ? kmsKeyId : []));
  const described = delivering.flatMap(({ calls }) => calls['cloudtrail:DescribeTrails'] ?? []);
  const missing = hole ? [hole] : [];
  return {
    ...bucket,
    fields: {
      ...bucket.fields,
      logPrefixes: [...new Set(prefixes.toSorted()), ...missing],
      logKmsKeyIds: [...new Set(keys.toSorted()), ...missing],
    },
    calls: { ...bucket.calls, ...listing(bucket.id, lists), 'cloudtrail:DescribeTrails': described },
  };
}

/** A resource of which only the name is known. */
function unread({ to, id }: Link, gap: Gap, exists: boolean): Resource {
  const [, , , region, account, ...rest] = id.split(':');
  const name = rest.join(':').replace(/^(key\/|log-group:|event-bus\/|role\/(.*\/)?)/, '');
  const fields: Record<string, unknown> = {
    id,
    arn: id,
    name,
    ...(account && { account }),
    ...(account && schemaOf(to).properties['owner'] && { owner: new Link('account', account) }),
    ...(region && { region }),
  };
  for (const [property, schema] of Object.entries(schemaOf(to).properties)) {
    if (schema.call !== undefined && fields[property] === undefined) fields[property] = gap;
  }
  return {
    type: to,
    id,
    name,
    ...(account && { account }),
    ...(region && { region }),
    exists: exists || gap,
    fields,
    calls: {},
  };
}
