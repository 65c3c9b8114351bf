import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  managementCoverage,
  objectCoverage,
  recordsEvent,
  resourceCoverage,
  type TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';

const RUNS = process.env['SOAK'] ? 1_000_000 : 5_000;
const LIMIT = 1_000_000;

const SELECTORS: readonly string[] = [
  '{"EventSelectors":[{"ReadWriteType":"All","IncludeManagementEvents":true,"DataResources":[],"ExcludeManagementEventSources":["kms.amazonaws.com"]}]}',
  '{"EventSelectors":[{"ReadWriteType":"WriteOnly","DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::b/","arn:aws:s3"]}]},{"DataResources":[{"Type":"AWS::DynamoDB::Table","Values":["t"]}]}]}',
  '{"AdvancedEventSelectors":[{"Name":"x","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]},{"Field":"eventSource","NotEquals":["kms.amazonaws.com"]},{"Field":"readOnly","Equals":["true"]}]}]}',
  '{"AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"eventCategory","Equals":["Data"]},{"Field":"resources.type","Equals":["AWS::S3::Object"]},{"Field":"resources.ARN","StartsWith":["arn:aws:s3:::b/"],"NotEndsWith":["x"]},{"Field":"__proto__","Equals":["y"]}]}],"HasCustomEventSelectors":true}',
  '{"EventSelectors":null,"AdvancedEventSelectors":[],"HasCustomEventSelectors":false}',
];
const EVENTS: readonly string[] = [
  '{"eventCategory":"Management","managementEvent":true,"readOnly":true,"eventSource":"kms.amazonaws.com","eventName":"Decrypt"}',
  '{"eventCategory":"Data","readOnly":false,"eventSource":"s3.amazonaws.com","eventName":"PutObject","resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::b/k"},{"type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::b"}],"requestParameters":{"key":"k"}}',
  '{"managementEvent":false,"resources":[{"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::b/"}],"userIdentity":{"arn":"me"},"__proto__":{"x":1}}',
];

/** One change to a text: a slice of it removed, doubled, moved to the front, or something put in. */
const mutation = fc.record({
  from: fc.nat(400),
  length: fc.nat(12),
  kind: fc.nat(4),
  text: fc.oneof(
    fc.constantFrom(
      'null',
      'true',
      '{}',
      '[]',
      '""',
      ',',
      '"',
      '__proto__',
      'constructor',
      'Not',
      '1',
      '/',
      ':',
      '[null]',
    ),
    fc.string({ maxLength: 3 }),
  ),
});
const mutated = (texts: readonly string[]) =>
  fc.tuple(fc.constantFrom(...texts), fc.array(mutation, { maxLength: 3 })).map(([text, mutations]) =>
    mutations.reduce((text, { from, length, kind, text: inserted }) => {
      const start = from % (text.length + 1);
      const [before, slice, after] = [
        text.slice(0, start),
        text.slice(start, start + length),
        text.slice(start + length),
      ];
      return (
        [
          before + after,
          before + slice + slice + after,
          slice + before + after,
          before + inserted + slice + after,
          before + inserted + after,
        ][kind] ?? text
      );
    }, text),
  );

/** A value of the text: itself if it is JSON; else what its neighbourhood in JSON may look like. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** The value with one member replaced, however deep. */
const replaced = (value: unknown, at: number, by: unknown): unknown => {
  let left = at;
  const visit = (part: unknown): unknown => {
    if (left-- === 0) return by;
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, visit(member)]));
  };
  return visit(value);
};

const anything = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, 0, true, '', 'Management', [], {}, [null], [[]], [''], ['x'], {
    length: 1,
  }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string(),
);
const like = (texts: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: mutated(texts).map(parse) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...texts), fc.nat(40), anything)
        .map(([text, at, by]) => replaced(JSON.parse(text), at, by)),
    },
    { weight: 1, arbitrary: anything },
  );

test('nothing throws, and nothing takes more than its steps', () => {
  fc.assert(
    fc.property(like(SELECTORS), like(EVENTS), fc.string({ maxLength: 4 }), (given, event, name) => {
      const selectors = given as TrailSelectors;
      const answers = [
        (steps: Steps) => managementCoverage(selectors, steps),
        (steps: Steps) => objectCoverage(selectors, { bucket: name, exceptBuckets: [name] }, steps),
        (steps: Steps) => objectCoverage(selectors, { exceptBuckets: [name] }, steps),
        (steps: Steps) => resourceCoverage(selectors, { type: name }, steps),
        (steps: Steps) => recordsEvent(selectors, event as object, steps),
      ];
      for (const answer of answers) {
        const steps = new Steps(LIMIT);
        answer(steps);
        expect(steps.taken).toBeLessThanOrEqual(LIMIT);
      }
      const { uncertain } = recordsEvent(selectors, event as object);
      expect(uncertain).not.toContain('the selectors take more work to judge than is allowed');
    }),
    { numRuns: RUNS, seed: 2026 },
  );
}, 1_200_000);
