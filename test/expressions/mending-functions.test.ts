import { describe, expect, test } from 'vitest';
import { Link, type Resource } from '../../src/model/resource.ts';
import { say } from './say.ts';
import { ACCOUNT, denied, resource } from './world.ts';

const TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/t`;
const json = (text: unknown): unknown => JSON.parse(String(text));

const equals = (Field: string, ...Equals: readonly string[]) => ({ Field, Equals });
const selector = (Name: string, ...FieldSelectors: readonly object[]) => ({ Name, FieldSelectors });
const MANAGEMENT = selector('Management events', equals('eventCategory', 'Management'));
const DATA = [equals('eventCategory', 'Data'), equals('resources.type', 'AWS::S3::Object')];
const OBJECTS = selector('Objects', ...DATA);

const trailWith = (eventSelectors: unknown): Resource => resource('trail', TRAIL, { eventSelectors });
const region = (trails: unknown): Resource => resource('region', 'r', { trails });
const here = [new Link('trail', TRAIL)];
const adding = (added: object, trails: unknown, ...world: readonly Resource[]): unknown =>
  say(`region.selectorsWith('${JSON.stringify([added])}')`, region(trails), world);
const withObjects = (eventSelectors: unknown): unknown => json(adding(OBJECTS, here, trailWith(eventSelectors)));

describe('selectors with one more', () => {
  const READS = equals('readOnly', 'true');
  const basic = (fields: object) => ({ EventSelectors: [fields], AdvancedEventSelectors: null });

  test.each<[string, unknown, readonly unknown[]]>([
    ['keep what is there', { AdvancedEventSelectors: [MANAGEMENT] }, [MANAGEMENT, OBJECTS]],
    ['keep what AWS gives a trail without any', {}, [MANAGEMENT, OBJECTS]],
    ['leave out one that is there', { AdvancedEventSelectors: [MANAGEMENT, OBJECTS] }, [MANAGEMENT, OBJECTS]],
    [
      'leave out one that takes less',
      { AdvancedEventSelectors: [selector('Reads', ...DATA, READS), MANAGEMENT] },
      [MANAGEMENT, OBJECTS],
    ],
    [
      'keep one that takes more',
      { AdvancedEventSelectors: [selector('All', equals('eventCategory', 'Data'))] },
      [selector('All', equals('eventCategory', 'Data')), OBJECTS],
    ],
    [
      'send back nothing that AWS answers with null',
      {
        AdvancedEventSelectors: [
          { Name: null, FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'], NotEquals: null }] },
        ],
      },
      [{ FieldSelectors: [equals('eventCategory', 'Data')] }, OBJECTS],
    ],
    [
      'say basic ones in advanced ones',
      basic({ ReadWriteType: 'ReadOnly', ExcludeManagementEventSources: ['kms.amazonaws.com'] }),
      [
        selector('Management events', equals('eventCategory', 'Management'), READS, {
          Field: 'eventSource',
          NotEquals: ['kms.amazonaws.com'],
        }),
        OBJECTS,
      ],
    ],
    [
      'keep data events of basic ones without management events',
      basic({
        ReadWriteType: 'WriteOnly',
        IncludeManagementEvents: false,
        DataResources: [
          { Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::b/'] },
          { Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] },
          { Type: 'AWS::DynamoDB::Table', Values: ['arn:aws:dynamodb:eu-west-1:111122223333:table/t'] },
          { Type: 'AWS::S3::Object', Values: [] },
        ],
      }),
      [
        selector(
          'AWS::Lambda::Function',
          DATA[0] as object,
          equals('resources.type', 'AWS::Lambda::Function'),
          equals('readOnly', 'false'),
        ),
        selector(
          'AWS::DynamoDB::Table',
          DATA[0] as object,
          equals('resources.type', 'AWS::DynamoDB::Table'),
          equals('readOnly', 'false'),
          equals('resources.ARN', 'arn:aws:dynamodb:eu-west-1:111122223333:table/t'),
        ),
        OBJECTS,
      ],
    ],
  ])('%s', (_title, selectors, expected) => {
    expect(withObjects(selectors)).toEqual(expected);
  });

  test('are those of a new trail where there is none', () => {
    expect(json(adding(OBJECTS, []))).toEqual([MANAGEMENT, OBJECTS]);
  });

  test.each<[string, unknown, readonly Resource[]]>([
    ['they could not be read', here, [trailWith(denied('cloudtrail:GetEventSelectors'))]],
    ['the trails could not be listed', denied('cloudtrail:ListTrails'), []],
    ['the trail lies outside of what was scanned', here, []],
  ])('stay a word to fill in where %s', (_title, trails, world) => {
    expect(adding(OBJECTS, trails, ...world)).toBe('SELECTORS_JSON');
  });
});

describe('a policy with more in it', () => {
  const BUCKET = 'arn:aws:s3:::b';
  const OTHER = { Sid: 'Other', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
  const bucket = (policy: unknown) => resource('bucket', BUCKET, { policy });
  const overTls = (policy: unknown): unknown => say('bucket.policyOverTls()', bucket(policy));
  const sidsOf = (policy: unknown): unknown =>
    (json(policy) as { readonly Statement: readonly { readonly Sid?: string }[] }).Statement.map(({ Sid }) => Sid);

  test('keeps everything else that stands in it', () => {
    const document = { Version: '2008-10-17', Id: 'mine', Statement: OTHER };
    const mended = json(overTls(JSON.stringify(document))) as { readonly Statement: readonly unknown[] };
    expect(mended).toMatchObject({ Version: '2008-10-17', Id: 'mine' });
    expect(mended.Statement).toHaveLength(2);
    expect(mended.Statement[0]).toEqual(OTHER);
  });

  test('is a new one where there was none', () => {
    expect(json(overTls(undefined))).toMatchObject({
      Version: '2012-10-17',
      Statement: [{ Sid: 'TrailproofOnlyTls' }],
    });
    expect(json(overTls(''))).toMatchObject({ Version: '2012-10-17' });
  });

  test('takes no name that is taken', () => {
    const twice = overTls(overTls(JSON.stringify({ Statement: [OTHER] })));
    expect(sidsOf(twice)).toEqual(['Other', 'TrailproofOnlyTls', 'TrailproofOnlyTls2']);
  });

  test.each<[string, unknown]>([
    ['it could not be read', denied('s3:GetBucketPolicy')],
    ['it is no JSON', 'nonsense'],
    ['it is no object', '[]'],
  ])('stays a word to fill in where %s', (_title, policy) => {
    expect(overTls(policy)).toBe('POLICY_JSON');
  });

  test('of what a trail delivers to is asked for where the trail points', () => {
    const trail = resource(
      'trail',
      TRAIL,
      { isOrganizationTrail: false, bucket: new Link('bucket', BUCKET) },
      { account: ACCOUNT },
    );
    const account = resource('account', ACCOUNT, {});
    expect(say('trail.bucketPolicy()', trail, [account])).toBe('POLICY_JSON');
    expect(
      sidsOf(say('trail.bucketPolicy()', trail, [account, bucket(JSON.stringify({ Statement: [OTHER] }))])),
    ).toEqual(['Other', 'TrailproofAcl', 'TrailproofWrite']);
    expect(say('trail.keyPolicy()', trail, [account])).toBe('POLICY_JSON');
  });

  test('lets an organisation trail write for accounts that are still to come', () => {
    const trail = resource(
      'trail',
      TRAIL,
      { isOrganizationTrail: true, s3KeyPrefix: 'p', bucket: new Link('bucket', BUCKET) },
      { account: ACCOUNT },
    );
    const world = [
      resource('account', ACCOUNT, { organization: new Link('organization', 'o-1') }),
      resource('organization', 'o-1', { accounts: [denied('organizations:ListAccounts')] }),
      bucket(undefined),
    ];
    expect(json(say('trail.bucketPolicy()', trail, world))).toMatchObject({
      Statement: [{}, { Resource: [`${BUCKET}/p/AWSLogs/${ACCOUNT}/*`, `${BUCKET}/p/AWSLogs/o-1/*`] }],
    });
  });

  test('limits what is open to everybody to the account, and nothing else', () => {
    const everybody = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
    const owner = { ...everybody, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
    const key = (policy: unknown) => resource('key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`, { policy });
    expect(json(say('key.policyForItsAccount()', key(JSON.stringify({ Statement: [everybody, owner] }))))).toEqual({
      Statement: [{ ...everybody, Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT } } }, owner],
    });
    expect(say('key.policyForItsAccount()', key('nonsense'))).toBe('POLICY_JSON');
  });

  test('of a new key serves whoever publishes to a topic, for their accounts', () => {
    const alarms = [new Link('alarm', 'arn:aws:cloudwatch:eu-west-1:444455556666:alarm:a')];
    const id = `arn:aws:sns:eu-west-1:${ACCOUNT}:t`;
    const policyOf = (fields: Readonly<Record<string, unknown>>): unknown =>
      json(say('topic.newKeyPolicy()', resource('topic', id, fields)));
    expect(policyOf({ trails: [], alarms, rules: [denied('events:ListRules')] })).toMatchObject({
      Statement: [
        { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*' },
        {
          Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
          Condition: { StringEquals: { 'aws:SourceAccount': [ACCOUNT, '444455556666'] } },
        },
      ],
    });
    expect(policyOf({ trails: [], alarms: [], rules: [] })).toMatchObject({
      Statement: [
        {},
        { Principal: { Service: ['cloudtrail.amazonaws.com', 'cloudwatch.amazonaws.com', 'events.amazonaws.com'] } },
      ],
    });
  });
});

describe('lifecycle rules that keep longer', () => {
  const keeping = (lifecycleRules: unknown): unknown =>
    say('bucket.lifecycleKeeping(365)', resource('bucket', 'b', { lifecycleRules }));

  test.each<[string, object, object]>([
    ['lengthen what is too short', { Expiration: { Days: 364 } }, { Expiration: { Days: 365 } }],
    ['leave what is long enough', { Expiration: { Days: 366 } }, { Expiration: { Days: 366 } }],
    [
      'count days instead of naming one',
      { Expiration: { Date: '2027-01-01T00:00:00Z' } },
      { Expiration: { Days: 365 } },
    ],
    [
      'leave what cleans up delete markers only',
      { Expiration: { ExpiredObjectDeleteMarker: true } },
      { Expiration: { ExpiredObjectDeleteMarker: true } },
    ],
    [
      'lengthen the time of old versions, too',
      { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 } },
      { NoncurrentVersionExpiration: { NoncurrentDays: 365, NewerNoncurrentVersions: 2 } },
    ],
    ['leave everything else', { ID: 'x', Transitions: [{ Days: 30 }] }, { ID: 'x', Transitions: [{ Days: 30 }] }],
  ])('%s', (_title, rule, expected) => {
    expect(json(keeping([rule]))).toEqual({ Rules: [expected] });
  });

  test('stay a word to fill in where they could not be read', () => {
    expect(keeping(denied('s3:GetBucketLifecycleConfiguration'))).toBe('LIFECYCLE_JSON');
  });
});
