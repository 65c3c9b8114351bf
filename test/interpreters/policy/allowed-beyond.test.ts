import { describe, expect, test } from 'vitest';
import {
  allowedBeyond,
  evaluateRole,
  parsePolicy,
  type Request,
  UNKNOWN,
} from '../../../src/interpreters/policy/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';

const GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:trail';
const BOTH = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const LIMIT = { actions: BOTH, resources: [GROUP, `${GROUP}:*`] };
const SESSION = { arn: 'arn:aws:sts::111122223333:assumed-role/delivery/CloudTrail' };

type Statement = Readonly<Record<string, unknown>>;
const policy = (...Statement: readonly Statement[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, { kind: 'identity' });
const allow = (Action: string | readonly string[], Resource: string | readonly string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (more: object): Statement => ({ Effect: 'Deny', Action: '*', Resource: '*', ...more });
const WHEN = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };

const beyond = (statements: readonly Statement[], bounding?: readonly Statement[], steps?: Steps) =>
  allowedBeyond(
    { policies: [policy(...statements)], boundary: bounding && policy(...bounding) },
    LIMIT,
    { principal: SESSION, context: { 'aws:SourceIp': UNKNOWN } },
    steps,
  ).map(({ name, what, certainty }) => `${name} ${certainty} ${what}`);

describe('what a role may do beyond what it is meant to', () => {
  test.each<[string, readonly Statement[]]>([
    ['the two actions on log streams of the log group', [allow(BOTH, `${GROUP}:log-stream:111122223333_CloudTrail_*`)]],
    ['the log group itself', [allow('logs:CreateLogStream', GROUP)]],
    ['the actions in another case', [allow('LOGS:putlogevents', `${GROUP}:*`)]],
    ['a stream that is named by a policy variable', [allow(BOTH, `${GROUP}:log-stream:\${aws:username}`)]],
    ['a denial of whatever', [allow(BOTH, `${GROUP}:*`), deny({})]],
    ['no statement', []],
  ])('is nothing: %s', (_, statements) => {
    expect(beyond(statements)).toEqual([]);
  });

  test.each<[string, Statement, string]>([
    ['every action', allow('*', `${GROUP}:*`), `* on ${GROUP}:*`],
    ['another action beside', allow([...BOTH, 'logs:Get*'], '*'), 'logs:get* on *'],
    ['a wildcard that reaches further', allow('logs:Put*', `${GROUP}:*`), `logs:put* on ${GROUP}:*`],
    ['every resource', allow('logs:PutLogEvents', '*'), 'logs:putlogevents on *'],
    ['log groups of a like name', allow('logs:PutLogEvents', `${GROUP}*`), `logs:putlogevents on ${GROUP}*`],
    [
      'the log group of the name in every region',
      allow('logs:PutLogEvents', GROUP.replace('eu-west-1', '*')),
      `logs:putlogevents on ${GROUP.replace('eu-west-1', '*')}`,
    ],
    [
      'one of two resources',
      allow('logs:PutLogEvents', [`${GROUP}:*`, 'arn:aws:s3:::?']),
      'logs:putlogevents on arn:aws:s3:::?',
    ],
    [
      'all but some actions',
      { Effect: 'Allow', NotAction: 'iam:*', Resource: `${GROUP}:*` },
      `everything but iam:* on ${GROUP}:*`,
    ],
    [
      'all but some resources',
      { Effect: 'Allow', Action: 'logs:PutLogEvents', NotResource: 'arn:aws:s3:::x' },
      'logs:putlogevents on everything but arn:aws:s3:::x',
    ],
    ['no resource is named', { Effect: 'Allow', Action: 'logs:PutLogEvents' }, 'logs:putlogevents on *'],
  ])('is certain: %s', (_, statement, what) => {
    expect(beyond([allow(BOTH, `${GROUP}:*`), { Sid: 'More', ...statement }])).toEqual([
      `statement 2 (More) allowed ${what}`,
    ]);
  });

  test.each<[string, readonly Statement[]]>([
    ['a condition may not hold', [allow('s3:*', '*', WHEN)]],
    ['a denial takes it all away', [allow('logs:*', '*'), deny({})]],
    [
      'a denial leaves only what is meant',
      [allow('logs:*', `${GROUP}:*`), deny({ Action: undefined, NotAction: BOTH })],
    ],
    [
      'a denial leaves one of two actions',
      [allow(['logs:PutLogEvents', 's3:*'], `${GROUP}:*`), deny({ Action: 's3:*' })],
    ],
    ['a denial may hold', [allow('logs:*', '*'), deny(WHEN)]],
  ])('is open where %s', (_, statements) => {
    expect(beyond(statements)).toEqual([expect.stringMatching(/^statement 1 may /)]);
  });

  test('is judged statement by statement, though another allows it as well', () => {
    expect(beyond([allow('s3:*', '*', WHEN), allow('s3:*', '*')])).toEqual([
      'statement 1 may s3:* on *',
      'statement 2 allowed s3:* on *',
    ]);
  });

  test.each<[string, readonly Statement[], readonly string[]]>([
    ['nothing where that leaves no more', [allow(BOTH, `${GROUP}:*`), deny({ Action: 's3:*' })], []],
    ['certain where that leaves more', [allow('logs:*', `${GROUP}:*`)], ['statement 1 allowed logs:* on *']],
    ['certain where that leaves all', [allow('*', '*')], ['statement 1 allowed logs:* on *']],
    ['open where that leaves other things', [allow('s3:*', '*')], ['statement 1 may logs:* on *']],
  ])('is, within a boundary, %s', (_, bounding, expected) => {
    expect(beyond([allow('logs:*', '*')], bounding)).toEqual(expected);
  });

  test('is open where the steps run out', () => {
    expect(beyond([allow('s3:*', '*')], undefined, new Steps(3))).toEqual([
      'statement 1 may more than could be looked through',
    ]);
  });

  test('is whatever a policy variable may stand for', () => {
    const limit = { actions: BOTH, resources: [`${GROUP}:?`] };
    const ask = (resource: string) =>
      allowedBeyond({ policies: [policy(allow(BOTH, resource))], boundary: undefined }, limit, {
        principal: SESSION,
        context: {},
      });
    expect(ask(`${GROUP}:x`)).toEqual([]);
    expect(ask(`${GROUP}:\${aws:username}`)).toMatchObject([{ certainty: 'may' }]);
  });

  test('names the policy by its place', () => {
    const found = allowedBeyond(
      { policies: [policy(allow(BOTH, `${GROUP}:*`)), policy(allow('s3:*', '*'))], boundary: undefined },
      LIMIT,
      { principal: SESSION, context: {} },
    );
    expect(found.map(({ policy: at }) => at)).toEqual([1]);
  });
});

describe('whether a role may do something', () => {
  const request: Request = {
    principal: SESSION,
    action: 'logs:PutLogEvents',
    resource: `${GROUP}:log-stream:a`,
    context: { 'aws:SourceIp': UNKNOWN },
  };
  const yes = allow('logs:*', '*');
  test.each<[string, readonly (readonly Statement[])[], readonly Statement[] | undefined, string]>([
    ['one policy allows it', [[], [yes]], undefined, 'allow'],
    ['no policy does', [[allow('s3:*', '*')], []], undefined, 'implicit-deny'],
    ['it has none', [], undefined, 'implicit-deny'],
    ['one allows it, another denies it', [[yes], [deny({})]], undefined, 'explicit-deny'],
    ['one allows it, another may deny it', [[yes], [deny(WHEN)]], undefined, 'unknown'],
    ['one may allow it, another does', [[allow('*', '*', WHEN)], [yes]], undefined, 'allow'],
    ['its boundary allows it too', [[yes]], [yes], 'allow'],
    ['its boundary does not', [[yes]], [], 'implicit-deny'],
    ['its boundary denies it', [[yes]], [yes, deny({})], 'explicit-deny'],
    ['its boundary may allow it', [[yes]], [allow('*', '*', WHEN)], 'unknown'],
    ['its policies may allow it, its boundary does not', [[allow('*', '*', WHEN)]], [], 'implicit-deny'],
  ])('%s', (_, policies, bounding, verdict) => {
    const role = { policies: policies.map((each) => policy(...each)), boundary: bounding && policy(...bounding) };
    expect(evaluateRole(role, request)).toBe(verdict);
  });
});
