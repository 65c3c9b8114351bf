import { expect, test } from 'vitest';
import {
  type Coverage,
  type ResourceQuestion,
  resourceCoverage,
  type TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';
import { advanced, basic, byArn, dataOf, objects, ofObjects, s3 } from './selectors.ts';

const FUNCTION = 'AWS::Lambda::Function';
const TABLE = 'AWS::DynamoDB::Table';
const TOPIC = 'AWS::SNS::Topic';
const lambda = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
const table = (name: string) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${name}`;
const topic = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
const basicOf = (Type: string, ...Values: readonly string[]) => basic({ DataResources: [{ Type, Values }] });
const byArnOf = (type: string, filter: object) => advanced(dataOf(type, { 'resources.ARN': filter }));

test.each<[string, TrailSelectors, ResourceQuestion, Coverage]>([
  ['all functions, for one', basicOf(FUNCTION, 'arn:aws:lambda'), { type: FUNCTION, arn: lambda('hello') }, 'full'],
  ['all functions, for all', basicOf(FUNCTION, 'arn:aws:lambda'), { type: FUNCTION }, 'full'],
  ['all functions with a colon', basicOf(FUNCTION, 'arn:aws:lambda:'), { type: FUNCTION }, 'full'],
  ['the very function', basicOf(FUNCTION, lambda('hello')), { type: FUNCTION, arn: lambda('hello') }, 'full'],
  [
    'a function whose name is longer',
    basicOf(FUNCTION, lambda('hello')),
    { type: FUNCTION, arn: lambda('hello2') },
    'none',
  ],
  ['one function, for all', basicOf(FUNCTION, lambda('hello')), { type: FUNCTION }, 'partial'],
  ['functions of another partition', basicOf(FUNCTION, 'arn:aws-cn:lambda'), { type: FUNCTION }, 'none'],
  ['that partition', basicOf(FUNCTION, 'arn:aws-cn:lambda'), { type: FUNCTION, partition: 'aws-cn' }, 'full'],
  [
    'a region of functions is no function',
    basicOf(FUNCTION, 'arn:aws:lambda:eu-west-1'),
    { type: FUNCTION, arn: lambda('hello') },
    'none',
  ],
  ['all tables', basicOf(TABLE, 'arn:aws:dynamodb'), { type: TABLE }, 'full'],
  ['the very table', basicOf(TABLE, table('t')), { type: TABLE, arn: table('t') }, 'full'],
  ['a table whose name is longer', basicOf(TABLE, table('t')), { type: TABLE, arn: table('t2') }, 'none'],
  ['functions are no tables', basicOf(FUNCTION, 'arn:aws:lambda'), { type: TABLE }, 'none'],
  ['a type that basic selectors do not have', basicOf(TOPIC, topic('t')), { type: TOPIC, arn: topic('t') }, 'unknown'],
  ['advanced, every function', advanced(dataOf(FUNCTION)), { type: FUNCTION }, 'full'],
  ['advanced, the service by name', byArnOf(FUNCTION, { StartsWith: ['arn:aws:lambda:'] }), { type: FUNCTION }, 'full'],
  [
    'advanced, a region',
    byArnOf(FUNCTION, { StartsWith: ['arn:aws:lambda:eu-west-1:'] }),
    { type: FUNCTION },
    'partial',
  ],
  [
    'advanced, a region, for a function there',
    byArnOf(FUNCTION, { StartsWith: ['arn:aws:lambda:eu-west-1:'] }),
    { type: FUNCTION, arn: lambda('hello') },
    'full',
  ],
  [
    'advanced, not the function',
    byArnOf(FUNCTION, { NotEquals: [lambda('hello')] }),
    { type: FUNCTION, arn: lambda('hello') },
    'none',
  ],
  ['another type', advanced(dataOf(TOPIC)), { type: TOPIC }, 'full'],
  ['another type, one resource', byArnOf(TOPIC, { Equals: [topic('t')] }), { type: TOPIC }, 'partial'],
  [
    'another type, all that a service has',
    byArnOf(TOPIC, { StartsWith: ['arn:aws:sns:'] }),
    { type: TOPIC },
    'unknown',
  ],
  [
    'another type, not what another service has',
    byArnOf(TOPIC, { NotStartsWith: ['arn:aws:sqs:'] }),
    { type: TOPIC },
    'unknown',
  ],
  ['objects, all of them', advanced(ofObjects()), { type: 'AWS::S3::Object' }, 'full'],
  ['objects, a bucket by its ARN', basic(objects([s3('b/')])), { type: 'AWS::S3::Object', arn: s3('b/') }, 'full'],
  [
    'objects, a single one',
    advanced(byArn({ Equals: [s3('b/k')] })),
    { type: 'AWS::S3::Object', arn: s3('b/k') },
    'full',
  ],
  [
    'objects, a single one in a part',
    basic(objects([s3('b/logs/')])),
    { type: 'AWS::S3::Object', arn: s3('b/logs/k') },
    'full',
  ],
  [
    'objects, the bucket of a part',
    basic(objects([s3('b/logs/')])),
    { type: 'AWS::S3::Object', arn: s3('b') },
    'partial',
  ],
])('%s', (_title, selectors, question, coverage) => {
  expect(resourceCoverage(selectors, question)).toMatchObject({ read: coverage, write: coverage });
});

test('the reasons tell what AWS does not say of tables', () => {
  const reasons = resourceCoverage(basicOf(TABLE, table('t')), { type: TABLE, arn: table('t2') }).reasons;
  expect(reasons).toEqual([
    'AWS does not say whether the ARN of a table also takes in what begins with it; taken as that table alone',
  ]);
});
