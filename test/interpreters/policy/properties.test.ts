import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Context,
  decidingStatements,
  evaluatePolicy,
  outsidersAllowed,
  parsePolicy,
  policyIsPublic,
  type Request,
  requiresTls,
  UNKNOWN,
  type Verdict,
} from '../../../src/interpreters/policy/index.ts';
import { KEY_NAMES, reading, request, statement, statements } from './arbitraries.ts';
import { ACCOUNT, BUCKET, OTHER } from './documented.ts';
import { type NaiveRequest, naiveVerdict, type Reading } from './naive.ts';

const options = { numRuns: 10_000, seed: 2026 };
type Json = Readonly<Record<string, unknown>>;
const policyOf = (Statement: unknown) => ({ Version: '2012-10-17', Statement });

const asked = ({ who, action, resource, context }: NaiveRequest): Request => ({
  principal: 'anonymous' in who ? 'anonymous' : 'service' in who ? who : { arn: who.user },
  action,
  resource,
  context,
});

// Every open question, read in both ways.
const READINGS: readonly Reading[] = [true, false].flatMap((first) =>
  [true, false].flatMap(
    (second) =>
      [
        {
          everyoneIncludesServices: first,
          several: second ? 'some' : 'every',
          spared: 'both',
          acrossColons: first,
          unknownOperator: second,
          emptyIsNothing: first,
        },
        {
          everyoneIncludesServices: second,
          several: first ? 'some' : 'every',
          spared: 'either',
          acrossColons: second,
          unknownOperator: first,
          emptyIsNothing: second,
        },
      ] as const,
  ),
);
const isOpenAddress = ({ who, context }: NaiveRequest): boolean =>
  'service' in who && context['aws:SourceIp'] === undefined;

test('where nothing is open, the verdict is the naive one', () => {
  let decided = 0;
  fc.assert(
    fc.property(statements, request(false), (list, naive) => {
      const verdicts = new Set(READINGS.map((each) => naiveVerdict(policyOf(list), naive, each)));
      const verdict = evaluatePolicy(policyOf(list), asked(naive));
      // One thing open in one place: if it mattered, the readings would differ.
      if (verdict !== 'unknown') expect([...verdicts]).toEqual([verdict]);
      const isOpen = /StringIs|NotPrincipal|ForA/.test(JSON.stringify(list)) || isOpenAddress(naive);
      if (verdicts.size === 1 && !isOpen) expect(verdict).toBe([...verdicts][0]);
      if (verdict !== 'unknown') decided += 1;
    }),
    options,
  );
  expect(decided).toBeGreaterThan(7000);
});

test('whatever AWS means by what it leaves open, a verdict that is not unknown is right', () => {
  fc.assert(
    fc.property(statements, request(true), reading, (list, naive, each) => {
      const verdict = evaluatePolicy(policyOf(list), asked(naive));
      expect(['unknown', naiveVerdict(policyOf(list), naive, each)]).toContain(verdict);
    }),
    options,
  );
});

test('whatever an unknown key turns out to be, a verdict that is not unknown stays', () => {
  const hidden = fc.uniqueArray(fc.constantFrom(...KEY_NAMES), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(statements, request(true), hidden, (list, naive, keys) => {
      const known = asked(naive);
      const context: Context = { ...known.context, ...Object.fromEntries(keys.map((key) => [key, UNKNOWN])) };
      const verdict = evaluatePolicy(policyOf(list), { ...known, context });
      const filled = evaluatePolicy(policyOf(list), known);
      expect(verdict === 'unknown' || filled === verdict, `${verdict} ${filled}`).toBe(true);
    }),
    options,
  );
});

/** What may become of a verdict when a statement is added. */
const AFTER_DENY: Record<Verdict, readonly Verdict[]> = {
  allow: ['allow', 'unknown', 'explicit-deny'],
  unknown: ['unknown', 'explicit-deny'],
  'implicit-deny': ['implicit-deny', 'unknown', 'explicit-deny'],
  'explicit-deny': ['explicit-deny'],
};
const AFTER_ALLOW: Record<Verdict, readonly Verdict[]> = {
  allow: ['allow'],
  unknown: ['unknown', 'allow'],
  'implicit-deny': ['implicit-deny', 'unknown', 'allow'],
  'explicit-deny': ['explicit-deny'],
};

test('a further Deny never allows more, a further Allow never denies more', () => {
  fc.assert(
    fc.property(statements, statement, request(true), (list, further, naive) => {
      const before = evaluatePolicy(policyOf(list), asked(naive));
      const after = (Effect: string) => evaluatePolicy(policyOf([...list, { ...further, Effect }]), asked(naive));
      expect(AFTER_DENY[before]).toContain(after('Deny'));
      expect(AFTER_ALLOW[before]).toContain(after('Allow'));
    }),
    options,
  );
});

const shuffled = (list: readonly Json[]): readonly Json[] =>
  list.toReversed().map((each) => Object.fromEntries(Object.entries(each).toReversed()));

const inLists = (value: unknown): unknown => (typeof value === 'string' && value !== '*' ? [value] : value);
const rewritten = (list: readonly Json[]): unknown => {
  const written = list.map((each) =>
    Object.fromEntries(
      Object.entries(each).map(([name, value]) => [
        name,
        /Action|Resource/.test(name)
          ? inLists(value)
          : typeof value === 'object' && value !== null && name !== 'Condition'
            ? Object.fromEntries(
                Object.entries(value).map(([type, names]) => [type, Array.isArray(names) ? names : [names]]),
              )
            : value === '*'
              ? { AWS: ['*'] }
              : value,
      ]),
    ),
  );
  return written.length === 1 ? written[0] : written;
};

test('neither the order of statements nor the way they are written matters', () => {
  fc.assert(
    fc.property(statements, request(true), (list, naive) => {
      const policy = parsePolicy(policyOf(list));
      const other = parsePolicy(policyOf(rewritten(shuffled(list))));
      const verdict = evaluatePolicy(policy, asked(naive));
      expect(evaluatePolicy(other, asked(naive))).toBe(verdict);
      expect(evaluatePolicy(JSON.stringify(policyOf(list)), asked(naive))).toBe(verdict);
      expect(policyIsPublic(other)).toBe(policyIsPublic(policy));
    }),
    options,
  );
});

test('the deciding statements alone come to the same verdict', () => {
  fc.assert(
    fc.property(statements, request(true), (list, naive) => {
      const verdict = evaluatePolicy(policyOf(list), asked(naive));
      const deciding = decidingStatements(policyOf(list), asked(naive)).map(({ index }) => list[index]);
      expect(evaluatePolicy(policyOf(deciding), asked(naive))).toBe(verdict);
    }),
    options,
  );
});

test('a bucket that requires TLS denies every request without', () => {
  fc.assert(
    fc.property(statements, request(false), reading, (list, naive, each) => {
      const answer = requiresTls(policyOf(list), BUCKET);
      if (answer !== true) return;
      const insecure = { ...naive, context: { ...naive.context, 'aws:SecureTransport': ['false'] } };
      expect(naiveVerdict(policyOf(list), insecure, each)).toBe('explicit-deny');
    }),
    { ...options, numRuns: 2000 },
  );
});

test('who is allowed something from outside is among those that are found', () => {
  fc.assert(
    fc.property(statements, request(false), reading, (list, naive, each) => {
      const stranger = { ...naive, who: { user: `arn:aws:iam::${OTHER}:user/ann`, account: OTHER } };
      // To put or get an object is not done to a bucket.
      if (naive.resource === BUCKET && naive.action !== 's3:GetBucketAcl') return;
      // A caller names no source.
      const { 'aws:SourceArn': _, ...context } = naive.context;
      if (naiveVerdict(policyOf(list), { ...stranger, context }, each) !== 'allow') return;
      const question = { actions: [naive.action], resources: [naive.resource], account: ACCOUNT };
      expect(outsidersAllowed(policyOf(list), question).length).toBeGreaterThan(0);
    }),
    options,
  );
});
