import type { AccountInOrganization, AccountSurvey } from '../collectors/survey-account.ts';
import type { RunSurvey } from '../collectors/survey-run.ts';
import type { ResourceReference } from '../model/finding.ts';
import { allOf, Gap } from '../model/gap.ts';
import { type Hole, Link, type Resource } from '../model/resource.ts';
import { type ResourceType, schemaOf } from '../model/resources/index.ts';
import { createInventory, type Inventory } from './inventory.ts';
import { destinationsIn } from './replicas.ts';
import { withUsers } from './users.ts';

/** Builds the resources of one account, given what the organisation says of it. Injected: collectors are known by type only. */
export type AccountResources = (survey: AccountSurvey, known: AccountInOrganization) => readonly Resource[];

type BucketLists = ReturnType<typeof bucketLists>;

/** Types that are found through trails: with a trail unread, any of them may be missing. */
const BEYOND_TRAILS = [
  'bucket',
  'key',
  'logGroup',
  'metricFilter',
  'alarm',
  'topic',
  'role',
] as const satisfies readonly ResourceType[];

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
  const listsOf = bucketLists(accounts);
  const trails = joinTrails(survey, listsOf);
  const organization =
    view.organization instanceof Gap || !view.organization
      ? undefined
      : withTrails(view.organization, accounts, trails);
  const holes: Hole[] = accounts.flatMap((account) => account.holes);
  if (view.organization instanceof Gap) holes.push({ type: 'organization', where: root, gap: view.organization });
  holes.push(...strangersTrails(survey, root), ...beyondTrails(survey, trails, root));

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
  const destinations = destinationsIn(survey);
  const found = [
    ...(organization ? [organization] : []),
    // An event bus that was followed shows its policy too, so it goes before what its account says of it.
    ...followed.resources.map((resource) =>
      resource.type === 'bucket' ? destinations(joinBucket(resource, trails, unseenTrail, listsOf)) : resource,
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
function joinTrails({ accounts, bucketIsListed }: RunSurvey, listsOf: BucketLists): readonly Resource[] {
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
      calls: { ...trail.calls, ...(bucket instanceof Link && listsOf(bucket.id)) },
    };
  });
}

/** Bucket ARN → the bucket lists that say whose it is: its owner's, or everybody's where nobody lists it. */
function bucketLists(accounts: readonly AccountSurvey[]): (bucket: string) => Resource['calls'] {
  const call = 's3:ListBuckets';
  const owners = new Map<string, AccountSurvey>();
  for (const survey of accounts) {
    if (!(survey.buckets instanceof Gap)) for (const { name } of survey.buckets) owners.set(name, survey);
  }
  return (bucket) => {
    const owner = owners.get(bucket.slice(bucket.lastIndexOf(':') + 1));
    const lists = (owner ? [owner] : accounts).flatMap(({ parts }) => parts.filter((part) => part.call === call));
    return { [call]: lists.flatMap(({ references }) => references) };
  };
}

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

/** Holes for organisation trails of a management account that is not scanned: only copies show them. */
function strangersTrails({ plan, accounts }: RunSurvey, root: ResourceReference): readonly Hole[] {
  const management = plan.organization?.managementAccountId;
  if (management === undefined || plan.accounts.some(({ id }) => id === management)) return [];
  return accounts.flatMap(({ trails }) =>
    trails.hole ? [{ type: 'trail', where: root, gap: trails.hole } as const] : [],
  );
}

/** Holes at the root: what an unread trail, log group or filter may lead to can lie in any account. */
function beyondTrails(
  { accounts, followed, unfollowed }: RunSurvey,
  trails: readonly Resource[],
  root: ResourceReference,
): readonly Hole[] {
  const gaps = new Set<Gap>(accounts.flatMap((account) => account.trails.hole ?? []));
  for (const { fields } of trails) if (fields['bucket'] instanceof Gap) gaps.add(fields['bucket']);
  const holes: Hole[] = [...gaps].flatMap((gap) => BEYOND_TRAILS.map((type) => ({ type, where: root, gap })));
  const groups = [...unfollowed.values()].filter(({ link }) => link.to === 'logGroup').map(({ gap }) => gap);
  const keyless = followed.resources.flatMap(({ type, fields: { key } }) =>
    type === 'logGroup' && key instanceof Gap ? key : [],
  );
  for (const gap of [...groups, ...keyless]) holes.push({ type: 'key', where: root, gap });
  const filters = [...groups, ...followed.holes.filter(({ type }) => type === 'metricFilter').map(({ gap }) => gap)];
  for (const gap of filters)
    holes.push(...(['metricFilter', 'alarm', 'topic'] as const).map((type) => ({ type, where: root, gap })));
  for (const { type, gap } of followed.holes) {
    if (type === 'alarm') holes.push({ type, where: root, gap }, { type: 'topic', where: root, gap });
  }
  // Rules lead to topics, to other event buses and so to other rules.
  const buses = [...unfollowed.values()].filter(({ link }) => link.to === 'eventBus').map(({ gap }) => gap);
  const rules = [
    ...accounts.flatMap((account) => account.holes.filter(({ type }) => type === 'rule').map(({ gap }) => gap)),
    ...followed.holes.filter(({ type }) => type === 'rule').map(({ gap }) => gap),
    ...buses,
  ];
  for (const gap of new Set(rules))
    holes.push(...(['topic', 'eventBus', 'rule'] as const).map((type) => ({ type, where: root, gap })));
  // Event data stores lead to keys.
  const stores = accounts.flatMap((account) => [
    ...account.holes.filter(({ type }) => type === 'eventDataStore').map(({ gap }) => gap),
    ...account.eventDataStores.flatMap(({ fields: { key } }) => (key instanceof Gap ? key : [])),
  ]);
  for (const gap of new Set(stores)) holes.push({ type: 'key', where: root, gap });
  return holes;
}

/**
 * A bucket with what its trails and the list of its owner say of it. The prefixes that trails deliver
 * to end in a hole where a trail may be missing.
 */
function joinBucket(
  bucket: Resource,
  trails: readonly Resource[],
  hole: Gap | undefined,
  listsOf: BucketLists,
): Resource {
  const delivering = trails.filter(
    ({ fields }) => fields['bucket'] instanceof Link && fields['bucket'].id === bucket.id,
  );
  const prefixes = delivering.map(({ fields: { s3KeyPrefix } }) =>
    typeof s3KeyPrefix === 'string' ? `${s3KeyPrefix.replace(/\/$/, '')}/AWSLogs/` : 'AWSLogs/',
  );
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
    calls: { ...bucket.calls, ...listsOf(bucket.id), 'cloudtrail:DescribeTrails': described },
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
