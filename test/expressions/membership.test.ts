import { expect, test } from 'vitest';
import { Link } from '../../src/model/resource.ts';
import { say } from './say.ts';
import { ACCOUNT, denied, resource } from './world.ts';

const described = denied('organizations:DescribeOrganization');
const listed = denied('organizations:ListAccounts');
const member = new Link('account', '222222222222');

const shares = (other: string, organization: unknown, accounts: unknown) =>
  say(
    `account.sharesOrganizationWith("${other}")`,
    resource('account', ACCOUNT, { organization }),
    organization instanceof Link ? [resource('organization', 'o-1', { accounts })] : [],
  );
const ours = new Link('organization', 'o-1');

test.each<[string, string, unknown, unknown, unknown]>([
  ['itself, whatever else is not known', ACCOUNT, described, listed, true],
  ['a member', '222222222222', ours, [member], true],
  ['a member, though there may be more', '222222222222', ours, [member, listed], true],
  ['a stranger', '999999999999', ours, [member], false],
  ['anybody, outside of organisations', '222222222222', undefined, [], false],
  ['a stranger, where there may be more members', '999999999999', ours, [member, listed], `unknown: ${listed.reason}`],
  ['a stranger, where no member is known', '999999999999', ours, listed, `unknown: ${listed.reason}`],
  ['a stranger, where the organisation is not known', '999999999999', described, [], `unknown: ${described.reason}`],
])('an account shares its organisation with %s', (_title, other, organization, accounts, expected) => {
  expect(shares(other, organization, accounts)).toBe(expected);
});

test('with an organisation that was not scanned nobody can tell', () => {
  const account = resource('account', ACCOUNT, { organization: new Link('organization', 'o-2') });
  expect(say('account.sharesOrganizationWith("222222222222")', account)).toMatch(/^unknown: organization o-2/);
});
