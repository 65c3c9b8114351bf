import fc from 'fast-check';
import {
  ACCOUNT,
  ANY_TRAIL,
  aclCheck,
  BUCKET,
  CLOUDTRAIL,
  denyHttp,
  keyPolicy,
  LOG,
  OTHER,
  TRAIL,
  write,
} from './documented.ts';
import type { NaiveRequest, Reading } from './naive.ts';

/** Policies and requests over small alphabets, so that they meet often: from the grammar, and grown from documented ones. */

type Json = Readonly<Record<string, unknown>>;

const ROLE = `arn:aws:iam::${ACCOUNT}:role/jobs/Copy`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Copy/one`;
const USER = `arn:aws:iam::${ACCOUNT}:user/ann`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

const oneOrMore = <Value>(...values: readonly Value[]) =>
  fc.oneof(fc.constantFrom(...values), fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 }));

const principal = fc.oneof(
  fc.constantFrom<unknown>('*', { AWS: '*' }, { Service: CLOUDTRAIL }),
  fc.record(
    {
      AWS: oneOrMore(ACCOUNT, OTHER, ROOT, ROLE, `${ROOT.slice(0, -4)}role/Other`, USER, 'AROAEXAMPLE'),
      Service: oneOrMore(CLOUDTRAIL, 'config.amazonaws.com'),
    },
    { requiredKeys: [] },
  ),
);
const action = oneOrMore(
  '*',
  's3:*',
  's3:PutObject',
  'S3:put*',
  's3:?etObject',
  's3:*Acl',
  'kms:*',
  'kms:GenerateDataKey*',
);
const resource = oneOrMore(
  '*',
  BUCKET,
  `${BUCKET}*`,
  `${BUCKET}/*`,
  `${BUCKET}/AWSLogs/${ACCOUNT}/*`,
  'arn:aws:s3:::?/*.gz',
  'arn:aws:s3:::c/*',
  'arn:aws:*:*:*:b/*',
);

/** Keys with the values that a request may have and a policy may ask for, and the operators that go with them. */
const KEYS: readonly {
  key: string;
  operators: readonly string[];
  found: readonly string[];
  wanted: readonly string[];
}[] = [
  {
    key: 'aws:SourceArn',
    operators: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'ArnLike', 'ArnNotLike', 'ArnEquals'],
    found: [TRAIL, TRAIL.replace(ACCOUNT, OTHER), `${TRAIL}2`],
    wanted: [TRAIL, ANY_TRAIL, 'arn:aws:cloudtrail:*:*:trail/*', 'arn:aws:*:eu-west-?:*:*', `${TRAIL}?`],
  },
  {
    key: 's3:x-amz-acl',
    operators: [
      'StringEquals',
      'StringNotEquals',
      'StringEqualsIgnoreCase',
      'StringNotEqualsIgnoreCase',
      'StringLike',
      'StringIs',
    ],
    found: ['private', 'bucket-owner-full-control', ''],
    wanted: ['private', 'Private', '*owner*', ''],
  },
  { key: 'aws:SecureTransport', operators: ['Bool'], found: ['true', 'false'], wanted: ['true', 'false'] },
  {
    key: 's3:TlsVersion',
    operators: [
      'NumericEquals',
      'NumericNotEquals',
      'NumericLessThan',
      'NumericLessThanEquals',
      'NumericGreaterThan',
      'NumericGreaterThanEquals',
    ],
    found: ['1.0', '1.2', '1.3'],
    wanted: ['1', '1.2', '1.25'],
  },
  {
    key: 'aws:CurrentTime',
    operators: ['DateLessThan', 'DateGreaterThan'],
    found: ['2026-11-23T10:00:00Z', '2025-01-01'],
    wanted: ['2026-01-01', '2026-11-23T11:00:00+01:00'],
  },
  {
    key: 'aws:SourceIp',
    operators: ['IpAddress', 'NotIpAddress'],
    found: ['10.1.2.3', '203.0.113.9'],
    wanted: ['10.0.0.0/8', '203.0.113.8/31', '203.0.113.9', '0.0.0.0/0'],
  },
];

const condition = fc
  .array(
    fc.constantFrom(...KEYS).chain(({ key, operators, wanted }) =>
      fc.record({
        key: fc.constantFrom(key, key.toLowerCase()),
        values: oneOrMore(...wanted),
        operator: fc
          .constantFrom(...operators)
          .chain((operator) =>
            fc.constantFrom(
              operator,
              operator,
              operator,
              `${operator}IfExists`,
              `ForAnyValue:${operator}`,
              `ForAllValues:${operator}`,
            ),
          ),
        isNull: fc.constantFrom('true', 'false', undefined, undefined, undefined, undefined),
      }),
    ),
    { maxLength: 2 },
  )
  .map((lines) =>
    Object.fromEntries(
      lines.map(({ key, values, operator, isNull }) =>
        operator.endsWith('StringIs')
          ? ['StringIs', { [key]: values }]
          : isNull === undefined
            ? [operator, { [key]: values }]
            : ['Null', { [key]: isNull }],
      ),
    ),
  );

const effect = fc.constantFrom('Allow', 'Allow', 'Deny');

const named = <Value>(name: string, value: fc.Arbitrary<Value>) =>
  fc
    .record({ value, isNot: fc.constantFrom(false, false, false, true) })
    .map(({ value, isNot }) => ({ [isNot ? `Not${name}` : name]: value }));

const grown = fc
  .tuple(effect, named('Principal', principal), named('Action', action), named('Resource', resource), condition)
  .map(([Effect, ...parts]): Json => ({ Effect, ...parts[0], ...parts[1], ...parts[2], Condition: parts[3] }));

const documented: readonly Json[] = [aclCheck, write, denyHttp, ...keyPolicy.Statement];

// What people do to a documented statement: leave a part out, or write another one.
const mutated = fc
  .record({
    statement: fc.constantFrom(...documented),
    other: grown,
    part: fc.constantFrom('Effect', 'Principal', 'Action', 'Resource', 'Condition', 'none'),
  })
  .map(({ statement, other, part }): Json => {
    if (part === 'none' || other[part] === undefined) return statement;
    return { ...statement, [part]: other[part] };
  })
  // The naive evaluator knows no keys but these.
  .filter((statement) => !JSON.stringify(statement).includes('kms:'));

export const statement: fc.Arbitrary<Json> = fc.oneof(grown, mutated);
export const statements = fc.array(statement, { maxLength: 4 });

const who = fc.constantFrom<NaiveRequest['who']>(
  { anonymous: true },
  { service: CLOUDTRAIL },
  { user: SESSION, account: ACCOUNT },
  { user: USER, account: ACCOUNT },
  { user: `arn:aws:iam::${OTHER}:user/ann`, account: OTHER },
);

const keyValues = (several: boolean) =>
  fc.record(
    Object.fromEntries(
      KEYS.map(({ key, found }) => [
        key,
        fc.uniqueArray(fc.constantFrom(...found), { minLength: 1, maxLength: several ? 2 : 1 }),
      ]),
    ),
    { requiredKeys: [] },
  ) as fc.Arbitrary<NaiveRequest['context']>;

export const request = (several: boolean): fc.Arbitrary<NaiveRequest> =>
  fc.record({
    who,
    action: fc.constantFrom('s3:PutObject', 's3:GetObject', 's3:GetBucketAcl'),
    resource: fc.constantFrom(BUCKET, LOG, `${BUCKET}/other`),
    context: keyValues(several),
  });

export const reading: fc.Arbitrary<Reading> = fc.record({
  everyoneIncludesServices: fc.boolean(),
  several: fc.constantFrom<Reading['several']>('some', 'every'),
  spared: fc.constantFrom<Reading['spared']>('both', 'either'),
  acrossColons: fc.boolean(),
  unknownOperator: fc.boolean(),
  emptyIsNothing: fc.boolean(),
});

export const KEY_NAMES: readonly string[] = KEYS.map(({ key }) => key);
