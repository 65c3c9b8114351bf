import { describe, expect, test } from 'vitest';
import {
  type Coverage,
  type ObjectQuestion,
  objectCoverage,
  type TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { advanced, basic, byArn, objects, ofObjects, s3 } from './selectors.ts';

const both = (coverage: Coverage) => ({ read: coverage, write: coverage });
const READ = { readOnly: { Equals: ['true'] } };
const WRITE = { readOnly: { Equals: ['false'] } };

describe('in one bucket', () => {
  test.each<[string, TrailSelectors, { read: Coverage; write: Coverage }]>([
    // One selector.
    ['a prefix of the bucket itself', advanced(byArn({ StartsWith: ['arn:aws:s3:::b'] })), both('full')],
    ['a longer bucket name', advanced(byArn({ StartsWith: [s3('bb')] })), both('none')],
    ['one object', advanced(byArn({ Equals: [s3('b/key')] })), both('partial')],
    ['objects by their end', advanced(byArn({ EndsWith: ['.log'] })), both('partial')],
    ['an end that reaches into the bucket name', advanced(byArn({ EndsWith: [':b/key'] })), both('partial')],
    ['an end that only other buckets have', advanced(byArn({ EndsWith: [':bb/'] })), both('partial')],
    ['not one object', advanced(byArn({ NotEquals: [s3('b/key')] })), both('partial')],
    ['not an object without a name', advanced(byArn({ NotEquals: [s3('b/')] })), both('full')],
    ['not objects by their end', advanced(byArn({ NotEndsWith: ['.log'] })), both('partial')],
    ['not another bucket', advanced(byArn({ NotStartsWith: [s3('bb/'), s3('a/')] })), both('full')],
    ['not a part of the bucket', advanced(byArn({ NotStartsWith: [s3('b/tmp/')] })), both('partial')],
    [
      'the bucket, and of it nothing',
      advanced(byArn({ StartsWith: [s3('b/')], NotStartsWith: [s3('b')] })),
      both('none'),
    ],
    [
      'a part, and all parts of it left out',
      advanced(byArn({ StartsWith: [s3('b/x/')], NotStartsWith: [s3('b/x')] })),
      both('none'),
    ],
    [
      'an object that its own end leaves out',
      advanced(byArn({ Equals: [s3('b/k.log')], NotEndsWith: ['.log'] })),
      both('none'),
    ],
    ['every end but the empty one', advanced(byArn({ NotEndsWith: [''] })), both('none')],
    ['other letter case', advanced(byArn({ StartsWith: ['arn:aws:S3:::b/'] })), both('none')],
    ['another partition', advanced(byArn({ StartsWith: ['arn:aws-cn:s3:::b/'] })), both('none')],
    ['no values count as no filter', advanced(byArn({ Equals: [], NotStartsWith: [] })), both('full')],
    ['reads and writes by name', advanced(ofObjects({ readOnly: { Equals: ['true', 'false'] } })), both('full')],
    ['neither reads nor writes', advanced(ofObjects({ readOnly: { Equals: ['True'] } })), both('none')],
    ['an operation of no known kind', advanced(ofObjects({ eventName: { Equals: ['Frobnicate'] } })), both('partial')],
    [
      'no reads by name leave all writes',
      advanced(ofObjects({ eventName: { NotStartsWith: ['Get', 'Head'] } })),
      { read: 'partial', write: 'full' },
    ],
    [
      'a source, even the only one',
      advanced(ofObjects({ eventSource: { Equals: ['s3.amazonaws.com'] } })),
      both('partial'),
    ],
    [
      'callers, whose ARN may be missing',
      advanced(ofObjects({ 'userIdentity.arn': { StartsWith: [''] } })),
      both('partial'),
    ],
    ['other fields', advanced(ofObjects({ eventType: { Equals: ['AwsApiCall'] } })), both('partial')],
    [
      'a field twice, both must pass',
      {
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Data'] },
              { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
              { Field: 'resources.ARN', StartsWith: [s3('b/x')] },
              { Field: 'resources.ARN', NotStartsWith: [s3('b/')] },
            ],
          },
        ],
      },
      both('none'),
    ],
    // Several together.
    [
      'a part and what is not in it',
      advanced(byArn({ StartsWith: [s3('b/x')] }), byArn({ NotStartsWith: [s3('b/x')] })),
      both('full'),
    ],
    [
      'an end and what has it not',
      advanced(byArn({ EndsWith: ['.log'] }), byArn({ NotEndsWith: ['.log'] })),
      both('full'),
    ],
    [
      'an object and all others',
      advanced(byArn({ Equals: [s3('b/k')] }), byArn({ NotEquals: [s3('b/k')] })),
      both('full'),
    ],
    [
      'an object and all that do not begin so',
      advanced(byArn({ Equals: [s3('b/k')] }), byArn({ NotStartsWith: [s3('b/k')] })),
      both('partial'),
    ],
    [
      'a part less a part of it, and that',
      advanced(
        byArn({ NotStartsWith: [s3('b/x/')] }),
        byArn({ StartsWith: [s3('b/x/')], NotStartsWith: [s3('b/x/y')] }),
        byArn({ StartsWith: [s3('b/x/y')] }),
      ),
      both('full'),
    ],
    [
      'the same with a gap',
      advanced(
        byArn({ NotStartsWith: [s3('b/x/')] }),
        byArn({ StartsWith: [s3('b/x/')], NotStartsWith: [s3('b/x/y')] }),
        byArn({ StartsWith: [s3('b/x/y/')] }),
      ),
      both('partial'),
    ],
    [
      'beginnings and ends that leave a corner',
      advanced(byArn({ NotStartsWith: [s3('b/x')] }), byArn({ NotEndsWith: ['.log'] })),
      both('partial'),
    ],
    [
      'the corner too',
      advanced(
        byArn({ NotStartsWith: [s3('b/x')] }),
        byArn({ NotEndsWith: ['.log'] }),
        byArn({ EndsWith: ['log'], NotEndsWith: ['xlog'] }),
      ),
      both('full'),
    ],
    ['a part and the bucket', advanced(byArn({ StartsWith: [s3('b/x')] }), ofObjects()), both('full')],
    ['reads and writes', advanced(ofObjects(READ), ofObjects(WRITE)), both('full')],
    [
      'reads, and writes of a part',
      advanced(ofObjects(READ), byArn({ StartsWith: [s3('b/x')] }, WRITE)),
      { read: 'full', write: 'partial' },
    ],
    [
      'an operation and the others',
      advanced(
        ofObjects({ eventName: { Equals: ['PutObject'] } }),
        ofObjects({ eventName: { NotEquals: ['PutObject'] } }),
      ),
      both('full'),
    ],
    [
      'an operation in a part, the others anywhere',
      advanced(
        byArn({ StartsWith: [s3('b/x')] }, { eventName: { Equals: ['PutObject'] } }),
        ofObjects({ eventName: { NotEquals: ['PutObject'] } }),
      ),
      { read: 'full', write: 'partial' },
    ],
    [
      'a part whatever the operation, the rest in two',
      advanced(
        byArn({ StartsWith: [s3('b/x')] }),
        byArn({ NotStartsWith: [s3('b/x')] }, { eventName: { Equals: ['A'] } }),
        ofObjects({ eventName: { NotEquals: ['A'] } }),
      ),
      both('full'),
    ],
    [
      'a caller and all others',
      advanced(
        ofObjects({ 'userIdentity.arn': { Equals: ['me'] } }),
        ofObjects({ 'userIdentity.arn': { NotEquals: ['me'] } }),
      ),
      both('full'),
    ],
    [
      'the console and everything else',
      advanced(
        ofObjects({ sessionCredentialFromConsole: { Equals: ['true'] } }),
        ofObjects({ sessionCredentialFromConsole: { NotEquals: ['true'] } }),
      ),
      both('full'),
    ],
    // Basic.
    ['a basic value with colons', basic(objects(['arn:aws:s3:::'])), both('full')],
    ['a basic value without a slash', basic(objects([s3('b')])), both('full')],
    ['a basic value of another partition', basic(objects(['arn:aws-cn:s3'])), both('none')],
    ['a basic value for one object, taken as a beginning', basic(objects([s3('b/key')])), both('partial')],
    ['no basic values', basic(objects([])), both('none')],
    [
      'basic reads and basic writes',
      basic(
        objects([s3('b/')], { ReadWriteType: 'ReadOnly' }),
        objects(['arn:aws:s3'], { ReadWriteType: 'WriteOnly' }),
      ),
      both('full'),
    ],
    [
      'basic functions',
      basic({ DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws'] }] }),
      both('none'),
    ],
    // What cannot be told.
    ['an undocumented field', advanced(ofObjects({ 'tlsDetails.version': { Equals: ['x'] } })), both('unknown')],
    [
      'an undocumented field beside the bucket',
      advanced(ofObjects({ novel: { Equals: ['x'] } }), ofObjects()),
      both('full'),
    ],
    [
      'an undocumented field beside a part',
      advanced(ofObjects({ novel: { Equals: ['x'] } }), byArn({ StartsWith: [s3('b/x')] })),
      both('unknown'),
    ],
    [
      'an undocumented field within a part that is recorded',
      advanced(byArn({ StartsWith: [s3('b/x/y')] }, { novel: { Equals: ['x'] } }), byArn({ StartsWith: [s3('b/x')] })),
      both('partial'),
    ],
    [
      'an undocumented field in another bucket',
      advanced(byArn({ StartsWith: [s3('c/')] }, { novel: { Equals: ['x'] } })),
      both('none'),
    ],
    ['no resource type', advanced({ eventCategory: { Equals: ['Data'] } }), both('unknown')],
    ['no category', advanced({ 'resources.type': { Equals: ['AWS::S3::Object'] } }), both('unknown')],
    ['no fields', advanced({}), both('unknown')],
  ])('%s', (_title, selectors, expected) => {
    expect(objectCoverage(selectors, { bucket: 'b' })).toMatchObject(expected);
  });

  test('buckets left out of the question change nothing', () => {
    const selectors = advanced(byArn({ NotStartsWith: [s3('b/')] }));
    expect(objectCoverage(selectors, { bucket: 'b', exceptBuckets: ['b'] })).toEqual(both('none'));
  });

  test('another partition has ARNs of its own', () => {
    const selectors = basic(objects(['arn:aws-cn:s3']));
    expect(objectCoverage(selectors, { bucket: 'b', partition: 'aws-cn' })).toEqual(both('full'));
    expect(objectCoverage(selectors, { partition: 'aws-cn' })).toEqual(both('full'));
    expect(objectCoverage(selectors, {})).toEqual(both('none'));
  });
});

describe('in every bucket', () => {
  const exceptLogs: ObjectQuestion = { exceptBuckets: ['logs', 'logs-2'] };
  test.each<[string, TrailSelectors, ObjectQuestion, Coverage]>([
    ['no filter', advanced(ofObjects()), {}, 'full'],
    ['the basic value for all', basic(objects(['arn:aws:s3'])), {}, 'full'],
    ['one bucket', basic(objects([s3('b/')])), {}, 'partial'],
    ['one bucket that is left out', basic(objects([s3('logs/')])), exceptLogs, 'none'],
    ['one object of a bucket that is left out', advanced(byArn({ Equals: [s3('logs/k')] })), exceptLogs, 'none'],
    ['a bucket name without a slash', basic(objects([s3('logs')])), exceptLogs, 'partial'],
    [
      'not the buckets that are left out',
      advanced(byArn({ NotStartsWith: [s3('logs/'), s3('logs-2/')] })),
      exceptLogs,
      'full',
    ],
    ['not a part of one', advanced(byArn({ NotStartsWith: [s3('logs/AWSLogs/')] })), exceptLogs, 'full'],
    ['not one object of one', advanced(byArn({ NotEquals: [s3('logs/k')] })), exceptLogs, 'full'],
    ['not what begins like one', advanced(byArn({ NotStartsWith: [s3('logs')] })), exceptLogs, 'partial'],
    ['not another one', advanced(byArn({ NotStartsWith: [s3('other/')] })), exceptLogs, 'partial'],
    ['not the ends of objects', advanced(byArn({ NotEndsWith: ['/logs/k'] })), exceptLogs, 'partial'],
    ['not what no object is called', advanced(byArn({ NotEquals: ['arn:aws:s3:::b', s3('/k')] })), {}, 'full'],
    [
      'pieces',
      advanced(
        byArn({ StartsWith: [s3('a'), s3('b')] }),
        byArn({ NotStartsWith: [s3('a'), s3('bc')] }),
        byArn({ StartsWith: [s3('bcd')] }),
      ),
      {},
      'full',
    ],
    ['a wildcard, which is no wildcard', advanced(byArn({ StartsWith: [s3('*')] })), {}, 'partial'],
  ])('%s', (_title, selectors, question, coverage) => {
    expect(objectCoverage(selectors, question)).toMatchObject(both(coverage));
  });
});

describe('the reasons', () => {
  test.each<[string, TrailSelectors, readonly string[] | undefined]>([
    ['of what is full', advanced(ofObjects()), undefined],
    ['of what is none', advanced(byArn({ Equals: [s3('c/k')] })), undefined],
    ['parts', basic(objects([s3('b/logs/'), s3('b/x'), s3('c/')])), ['only objects under logs/, x']],
    [
      'objects',
      advanced(byArn({ Equals: [s3('b/k')], EndsWith: ['.log'] })),
      ['only objects named k or ARNs ending in .log'],
    ],
    [
      'what is left out',
      advanced(byArn({ StartsWith: [s3('b')], NotStartsWith: [s3('b/tmp/'), s3('c/')] })),
      ['not objects under tmp/'],
    ],
    [
      'operations',
      advanced(ofObjects({ eventName: { Equals: ['PutObject', 'DeleteObject'] } })),
      ['only PutObject, DeleteObject'],
    ],
    [
      'many',
      advanced(ofObjects({ eventName: { NotEquals: ['A', 'B', 'C', 'D', 'E', 'F', 'G'] } })),
      ['not A, B, C, D, E and 2 more'],
    ],
    [
      'callers',
      advanced(ofObjects({ 'userIdentity.arn': { NotStartsWith: ['me'] } })),
      ['not userIdentity.arn beginning with me'],
    ],
    [
      'a field nobody knows',
      advanced(ofObjects({ novel: { Equals: ['x'] } })),
      ['only novel x', 'a selector filters by novel, a field that is not documented'],
    ],
    [
      'no slash',
      basic(objects([s3('b')])),
      [
        `${s3('b')} does not end in a slash; taken as the beginning of an ARN, it takes in every bucket whose name begins so`,
      ],
    ],
  ])('%s', (_title, selectors, reasons) => {
    expect(objectCoverage(selectors, { bucket: 'b' }).reasons).toEqual(reasons);
  });

  test('no slash: other buckets are told of it too', () => {
    const { read, reasons } = objectCoverage(basic(objects([s3('b')])), { bucket: 'b2' });
    expect(read).toBe('full');
    expect(reasons).toHaveLength(1);
  });
});

describe('the work', () => {
  const many = (count: number, name: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => name(index));
  const largest: readonly [string, TrailSelectors][] = [
    [
      'one selector of 500 values',
      advanced(
        byArn({ StartsWith: many(250, (n) => s3(`b/${'x'.repeat(n)}`)), NotEndsWith: many(250, (n) => `${n}`) }),
      ),
    ],
    ['250 buckets', basic(objects(many(250, (n) => s3(`bucket-${n}/`))))],
    [
      '100 selectors by two fields',
      advanced(
        ...many(100, String).map((n) => byArn({ NotStartsWith: [s3(`b/${n}`)] }, { eventName: { NotEquals: [n] } })),
      ),
    ],
    [
      'values spread over all fields',
      advanced(
        ...many(60, String).map((n) =>
          ofObjects({
            'resources.ARN': { NotEndsWith: [n] },
            eventName: { NotEquals: [n] },
            eventSource: { NotEquals: [n] },
            eventType: { NotEquals: [n] },
            'userIdentity.arn': { NotEquals: [n] },
          }),
        ),
      ),
    ],
  ];
  test.each(largest)('%s is judged within the limit', (_title, selectors) => {
    expect(objectCoverage(selectors, {}).read).toMatch(/full|partial/);
  });

  test('what takes more is unknown', () => {
    const [, selectors] = largest[0] ?? ['', {}];
    const steps = new Steps(100);
    expect(objectCoverage(selectors, { bucket: 'b' }, steps)).toEqual({
      ...both('unknown'),
      reasons: ['the selectors take more work to judge than is allowed'],
    });
  });
});
