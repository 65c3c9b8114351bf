import type { Environment } from '@marcbachmann/cel-js';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { notedField, resourceOf, unreadableAll } from './host-read.ts';
import { evaluationUnderWay } from './touched.ts';
import { Evidence } from './values.ts';

export const MEMBERSHIP_READS = {
  sharesOrganizationWith: ['organization', 'organization.accounts'],
} as const;

/** Who else belongs to an account's organisation. */
export function registerMembershipFunctions(environment: Environment): void {
  environment.registerFunction(
    'account.sharesOrganizationWith(string): bool',
    (account: Evidence, other: string): boolean => {
      const resource = resourceOf(account);
      const { members, gaps } = membershipOf(resource, Evidence.source(account).path);
      if (members.has(other)) return true;
      return gaps.length > 0 ? unreadableAll(gaps) : false;
    },
  );
}

/** An account's organisation as far as it is known. */
export interface Membership {
  /** Its id; nothing for an account outside of one, or where it is not known. */
  readonly organizationId: string | undefined;
  /** Accounts that belong to it, the account itself included. */
  readonly members: ReadonlySet<string>;
  /** Why there may be more of them. */
  readonly gaps: readonly Gap[];
}

/** An account and those of its organisation; `path` says how the account was come by. */
export function membershipOf(account: Resource, path: string): Membership {
  const link = notedField(account, 'organization', path);
  const alone = { organizationId: undefined, members: new Set([account.id]), gaps: [] };
  if (link instanceof Gap) return { ...alone, gaps: [link] };
  if (!(link instanceof Link)) return alone;
  const organization = evaluationUnderWay().world.find(link);
  if (organization === 'dangling') return alone;
  if (organization instanceof Gap) return { ...alone, organizationId: link.id, gaps: [organization] };
  const listed = notedField(organization, 'accounts', `${path}.organization`);
  const { ids, gaps } = listedOnce(organization, listed);
  return { organizationId: link.id, members: ids.has(account.id) ? ids : new Set([...ids, account.id]), gaps };
}

interface Listed {
  readonly ids: ReadonlySet<string>;
  readonly gaps: readonly Gap[];
}

// Each account and bucket of an organisation asks, and its list may be of ten thousand.
const lists = new WeakMap<Resource, Listed>();

function listedOnce(organization: Resource, field: unknown): Listed {
  const known = lists.get(organization);
  if (known) return known;
  const accounts = [field].flat();
  const ids = new Set(accounts.flatMap((each) => (each instanceof Link ? each.id : [])));
  const listed = { ids, gaps: accounts.filter((each) => each instanceof Gap) };
  lists.set(organization, listed);
  return listed;
}
