import { expect, test } from 'vitest';
import {
  type Coverage,
  deliveryCoverage,
  type TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';
import { advanced, basic, byArn, dataOf, management, objects, ofObjects, s3 } from './selectors.ts';

const ROOT = s3('logs/AWSLogs/111122223333/CloudTrail/');

test.each<[string, TrailSelectors, Coverage]>([
  ['all objects', advanced(ofObjects()), 'full'],
  ['all objects, in a basic selector', basic(objects(['arn:aws:s3'])), 'full'],
  ['the bucket', advanced(byArn({ StartsWith: [s3('logs/')] })), 'full'],
  ['the log files', advanced(byArn({ StartsWith: [ROOT] })), 'full'],
  ['the log files of a region', advanced(byArn({ StartsWith: [`${ROOT}eu-west-1/`] })), 'partial'],
  ['another bucket', advanced(byArn({ StartsWith: [s3('payments/')] })), 'none'],
  ['a bucket whose name is longer', advanced(byArn({ StartsWith: [s3('logs-old/')] })), 'none'],
  ['all buckets but this one', advanced(byArn({ NotStartsWith: [s3('logs/')] })), 'none'],
  ['all buckets but one whose name is longer', advanced(byArn({ NotStartsWith: [s3('logs-old/')] })), 'full'],
  [
    'all but the digests',
    advanced(byArn({ NotStartsWith: [s3('logs/AWSLogs/111122223333/CloudTrail-Digest/')] })),
    'full',
  ],
  ['names that end in some way', advanced(byArn({ EndsWith: ['.gz'] })), 'partial'],
  ['reads', advanced(ofObjects({ readOnly: { Equals: ['true'] } })), 'none'],
  ['reads, in a basic selector', basic(objects(['arn:aws:s3'], { ReadWriteType: 'ReadOnly' })), 'none'],
  ['deletions', advanced(ofObjects({ eventName: { StartsWith: ['Delete'] } })), 'none'],
  ['the very call', advanced(ofObjects({ eventName: { Equals: ['PutObject'] } })), 'full'],
  ['what S3 does', advanced(ofObjects({ eventSource: { Equals: ['s3.amazonaws.com'] } })), 'full'],
  [
    'all callers but one',
    advanced(ofObjects({ 'userIdentity.arn': { NotEquals: ['arn:aws:iam::1:role/r'] } })),
    'partial',
  ],
  ['items of tables', advanced(dataOf('AWS::DynamoDB::Table')), 'none'],
  ['management events', advanced(management()), 'none'],
  ['nothing that was given', {}, 'unknown'],
])('of a trail for %s', (_title, selectors, coverage) => {
  expect(deliveryCoverage(selectors, ROOT).coverage).toBe(coverage);
});

test('a part has its reason', () => {
  expect(deliveryCoverage(advanced(byArn({ EndsWith: ['.gz'] })), ROOT).reasons).toEqual(['only ARNs ending in .gz']);
});
