import { ACCOUNT, ELSEWHERE, HOME, LOG_BUCKET, STRANGER, TRAIL_ARN } from './account.ts';
import { type Change, revised } from './changes.ts';
import type { Shape } from './shape.ts';

type Statement = Readonly<Record<string, unknown>>;
type Document = { readonly Statement: readonly Statement[] };
type Rewrite = (statements: readonly Statement[]) => unknown;

const rewritten = (policy: string | undefined, rewrite: Rewrite): string => {
  const document = JSON.parse(policy ?? '') as Document;
  return JSON.stringify({ ...document, Statement: rewrite(document.Statement) });
};

/** The policy of a bucket, rewritten. */
export const bucketPolicy = (rewrite: Rewrite, Bucket = LOG_BUCKET): Change =>
  revised('s3:GetBucketPolicy', (output) => ({ ...output, Policy: rewritten(output.Policy, rewrite) }), {
    input: { Bucket },
  });

const keyPolicy = (rewrite: Rewrite): Change =>
  revised('kms:GetKeyPolicy', (output) => ({ ...output, Policy: rewritten(output.Policy, rewrite) }));

/** A statement more. */
export const and =
  (statement: Statement): Rewrite =>
  (statements) => [...statements, statement];

/** All statements with some of their text replaced. Throws where the text does not occur. */
const replacing =
  (...pairs: readonly (readonly [from: string, to: string])[]): Rewrite =>
  (statements) => {
    let text = JSON.stringify(statements);
    for (const [from, to] of pairs) {
      if (!text.includes(from)) throw new Error(`the policy does not say ${from}`);
      text = text.replaceAll(from, to);
    }
    return JSON.parse(text) as unknown;
  };

const keyState = (KeyState: 'Disabled' | 'PendingDeletion', DeletionDate?: string): Change =>
  revised('kms:DescribeKey', (output) => ({
    ...output,
    KeyMetadata: { ...output.KeyMetadata, KeyState, Enabled: false, ...(DeletionDate && { DeletionDate }) },
  }));

const OTHERS_ARE_DENIED = {
  Sid: 'OnlyOurOrganization',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${LOG_BUCKET}`, `arn:aws:s3:::${LOG_BUCKET}/*`],
  Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-3cg8gexz2p' } },
};

const SOURCE_ARN = `"StringEquals":{"aws:SourceArn":"${TRAIL_ARN}"}`;
const ANY_TRAIL = `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`;

const BUCKET: readonly Shape[] = [
  {
    name: 'everybody outside the organisation is denied, and CloudTrail is in none',
    after: [bucketPolicy(and(OTHERS_ARE_DENIED))],
    expect: {
      'trail-bucket-accepts-its-log-files': ['pass', 'fail', 'denied by statement 4 (OnlyOurOrganization)'],
      'trail-key-lets-it-encrypt': ['pass', 'pass'],
    },
  },
  {
    name: 'everybody outside the organisation is denied, if the key is there: it is not, and that counts as another value',
    after: [
      bucketPolicy(
        and({ ...OTHERS_ARE_DENIED, Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-3cg8gexz2p' } } }),
      ),
    ],
    expect: { 'trail-bucket-accepts-its-log-files': ['pass', 'fail', 'denied by statement 4 (OnlyOurOrganization)'] },
  },
  {
    name: 'everybody outside the organisation is denied, written as AWS principals',
    after: [bucketPolicy(and({ ...OTHERS_ARE_DENIED, Principal: { AWS: '*' } }))],
    expect: { 'trail-bucket-accepts-its-log-files': ['pass', 'fail', 'denied by statement 4 (OnlyOurOrganization)'] },
  },
  {
    name: 'everybody outside the organisation is denied, but no AWS service',
    before: [bucketPolicy(and(OTHERS_ARE_DENIED))],
    after: [
      bucketPolicy(
        and({
          ...OTHERS_ARE_DENIED,
          Condition: { ...OTHERS_ARE_DENIED.Condition, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
        }),
      ),
    ],
    expect: { 'trail-bucket-accepts-its-log-files': ['fail', 'pass'] },
  },
  {
    name: 'a * in the trail that StringEquals compares with, where it is a letter like any other',
    after: [bucketPolicy(replacing([TRAIL_ARN, ANY_TRAIL]))],
    expect: {
      'trail-bucket-accepts-its-log-files': [
        'pass',
        'fail',
        's3:PutObject below AWSLogs/999988887777/, allowed by no statement',
      ],
    },
  },
  {
    name: 'a * in the trail that StringLike compares with',
    before: [bucketPolicy(replacing([TRAIL_ARN, ANY_TRAIL]))],
    after: [bucketPolicy(replacing([TRAIL_ARN, ANY_TRAIL], ['"StringEquals"', '"StringLike"']))],
    expect: {
      'trail-bucket-accepts-its-log-files': ['fail', 'pass'],
      'log-bucket-takes-logs-of-known-trails-only': ['pass', 'pass'],
    },
  },
  {
    name: 'no word of which trail it is',
    after: [bucketPolicy(replacing([`,"Condition":{${SOURCE_ARN}}`, ''], [`,"aws:SourceArn":"${TRAIL_ARN}"`, '']))],
    expect: {
      'trail-bucket-accepts-its-log-files': ['pass', 'pass'],
      'log-bucket-takes-logs-of-known-trails-only': ['pass', 'fail', 'AWSCloudTrailWrite20150319'],
    },
  },
  {
    name: 'the folder of another account',
    after: [bucketPolicy(replacing([`/AWSLogs/${ACCOUNT}/`, `/AWSLogs/${STRANGER}/`]))],
    expect: { 'trail-bucket-accepts-its-log-files': ['pass', 'fail', 's3:PutObject below AWSLogs/999988887777/'] },
  },
];

const KEY_FOR_EVERYBODY = { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };

const KEY: readonly Shape[] = [
  {
    name: 'everybody, written as a string',
    after: [keyPolicy(and(KEY_FOR_EVERYBODY))],
    expect: {
      'key-policy-is-not-public': ['pass', 'fail', 'is open to everybody'],
      'key-is-not-destroyed-from-outside': ['pass', 'fail', 'everybody may kms:ScheduleKeyDeletion'],
    },
  },
  {
    name: 'everybody, written as AWS principals',
    after: [keyPolicy(and({ ...KEY_FOR_EVERYBODY, Principal: { AWS: '*' } }))],
    expect: { 'key-policy-is-not-public': ['pass', 'fail', 'is open to everybody'] },
  },
  {
    name: 'everybody of the own account',
    before: [keyPolicy(and(KEY_FOR_EVERYBODY))],
    after: [keyPolicy(and({ ...KEY_FOR_EVERYBODY, Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT } } }))],
    expect: {
      'key-policy-is-not-public': ['fail', 'pass'],
      'key-is-not-destroyed-from-outside': ['fail', 'pass'],
    },
  },
  {
    name: 'a * in the trail that StringEquals compares with',
    after: [keyPolicy(replacing([TRAIL_ARN, ANY_TRAIL]))],
    expect: {
      'trail-key-lets-it-encrypt': ['pass', 'fail', 'kms:GenerateDataKey, allowed by no statement'],
      'trail-bucket-accepts-its-log-files': ['pass', 'pass'],
    },
  },
  {
    name: 'CloudTrail, but for a trail in another region',
    after: [keyPolicy(replacing([TRAIL_ARN, TRAIL_ARN.replace(HOME, ELSEWHERE)]))],
    expect: { 'trail-key-lets-it-encrypt': ['pass', 'fail', 'kms:GenerateDataKey, allowed by no statement'] },
  },
];

const KEY_STATE: readonly Shape[] = [
  {
    name: 'disabled',
    after: [keyState('Disabled')],
    expect: {
      'key-is-enabled': ['pass', 'fail', '(state: Disabled)'],
      'key-is-not-pending-deletion': ['pass', 'pass'],
      'trail-key-lets-it-encrypt': ['pass', 'pass'],
    },
  },
  {
    name: 'about to be deleted',
    after: [keyState('PendingDeletion', '2026-12-01T00:00:00.000Z')],
    expect: {
      'key-is-enabled': ['pass', 'fail', '(state: PendingDeletion)'],
      'key-is-not-pending-deletion': ['pass', 'fail', '(date: 2026-12-01T00:00:00.000Z)'],
    },
  },
];

export const POLICIES: Readonly<Record<string, readonly Shape[]>> = {
  'a bucket policy by which': BUCKET,
  'a key policy that lets in': KEY,
  'a key that is': KEY_STATE,
};
