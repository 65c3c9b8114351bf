import { describe, expect, test } from 'vitest';
import { Link } from '../../src/model/resource.ts';
import { say } from './say.ts';
import { denied, resource } from './world.ts';

const BUCKET = 'arn:aws:s3:::logs';
const OWNER = '222222222222';
const listed = denied('organizations:ListAccounts');
const described = denied('organizations:DescribeOrganization');
const ours = new Link('organization', 'o-1');

const may = (Action: string, more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS: '999999999999' },
  Action,
  Resource: `${BUCKET}/*`,
  ...more,
});
const everybody = { Principal: '*' };
const inOurs = { ...everybody, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
const bucket = (...Statement: readonly object[]) =>
  resource(
    'bucket',
    BUCKET,
    { policy: JSON.stringify({ Version: '2012-10-17', Statement }), owner: new Link('account', OWNER) },
    { name: 'logs', account: OWNER },
  );
const members = ['333333333333'].map((id) => new Link('account', id));

function readers(
  statements: readonly object[],
  trusted: readonly string[] = [],
  organization: unknown = ours,
  accounts: unknown = members,
) {
  const others = [
    resource('account', OWNER, { organization }),
    ...(organization instanceof Link ? [resource('organization', 'o-1', { accounts })] : []),
  ];
  return say('bucket.readers(params.trusted)', bucket(...statements), others, { trusted });
}

describe('who may read log files', () => {
  const outside = ['999999999999 may s3:GetObject (statement 1)'];
  test.each<[string, unknown, unknown]>([
    ['an account outside', readers([may('s3:GetObject')]), outside],
    ['not one that is trusted', readers([may('s3:GetObject')], ['999999999999']), []],
    [
      'not a role of an account that is trusted',
      readers([may('s3:GetObject', { Principal: { AWS: 'arn:aws:iam::999999999999:role/a' } })], ['999999999999']),
      [],
    ],
    [
      'a role outside, where another role is trusted',
      readers(
        [may('s3:GetObject', { Principal: { AWS: 'arn:aws:iam::999999999999:role/a' } })],
        ['arn:aws:iam::999999999999:role/b'],
      ),
      ['arn:aws:iam::999999999999:role/a may s3:GetObject (statement 1)'],
    ],
    [
      'not a service that is trusted',
      readers(
        [may('s3:GetObject', { Principal: { Service: 'cloudfront.amazonaws.com' } })],
        ['cloudfront.amazonaws.com'],
      ),
      [],
    ],
    ['not a member', readers([may('s3:GetObject', { Principal: { AWS: '333333333333' } })]), []],
    ['not the owner', readers([may('s3:*', { Principal: { AWS: OWNER } })]), []],
    ['not whoever is in the organisation', readers([may('s3:GetObject', inOurs)]), []],
    ['everybody', readers([may('s3:*', everybody)]), ['everybody may s3:GetObject, s3:GetObjectVersion (statement 1)']],
    [
      'whoever is in another organisation',
      readers([may('s3:GetObject', { ...everybody, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-2' } } })]),
      ['everybody who meets its conditions may s3:GetObject (statement 1)'],
    ],
    [
      'whoever is in an organisation, where the owner is in none',
      readers([may('s3:GetObject', inOurs)], [], null),
      ['everybody who meets its conditions may s3:GetObject (statement 1)'],
    ],
    [
      'nobody from whom a Deny takes it',
      readers([may('s3:GetObject'), { ...may('s3:GetObject', everybody), Effect: 'Deny' }]),
      [],
    ],
    ['nobody, by listing', readers([may('s3:ListBucket', { Resource: BUCKET })]), []],
  ])('%s', (_title, answer, expected) => {
    expect(answer).toEqual(expected);
  });

  test.each<[string, readonly object[], unknown]>([
    ['an account that may be a member is not known', [may('s3:GetObject')], `unknown: ${listed.reason}`],
    [
      'nor one of certain accounts',
      [may('s3:GetObject', { ...everybody, Condition: { StringEquals: { 'aws:PrincipalAccount': '444444444444' } } })],
      `unknown: ${listed.reason}`,
    ],
    [
      'nor one for whose account a service asks',
      [may('s3:GetObject', { ...everybody, Condition: { StringEquals: { 'aws:SourceAccount': '444444444444' } } })],
      `unknown: ${listed.reason}`,
    ],
    [
      'nor whom a Deny for all but certain accounts leaves',
      [
        may('s3:GetObject', everybody),
        {
          ...may('s3:GetObject', everybody),
          Effect: 'Deny',
          Condition: { StringNotEquals: { 'aws:PrincipalAccount': '444444444444' } },
        },
      ],
      `unknown: ${listed.reason}`,
    ],
    [
      'nor whom a Deny for a principal leaves',
      [
        may('s3:GetObject', everybody),
        { ...may('s3:GetObject', { Principal: { AWS: '444444444444' } }), Effect: 'Deny' },
      ],
      `unknown: ${listed.reason}`,
    ],
    ['everybody is known all the same', [may('s3:GetObject', everybody)], ['everybody may s3:GetObject (statement 1)']],
    [
      'and beside a Deny of plain HTTP',
      [
        may('s3:GetObject', everybody),
        { ...may('s3:*', everybody), Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ],
      ['everybody may s3:GetObject (statement 1)'],
    ],
    [
      'and a service',
      [may('s3:GetObject', { Principal: { Service: 'cloudfront.amazonaws.com' } })],
      ['cloudfront.amazonaws.com may s3:GetObject (statement 1)'],
    ],
    ['and nobody', [may('s3:GetObject', { Principal: { AWS: '333333333333' } })], []],
  ])('with members unread, %s', (_title, statements, expected) => {
    expect(readers(statements, [], ours, [...members, listed])).toEqual(expected);
  });

  test('with the organisation unread, whoever is in one may be a member', () => {
    expect(readers([may('s3:GetObject', inOurs)], [], described)).toBe(`unknown: ${described.reason}`);
  });
});

describe('who may write into a log bucket', () => {
  const writers = (statements: readonly object[], trusted: readonly string[] = []) =>
    say('bucket.writers(params.trusted)', bucket(...statements), [], { trusted });

  test.each<[string, unknown, unknown]>([
    [
      'no log service counts',
      writers([
        may('s3:PutObject', {
          Principal: { Service: ['cloudtrail.amazonaws.com', 'config.amazonaws.com', 'delivery.logs.amazonaws.com'] },
        }),
      ]),
      [],
    ],
    [
      'no load balancer counts that delivers as an account of AWS',
      writers([may('s3:PutObject', { Principal: { AWS: 'arn:aws:iam::156460612806:root' } })]),
      [],
    ],
    [
      'another service does',
      writers([may('s3:PutObject', { Principal: { Service: 's3.amazonaws.com' } })]),
      ['s3.amazonaws.com may s3:PutObject (statement 1)'],
    ],
    [
      'not one that is trusted',
      writers([may('s3:PutObject', { Principal: { Service: 's3.amazonaws.com' } })], ['s3.amazonaws.com']),
      [],
    ],
    [
      "the owner's own account does, where it is named",
      writers([may('s3:*', { Principal: { AWS: `arn:aws:iam::${OWNER}:root` } })]),
      [`arn:aws:iam::${OWNER}:root may s3:PutObject (statement 1)`],
    ],
    [
      'whoever is in the organisation does',
      writers([may('s3:PutObject', inOurs)]),
      ['everybody who meets its conditions may s3:PutObject (statement 1)'],
    ],
    [
      'no account that is trusted does',
      writers([may('s3:PutObject', { Principal: { AWS: `arn:aws:iam::${OWNER}:role/a` } })], [OWNER]),
      [],
    ],
    [
      'no role that is trusted does',
      writers(
        [may('s3:PutObject', { Principal: { AWS: `arn:aws:iam::${OWNER}:role/a` } })],
        [`arn:aws:iam::${OWNER}:role/a`],
      ),
      [],
    ],
    ['nobody does by reading', writers([may('s3:GetObject')]), []],
    [
      'nobody does from whom a Deny takes it',
      writers([may('s3:PutObject'), { ...may('s3:PutObject', everybody), Effect: 'Deny' }]),
      [],
    ],
  ])('%s', (_title, answer, expected) => {
    expect(answer).toEqual(expected);
  });
});
