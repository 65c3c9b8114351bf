import { describe, expect, test } from 'vitest';
import { type AccountChoice, chooseAccounts } from '../../src/cli/choose-accounts.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { caller } from '../../src/collectors/calls.ts';
import { createReplay } from '../../src/evidence/replay.ts';
import { CALLER, recorded } from '../evidence/samples.ts';

const [ONE, TWO, THREE] = ['444444444444', '555555555555', '666666666666'] as const;
const account = (Id: string, State = 'ACTIVE') => ({ Id, Name: `n${Id[0]}`, State });
const denied = { error: { code: 'AccessDeniedException', message: 'no', status: 400 } };

const below = (ParentId: string, accounts: readonly string[], units: readonly string[] = []) => [
  recorded('organizations:ListAccountsForParent', {
    input: { ParentId },
    output: { Accounts: accounts.map((id) => account(id)) },
  }),
  recorded('organizations:ListOrganizationalUnitsForParent', {
    input: { ParentId },
    output: { OrganizationalUnits: units.map((Id) => ({ Id })) },
  }),
];
const LISTED = recorded('organizations:ListAccounts', {
  output: { Accounts: [account(CALLER), account(ONE), account(TWO), account(THREE, 'SUSPENDED')] },
});
const UNITS = [...below('ou-all', [ONE], ['ou-sandbox']), ...below('ou-sandbox', [TWO])];

const choose = async (choice: AccountChoice, calls = [LISTED, ...UNITS]) => {
  const call = caller(createReplay(calls), { account: CALLER, region: 'eu-west-1' });
  const { accounts, ...rest } = await chooseAccounts(call, CALLER, { roleName: 'Audit', ...choice });
  return { accounts: accounts.map(({ id }) => id).toSorted(), ...rest };
};
const sorted = (...ids: readonly string[]): readonly string[] => ids.toSorted();

describe('of an organisation are scanned', () => {
  test('all active accounts', async () => {
    expect(await choose({})).toEqual({ accounts: sorted(CALLER, ONE, TWO), excluded: [], notes: [] });
  });
  test('those that are named', async () => {
    expect(await choose({ accounts: [TWO] })).toMatchObject({ accounts: [TWO] });
  });
  test('those below a unit, however deep', async () => {
    expect(await choose({ organizationalUnits: ['ou-all'] })).toMatchObject({ accounts: [ONE, TWO] });
  });
  test('each once, though it is named twice, or lies below two of the units', async () => {
    expect(await choose({ accounts: [TWO, TWO] })).toMatchObject({ accounts: [TWO] });
    expect(await choose({ organizationalUnits: ['ou-sandbox', 'ou-all'] })).toMatchObject({ accounts: [ONE, TWO] });
  });
  test('none that is excluded, and a note says so', async () => {
    expect(await choose({ exclude: { accounts: [TWO] } })).toEqual({
      accounts: sorted(CALLER, ONE),
      excluded: [TWO],
      notes: [`exclude leaves out ${TWO}.`],
    });
  });
  test('none below an excluded unit, however deep', async () => {
    expect(await choose({ exclude: { organizationalUnits: ['ou-all'] } })).toMatchObject({
      accounts: [CALLER],
      excluded: [ONE, TWO],
    });
  });
  test('those below a unit without an excluded one in it', async () => {
    const choice = { organizationalUnits: ['ou-all'], exclude: { organizationalUnits: ['ou-sandbox'] } };
    expect(await choose(choice)).toMatchObject({ accounts: [ONE], excluded: [TWO] });
  });
  test('only ours where the others cannot be listed, and a note says so', async () => {
    const call = recorded('organizations:ListAccounts', denied);
    const { accounts, notes } = await choose({}, [call]);
    expect(accounts).toEqual([CALLER]);
    expect(notes.join('\n')).toContain('could not be listed');
  });
});

describe('an excluded account', () => {
  test('is one of a few that the note names, but the plan has them all', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => String(700_000_000_000 + index));
    const { excluded, notes } = await choose({ accounts: [ONE, ...ids], exclude: { accounts: ids } });
    expect(excluded).toEqual(ids);
    expect(notes.at(-1)).toBe(`exclude leaves out ${ids.slice(0, 10).join(', ')} and 2 more.`);
  });
  test('that the organisation does not have is noted', async () => {
    const { notes } = await choose({ exclude: { accounts: ['999999999999'] } });
    expect(notes).toEqual([
      'exclude names 999999999999, which the organisation does not have among its active accounts.',
    ]);
  });
  test('below another unit than those asked for is not', async () => {
    const { notes } = await choose({ organizationalUnits: ['ou-sandbox'], exclude: { accounts: [ONE] } });
    expect(notes).toEqual([]);
  });
  test('is ours to scan when no organisation is', async () => {
    const call = caller(createReplay([]), { account: CALLER, region: 'eu-west-1' });
    expect(await chooseAccounts(call, CALLER, { exclude: { accounts: [CALLER] } })).toEqual({
      accounts: [{ id: CALLER }],
      excluded: [],
      notes: [],
    });
  });
});

describe('refused is', () => {
  test.each<readonly [string, AccountChoice, string]>([
    ['another account without a role', { accounts: [ONE] }, `--accounts names ${ONE}`],
    ['a unit without a role', { organizationalUnits: ['ou-all'] }, '--ou needs a role'],
  ])('%s', async (_, choice, says) => {
    const call = caller(createReplay([]), { account: CALLER, region: 'eu-west-1' });
    const refusal = chooseAccounts(call, CALLER, choice);
    await expect(refusal).rejects.toBeInstanceOf(UserError);
    await expect(refusal).rejects.toThrow(says);
  });

  test.each<readonly [string, AccountChoice, string]>([
    ['a unit that cannot be listed', { organizationalUnits: ['ou-gone'] }, 'the accounts below ou-gone'],
    ['an excluded unit that cannot be listed', { exclude: { organizationalUnits: ['ou-gone'] } }, 'below ou-gone'],
    ['to exclude everything', { accounts: [ONE], exclude: { accounts: [ONE] } }, 'every account is excluded'],
  ])('%s', async (_, choice, says) => {
    await expect(choose(choice)).rejects.toThrow(says);
  });
});
