import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileValue, type ParameterType, resourceContext } from '../../src/expressions/compile.ts';
import { resourceValue } from '../../src/expressions/values.ts';
import { Gap } from '../../src/model/gap.ts';
import { Link, type Resource } from '../../src/model/resource.ts';
import { ACCOUNT, denied, events, resource, worldOf } from './world.ts';

const TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/main`;
const BUCKET = 'arn:aws:s3:::logs';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`;
const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:files`;
const ORGANIZATION = 'o-example1234';

const described = denied('cloudtrail:DescribeTrails');
const organized = denied('organizations:DescribeOrganization');
const accounts = denied('organizations:ListAccounts');
const policed = denied('s3:GetBucketPolicy');

const CLOUDTRAIL = { Service: 'cloudtrail.amazonaws.com' };
const SOURCE = { StringEquals: { 'aws:SourceArn': TRAIL } };
const policy = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const may = (Action: string, Resource: string, more: object = {}) => ({
  Effect: 'Allow',
  Principal: CLOUDTRAIL,
  Action,
  Resource,
  Condition: SOURCE,
  ...more,
});
const ACL = may('s3:GetBucketAcl', BUCKET);
const writes = (folder: string, more: object = {}) => may('s3:PutObject', `${BUCKET}/${folder}*`, more);
const denies = (Action: string, Condition: object, Resource = '*') => ({
  Sid: 'No',
  Effect: 'Deny',
  Principal: '*',
  Action,
  Resource,
  Condition,
});

/** What an expression says of a resource: its value, `unknown: reasons` or `error: message`. */
function said(
  text: string,
  judged: Resource,
  others: readonly Resource[] = [],
  params: Readonly<Record<string, readonly string[]>> = {},
) {
  const types = Object.fromEntries(Object.keys(params).map((name): [string, ParameterType] => [name, 'list<string>']));
  const expression = compileValue(text, resourceContext(judged.type, types, events), false);
  const { result, gaps } = expression.evaluate(
    { [judged.type]: resourceValue(judged, judged.type), params },
    worldOf(others),
  );
  if (result.kind === 'value') return result.value;
  return result.kind === 'unknown'
    ? `unknown: ${[...new Set(gaps.map(({ reason }) => reason))].toSorted().join('; ')}`
    : `error: ${result.message}`;
}

const OUTSIDE = undefined;

/** A trail with its bucket, and the account it belongs to. */
function deliveryTo(
  bucket: unknown,
  trail: Readonly<Record<string, unknown>> = {},
  organization: unknown = OUTSIDE,
  members: unknown = ['111122223333', '222222222222'].map((id) => new Link('account', id)),
) {
  const owner = resource('account', ACCOUNT, organization === OUTSIDE ? {} : { organization });
  return {
    judged: resource(
      'trail',
      TRAIL,
      { bucket: new Link('bucket', BUCKET), isOrganizationTrail: false, ...trail },
      { name: 'main', region: 'eu-west-1' },
    ),
    others: [
      resource('bucket', BUCKET, { policy: bucket }, { name: 'logs', account: '222222222222' }),
      owner,
      resource('organization', ORGANIZATION, { accounts: members }),
    ],
  };
}

const own = `AWSLogs/${ACCOUNT}/`;
const member = `AWSLogs/${ORGANIZATION}/222222222222/`;
const inOrganization = new Link('organization', ORGANIZATION);

describe('whether a bucket lets its trail deliver', () => {
  const asked = (...given: Parameters<typeof deliveryTo>) => {
    const { judged, others } = deliveryTo(...given);
    return [said('trail.bucketLetsItDeliver()', judged, others), said('trail.bucketRefusals()', judged, others)];
  };

  test.each([
    ['the documented policy', policy(ACL, writes(own)), {}, true],
    ['the one folder of CloudTrail below', policy(ACL, writes(`${own}CloudTrail/`)), {}, true],
    ['the home region only, of one file', policy(ACL, writes(`${own}CloudTrail/eu-west-1/`)), {}, true],
    ['another region only', policy(ACL, writes(`${own}CloudTrail/us-east-1/`)), {}, false],
    ['a prefix', policy(ACL, writes(`p/q/${own}`)), { s3KeyPrefix: 'p/q' }, true],
    ['a prefix with a slash', policy(ACL, writes(`p/${own}`)), { s3KeyPrefix: 'p/' }, true],
    ['another prefix', policy(ACL, writes(own)), { s3KeyPrefix: 'p' }, false],
    ['no policy', undefined, {}, false],
    ['an empty one', '', {}, false],
    [
      'old TLS refused',
      policy(ACL, writes(own), denies('s3:*', { NumericLessThan: { 's3:TlsVersion': '1.2' } })),
      {},
      true,
    ],
    [
      'other resource accounts refused',
      policy(ACL, writes(own), denies('s3:*', { StringNotEquals: { 'aws:ResourceAccount': '222222222222' } })),
      {},
      true,
    ],
    [
      'other ACLs refused',
      policy(
        ACL,
        writes(own),
        denies('s3:PutObject', { StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }),
      ),
      {},
      true,
    ],
    [
      'what is not encrypted refused, with a key',
      policy(
        ACL,
        writes(own),
        denies('s3:PutObject', { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } }),
      ),
      { kmsKeyId: KEY },
      true,
    ],
  ])('%s', (_name, bucket, trail, expected) => {
    expect(asked(bucket, trail)[0]).toBe(expected);
  });

  test.each([
    ['TLS 1.2 refused', { NumericLessThan: { 's3:TlsVersion': '1.3' } }],
    ['an older signature refused', { StringNotEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } }],
    ['a time of day', { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }],
    ['addresses', { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    [
      'what is not encrypted refused, without a key',
      { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    ],
  ])('%s: AWS does not say enough', (_name, condition) => {
    expect(asked(policy(ACL, writes(own), denies('s3:PutObject', condition)))[0]).toBe(
      `unknown: s3:PutObject below ${own} may be refused by statement 2, statement 3 (No)`,
    );
  });

  test('what is refused is told, with the statement', () => {
    expect(asked(undefined)[1]).toBe(
      `s3:GetBucketAcl, allowed by no statement; s3:PutObject below ${own}, allowed by no statement`,
    );
    expect(asked(policy(ACL, writes(own), denies('s3:PutObject', {})))[1]).toBe(
      `s3:PutObject below ${own}, denied by statement 3 (No)`,
    );
  });

  test('an organisation trail needs a folder for every account', () => {
    const trail = { isOrganizationTrail: true };
    expect(asked(policy(ACL, writes(`AWSLogs/${ORGANIZATION}/`)), trail, inOrganization)[0]).toBe(true);
    expect(asked(policy(ACL, writes(`AWSLogs/${ORGANIZATION}/${ACCOUNT}/`)), trail, inOrganization)).toEqual([
      false,
      `s3:PutObject below ${member}, allowed by no statement`,
    ]);
    expect(asked(policy(ACL, writes(own)), trail, inOrganization)[0]).toBe(false);
    expect(asked(policy(ACL, writes(own)), trail)[0]).toBe(true);
  });

  test('many accounts that are refused are counted', () => {
    const many = Array.from({ length: 10 }, (_, index) => new Link('account', String(222222222220 + index)));
    expect(asked(policy(ACL), { isOrganizationTrail: true }, inOrganization, many)[1]).toMatch(/; 8 more$/);
  });

  test('an account that is not listed may be refused, one that is refused is', () => {
    const trail = { isOrganizationTrail: true };
    const cut = [new Link('account', '222222222222'), accounts];
    const everywhere = policy(ACL, writes(`AWSLogs/${ORGANIZATION}/`));
    expect(asked(everywhere, trail, inOrganization, cut)[0]).toBe(`unknown: ${accounts.reason}`);
    expect(asked(everywhere, trail, inOrganization, accounts)[0]).toBe(`unknown: ${accounts.reason}`);
    expect(asked(policy(ACL), trail, inOrganization, cut)[0]).toBe(false);
  });

  test('the organisation, where it decides and is not known, is among the reasons', () => {
    const pinned = policy(may('s3:*', '*', { Condition: { StringEquals: { 'aws:SourceOrgID': ORGANIZATION } } }));
    expect(asked(pinned, {}, inOrganization)[0]).toBe(true);
    expect(asked(pinned)[0]).toBe(false);
    expect(asked(pinned, {}, organized)[0]).toContain(organized.reason);
    expect(asked(policy(ACL, writes(own)), {}, organized)[0]).toBe(true);
  });

  test('a policy that is none is unknown, with its place', () => {
    expect(asked('{"Statement": [{"Effect": "Maybe"}]}')[0]).toMatch(
      /^unknown: the policy of bucket logs cannot be understood: .* at character \d+$/,
    );
  });

  test('without a bucket it is an error of the check', () => {
    expect(said('trail.bucketLetsItDeliver()', resource('trail', TRAIL, {}))).toBe('error: the trail has no bucket');
  });

  test('what is decided with gaps stays so, whatever the gaps hide', () => {
    const policies = [
      policy(ACL, writes(own)),
      policy(ACL, writes(`AWSLogs/${ORGANIZATION}/`)),
      policy(ACL, writes(`AWSLogs/${ORGANIZATION}/${ACCOUNT}/`)),
      policy(ACL, writes(`p/${own}`)),
      policy(writes('')),
      policy(ACL, writes('', { Condition: { StringEquals: { 'aws:SourceOrgID': ORGANIZATION } } })),
      policy(
        ACL,
        writes(''),
        denies('s3:PutObject', { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } }),
      ),
      policy(ACL, writes(''), denies('s3:*', { StringNotEquals: { 'aws:SourceOrgID': ORGANIZATION } })),
      undefined,
    ];
    const links = ['111122223333', '222222222222'].map((id) => new Link('account', id));
    fc.assert(
      fc.property(
        fc.constantFrom(...policies),
        fc.record({
          isOrganizationTrail: fc.boolean(),
          s3KeyPrefix: fc.constantFrom(undefined, 'p'),
          kmsKeyId: fc.constantFrom(undefined, KEY),
        }),
        fc.boolean(),
        fc.array(
          fc.constantFrom(
            'policy',
            'isOrganizationTrail',
            's3KeyPrefix',
            'kmsKeyId',
            'organization',
            'accounts',
            'cut',
          ),
          { minLength: 1 },
        ),
        (text, trail, isIn, hidden) => {
          const whole = asked(text, trail, isIn ? inOrganization : OUTSIDE, links)[0];
          const names = Object.keys(trail).filter((name) => (hidden as readonly string[]).includes(name));
          const partly = asked(
            hidden.includes('policy') ? policed : text,
            { ...trail, ...Object.fromEntries(names.map((name) => [name, described])) },
            hidden.includes('organization') ? organized : isIn ? inOrganization : OUTSIDE,
            hidden.includes('accounts') ? accounts : hidden.includes('cut') ? [links[0], accounts] : links,
          )[0];
          if (!String(partly).startsWith('unknown')) expect(partly).toBe(whole);
        },
      ),
      { numRuns: 3000, seed: 2026 },
    );
  });
});

describe('keys and topics of trails', () => {
  const trail = resource('trail', TRAIL, { key: new Link('key', KEY), topic: new Link('topic', TOPIC) });
  const key = (text: unknown) => resource('key', KEY, { policy: text }, { name: '1234', region: 'eu-west-1' });
  const topic = (text: unknown) => resource('topic', TOPIC, { policy: text }, { name: 'files' });
  const context = (value: string) => ({
    Condition: { StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': value } },
  });
  const look = may('kms:DescribeKey', '*');

  test.each([
    ['for this trail', policy(may('kms:GenerateDataKey*', '*'), look), true],
    [
      'for its encryption context',
      policy(may('kms:GenerateDataKey*', '*', context(`arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`)), look),
      true,
    ],
    [
      "for another one's",
      policy(may('kms:GenerateDataKey*', '*', context('arn:aws:cloudtrail:*:999999999999:trail/*')), look),
      false,
    ],
    ['but not to look at it', policy(may('kms:GenerateDataKey*', '*')), false],
    ['in an encryption context that DescribeKey has not', policy(may('kms:*', '*', context('*'))), false],
    [
      'unless somebody else calls',
      policy(may('kms:*', '*'), denies('kms:*', { StringNotEquals: { 'kms:CallerAccount': ACCOUNT } })),
      `unknown: kms:DescribeKey may be refused by statement 1, statement 2 (No); kms:GenerateDataKey may be refused by statement 1, statement 2 (No)`,
    ],
  ])('a key lets it encrypt %s', (_name, text, expected) => {
    expect(said('trail.keyLetsItEncrypt()', trail, [key(text)])).toBe(expected);
  });

  test('a topic lets it publish', () => {
    const publish = may('SNS:Publish', TOPIC);
    expect(said('trail.topicLetsItPublish()', trail, [topic(policy(publish))])).toBe(true);
    expect(said('trail.topicLetsItPublish()', trail, [topic('')])).toBe(false);
    expect(said('trail.topicRefusals()', trail, [topic('')])).toBe('sns:Publish, allowed by no statement');
    expect(said('trail.topicLetsItPublish()', trail, [topic(described)])).toBe(`unknown: ${described.reason}`);
  });

  test('a policy is public, or perhaps', () => {
    const open = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    expect(said('key.isPublic()', key(policy(open)))).toBe(true);
    expect(said('topic.isPublic()', topic(policy(open)))).toBe(true);
    const mine = policy({ ...open, Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT } } });
    expect(said('key.isPublic()', key(mine))).toBe(false);
    expect(said('topic.isPublic()', topic(mine))).toBe(true);
    expect(
      said('topic.isPublic()', topic(policy({ ...open, Condition: { StringEquals: { 'aws:SourceOrgID': 'o-x' } } }))),
    ).toBe('unknown: AWS does not say enough to tell whether the policy of topic files is public');
  });

  test.each([
    ['an account', [{ AWS: ACCOUNT }, 'kms:*', {}], true],
    ['a role elsewhere', [{ AWS: 'arn:aws:iam::222222222222:role/auditor' }, 'kms:Decrypt', {}], true],
    ['a service', [CLOUDTRAIL, 'kms:Decrypt', {}], false],
    ['an account that may encrypt', [{ AWS: ACCOUNT }, 'kms:Encrypt', {}], false],
    [
      'everybody in the account',
      [
        '*',
        'kms:Decrypt',
        {
          StringEquals: { 'kms:CallerAccount': ACCOUNT },
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` },
        },
      ],
      true,
    ],
    ['a deleted role', [{ AWS: 'AROAEXAMPLEEXAMPLE' }, 'kms:Decrypt', {}], false],
  ] as const)('a key lets people decrypt: %s', (_name, [Principal, Action, Condition], expected) => {
    expect(
      said('key.letsPeopleDecrypt()', key(policy({ Effect: 'Allow', Principal, Action, Resource: '*', Condition }))),
    ).toBe(expected);
  });

  test('who may destroy a key is told, grants and trusted accounts aside', () => {
    const other = (Action: string | readonly string[]) =>
      policy({ Effect: 'Allow', Principal: { AWS: '222222222222' }, Action, Resource: '*' });
    const asked = (text: string, trusted: readonly string[] = []) =>
      said('key.destroyers(params.trusted)', key(text), [], { trusted });
    expect(asked(other('kms:DisableKey'))).toEqual(['222222222222 may kms:DisableKey (statement 1)']);
    expect(asked(other('kms:*'))).toEqual([
      '222222222222 may kms:ScheduleKeyDeletion, kms:DisableKey, kms:PutKeyPolicy, kms:DeleteImportedKeyMaterial (statement 1)',
    ]);
    expect(asked(other(['kms:CreateGrant', 'kms:Decrypt', 'kms:DeleteAlias']))).toEqual([]);
    expect(asked(other('kms:*'), ['222222222222'])).toEqual([]);
  });
});

describe('the policy of a log bucket', () => {
  const bucket = (text: unknown, prefixes: unknown = ['AWSLogs/']) =>
    resource('bucket', BUCKET, { policy: text, logPrefixes: prefixes }, { name: 'logs', account: '222222222222' });
  const pinned = (...statements: readonly object[]) => [
    said('bucket.pinsCloudTrail()', bucket(policy(...statements))),
    said('bucket.unpinnedStatements()', bucket(policy(...statements))),
  ];

  test('every statement that lets CloudTrail write must name its source, whatever folder it is for', () => {
    const loose = { Condition: {} };
    expect(pinned(ACL, writes(own))).toEqual([true, []]);
    expect(pinned(writes(own), writes('AWSLogs/999999999999/', loose))).toEqual([false, ['statement 2']]);
    expect(pinned(writes('other/', loose))).toEqual([false, ['statement 1']]);
    expect(pinned(may('s3:*', '*', loose))).toEqual([false, ['statement 1']]);
    expect(pinned(may('s3:GetBucketAcl', BUCKET, loose))).toEqual([true, []]);
    expect(pinned(writes(own, loose), denies('s3:*', { StringNotEquals: { 'aws:SourceArn': TRAIL } }))).toEqual([
      true,
      [],
    ]);
    expect(pinned()).toEqual([true, []]);
  });

  test('plain HTTP is refused or not, or that is not known', () => {
    const tls = { ...denies('s3:*', { Bool: { 'aws:SecureTransport': 'false' } }), Resource: [BUCKET, `${BUCKET}/*`] };
    expect(said('bucket.refusesHttp()', bucket(policy(tls)))).toBe(true);
    expect(said('bucket.refusesHttp()', bucket(policy({ ...tls, Resource: BUCKET })))).toBe(false);
    expect(said('bucket.refusesHttp()', bucket(undefined))).toBe(false);
    expect(said('bucket.refusesHttp()', bucket(policed))).toBe(`unknown: ${policed.reason}`);
  });

  const other = (Action: string | readonly string[], Resource: string | readonly string[], more: object = {}) => ({
    Effect: 'Allow',
    Principal: { AWS: '999999999999' },
    Action,
    Resource,
    ...more,
  });
  const destroyers = (text: unknown, prefixes?: unknown, trusted: readonly string[] = []) =>
    said('bucket.destroyers(params.trusted)', bucket(text, prefixes), [], { trusted });
  const members = { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } } };

  test.each([
    ['log files', other('s3:DeleteObject', `${BUCKET}/AWSLogs/*`), ['999999999999 may s3:DeleteObject (statement 1)']],
    ['what lies elsewhere', other('s3:DeleteObject', `${BUCKET}/other/*`), []],
    ['the bucket', other('s3:DeleteBucket', BUCKET), ['999999999999 may s3:DeleteBucket (statement 1)']],
    [
      'log files, as one of the organisation',
      other('s3:PutObject', `${BUCKET}/*`, members),
      ['everybody who meets its conditions may s3:PutObject (statement 1)'],
    ],
    ['nothing, but read', other('s3:Get*', `${BUCKET}/*`), []],
    [
      'nothing, as a service that delivers',
      other('s3:PutObject', `${BUCKET}/*`, { Principal: { Service: 'config.amazonaws.com' } }),
      [],
    ],
    [
      'log files, as another service',
      other('s3:DeleteObject', `${BUCKET}/*`, { Principal: { Service: 'config.amazonaws.com' } }),
      ['config.amazonaws.com may s3:DeleteObject (statement 1)'],
    ],
    [
      'everything',
      other('s3:*', '*'),
      [
        '999999999999 may s3:DeleteObject, s3:DeleteObjectVersion, s3:PutObject, s3:PutObjectAcl and 18 more (statement 1)',
      ],
    ],
  ])('somebody may destroy %s', (_name, statement, expected) => {
    expect(destroyers(policy(statement))).toEqual(expected);
  });

  test('where there may be more prefixes, nobody is cleared', () => {
    const elsewhere = policy(other('s3:DeleteObject', `${BUCKET}/other/*`));
    expect(destroyers(elsewhere, ['AWSLogs/', described])).toBe(`unknown: ${described.reason}`);
    expect(destroyers(elsewhere, ['AWSLogs/', 'other/AWSLogs/', described])).toEqual([
      '999999999999 may s3:DeleteObject (statement 1)',
    ]);
    expect(destroyers(policy(other('s3:*', '*')), undefined, ['999999999999'])).toEqual([]);
  });
});

describe('what service control policies deny an account', () => {
  const STOP = 'cloudtrail:StopLogging';
  const LEAVE = 'organizations:LeaveOrganization';
  const deny = (Action: string | readonly string[], more: object = {}) =>
    policy({ Effect: 'Deny', Action, Resource: '*', ...more });
  const unless = (operator: string, key: string, value: string) => ({ Condition: { [operator]: { [key]: value } } });
  const account = (policies: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) =>
    resource('account', '222222222222', {
      regions: ['eu-west-1'],
      organization: inOrganization,
      serviceControlPolicies: policies.map((content, index) =>
        content instanceof Gap && content === accounts ? content : { name: `p${index}`, content },
      ),
      ...more,
    });
  const left = (
    policies: readonly unknown[],
    actions: readonly string[],
    more: Readonly<Record<string, unknown>> = {},
  ) => said('account.undeniedActions(params.actions)', account(policies, more), [], { actions });

  test.each([
    ['by name', deny([STOP, LEAVE]), []],
    ['with everything else', deny('*'), []],
    ['but one of them', deny(STOP), [LEAVE]],
    ['but for a role', deny('*', unless('ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/break-glass')), []],
    ['but for all roles', deny('*', unless('ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*')), [STOP, LEAVE]],
    ['but for a tag', deny('*', unless('StringNotEquals', 'aws:PrincipalTag/team', 'security')), []],
    ['for a tag', deny('*', unless('StringEquals', 'aws:PrincipalTag/team', 'interns')), [STOP, LEAVE]],
    ['to other organisations', deny('*', unless('StringNotEquals', 'aws:PrincipalOrgID', ORGANIZATION)), [STOP, LEAVE]],
    ['for trails of a name', deny('*', { Resource: 'arn:aws:cloudtrail:*:*:trail/company' }), [STOP, LEAVE]],
    ['for all trails', deny('*', { Resource: 'arn:aws:cloudtrail:*:*:trail/*' }), [LEAVE]],
    ['in one region', deny(STOP, { Resource: 'arn:aws:cloudtrail:eu-west-1:*:trail/*' }), [STOP, LEAVE]],
    ['in the only region there is', deny('*', unless('StringEquals', 'aws:RequestedRegion', 'eu-west-1')), [LEAVE]],
    ['in all other regions', deny('*', unless('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1')), [STOP]],
    ['perhaps one, and the other not', deny(STOP, unless('Bool', 'aws:MultiFactorAuthPresent', 'false')), [LEAVE]],
    [
      'by an Allow that says nothing of it',
      policy({
        Effect: 'Allow',
        Action: '*',
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
      [STOP, LEAVE],
    ],
  ])('%s', (_name, text, expected) => {
    expect(left([text], [STOP, LEAVE])).toEqual(expected);
  });

  test('what is denied in some regions only is not denied', () => {
    const closed = deny(STOP, unless('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1'));
    const open = deny(STOP, unless('StringEquals', 'aws:RequestedRegion', 'eu-west-1'));
    const regions = ['us-east-1', 'eu-west-1'];
    expect(left([closed], [STOP], { regions })).toEqual([STOP]);
    expect(left([open], [STOP], { regions })).toEqual([STOP]);
    expect(left([closed, open], [STOP], { regions })).toEqual([]);
    const perhaps = deny(STOP, unless('Bool', 'aws:MultiFactorAuthPresent', 'false'));
    expect(left([closed, perhaps], [STOP], { regions })).toMatch(/^unknown: /);
    expect(left([closed], [STOP], { regions: denied('account:ListRegions') })).toMatch(/^unknown: /);
  });

  test('several policies add up, and what is denied stays so beside gaps', () => {
    expect(left([deny(STOP), deny(LEAVE)], [STOP, LEAVE])).toEqual([]);
    expect(left([deny('*'), accounts, policed, '{}'], [STOP])).toEqual([]);
    expect(left([deny(LEAVE), accounts], [STOP])).toBe(`unknown: ${accounts.reason}`);
    expect(left([deny(LEAVE), policed], [STOP])).toBe(`unknown: ${policed.reason}`);
    expect(left(['{}'], [STOP])).toMatch(/^unknown: service control policy p0 cannot be understood: /);
    expect(said('account.isDeniedByPolicy(["cloudtrail:StopLogging"])', account([deny('*')]))).toBe(true);
    expect(said('account.isDeniedByPolicy(["cloudtrail:StopLogging"])', account([]))).toBe(false);
  });

  test('without the regions the partition is not known, and decides only where a policy names one', () => {
    const regions = denied('account:ListRegions');
    const china = deny(STOP, { Resource: 'arn:aws-cn:cloudtrail:*:*:trail/*' });
    expect(left([deny(STOP)], [STOP], { regions })).toEqual([]);
    expect(left([china], [STOP], { regions })).toBe(`unknown: ${regions.reason}`);
    const usual = deny(STOP, { Resource: 'arn:aws:cloudtrail:*:*:trail/*' });
    expect(left([usual], [STOP], { regions })).toBe(`unknown: ${regions.reason}`);
    expect(left([china], [STOP], { regions: ['cn-north-1'] })).toEqual([]);
    expect(left([china], [STOP])).toEqual([STOP]);
  });

  test('without the organisation nothing is decided that it decides', () => {
    const text = deny(STOP, unless('StringNotEquals', 'aws:PrincipalOrgID', ORGANIZATION));
    expect(left([text], [STOP], { organization: organized })).toMatch(/^unknown: /);
    expect(left([deny(STOP)], [STOP], { organization: organized })).toEqual([]);
  });
});
