import { type Call, missingFrom } from '../collectors/calls.ts';
import { someOf } from '../model/some-of.ts';
import { UserError } from './user-error.ts';

/** Which accounts of the organisation to look into. */
export interface AccountChoice {
  /** The role to assume in them; without it only the caller's own account is scanned. */
  readonly roleName?: string;
  /** Only these. */
  readonly accounts?: readonly string[];
  /** Only those below these units. */
  readonly organizationalUnits?: readonly string[];
  /** Not these, of whatever the rest comes to. */
  readonly exclude?: { readonly accounts?: readonly string[]; readonly organizationalUnits?: readonly string[] };
}

export interface Member {
  readonly id: string;
  readonly name?: string;
}

/** What an {@link AccountChoice} comes to. */
export interface ChosenAccounts {
  readonly accounts: readonly Member[];
  /** Those that would be there, were they not excluded; sorted. */
  readonly excluded: readonly string[];
  /** What the user should know before it starts. */
  readonly notes: readonly string[];
}

/** Finds out which accounts to look into. Throws a UserError where that cannot be done as asked. */
export async function chooseAccounts(call: Call, me: string, choice: AccountChoice): Promise<ChosenAccounts> {
  const { accounts, organizationalUnits: units, roleName, exclude = {} } = choice;
  if (roleName === undefined) {
    refuseOthers(me, choice);
    return { accounts: [{ id: me }], excluded: [], notes: [] };
  }

  const members = units ? await membersBelow(call, units) : await allMembers(call);
  const notes: string[] = [];
  if (!members && !accounts)
    notes.push(
      `the accounts of the organisation could not be listed, so only ${me} is scanned; name others with --accounts.`,
    );
  const known = new Map(members?.map((member) => [member.id, member]));
  // A unit may be named beside one that it lies below, and an account twice.
  const ids = new Set(accounts ?? (members ? known.keys() : [me]));
  const wanted = [...ids].map((id): Member => known.get(id) ?? { id });

  const out = new Set(exclude.accounts);
  for (const { id } of exclude.organizationalUnits ? await membersBelow(call, exclude.organizationalUnits) : [])
    out.add(id);
  const unknown = units || !members ? [] : (exclude.accounts ?? []).filter((id) => !known.has(id));
  if (unknown.length > 0)
    notes.push(
      `exclude names ${someOf(unknown, MOST)}, which the organisation does not have among its active accounts.`,
    );
  const excluded = [...ids].filter((id) => out.has(id)).toSorted();
  if (excluded.length > 0) notes.push(`exclude leaves out ${someOf(excluded, MOST)}.`);
  if (excluded.length === wanted.length)
    throw new UserError('every account is excluded', 'take some out of `exclude` in the configuration');
  return { accounts: wanted.filter(({ id }) => !out.has(id)), excluded, notes };
}

/** Accounts that a note names. */
const MOST = 10;

/** Other accounts need a role. */
function refuseOthers(me: string, { accounts = [], organizationalUnits }: AccountChoice): void {
  const others = accounts.filter((id) => id !== me);
  if (others.length > 0) {
    throw new UserError(
      `--accounts names ${others.join(', ')}, but there is no role to assume there`,
      'pass --role-name with a role that exists in each of them',
    );
  }
  if (organizationalUnits && accounts.length === 0)
    throw new UserError('--ou needs a role to assume in its accounts', 'pass --role-name');
}

/** The active accounts of the organisation; nothing when the caller may not list them. */
async function allMembers(call: Call): Promise<readonly Member[] | undefined> {
  const listed = await call('organizations:ListAccounts');
  return listed.kind === 'ok' ? active(listed.output.Accounts ?? []) : undefined;
}

/** The active accounts below some units, at any depth. */
async function membersBelow(call: Call, units: readonly string[]): Promise<readonly Member[]> {
  const found: Member[] = [];
  const waiting = [...units];
  for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift()) {
    const [accounts, children] = await Promise.all([
      call('organizations:ListAccountsForParent', { ParentId: parent }),
      call('organizations:ListOrganizationalUnitsForParent', { ParentId: parent }),
    ]);
    const gap = missingFrom(accounts) ?? missingFrom(children);
    if (gap || accounts.kind !== 'ok' || children.kind !== 'ok') {
      throw new UserError(
        `the accounts below ${parent} could not be listed: ${gap?.reason ?? 'there is no such unit'}`,
        'check the id, and run with credentials of the management account or a delegated administrator',
      );
    }
    found.push(...active(accounts.output.Accounts ?? []));
    waiting.push(...(children.output.OrganizationalUnits ?? []).flatMap(({ Id }) => Id ?? []));
  }
  return found;
}

const active = (
  accounts: readonly {
    readonly Id?: string | undefined;
    readonly Name?: string | undefined;
    readonly State?: string | undefined;
    readonly Status?: string | undefined;
  }[],
): readonly Member[] =>
  accounts.flatMap(({ Id, Name, State, Status }) =>
    Id !== undefined && (State ?? Status) === 'ACTIVE' ? [{ id: Id, ...(Name !== undefined && { name: Name }) }] : [],
  );
