import { describe, expect, test } from 'vitest';
import { evaluatePolicy, type Principal, type Verdict } from '../../../src/interpreters/policy/index.ts';

const ask = (statement: object, principal: Principal): Verdict =>
  evaluatePolicy(
    { Statement: [{ Action: '*', Resource: '*', ...statement }] },
    { principal, action: 's3:GetObject', resource: 'arn:aws:s3:::b/x', context: {} },
  );

const root = { arn: 'arn:aws:iam::111122223333:root' };
const user = { arn: 'arn:aws:iam::111122223333:user/staff/ann' };
const role = { arn: 'arn:aws:iam::111122223333:role/jobs/Copy' };
const session = { arn: 'arn:aws:sts::111122223333:assumed-role/Copy/one' };
const federated = { arn: 'arn:aws:sts::111122223333:federated-user/ann' };
const stranger = { arn: 'arn:aws:sts::999999999999:assumed-role/Copy/one' };
const cloudtrail = { service: 'cloudtrail.amazonaws.com' };
const everybody: readonly Principal[] = ['anonymous', cloudtrail, root, user, role, session, federated, stranger];

const name = (principal: Principal): string =>
  principal === 'anonymous' ? principal : 'arn' in principal ? principal.arn : principal.service;

/** A principal element, those whom it names, those whom it may name; nobody else. */
const TABLE: readonly [string | object, readonly Principal[], readonly Principal[]][] = [
  ['*', ['anonymous', root, user, role, session, federated, stranger], [cloudtrail]],
  [{ AWS: '*' }, ['anonymous', root, user, role, session, federated, stranger], [cloudtrail]],
  [{ AWS: '111122223333' }, [root, user, role, session, federated], []],
  [{ AWS: root.arn }, [root, user, role, session, federated], []],
  [{ AWS: 'arn:aws-cn:iam::111122223333:root' }, [], []],
  [{ AWS: user.arn }, [user], [federated]],
  [{ AWS: 'arn:aws:iam::111122223333:user/ann' }, [], [federated]],
  [{ AWS: role.arn }, [role, session], []],
  [{ AWS: 'arn:aws:iam::111122223333:role/Copy' }, [session], []],
  [{ AWS: 'arn:aws:iam::111122223333:role/copy' }, [], []],
  [{ AWS: session.arn }, [session], [role]],
  [{ AWS: 'arn:aws:sts::111122223333:assumed-role/Copy/two' }, [], [role]],
  [{ AWS: federated.arn }, [federated], []],
  [{ AWS: [user.arn, 'arn:aws:iam::999999999999:role/x/Copy'] }, [user, stranger], [federated]],
  [{ AWS: 'AROAEXAMPLEID' }, [], []],
  [{ AWS: 'AIDAEXAMPLEID' }, [], []],
  [{ AWS: 'arn:aws:iam::*:root' }, [], [root]],
  [{ AWS: 'arn:aws:iam::111122223333:user/*' }, [], [user]],
  [{ Service: 'cloudtrail.amazonaws.com' }, [cloudtrail], []],
  [{ Service: ['config.amazonaws.com', 'cloudtrail.amazonaws.com'] }, [cloudtrail], []],
  [{ Service: 'cloudtrail.amazonaws.com.cn' }, [], [cloudtrail]],
  [{ Service: 'CloudTrail.amazonaws.com' }, [], [cloudtrail]],
  [{ Service: '*' }, [], [cloudtrail]],
  [{ Service: 'config.amazonaws.com' }, [], []],
  [{ Federated: 'arn:aws:iam::111122223333:saml-provider/x' }, [], [session, stranger]],
  [{ CanonicalUser: 'f'.repeat(64) }, [], [root, user, role, session, federated, stranger]],
  [{ Constructor: 'x' }, [], everybody],
  [{}, [], []],
  [{ AWS: [] }, [], []],
  [{ AWS: user.arn, Service: cloudtrail.service }, [user, cloudtrail], [federated]],
];

describe.each(TABLE)('%j', (Principal, named, perhaps) => {
  test('names', () => {
    for (const principal of everybody) {
      const expected = named.includes(principal) ? 'allow' : perhaps.includes(principal) ? 'unknown' : 'implicit-deny';
      expect(ask({ Effect: 'Allow', Principal }, principal), name(principal)).toBe(expected);
    }
  });

  test('refuses', () => {
    for (const principal of everybody) {
      // In a Deny, "everyone" includes services.
      const isEveryone = Principal === '*' || JSON.stringify(Principal) === '{"AWS":"*"}';
      const expected =
        named.includes(principal) || isEveryone
          ? 'explicit-deny'
          : perhaps.includes(principal)
            ? 'unknown'
            : 'implicit-deny';
      expect(ask({ Effect: 'Deny', Principal }, principal), name(principal)).toBe(expected);
    }
  });
});

describe('everyone but', () => {
  test.each<[string, object, Principal, Verdict, Verdict]>([
    ['a role and its account, for the role', { AWS: [role.arn, root.arn] }, role, 'implicit-deny', 'implicit-deny'],
    [
      'a role and its account, for its session',
      { AWS: [role.arn, root.arn] },
      session,
      'implicit-deny',
      'implicit-deny',
    ],
    ['a role and its account, for a service', { AWS: [role.arn, root.arn] }, cloudtrail, 'explicit-deny', 'unknown'],
    [
      'a role and its account, for nobody in particular',
      { AWS: [role.arn, root.arn] },
      'anonymous',
      'explicit-deny',
      'allow',
    ],
    ['a role and its account, for another account', { AWS: [role.arn, root.arn] }, stranger, 'explicit-deny', 'allow'],
    ['a role without its account', { AWS: role.arn }, role, 'unknown', 'implicit-deny'],
    ['an account without the role', { AWS: root.arn }, role, 'unknown', 'unknown'],
    ['an account, for its root', { AWS: root.arn }, root, 'implicit-deny', 'implicit-deny'],
    ['another user of the account', { AWS: [role.arn, root.arn] }, user, 'unknown', 'unknown'],
    ['a session without its role', { AWS: [session.arn, root.arn] }, session, 'unknown', 'implicit-deny'],
    ['a session with its role', { AWS: [session.arn, role.arn, root.arn] }, session, 'implicit-deny', 'implicit-deny'],
    ['the service', { Service: cloudtrail.service }, cloudtrail, 'implicit-deny', 'implicit-deny'],
    ['another service', { Service: 'config.amazonaws.com' }, cloudtrail, 'explicit-deny', 'unknown'],
    ['everyone', { AWS: '*' }, role, 'implicit-deny', 'implicit-deny'],
    ['everyone, for a session', { AWS: '*' }, session, 'implicit-deny', 'implicit-deny'],
    ['nobody', {}, 'anonymous', 'explicit-deny', 'allow'],
  ])('%s', (_title, NotPrincipal, principal, denied, allowed) => {
    expect(ask({ Effect: 'Deny', NotPrincipal }, principal)).toBe(denied);
    expect(ask({ Effect: 'Allow', NotPrincipal }, principal)).toBe(allowed);
  });
});
