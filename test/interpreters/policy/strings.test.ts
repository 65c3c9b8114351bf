import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';
import {
  decidingStatements,
  evaluatePolicy,
  outsidersAllowed,
  parsePolicy,
  pinsSource,
  policyIsPublic,
  type Request,
  requiresTls,
  UNKNOWN,
} from '../../../src/interpreters/policy/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { ACCOUNT, BUCKET, bucketPolicy, CLOUDTRAIL, denyHttp, keyPolicy, LOG, policyOf, TRAIL } from './documented.ts';

const RUNS = process.env['SOAK'] ? 1_000_000 : 5_000;
const LIMIT = 300_000;

const odd = policyOf(
  {
    Effect: 'Deny',
    NotPrincipal: {
      AWS: [ACCOUNT, `arn:aws:iam::${ACCOUNT}:role/a/b`, 'AROAX'],
      CanonicalUser: 'f',
      Federated: 'x.example',
    },
    NotAction: ['s3:Get?bject*', 'kms:*'],
    NotResource: `${BUCKET}/\${aws:username, 'x'}/\${*}*`,
    Condition: {
      'ForAllValues:StringLike': { 'aws:SourceArn': ['arn:*:cloudtrail:*:*:*', '${aws:SourceAccount}'] },
      NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32'] },
      DateGreaterThan: { 'aws:CurrentTime': '2026-11-23T00:00:00Z' },
      NumericLessThanIfExists: { 's3:TlsVersion': 1.2 },
      Null: { __proto__: 'true', constructor: false },
    },
  },
  { Sid: 'x', Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: { BinaryEquals: { k: 'QQ==' } } },
);
const REAL = [bucketPolicy, keyPolicy, policyOf(denyHttp), odd].map((policy) => JSON.stringify(policy));
const PIECES = [
  '*',
  '?',
  '${',
  '}',
  ':',
  '/',
  '"',
  '{',
  '[',
  ']',
  ',',
  'Deny',
  'Not',
  'IfExists',
  'ForAnyValue:',
  '__proto__',
  '\u{1F50D}',
  '\\u0000',
  '0',
  '-1e9',
];

const place = fc.double({ min: 0, max: 1, noNaN: true });
const mutation = fc.record({
  kind: fc.constantFrom('delete', 'insert', 'duplicate', 'swap', 'replace'),
  from: place,
  length: fc.integer({ min: 1, max: 12 }),
  to: place,
  piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

const mutate = (text: string, { kind, from, length, to, piece }: Mutation): string => {
  const start = Math.floor(from * text.length);
  const [before, slice, after] = [text.slice(0, start), text.slice(start, start + length), text.slice(start + length)];
  switch (kind) {
    case 'delete':
      return before + after;
    case 'insert':
      return before + piece + slice + after;
    case 'duplicate':
      return before + slice + slice + after;
    case 'replace':
      return before + piece + after;
    default: {
      const rest = before + after;
      const at = Math.floor(to * rest.length);
      return rest.slice(0, at) + slice + rest.slice(at);
    }
  }
};

// Mutations within values leave it JSON; most others do not.
const mutated = fc
  .tuple(fc.constantFrom(...REAL), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([text, mutations]) => mutations.reduce(mutate, text));

const mutateValues = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mutateValues(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'Effect' || key === 'Version' ? each : mutateValues(each, change),
    ]),
  );
};
const mutatedValues = fc
  .tuple(fc.constantFrom(...REAL), mutation, fc.integer({ min: 0, max: 12 }))
  .map(([text, change, which]) => {
    let count = 0;
    return JSON.stringify(
      mutateValues(JSON.parse(text), (value) => (count++ === which ? mutate(value, change) : value)),
    );
  });

const text = fc.oneof(
  { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...PIECES, '"Effect":', '"Statement":', '"Allow"'))
      .map((parts) => parts.join('')),
  },
  { weight: 4, arbitrary: mutated },
  { weight: 4, arbitrary: mutatedValues },
);

const value = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom(TRAIL, ACCOUNT, '10.0.0.1', 'true', UNKNOWN),
  fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
);
const request: fc.Arbitrary<Request> = fc.record({
  principal: fc.oneof(
    fc.constant('anonymous' as const),
    fc.constantFrom({ service: CLOUDTRAIL }, { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/b/c` }),
    fc.string({ maxLength: 12 }).map((arn) => ({ arn })),
  ),
  action: fc.constantFrom('s3:PutObject', 'kms:Decrypt', '', '*'),
  resource: fc.oneof(fc.constantFrom(LOG, BUCKET, ''), fc.string({ maxLength: 20 })),
  context: fc.dictionary(
    fc.constantFrom(
      'aws:SourceArn',
      'aws:SourceAccount',
      'aws:username',
      's3:x-amz-acl',
      'aws:SourceIp',
      '__proto__',
      'constructor',
      'k',
    ),
    value,
    { maxKeys: 4 },
  ),
});

test(`${RUNS} texts: a policy or a PatternError, an answer within the steps`, () => {
  let read = 0;
  fc.assert(
    fc.property(text, request, (policyText, asked) => {
      let policy: ReturnType<typeof parsePolicy>;
      try {
        policy = parsePolicy(policyText);
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        expect(error.position).toBeLessThanOrEqual(policyText.length);
        return;
      }
      read += 1;
      const steps = Array.from({ length: 5 }, () => new Steps(LIMIT));
      evaluatePolicy(policy, asked, steps[0]);
      decidingStatements(policy, asked, steps[1]);
      pinsSource(policy, { service: CLOUDTRAIL, action: asked.action, resource: asked.resource }, steps[2]);
      outsidersAllowed(
        policy,
        { actions: [asked.action], resources: [asked.resource, `${BUCKET}/*`], account: ACCOUNT },
        steps[3],
      );
      policyIsPublic(policy);
      if (read % 20 === 0) requiresTls(policy, BUCKET, new Steps(20_000_000));
      for (const { taken } of steps) expect(taken).toBeLessThanOrEqual(LIMIT);
    }),
    { numRuns: RUNS, seed: 2026 },
  );
  expect(read).toBeGreaterThan(RUNS / 4);
}, 900_000);
