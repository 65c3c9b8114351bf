import { describe, expect, test } from 'vitest';
import { recordsEvent, type TrailSelectors } from '../../../src/interpreters/event-selectors/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { advanced, basic, byArn, dataOf, KMS, management, objects, ofObjects, s3 } from './selectors.ts';

const call = {
  eventCategory: 'Management',
  readOnly: false,
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
};
const object = (path: string) => ({ type: 'AWS::S3::Object', ARN: s3(path) });
const put = (...paths: readonly string[]) => ({
  eventCategory: 'Data',
  readOnly: false,
  eventSource: 's3.amazonaws.com',
  eventName: 'PutObject',
  resources: [...paths.map(object), { type: 'AWS::S3::Bucket', ARN: s3('b'), accountId: '111122223333' }],
});
const list = (beginning: string) => ({
  ...put(),
  readOnly: true,
  eventName: 'ListObjects',
  resources: [
    { type: 'AWS::S3::Object', ARNPrefix: s3(beginning) },
    { type: 'AWS::S3::Bucket', ARN: s3('b') },
  ],
});
const denied = {
  eventCategory: 'NetworkActivity',
  eventType: 'AwsVpceEvent',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  errorCode: 'VpceAccessDenied',
  vpcEndpointId: 'vpce-1',
};
const network = { eventCategory: { Equals: ['NetworkActivity'] }, eventSource: { Equals: ['s3.amazonaws.com'] } };
const without = (event: object, ...names: readonly string[]) =>
  Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name)));
const invoke = (name: string) => ({
  ...put(),
  eventSource: 'lambda.amazonaws.com',
  eventName: 'Invoke',
  resources: [{ type: 'AWS::Lambda::Function', ARN: `arn:aws:lambda:eu-west-1:111122223333:function:${name}` }],
});
const table = (path: string) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${path}`;
const getItem = (path: string) => ({ ...put(), resources: [{ type: 'AWS::DynamoDB::Table', ARN: table(path) }] });
const basicOf = (Type: string, ...Values: readonly string[]) => basic({ DataResources: [{ Type, Values }] });

// AWS's own example, in the user guide.
const worked = advanced(
  byArn({
    Equals: [s3('b/object1')],
    StartsWith: [s3('b/')],
    EndsWith: ['object3'],
    NotStartsWith: [s3('b/deselect')],
    NotEndsWith: ['object5'],
    NotEquals: [s3('b/object6')],
  }),
);

describe('certainly', () => {
  test.each<[string, TrailSelectors, object, boolean]>([
    ['the default takes a call', { HasCustomEventSelectors: false }, call, true],
    ['the default takes no data event', { HasCustomEventSelectors: false }, put('b/k'), false],
    ['writes', basic({ ReadWriteType: 'WriteOnly' }), call, true],
    ['reads', basic({ ReadWriteType: 'ReadOnly' }), call, false],
    ['an excluded source', basic({ ExcludeManagementEventSources: [KMS] }), { ...call, eventSource: KMS }, false],
    ['another source', basic({ ExcludeManagementEventSources: [KMS] }), call, true],
    ['one selector suffices', basic({ ExcludeManagementEventSources: [KMS] }, {}), { ...call, eventSource: KMS }, true],
    ['an older record: a call', basic({}), { ...without(call, 'eventCategory'), managementEvent: true }, true],
    ['an older record: a data event', basic({}), { ...without(call, 'eventCategory'), managementEvent: false }, false],
    ['the category counts first', basic({}), { ...call, managementEvent: false }, true],
    ['a truth written as text', basic({ ReadWriteType: 'WriteOnly' }), { ...call, readOnly: 'false' }, true],
    ['readOnly missing where all are taken', basic({}), without(call, 'readOnly'), true],
    [
      'readOnly missing where nothing is',
      basic({ IncludeManagementEvents: false, ReadWriteType: 'ReadOnly' }),
      without(call, 'readOnly'),
      false,
    ],
    [
      'readOnly missing where another takes all',
      basic({ ReadWriteType: 'ReadOnly' }, {}),
      without(call, 'readOnly'),
      true,
    ],

    ['example: equal', worked, put('b/object1'), true],
    ['example: begins', worked, put('b/object2'), true],
    ['example: ends', worked, put('other/object3'), true],
    ['example: deselected by its beginning', worked, put('b/deselectObject4'), false],
    ['example: deselected by its end', worked, put('b/object5'), false],
    ['example: deselected', worked, put('b/object6'), false],
    ['example: nothing of it', worked, put('other/object1'), false],

    ['an object, basic', basic(objects([s3('b/')])), put('b/k'), true],
    ['an object of another bucket', basic(objects([s3('b/')])), put('bb/k'), false],
    [
      'an object that is read-only by selector',
      basic(objects(['arn:aws:s3'], { ReadWriteType: 'ReadOnly' })),
      put('b/k'),
      false,
    ],
    ['a call is no data event', advanced(ofObjects()), { ...put('b/k'), eventCategory: 'Management' }, false],
    ['the bucket is not the object', advanced(dataOf('AWS::S3::Bucket')), put('b/k'), true],
    ['a type in other letters', advanced(dataOf('aws::s3::object')), put('b/k'), false],
    [
      'the very function',
      basicOf('AWS::Lambda::Function', `arn:aws:lambda:eu-west-1:111122223333:function:a`),
      invoke('a'),
      true,
    ],
    [
      'a longer function',
      basicOf('AWS::Lambda::Function', `arn:aws:lambda:eu-west-1:111122223333:function:a`),
      invoke('ab'),
      false,
    ],
    ['any function', basicOf('AWS::Lambda::Function', 'arn:aws:lambda'), invoke('ab'), true],
    ['the very table', basicOf('AWS::DynamoDB::Table', table('t')), getItem('t'), true],

    ['a list of the bucket', basic(objects([s3('b/')])), list('b/'), true],
    ['a list of another bucket', basic(objects([s3('b/')])), list('bb/'), false],
    ['a list of what is left out', advanced(byArn({ NotStartsWith: [s3('b/')] })), list('b/'), false],
    ['a list of what is not left out', advanced(byArn({ NotStartsWith: [s3('c/')] })), list('b/'), true],

    [
      'a denied call through an endpoint',
      advanced({ ...network, errorCode: { Equals: ['VpceAccessDenied'] } }),
      denied,
      true,
    ],
    [
      'a granted call through an endpoint',
      advanced({ ...network, errorCode: { Equals: ['VpceAccessDenied'] } }),
      without(denied, 'errorCode'),
      false,
    ],
    ['another endpoint', advanced({ ...network, vpcEndpointId: { NotEquals: ['vpce-1'] } }), denied, false],
    ['network activity is no management event', basic({}), denied, false],
    ['an insight', basic({}), { eventCategory: 'Insight', eventType: 'AwsCloudTrailInsight' }, false],
    [
      'from the console',
      advanced(management({ sessionCredentialFromConsole: { Equals: ['true'] } })),
      { ...call, sessionCredentialFromConsole: 'true' },
      true,
    ],
    ['not from the console', advanced(management({ sessionCredentialFromConsole: { Equals: ['true'] } })), call, false],
    [
      'everything not from the console',
      advanced(management({ sessionCredentialFromConsole: { NotEquals: ['true'] } })),
      call,
      true,
    ],
    [
      'a caller',
      advanced(management({ 'userIdentity.arn': { StartsWith: ['me'] } })),
      { ...call, userIdentity: { arn: 'me2' } },
      true,
    ],
    ['an undocumented field of another category', advanced(ofObjects({ novel: { Equals: ['x'] } })), call, false],
    [
      'an undocumented field beside one that takes it',
      advanced(management({ novel: { Equals: ['x'] } }), management()),
      call,
      true,
    ],
    [
      'a broken selector beside one that takes it',
      { EventSelectors: [null, {}] } as unknown as TrailSelectors,
      call,
      true,
    ],
  ])('%s', (_title, selectors, event, matched) => {
    expect(recordsEvent(selectors, event)).toEqual({ matched, uncertain: [] });
  });
});

describe('by our reading', () => {
  test.each<[string, TrailSelectors, object, boolean, RegExp]>([
    ['readOnly missing', basic({ ReadWriteType: 'WriteOnly' }), without(call, 'readOnly'), false, /no readOnly/],
    ['category missing', basic({}), without(call, 'eventCategory'), false, /no eventCategory/],
    [
      'a source missing that may be excluded',
      basic({ ExcludeManagementEventSources: [KMS] }),
      without(call, 'eventSource'),
      true,
      /no eventSource/,
    ],
    [
      'a caller missing, selected',
      advanced(management({ 'userIdentity.arn': { StartsWith: ['me'] } })),
      call,
      false,
      /no userIdentity.arn/,
    ],
    [
      'a caller missing, deselected',
      advanced(management({ 'userIdentity.arn': { NotStartsWith: ['me'] } })),
      call,
      true,
      /no userIdentity.arn/,
    ],
    ['resources missing', advanced(ofObjects()), without(put('b/k'), 'resources'), false, /no resources.type/],
    [
      'an ARN missing',
      advanced(byArn({ StartsWith: [s3('b/')] })),
      { ...put(), resources: [{ type: 'AWS::S3::Object' }] },
      false,
      /no resources.ARN/,
    ],
    ['several objects', advanced(byArn({ StartsWith: [s3('b/')] })), put('b/k', 'c/k'), true, /several resources/],
    ['a bucket name without a slash', basic(objects([s3('b')])), put('b2/k'), true, /does not end in a slash/],
    ['a longer table', basicOf('AWS::DynamoDB::Table', table('t')), getItem('t/index/i'), false, /ARN of a table/],
    ['a list within a part', basic(objects([s3('b/logs')])), list('b/'), false, /ARNs begin with/],
    [
      'a list, and an object without a name',
      advanced(byArn({ Equals: [s3('b/')] })),
      list('b/'),
      false,
      /ARNs begin with/,
    ],
    ['a list, and ends', advanced(byArn({ NotEndsWith: ['.log'] })), list('b/'), true, /ARNs begin with/],
    ['only the bucket is named', advanced(byArn({ StartsWith: [s3('b/')] })), put(), true, /names a bucket/],
    [
      'only the bucket and a key',
      advanced(byArn({ Equals: [s3('b/k')] })),
      { ...put(), requestParameters: { key: 'k' } },
      true,
      /names a bucket/,
    ],
    [
      'an undocumented field that fits',
      advanced(management({ 'tlsDetails.tlsVersion': { Equals: ['TLSv1.3'] } })),
      { ...call, tlsDetails: { tlsVersion: 'TLSv1.3' } },
      true,
      /not documented/,
    ],
    [
      'an undocumented field that does not',
      advanced(management({ awsRegion: { NotEquals: ['eu-west-1'] } })),
      { ...call, awsRegion: 'eu-west-1' },
      false,
      /not documented/,
    ],
    [
      'a field named like what every object has',
      advanced(management({ 'constructor.name': { Equals: ['Object'] } })),
      call,
      false,
      /not documented/,
    ],
    ['both kinds', { ...advanced(management()), EventSelectors: [{}] }, call, false, /at once/],
    ['no selectors', {}, call, false, /no selectors were given/],
    ['a broken selector', { EventSelectors: [null] } as unknown as TrailSelectors, call, false, /no object/],
    ['an event without members', basic({}), {}, false, /no eventCategory/],
    ['a list for an event', basic({}), [], false, /no eventCategory/],
  ])('%s', (_title, selectors, event, matched, reason) => {
    const match = recordsEvent(selectors, event);
    expect(match.matched).toBe(matched);
    expect(match.uncertain.join('\n')).toMatch(reason);
  });
});

test('an undocumented field that fits no other way is no ground for doubt', () => {
  const selectors = advanced(management({ awsRegion: { Equals: ['eu-west-1'] }, readOnly: { Equals: ['true'] } }));
  expect(recordsEvent(selectors, call)).toEqual({ matched: false, uncertain: [] });
});

test('only what may change the answer is told', () => {
  const selectors = advanced(management({ readOnly: { Equals: ['true'] }, 'userIdentity.arn': { NotEquals: ['me'] } }));
  expect(recordsEvent(selectors, without(call, 'readOnly'))).toEqual({
    matched: false,
    uncertain: ['the event has no readOnly, and AWS does not say how a selector takes that'],
  });
});

test('what an event merely inherits is not in it', () => {
  const inherited = Object.create(call) as object;
  expect(recordsEvent(basic({}), inherited).matched).toBe(false);
});

test('a management event on a bucket is about no object', () => {
  const event = { ...call, eventName: 'PutBucketPolicy', resources: [{ type: 'AWS::S3::Bucket', ARN: s3('b') }] };
  const selectors = advanced(management({ 'resources.type': { Equals: ['AWS::S3::Object'] } }));
  expect(recordsEvent(selectors, event)).toEqual({ matched: false, uncertain: [] });
});

test('a deeply nested event is no more work than a flat one', () => {
  let nested: object = {};
  for (let depth = 0; depth < 100_000; depth += 1) nested = { userIdentity: nested };
  expect(recordsEvent(basic({}), { ...call, ...nested })).toEqual({ matched: true, uncertain: [] });
});

test('without steps the answer is no, and uncertain', () => {
  expect(recordsEvent(basic({}), call, new Steps(1))).toEqual({
    matched: false,
    uncertain: ['the selectors take more work to judge than is allowed'],
  });
});
