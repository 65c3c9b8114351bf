import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Coverage,
  managementCoverage,
  objectCoverage,
  recordsEvent,
  type TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';
import {
  advancedTrail,
  anyEvent,
  anyTrail,
  at,
  basicTrail,
  byArns,
  byFields,
  CALLERS,
  inBuckets,
  managementSelector,
  NAMES_READ,
  NAMES_WRITE,
  PROPERTY,
  words,
} from './arbitraries.ts';
import { type NaiveEvent, naiveField, naiveMatches, recordOf } from './naive.ts';
import { KMS, RDS } from './selectors.ts';

const DIRECTIONS = [
  ['read', true],
  ['write', false],
] as const;

interface Choices {
  readonly sources?: readonly string[];
  readonly names?: readonly string[];
  readonly callers?: readonly (string | undefined)[];
  readonly arns?: readonly string[];
}

/** Every event that can be put together. */
function eventsOf(category: 'Management' | 'Data', readOnly: boolean, choices: Choices): readonly NaiveEvent[] {
  const { sources = ['s3.amazonaws.com'], names = ['z'], callers = [undefined], arns = [undefined] } = choices;
  return sources.flatMap((source) =>
    names.flatMap((name) =>
      callers.flatMap((caller) =>
        arns.map((arn) => ({
          category,
          readOnly,
          source,
          name,
          caller,
          ...(arn !== undefined && { type: 'AWS::S3::Object', arn }),
        })),
      ),
    ),
  );
}

/** Whether all are taken, some, or none; found by trying one after the other. */
function observe(selectors: TrailSelectors, events: readonly NaiveEvent[]): Coverage {
  let [taken, left] = [false, false];
  for (const event of events) {
    if (naiveMatches(selectors, event)) taken = true;
    else left = true;
    if (taken && left) return 'partial';
  }
  return taken ? 'full' : 'none';
}

test('of objects, coverage by ARN is what trying every ARN finds', () => {
  const everywhere = ['a', 'ab', 'abz', 'az', 'b', 'bz', 'z', 'za'];
  // Every beginning or none, a letter no selector has, and every end or none.
  const keys = [
    ...words(1),
    ...words(2),
    ...['', 'x', 'y', 'xy'].flatMap((beginning) => ['', 'x', 'y', '/x', 'a/x'].map((end) => `${beginning}z${end}`)),
    '/x',
    'x/x',
    'a/x',
    'xa/x',
  ];
  const questions = [
    { question: { bucket: 'a' }, arns: inBuckets(['a'], keys) },
    { question: { bucket: 'ab' }, arns: inBuckets(['ab'], keys) },
    { question: { bucket: 'az' }, arns: inBuckets(['az'], keys) },
    { question: {}, arns: inBuckets(everywhere, keys) },
    {
      question: { exceptBuckets: ['a', 'b'] },
      arns: inBuckets(
        everywhere.filter((name) => name !== 'a' && name !== 'b'),
        keys,
      ),
    },
  ].map(({ question, arns }) => ({
    question,
    reads: eventsOf('Data', true, { arns }),
    writes: eventsOf('Data', false, { arns }),
  }));
  const found = new Map<Coverage, number>();
  fc.assert(
    fc.property(fc.oneof(basicTrail, advancedTrail(byArns)), fc.nat(questions.length - 1), (selectors, index) => {
      const { question, reads, writes } = at(questions, index);
      const { read, write } = objectCoverage(selectors, question);
      expect({ read, write }).toEqual({ read: observe(selectors, reads), write: observe(selectors, writes) });
      found.set(read, (found.get(read) ?? 0) + 1);
    }),
    PROPERTY,
  );
  for (const coverage of ['full', 'partial', 'none'] as const) expect(found.get(coverage)).toBeGreaterThan(500);
});

test('of objects, coverage by several fields is what trying every event finds', () => {
  const arns = inBuckets(['a'], ['x', 'xz', 'xzx', 'z', 'zx']);
  const reads = eventsOf('Data', true, { arns, names: NAMES_READ, callers: CALLERS });
  const writes = eventsOf('Data', false, { arns, names: NAMES_WRITE, callers: CALLERS });
  const found = new Map<Coverage, number>();
  fc.assert(
    fc.property(advancedTrail(byFields), (selectors) => {
      const { read, write } = objectCoverage(selectors, { bucket: 'a' });
      expect({ read, write }).toEqual({ read: observe(selectors, reads), write: observe(selectors, writes) });
      found.set(read, (found.get(read) ?? 0) + 1);
    }),
    PROPERTY,
  );
  for (const coverage of ['full', 'partial', 'none'] as const) expect(found.get(coverage)).toBeGreaterThan(200);
});

/** Sources that selectors exclude by name, or those AWS offers to exclude, by whatever. */
const excludedIn = ({ EventSelectors, AdvancedEventSelectors }: TrailSelectors): readonly string[] => {
  const fields = (AdvancedEventSelectors ?? []).flatMap(({ FieldSelectors }) => FieldSelectors ?? []);
  const deselects = fields.filter(({ Field }) => Field === 'eventSource');
  return [IAM, KMS, RDS].filter(
    (source) =>
      EventSelectors?.some(
        (one) => one.IncludeManagementEvents !== false && one.ExcludeManagementEventSources?.includes(source),
      ) ||
      deselects.some(
        ({ NotEquals, NotStartsWith, NotEndsWith }) =>
          NotEquals?.includes(source) ||
          (source !== IAM &&
            !naiveField(
              { Field: 'eventSource', NotStartsWith, NotEndsWith },
              { category: 'Management', readOnly: true, source, name: 'z' },
            )),
      ),
  );
};

const IAM = 'iam.amazonaws.com';

test('of management events, coverage and exclusions are what trying every event finds', () => {
  const names = [...new Set([...NAMES_READ, ...NAMES_WRITE])];
  const sources = [IAM, KMS, RDS, 'z', 'z.amazonaws.com', 'kmsz', 'kmsz.amazonaws.com', 'rz', 'rz.amazonaws.com'];
  const events = DIRECTIONS.map(([direction, readOnly]) => ({
    direction,
    bySource: sources.map((source) => eventsOf('Management', readOnly, { names, callers: CALLERS, sources: [source] })),
  }));
  fc.assert(
    fc.property(fc.oneof(basicTrail, advancedTrail(managementSelector)), (selectors) => {
      const answer = managementCoverage(selectors);
      const named = excludedIn(selectors);
      for (const { direction, bySource } of events) {
        const observed = bySource.map((events) => observe(selectors, events));
        const others = observed.filter((_, index) => !named.includes(at(sources, index)));
        const isAny = observed.some((coverage) => coverage !== 'none');
        const expected = !isAny ? 'none' : others.every((coverage) => coverage === 'full') ? 'full' : 'partial';
        const missing = named.filter((source) => observed[sources.indexOf(source)] !== 'full');
        expect(answer[direction]).toBe(expected);
        expect(direction === 'read' ? answer.excludedReadSources : answer.excludedWriteSources).toEqual(
          expected === 'none' ? [] : missing,
        );
      }
    }),
    PROPERTY,
  );
});

test('an event is recorded exactly if the selectors match it word for word', () => {
  let recorded = 0;
  fc.assert(
    fc.property(anyTrail, anyEvent, (selectors, event) => {
      const match = recordsEvent(selectors, recordOf(event));
      expect(match.matched).toBe(naiveMatches(selectors, event));
      // The generated values without a slash are all there is to doubt.
      if (!selectors.EventSelectors) expect(match.uncertain).toEqual([]);
      recorded += match.matched ? 1 : 0;
    }),
    PROPERTY,
  );
  expect(recorded).toBeGreaterThan(1000);
});
