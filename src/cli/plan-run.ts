import type { CredentialProvider } from '../aws/credentials.ts';
import type { Live } from '../aws/live.ts';
import { type AwsEnvironment, openSession } from '../aws/open-session.ts';
import type { CallEvent } from '../aws/send.ts';
import { type Call, caller } from '../collectors/calls.ts';
import { createRecorder } from '../evidence/recording.ts';
import type { RecordedCall } from '../model/call.ts';
import type { Plan } from '../model/manifest.ts';
import type { CallName } from '../model/operations.ts';
import { UserError } from './user-error.ts';

export interface RunOptions {
  readonly awsProfile?: string;
  readonly roleName?: string;
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly accounts?: readonly string[];
  readonly organizationalUnits?: readonly string[];
  readonly regions?: readonly string[];
  readonly endpoint?: string;
  readonly version: string;
  readonly env: AwsEnvironment;
  /** Where what is not regional is asked; else the first of `regions`, else as the SDK finds it. */
  readonly region?: string;
  /** Instead of the SDK's standard chain. */
  readonly credentials?: CredentialProvider;
  readonly signal?: AbortSignal;
  readonly maxAttempts?: number;
  readonly onCall?: (event: CallEvent) => void;
}

/** A run that is ready to be made. */
export interface PlannedRun {
  readonly plan: Plan;
  readonly live: Live;
  /** The calls that were made to find the plan. */
  readonly calls: readonly RecordedCall[];
  /** What the user should know before it starts. */
  readonly notes: readonly string[];
}

/** The calls that find out which accounts there are; collectors make the rest. */
export const PLANNING_CALLS = [
  'organizations:DescribeOrganization',
  'organizations:ListAccounts',
  'organizations:ListAccountsForParent',
  'organizations:ListOrganizationalUnitsForParent',
] as const satisfies readonly CallName[];

interface Member {
  readonly id: string;
  readonly name?: string;
}

/** Finds out who asks and which accounts there are. Throws a SetupError or UserError before anything is collected. */
export async function planRun(options: RunOptions): Promise<PlannedRun> {
  const { roleName } = options;
  const {
    live,
    caller: me,
    region,
  } = await openSession({ ...options, profile: options.awsProfile, region: options.region ?? options.regions?.[0] });

  const calls: RecordedCall[] = [];
  const recorder = createRecorder({ live, recorded: [], append: (answer) => Promise.resolve(void calls.push(answer)) });
  const call = caller(recorder, { account: me.account, region });
  const described = await call('organizations:DescribeOrganization');
  const { Id: organizationId, MasterAccountId: managementAccountId } =
    (described.kind === 'ok' && described.output.Organization) || {};
  const members = roleName === undefined ? undefined : await membersOf(call, options);
  const { accounts, notes } = chooseAccounts(me.account, members, options);
  return {
    live,
    calls,
    notes:
      roleName === undefined && organizationId !== undefined ? [...notes, ALONE(me.account, organizationId)] : notes,
    plan: {
      caller: { account: me.account, arn: me.arn },
      partition: me.partition,
      region,
      ...(roleName !== undefined && { roleName }),
      ...(organizationId && managementAccountId && { organization: { id: organizationId, managementAccountId } }),
      accounts: accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ...(options.regions && { regions: options.regions.toSorted() }),
      ...(options.organizationalUnits && { organizationalUnits: options.organizationalUnits.toSorted() }),
    },
  };
}

const ALONE = (account: string, organization: string): string =>
  `account ${account} belongs to organisation ${organization}; only this account is scanned. Pass --role-name to scan the others too.`;

/** The active accounts of the organisation or of some of its units; nothing when the caller may not list them. */
async function membersOf(call: Call, { organizationalUnits }: RunOptions): Promise<readonly Member[] | undefined> {
  if (!organizationalUnits) {
    const listed = await call('organizations:ListAccounts');
    return listed.kind === 'ok' ? active(listed.output.Accounts ?? []) : undefined;
  }
  const found: Member[] = [];
  const waiting = [...organizationalUnits];
  for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift()) {
    const [accounts, units] = await Promise.all([
      call('organizations:ListAccountsForParent', { ParentId: parent }),
      call('organizations:ListOrganizationalUnitsForParent', { ParentId: parent }),
    ]);
    const gap =
      [accounts, units].find((answer) => answer.kind === 'gap') ??
      [accounts, units].find((answer) => answer.kind === 'ok' && answer.hole);
    if (gap || accounts.kind !== 'ok' || units.kind !== 'ok') {
      const reason = gap?.kind === 'gap' ? gap.gap.reason : 'the list was cut short';
      throw new UserError(
        `the accounts below ${parent} could not be listed: ${reason}`,
        'check the id, and run with credentials of the management account or a delegated administrator',
      );
    }
    found.push(...active(accounts.output.Accounts ?? []));
    waiting.push(...(units.output.OrganizationalUnits ?? []).flatMap(({ Id }) => Id ?? []));
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

function chooseAccounts(
  me: string,
  members: readonly Member[] | undefined,
  { accounts, roleName, organizationalUnits }: RunOptions,
) {
  const notes: string[] = [];
  if (accounts) {
    const others = accounts.filter((id) => id !== me);
    if (others.length > 0 && roleName === undefined) {
      throw new UserError(
        `--accounts names ${others.join(', ')}, but there is no role to assume there`,
        'pass --role-name with a role that exists in each of them',
      );
    }
    return { accounts: accounts.map((id): Member => members?.find((member) => member.id === id) ?? { id }), notes };
  }
  if (organizationalUnits && roleName === undefined)
    throw new UserError('--ou needs a role to assume in its accounts', 'pass --role-name');
  if (roleName !== undefined && !members)
    notes.push(
      `the accounts of the organisation could not be listed, so only ${me} is scanned; name others with --accounts.`,
    );
  return { accounts: members ?? [{ id: me }], notes };
}
