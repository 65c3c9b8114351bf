import { allOf, Gap } from '../model/gap.ts';
import type { Plan } from '../model/manifest.ts';
import { someOf } from '../model/some-of.ts';
import type { ListedBucket } from './account.ts';
import type { OrganizationView } from './organization.ts';
import type { AccountSurvey } from './survey-account.ts';

/** The buckets an account lists as its own; none where the list could not be read. */
export const listedBuckets = ({ buckets }: AccountSurvey): readonly ListedBucket[] =>
  buckets instanceof Gap ? [] : buckets;

/** Which account owns a bucket: the one whose own list names it. */
export class BucketOwners {
  readonly listed = new Map<string, boolean | Gap>();
  readonly #owners = new Map<string, { account: string; region: string | undefined }>();
  readonly #open: Gap | undefined;
  readonly #partition: string;

  constructor(accounts: readonly AccountSurvey[], organization: OrganizationView, plan: Plan) {
    this.#partition = plan.partition;
    for (const survey of accounts) {
      for (const { name, region } of listedBuckets(survey)) this.#owners.set(name, { account: survey.account, region });
    }
    this.#open = whoElseMayOwn(accounts, organization);
    for (const name of this.#owners.keys()) this.#note(name, true);
  }

  /** The account, or why it is not known: a bucket in nobody's complete list lies outside the organisation. */
  ownerOf(name: string): string | Gap {
    const owner = this.#owners.get(name);
    if (owner) return owner.account;
    this.#note(name, this.#open ?? false);
    return this.#open
      ? new Gap(
          'not-scanned',
          `nobody scanned lists bucket ${name} as its own; it may belong to an account that could not be asked: ${this.#open.reason}`,
        )
      : new Gap(
          'not-scanned',
          `bucket ${name} belongs to no account of the organisation, so its settings cannot be read`,
        );
  }

  regionOf(name: string): string | undefined {
    return this.#owners.get(name)?.region;
  }

  #note(name: string, isListed: boolean | Gap): void {
    this.listed.set(`arn:${this.#partition}:s3:::${name}`, isListed);
  }
}

/** Why a bucket in no list may still belong to the organisation: accounts whose list is missing or cut. */
function whoElseMayOwn(
  accounts: readonly AccountSurvey[],
  { organization, accounts: members, accountsHole }: OrganizationView,
): Gap | undefined {
  const cut = accounts.flatMap(({ buckets, bucketsHole }) =>
    buckets instanceof Gap ? [buckets] : bucketsHole ? [bucketsHole] : [],
  );
  const scanned = new Set(accounts.map(({ account }) => account));
  if (organization instanceof Gap) cut.push(organization);
  else if (members instanceof Gap) cut.push(members);
  else {
    if (accountsHole) cut.push(accountsHole);
    const others = members.filter(({ id }) => !scanned.has(id)).map(({ id }) => id);
    if (others.length > 0) {
      cut.push(new Gap('not-scanned', `not scanned: add account ${someOf(others, 5)} to the scan`));
    }
  }
  return cut.length === 0 ? undefined : allOf(cut);
}
