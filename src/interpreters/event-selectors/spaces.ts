import { anyText, anyTextOrNone, type Domain, noBeginning, only, onlyOrNone } from './domain.ts';
import type { Space } from './survey.ts';

export type Direction = 'read' | 'write';

/** Management events that read, or write, of sources in a domain. */
export const managementEvents = (direction: Direction, eventSource: Domain): Space =>
  new Map([
    ...common(direction),
    ['eventCategory', only('Management')],
    ['eventSource', eventSource],
    ['eventName', anyText()],
    ['resources.type', anyTextOrNone()],
    ['resources.ARN', anyTextOrNone()],
  ]);

/** Data events that read, or write, resources of a type whose ARNs are in a domain. */
export const dataEvents = (direction: Direction, type: string, arn: Domain): Space =>
  new Map([
    ...common(direction),
    ['eventCategory', only('Data')],
    ['eventSource', anyText()],
    ['eventName', namesOf(direction, type)],
    ['resources.type', only(type)],
    ['resources.ARN', arn],
  ]);

/** Network activity events of one event source; AWS does not say which of them read and which write. */
export const networkActivityEvents = (direction: Direction, source: string): Space =>
  new Map([
    ...common(direction),
    ['eventCategory', only('NetworkActivity')],
    ['eventSource', only(source)],
    ['eventName', anyText()],
    ['resources.type', anyTextOrNone()],
    ['resources.ARN', anyTextOrNone()],
  ]);

/** The calls by which CloudTrail itself writes log files whose ARNs are in a domain. */
export const deliveries = (arn: Domain): Space =>
  new Map([
    ...dataEvents('write', 'AWS::S3::Object', arn),
    ['eventSource', only('s3.amazonaws.com')],
    ['eventName', only('PutObject')],
  ]);

const common = (direction: Direction): readonly (readonly [string, Domain])[] => [
  ['readOnly', only(direction === 'read' ? 'true' : 'false')],
  ['eventType', anyText()],
  ['userIdentity.arn', anyTextOrNone()],
  ['sessionCredentialFromConsole', onlyOrNone('true')],
  ['errorCode', anyTextOrNone()],
  ['vpcEndpointId', anyTextOrNone()],
];

/**
 * Operation names that may come up. AWS keeps adding operations, so a list of names never is all of them; but
 * how a name begins says of the operations on objects and items whether they read or write.
 *
 * Source: Amazon S3 user guide, "Amazon S3 CloudTrail events"; DynamoDB developer guide, "DynamoDB data events in CloudTrail".
 */
function namesOf(direction: Direction, type: string): Domain {
  const verbs = VERBS.get(type);
  return verbs ? noBeginning(verbs[direction === 'read' ? 'write' : 'read']) : anyText();
}

const VERBS: ReadonlyMap<string, Readonly<Record<Direction, readonly string[]>>> = new Map([
  [
    'AWS::S3::Object',
    {
      read: ['Get', 'Head', 'List', 'Select'],
      write: ['Put', 'Delete', 'Copy', 'Create', 'Upload', 'Complete', 'Abort', 'Restore', 'Rename', 'Update'],
    },
  ],
  [
    'AWS::DynamoDB::Table',
    {
      read: ['Get', 'BatchGet', 'TransactGet', 'Query', 'Scan', 'List', 'Describe'],
      write: ['Put', 'Update', 'Delete', 'BatchWrite', 'TransactWrite'],
    },
  ],
]);
