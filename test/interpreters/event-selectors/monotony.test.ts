import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AdvancedEventSelector,
  type Coverage,
  managementCoverage,
  objectCoverage,
  recordsEvent,
  type TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';
import {
  anyEvent,
  anyTrail,
  arn,
  at,
  basicSelector,
  byArns,
  byFields,
  eventName,
  managementSelector,
  PROPERTY,
  readOnly,
} from './arbitraries.ts';
import { type NaiveEvent, recordOf } from './naive.ts';
import { s3 } from './selectors.ts';

test('what coverage says of all holds for each', () => {
  fc.assert(
    fc.property(anyTrail, anyEvent, fc.constantFrom('a', 'ab', 'c'), (selectors, event, bucket) => {
      const key = event.name;
      const concrete: NaiveEvent = { ...event, name: 'z', type: 'AWS::S3::Object', arn: s3(`${bucket}/${key}`) };
      const { matched } = recordsEvent(selectors, recordOf(concrete));
      const direction = event.readOnly ? 'read' : 'write';
      const management = managementCoverage(selectors);
      const isExcluded = management[event.readOnly ? 'excludedReadSources' : 'excludedWriteSources'].includes(
        event.source,
      );
      for (const coverage of event.category === 'Data'
        ? [objectCoverage(selectors, { bucket })[direction], objectCoverage(selectors, {})[direction]]
        : [management[direction]]) {
        if (coverage === 'none') expect(matched).toBe(false);
        if (coverage === 'full' && !isExcluded) expect(matched).toBe(true);
      }
    }),
    PROPERTY,
  );
});

const RANK: Readonly<Record<Coverage, number>> = { none: 0, unknown: 1, partial: 2, full: 3 };
const QUESTIONS = [{ bucket: 'a' }, { bucket: 'ab' }, {}, { exceptBuckets: ['a'] }];

/** Answers about a trail, as ranks that grow with what it records. */
const ranks = (selectors: TrailSelectors, question: object): readonly number[] =>
  [managementCoverage(selectors), objectCoverage(selectors, question)].flatMap(({ read, write }) => [
    RANK[read],
    RANK[write],
  ]);

const expectNoLess = (more: TrailSelectors, less: TrailSelectors, question: object, event: NaiveEvent): void => {
  const least = ranks(less, question);
  expect(ranks(more, question).filter((rank, index) => rank < at(least, index))).toEqual([]);
  if (recordsEvent(less, recordOf(event)).matched) expect(recordsEvent(more, recordOf(event)).matched).toBe(true);
};

test('a further selector loses nothing', () => {
  const further = fc.record({ basic: basicSelector, advanced: fc.oneof(byArns, byFields, managementSelector) });
  fc.assert(
    fc.property(
      anyTrail,
      further,
      anyEvent,
      fc.constantFrom(...QUESTIONS),
      (selectors, { basic, advanced }, event, question) => {
        const more: TrailSelectors = selectors.EventSelectors
          ? { EventSelectors: [...selectors.EventSelectors, basic] }
          : { AdvancedEventSelectors: [...(selectors.AdvancedEventSelectors ?? []), advanced] };
        expectNoLess(more, selectors, question, event);
      },
    ),
    PROPERTY,
  );
});

test('a further field selector gains nothing', () => {
  const field = fc.oneof(
    arn.map((filter) => ({ Field: 'resources.ARN', ...filter })),
    readOnly.map((filter) => ({ Field: 'readOnly', ...filter })),
    eventName.map((filter) => ({ Field: 'eventName', ...filter })),
  );
  const selector = fc.oneof(byArns, byFields, managementSelector);
  const input = fc.record({ others: fc.array(selector, { maxLength: 3 }), wide: selector, field });
  fc.assert(
    fc.property(input, anyEvent, fc.constantFrom(...QUESTIONS), ({ others, wide, field }, event, question) => {
      const narrow = { FieldSelectors: [...(wide.FieldSelectors ?? []), field] };
      const trail = (last: AdvancedEventSelector): TrailSelectors => ({ AdvancedEventSelectors: [...others, last] });
      expectNoLess(trail(wide), trail(narrow), question, event);
    }),
    PROPERTY,
  );
});
