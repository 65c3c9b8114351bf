import type { CallReference } from '../model/call.ts';
import { allOf, type Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import { type Answer, type Call, missingFrom } from './calls.ts';
import { said } from './said.ts';

/** A service control policy, and whom it applies to. */
export interface ServiceControlPolicy {
  readonly name: string;
  readonly content: string | Gap;
  /** Account ids, or everyone under the root. */
  readonly accounts: ReadonlySet<string> | 'everyone';
  /** There when it may apply to more accounts. */
  readonly hole?: Gap;
}

export interface ServiceControlPolicies {
  readonly policies: readonly ServiceControlPolicy[];
  /** There when there may be more policies. */
  readonly hole?: Gap;
  readonly references: readonly CallReference[];
}

/** Policies of AWS's own, such as FullAWSAccess, deny nothing; they are not looked at. */
export async function collectServiceControlPolicies(call: Call): Promise<ServiceControlPolicies> {
  const listed = await call('organizations:ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' });
  if (listed.kind === 'gap') return { policies: [], hole: listed.gap, references: listed.references };
  if (listed.kind === 'absent') return { policies: [], references: listed.references };
  const accountsUnder = remembered((parent) => listAccountsUnder(call, parent));
  const policies: ServiceControlPolicy[] = [];
  const references = [...listed.references];
  for (const { Id = '', Name = Id, AwsManaged } of listed.output.Policies ?? []) {
    if (AwsManaged) continue;
    const described = await call('organizations:DescribePolicy', { PolicyId: Id });
    const targets = await call('organizations:ListTargetsForPolicy', { PolicyId: Id });
    references.push(...described.references, ...targets.references);
    const content = described.kind === 'ok' ? described.output.Policy?.Content : undefined;
    policies.push({
      name: Name,
      content: said(content ?? missingFrom(described), `what policy ${Name} holds`),
      ...(await appliesTo(targets, accountsUnder, references)),
    });
  }
  return { policies, ...(listed.hole && { hole: listed.hole }), references };
}

interface Accounts {
  readonly ids: readonly string[];
  readonly gaps: readonly Gap[];
  readonly references: readonly CallReference[];
}

async function appliesTo(
  targets: Answer<Outputs['organizations:ListTargetsForPolicy']>,
  accountsUnder: (parent: string) => Promise<Accounts>,
  references: CallReference[],
): Promise<Pick<ServiceControlPolicy, 'accounts' | 'hole'>> {
  if (targets.kind !== 'ok') return { accounts: new Set(), ...holeOf([missingFrom(targets)]) };
  const ids = new Set<string>();
  const gaps: (Gap | undefined)[] = [targets.hole];
  for (const { TargetId = '', Type } of targets.output.Targets ?? []) {
    if (Type === 'ROOT') return { accounts: 'everyone' };
    if (Type === 'ACCOUNT') ids.add(TargetId);
    if (Type !== 'ORGANIZATIONAL_UNIT') continue;
    const under = await accountsUnder(TargetId);
    for (const id of under.ids) ids.add(id);
    gaps.push(...under.gaps);
    references.push(...under.references);
  }
  return { accounts: ids, ...holeOf(gaps) };
}

/** The accounts in an organisational unit and in those below it. */
async function listAccountsUnder(call: Call, parent: string): Promise<Accounts> {
  const [accounts, units] = await Promise.all([
    call('organizations:ListAccountsForParent', { ParentId: parent }),
    call('organizations:ListOrganizationalUnitsForParent', { ParentId: parent }),
  ]);
  const below: Accounts[] = [];
  for (const { Id = '' } of units.kind === 'ok' ? (units.output.OrganizationalUnits ?? []) : [])
    below.push(await listAccountsUnder(call, Id));
  const own = accounts.kind === 'ok' ? (accounts.output.Accounts ?? []).map(({ Id = '' }) => Id) : [];
  return {
    ids: [...own, ...below.flatMap(({ ids }) => ids)],
    gaps: [
      ...[missingFrom(accounts), missingFrom(units)].flatMap((gap) => gap ?? []),
      ...below.flatMap(({ gaps }) => gaps),
    ],
    references: [...accounts.references, ...units.references, ...below.flatMap(({ references }) => references)],
  };
}

function holeOf(gaps: readonly (Gap | undefined)[]): { readonly hole?: Gap } {
  const known = gaps.flatMap((gap) => gap ?? []);
  return known.length > 0 ? { hole: allOf(known) } : {};
}

function remembered<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (key) => {
    const answer = answers.get(key) ?? ask(key);
    answers.set(key, answer);
    return answer;
  };
}
