import { expect, test } from 'vitest';
import { type TrailSelectors, wideTypes } from '../../../src/interpreters/event-selectors/index.ts';
import { advanced, basic, byArn, dataOf, management, objects, ofObjects, s3 } from './selectors.ts';

const OBJECT = 'AWS::S3::Object';
const TABLE = 'AWS::DynamoDB::Table';
const basicOf = (Type: string, ...Values: readonly string[]) => basic({ DataResources: [{ Type, Values }] });

test.each<[string, TrailSelectors, readonly string[]]>([
  ['management events', advanced(management()), []],
  ['the default', { HasCustomEventSelectors: false }, []],
  ['all objects', advanced(ofObjects()), [OBJECT]],
  ['all objects and all tables', advanced(ofObjects(), dataOf(TABLE)), [OBJECT, TABLE]],
  ['all objects twice', advanced(ofObjects(), ofObjects({ readOnly: { Equals: ['true'] } })), [OBJECT]],
  ['all objects, in a basic selector', basic(objects(['arn:aws:s3'])), [OBJECT]],
  ['all objects, with colons', basic(objects(['arn:aws:s3:::'])), [OBJECT]],
  ['all objects among others', basic(objects([s3('b/'), 'arn:aws:s3'])), [OBJECT]],
  ['one bucket', basic(objects([s3('b/')])), []],
  ['a bucket without a slash', basic(objects([s3('b')])), []],
  ['no object', basic(objects([])), []],
  ['all of a service', advanced(byArn({ StartsWith: ['arn:aws:s3:::'] })), [OBJECT]],
  ['one bucket, in an advanced selector', advanced(byArn({ StartsWith: [s3('b/')] })), []],
  ['one object', advanced(byArn({ Equals: [s3('b/k')] })), []],
  ['ends of names', advanced(byArn({ EndsWith: ['.log'] })), []],
  ['all but one bucket', advanced(byArn({ NotStartsWith: [s3('b/')] })), [OBJECT]],
  ['one call', advanced(ofObjects({ eventName: { Equals: ['DeleteObject'] } })), [OBJECT]],
  ['all functions', basicOf('AWS::Lambda::Function', 'arn:aws:lambda'), ['AWS::Lambda::Function']],
  ['one function', basicOf('AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:111122223333:function:f'), []],
  ['all tables', basicOf(TABLE, 'arn:aws:dynamodb'), [TABLE]],
  ['one table', basicOf(TABLE, 'arn:aws:dynamodb:eu-west-1:111122223333:table/t'), []],
])('without naming resources a trail for %s takes', (_title, selectors, types) => {
  expect(wideTypes(selectors)).toEqual(types.map((type) => ({ type, doubts: [] })));
});

test.each<[string, TrailSelectors, string | undefined, string]>([
  [
    'an undocumented field',
    advanced(ofObjects({ brandNew: { Equals: ['yes'] } })),
    OBJECT,
    'a selector filters by brandNew, a field that is not documented',
  ],
  ['no selectors at all', {}, undefined, 'no selectors were given, nor whether the trail has custom ones'],
  [
    'no resource type',
    advanced({ eventCategory: { Equals: ['Data'] } }),
    undefined,
    'a selector for data events names no resources.type',
  ],
  [
    'the beginning of a resource type',
    advanced({ eventCategory: { Equals: ['Data'] }, 'resources.type': { StartsWith: ['AWS::S3'] } }),
    undefined,
    'a selector filters by resources.type in a way that is not documented',
  ],
])('with %s it cannot be told', (_title, selectors, type, doubt) => {
  expect(wideTypes(selectors)).toEqual([{ ...(type && { type }), doubts: [doubt] }]);
});

test('what is certain needs no doubt', () => {
  expect(wideTypes(advanced(ofObjects({ brandNew: { Equals: ['yes'] } }), ofObjects()))).toEqual([
    { type: OBJECT, doubts: [] },
  ]);
});

test('a doubt about resources that are named is none', () => {
  expect(wideTypes(advanced(byArn({ StartsWith: [s3('b/')] }, { brandNew: { Equals: ['yes'] } })))).toEqual([]);
});
