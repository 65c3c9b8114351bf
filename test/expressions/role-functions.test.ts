import { describe, expect, test } from 'vitest';
import { Gap } from '../../src/model/gap.ts';
import { Link, type Resource } from '../../src/model/resource.ts';
import { say } from './say.ts';
import { ACCOUNT, denied, resource } from './world.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/delivery`;
const GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:trail`;
const OTHER = GROUP.replace('group:trail', 'group:other');
const ORGANIZATION = 'o-example1234';
const MEMBER = '222222222222';
const BOTH = ['logs:CreateLogStream', 'logs:PutLogEvents'];

const listed = denied('iam:ListRolePolicies');
const got = denied('iam:GetRole');
const described = denied('cloudtrail:DescribeTrails');

type Statement = Readonly<Record<string, unknown>>;
const policy = (...Statement: readonly Statement[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource: string, more: object = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const named = (document: string, name = 'delivery') => ({ name, document });
const role = (fields: Readonly<Record<string, unknown>>): Resource =>
  resource('role', ROLE, { policies: [], trails: [new Link('trail', 'main')], ...fields }, { name: 'delivery' });
const trail = (fields: Readonly<Record<string, unknown>> = {}): Resource =>
  resource(
    'trail',
    'main',
    {
      deliveryRole: new Link('role', ROLE),
      cloudWatchLogsLogGroupArn: `${GROUP}:*`,
      isOrganizationTrail: false,
      ...fields,
    },
    { region: 'eu-west-1' },
  );

describe('a role that CloudTrail takes on', () => {
  const trusts = (statement: Statement | Gap, others: readonly Resource[] = []) =>
    say('trail.roleTrustsCloudTrail()', trail(), [
      role({ trustPolicy: statement instanceof Gap ? statement : policy(statement) }),
      ...others,
    ]);
  const lets = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'sts:AssumeRole' };

  test.each<[string, Statement, boolean]>([
    ['trusts CloudTrail as AWS documents it', lets, true],
    [
      'trusts several services',
      { ...lets, Principal: { Service: ['ec2.amazonaws.com', 'cloudtrail.amazonaws.com'] } },
      true,
    ],
    ['trusts another service', { ...lets, Principal: { Service: 'ec2.amazonaws.com' } }, false],
    ['trusts the account', { ...lets, Principal: { AWS: ACCOUNT } }, false],
    ['may be tagged only', { ...lets, Action: 'sts:TagSession' }, false],
  ])('%s', (_, statement, expected) => {
    expect(trusts(statement)).toBe(expected);
  });

  test.each([
    ['aws:SourceArn', `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/main`],
    ['aws:SourceAccount', ACCOUNT],
    ['sts:ExternalId', 'x'],
  ])('is left open under a condition on %s, of which AWS says nothing', (key, value) => {
    expect(trusts({ ...lets, Condition: { StringEquals: { [key]: value } } })).toMatch(/^unknown: AWS does not say/);
  });

  test('is not known where its trust policy is not', () => {
    expect(trusts(got)).toBe(`unknown: ${got.reason}`);
    expect(say('trail.roleTrustsCloudTrail()', trail(), [role({ trustPolicy: 'not JSON' })])).toMatch(
      /^unknown: the trust policy of role delivery cannot be understood/,
    );
    expect(say('trail.roleTrustsCloudTrail()', trail())).toMatch(/^unknown: /);
  });

  test('must be there to be asked', () => {
    expect(say('trail.roleTrustsCloudTrail()', trail({ deliveryRole: undefined }))).toMatch(/^error: /);
  });
});

describe('what a role lets CloudTrail deliver', () => {
  const organization = resource('organization', ORGANIZATION, {
    accounts: [new Link('account', ACCOUNT), new Link('account', MEMBER)],
  });
  const account = resource('account', ACCOUNT, { organization: new Link('organization', ORGANIZATION) });
  const ofOrganization = trail({ isOrganizationTrail: true });
  const may = (Resource: string, Action: string | readonly string[] = BOTH) =>
    role({ policies: [named(policy(allow(Action, Resource)))] });
  const delivers = (given: Resource, judged = trail(), others: readonly Resource[] = []) =>
    say('trail.roleLetsItDeliver()', judged, [given, ...others]);

  test('is all streams of its account and region', () => {
    expect(delivers(may(`${GROUP}:log-stream:${ACCOUNT}_CloudTrail_eu-west-1*`))).toBe(true);
    expect(delivers(may(`${GROUP}:*`))).toBe(true);
    expect(delivers(may(`${GROUP}:log-stream:${ACCOUNT}_CloudTrail_us-east-1*`))).toBe(false);
    expect(delivers(may(`${GROUP}:log-stream:${ACCOUNT}_CloudTrail_eu-west-1`))).toBe(false);
    expect(delivers(may(GROUP))).toBe(false);
  });

  test('is, of an organisation trail, the streams that begin with the organisation', () => {
    const others = [organization, account];
    expect(delivers(may(`${GROUP}:log-stream:${ORGANIZATION}_*`), ofOrganization, others)).toBe(true);
    expect(delivers(may(`${GROUP}:log-stream:${ACCOUNT}_CloudTrail_eu-west-1*`), ofOrganization, others)).toBe(false);
    expect(delivers(may(`${GROUP}:log-stream:${ORGANIZATION}_${ACCOUNT}_*`), ofOrganization, others)).toBe(false);
  });

  test('is told by action and stream, the first few', () => {
    expect(say('trail.roleRefusals()', trail(), [may(`${GROUP}:*`, 'logs:CreateLogStream')])).toBe(
      `logs:PutLogEvents to log stream ${ACCOUNT}_CloudTrail_eu-west-1, logs:PutLogEvents to log stream ${ACCOUNT}_CloudTrail_eu-west-1_2`,
    );
    expect(say('trail.roleRefusals()', trail(), [role({})])).toMatch(/, 1 more$/);
  });

  test.each<[string, Resource, readonly Resource[]]>([
    ['an account that nobody scanned', ofOrganization, []],
    [
      'an organisation that was not readable',
      ofOrganization,
      [resource('account', ACCOUNT, { organization: described })],
    ],
    [
      'a list of accounts that was cut short',
      ofOrganization,
      [account, resource('organization', ORGANIZATION, { accounts: [described] })],
    ],
    ["whether it is the organisation's", trail({ isOrganizationTrail: described }), []],
  ])('is not known for a trail of %s', (_, judged, others) => {
    expect(delivers(may('*'), judged, others)).toMatch(/^unknown: /);
  });

  test('is a trail of one account where its account is in no organisation', () => {
    const outside = resource('account', ACCOUNT, {});
    expect(delivers(may(`${GROUP}:log-stream:${ACCOUNT}_*`), ofOrganization, [outside])).toBe(true);
  });

  test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    [
      'an unread policy may deny it',
      { policies: [named(policy(allow(BOTH, '*'))), listed] },
      `unknown: ${listed.reason}`,
    ],
    ['an unread policy may allow it', { policies: [listed] }, `unknown: ${listed.reason}`],
    [
      'a policy denies it, whatever the unread one says',
      { policies: [named(policy({ ...allow('*', '*'), Effect: 'Deny' })), listed] },
      false,
    ],
    ['nobody could list its policies', { policies: listed }, `unknown: ${listed.reason}`],
    [
      'its boundary was not readable',
      { policies: [named(policy(allow(BOTH, '*')))], permissionsBoundary: got },
      `unknown: ${got.reason}`,
    ],
    ['its boundary was not readable, but nothing allows it', { permissionsBoundary: got }, false],
    [
      'its boundary allows nothing of it, whatever the unread policy says',
      { policies: [listed], permissionsBoundary: policy(allow('s3:*', '*')) },
      false,
    ],
    [
      'its boundary is no policy',
      { policies: [named(policy(allow(BOTH, '*')))], permissionsBoundary: '[]' },
      expect.stringMatching(/^unknown: the permissions boundary of role delivery cannot/),
    ],
    [
      'one of its policies is no policy',
      { policies: [named('{')] },
      expect.stringMatching(/^unknown: policy delivery cannot/),
    ],
  ])('hangs on its policies: %s', (_, fields, expected) => {
    expect(delivers(role(fields))).toEqual(expected);
  });

  test.each<[string, object, unknown]>([
    ['names a source, which CloudTrail does not', { StringEquals: { 'aws:SourceArn': 'x' } }, false],
    [
      'wants a service to call with a role of yours',
      { Bool: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' } },
      true,
    ],
    ['wants the role itself', { ArnEquals: { 'aws:PrincipalArn': ROLE } }, true],
    ['wants this account', { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }, true],
    ['wants another account', { StringEquals: { 'aws:PrincipalAccount': MEMBER } }, false],
    [
      'wants an address',
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      expect.stringMatching(/^unknown: whether role delivery allows logs:CreateLogStream/),
    ],
  ])('hangs on a condition that %s', (_, Condition, expected) => {
    expect(delivers(role({ policies: [named(policy(allow(BOTH, '*', { Condition })))] }))).toEqual(expected);
  });
});

describe('what a role may do besides', () => {
  const more = (fields: Readonly<Record<string, unknown>>, others: readonly Resource[] = [trail()]) =>
    say('role.otherPermissions()', role(fields), others);
  const wide = { policies: [named(policy(allow('s3:*', '*')), 'wide')] };
  const fitting = { policies: [named(policy(allow(BOTH, `${GROUP}:*`)))] };
  const elsewhere = { policies: [named(policy(allow(BOTH, `${OTHER}:*`)))] };

  test('is nothing where it fills the log groups of its trails', () => {
    expect(more(fitting)).toEqual([]);
    const trails = [new Link('trail', 'main'), new Link('trail', 'other')];
    const other = resource('trail', 'other', { cloudWatchLogsLogGroupArn: `${OTHER}:*` });
    const both = { policies: [...fitting.policies, ...elsewhere.policies], trails };
    expect(more(both, [trail(), other])).toEqual([]);
    expect(more(elsewhere)).toEqual([
      `logs:createlogstream, logs:putlogevents on ${OTHER}:* (statement 1 of policy delivery)`,
    ]);
  });

  test('is nothing where Control Tower has AWS write the policy', () => {
    const group = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:aws-controltower/CloudTrailLogs`;
    const ofAws = {
      policies: [named(policy(allow(BOTH, 'arn:aws:logs:*:*:log-group:aws-controltower/CloudTrailLogs*:*')))],
    };
    expect(more(ofAws, [trail({ cloudWatchLogsLogGroupArn: `${group}:*` })])).toEqual([]);
    expect(more(ofAws, [trail({ cloudWatchLogsLogGroupArn: `${group}-2:*` })])).toEqual([]);
    expect(more(ofAws)).toHaveLength(1);
    const wider = { policies: [named(policy(allow(BOTH, 'arn:aws:logs:*:*:log-group:aws-controltower/*')))] };
    expect(more(wider, [trail({ cloudWatchLogsLogGroupArn: `${group}:*` })])).toHaveLength(1);
  });

  test('is told by statement and policy', () => {
    expect(more({ policies: [...fitting.policies, ...wide.policies] })).toEqual([
      's3:* on * (statement 1 of policy wide)',
    ]);
  });

  test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ['an unread policy may allow more', { policies: [...fitting.policies, listed] }, `unknown: ${listed.reason}`],
    [
      'more is more, whatever the unread one says',
      { policies: [listed, ...wide.policies] },
      ['s3:* on * (statement 1 of policy wide)'],
    ],
    ['an unread boundary may take it away', { ...wide, permissionsBoundary: got }, expect.stringContaining(got.reason)],
    ['an unread boundary adds nothing', { ...fitting, permissionsBoundary: got }, []],
    [
      'another trail may have the log group',
      { ...elsewhere, trails: [described] },
      expect.stringContaining(described.reason),
    ],
    ['no trail needs other actions', { ...wide, trails: [described] }, ['s3:* on * (statement 1 of policy wide)']],
    ['another trail only adds to what is meant', { ...fitting, trails: [new Link('trail', 'main'), described] }, []],
    [
      'a condition may not hold',
      {
        policies: [
          named(policy(allow('s3:*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }))),
        ],
      },
      expect.stringMatching(/^unknown: whether role delivery may do this is open: s3:\* on \*/),
    ],
  ])('hangs on what is known: %s', (_, fields, expected) => {
    expect(more(fields)).toEqual(expected);
  });

  test('hangs on the log group of a trail that was not readable', () => {
    expect(more(elsewhere, [trail({ cloudWatchLogsLogGroupArn: described })])).toMatch(/^unknown: .*DescribeTrails/);
    expect(more(elsewhere, [])).toMatch(/^unknown: .*lies outside/);
  });
});
