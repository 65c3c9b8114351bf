import fc from 'fast-check';
import type {
  AdvancedEventSelector,
  EventSelector,
  TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';
import type { NaiveEvent } from './naive.ts';
import { type Filter, KMS, RDS, s3 } from './selectors.ts';

export const at = <T>(items: readonly T[], index: number): T => items[index] as T;

export const PROPERTY = { numRuns: 10_000, seed: 2026 };

// Selectors know the buckets a and ab, keys of x and y, and few names. Events have one bucket, letter and name more.
const KEYS = ['', 'x', 'y', 'xy'];
const NAMES = ['PutX', 'GetX', 'Foo'];
const SOURCES = [KMS, RDS, 'iam.amazonaws.com'];
const ARNS = [...['a/', 'ab/'].flatMap((bucket) => KEYS.map((key) => s3(`${bucket}${key}`))), s3('a'), s3('b'), s3('')];

const some = (values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1, maxLength: Math.min(3, values.length) });
const filterOf = (
  equals: readonly string[],
  beginnings: readonly string[],
  ends: readonly string[],
): fc.Arbitrary<Filter> =>
  fc.record(
    {
      Equals: some(equals),
      StartsWith: some(beginnings),
      EndsWith: some(ends),
      NotEquals: some(equals),
      NotStartsWith: some(beginnings),
      NotEndsWith: some(ends),
    },
    { requiredKeys: [] },
  );
// Mostly one or two operators: with more of them hardly anything is taken.
const sparse = (filter: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc
    .tuple(
      filter,
      fc.subarray(['Equals', 'StartsWith', 'EndsWith', 'NotEquals', 'NotStartsWith', 'NotEndsWith'] as const, {
        minLength: 1,
        maxLength: 2,
      }),
    )
    .map(([filter, names]) =>
      Object.fromEntries(names.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []))),
    );

export const readOnly = fc.constantFrom<Filter>(
  { Equals: ['true'] },
  { Equals: ['false'] },
  { Equals: ['true', 'false'] },
);
export const eventName = sparse(filterOf(NAMES, ['Put', 'F'], ['X']));
const caller = fc.constantFrom<Filter>(
  { Equals: ['me'] },
  { NotEquals: ['me'] },
  { StartsWith: ['m'] },
  { NotStartsWith: ['m'] },
);
export const arn = sparse(filterOf(ARNS, ARNS, ['x', 'y', '/x', 'a/x']));
// For questions that have many fields beside it.
const smallArn = sparse(filterOf([s3('a/x')], [s3('a/x')], ['x']));
const eventSource = sparse(filterOf(SOURCES, ['kms', 'r'], ['.amazonaws.com']));

const selectorOf = (
  category: string,
  fields: Readonly<Record<string, fc.Arbitrary<Filter>>>,
): fc.Arbitrary<AdvancedEventSelector> =>
  fc.record(fields, { requiredKeys: [] }).map((filters) => ({
    FieldSelectors: [
      { Field: 'eventCategory', Equals: [category] },
      ...Object.entries(filters).map(([Field, filter]) => ({ Field, ...filter })),
    ],
  }));
const typed = (selector: AdvancedEventSelector): AdvancedEventSelector => ({
  FieldSelectors: [...(selector.FieldSelectors ?? []), { Field: 'resources.type', Equals: ['AWS::S3::Object'] }],
});
export const byArns = selectorOf('Data', { 'resources.ARN': arn, readOnly }).map(typed);
export const byFields = selectorOf('Data', {
  'resources.ARN': smallArn,
  readOnly,
  eventName,
  'userIdentity.arn': caller,
}).map(typed);
export const managementSelector = fc.oneof(
  selectorOf('Management', { eventSource }),
  selectorOf('Management', { eventSource, readOnly, eventName, 'userIdentity.arn': caller }),
);
export const basicSelector: fc.Arbitrary<EventSelector> = fc.record(
  {
    ReadWriteType: fc.constantFrom('All', 'ReadOnly', 'WriteOnly'),
    IncludeManagementEvents: fc.boolean(),
    ExcludeManagementEventSources: fc.subarray([KMS, RDS]),
    DataResources: fc.array(
      fc.record({
        Type: fc.constantFrom('AWS::S3::Object', 'AWS::S3::Object', 'AWS::Lambda::Function'),
        Values: fc.subarray(['arn:aws:s3', ...ARNS, 'arn:aws:lambda']),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

export const basicTrail = fc
  .array(basicSelector, { minLength: 1, maxLength: 4 })
  .map((EventSelectors): TrailSelectors => ({ EventSelectors }));
export const advancedTrail = (selector: fc.Arbitrary<AdvancedEventSelector>) =>
  fc
    .array(selector, { minLength: 1, maxLength: 4 })
    .map((AdvancedEventSelectors): TrailSelectors => ({ AdvancedEventSelectors }));
export const anyTrail = fc.oneof(basicTrail, advancedTrail(fc.oneof(byArns, byFields, managementSelector)));

const LETTERS = ['x', 'y', 'z'];
export const words = (length: number): readonly string[] =>
  length === 1 ? LETTERS : words(length - 1).flatMap((word) => LETTERS.map((letter) => word + letter));

export const inBuckets = (buckets: readonly string[], keys: readonly string[]) =>
  buckets.flatMap((bucket) => keys.map((key) => s3(`${bucket}/${key}`)));

export const NAMES_READ = ['GetX', 'Getz', 'Foo', 'FzX', 'Fz', 'zX', 'z'];
export const NAMES_WRITE = ['PutX', 'Putz', 'Foo', 'FzX', 'Fz', 'zX', 'z'];
export const CALLERS = [undefined, 'me', 'mz', 'z'];

export const anyEvent: fc.Arbitrary<NaiveEvent> = fc.record({
  category: fc.constantFrom('Management', 'Data'),
  readOnly: fc.boolean(),
  source: fc.constantFrom(...SOURCES, 'z'),
  name: fc.constantFrom(...NAMES_READ, ...NAMES_WRITE),
  caller: fc.constantFrom('me', 'mz', 'z'),
  type: fc.constantFrom('AWS::S3::Object', 'AWS::S3::Object', 'AWS::Lambda::Function'),
  arn: fc.constantFrom(...inBuckets(['a', 'ab', 'c'], [...words(1), ...words(2), ...words(3)]), 'arn:aws:lambda:x'),
});
