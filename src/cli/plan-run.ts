import type { CredentialProvider } from '../aws/credentials.ts';
import type { Live } from '../aws/live.ts';
import { type AwsEnvironment, openSession } from '../aws/open-session.ts';
import type { CallEvent } from '../aws/send.ts';
import { caller } from '../collectors/calls.ts';
import { createRecorder } from '../evidence/recording.ts';
import type { RecordedCall } from '../model/call.ts';
import type { Plan } from '../model/manifest.ts';
import type { CallName } from '../model/operations.ts';
import { type AccountChoice, chooseAccounts } from './choose-accounts.ts';

export interface RunOptions extends AccountChoice {
  readonly awsProfile?: string;
  readonly externalId?: string;
  readonly sessionName?: string;
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
  const { accounts, excluded, notes } = await chooseAccounts(call, me.account, options);
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
      ...(excluded.length > 0 && { excluded }),
    },
  };
}

const ALONE = (account: string, organization: string): string =>
  `account ${account} belongs to organisation ${organization}; only this account is scanned. Pass --role-name to scan the others too.`;
