import { describe, expect, test } from 'vitest';
import {
  type Coverage,
  managementCoverage,
  type TrailSelectors,
} from '../../../src/interpreters/event-selectors/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { advanced, basic, KMS, management, objects, RDS } from './selectors.ts';

const READ = { readOnly: { Equals: ['true'] } };
const WRITE = { readOnly: { Equals: ['false'] } };
const without = (...NotEquals: readonly string[]) => ({ eventSource: { NotEquals } });
const excluding = (...ExcludeManagementEventSources: readonly string[]) => ({ ExcludeManagementEventSources });

type Row = [
  title: string,
  selectors: TrailSelectors,
  read: Coverage,
  write: Coverage,
  excludedReads?: readonly string[],
  excludedWrites?: readonly string[],
];

const ROWS: readonly Row[] = [
  // Basic.
  ['both sources excluded', basic(excluding(RDS, KMS)), 'full', 'full', [KMS, RDS], [KMS, RDS]],
  ['each excluded by another selector', basic(excluding(KMS), excluding(RDS)), 'full', 'full'],
  ['excluded twice', basic(excluding(KMS), excluding(KMS, RDS)), 'full', 'full', [KMS], [KMS]],
  [
    'excluded among the reads alone',
    basic({ ReadWriteType: 'ReadOnly', ...excluding(KMS) }, { ReadWriteType: 'WriteOnly' }),
    'full',
    'full',
    [KMS],
    [],
  ],
  [
    'excluded where nothing is recorded',
    basic({ ReadWriteType: 'ReadOnly', ...excluding(KMS) }),
    'full',
    'none',
    [KMS],
    [],
  ],
  [
    'no management events, whatever is excluded',
    basic({ IncludeManagementEvents: false, ...excluding(KMS) }),
    'none',
    'none',
  ],
  ['objects leave management events as they are', basic(objects(['arn:aws:s3'])), 'full', 'full'],
  // Advanced.
  ['reads and writes', advanced(management(READ), management(WRITE)), 'full', 'full'],
  ['both by name', advanced(management({ readOnly: { Equals: ['true', 'false'] } })), 'full', 'full'],
  [
    'excluded, and recorded by another',
    advanced(management(without(KMS)), management({ eventSource: { Equals: [KMS] } })),
    'full',
    'full',
  ],
  [
    'excluded, its writes recorded by another',
    advanced(management(without(KMS)), management({ eventSource: { Equals: [KMS] }, ...WRITE })),
    'full',
    'full',
    [KMS],
    [],
  ],
  [
    'excluded, some of it recorded by another',
    advanced(
      management(without(KMS)),
      management({ eventSource: { Equals: [KMS] }, eventName: { Equals: ['Decrypt'] } }),
    ),
    'full',
    'full',
    [KMS],
    [KMS],
  ],
  ['one source alone', advanced(management({ eventSource: { Equals: [KMS] } })), 'partial', 'partial'],
  [
    'one source read, the others written',
    advanced(management({ eventSource: { Equals: [KMS] }, ...READ }), management({ ...without(KMS), ...WRITE })),
    'partial',
    'full',
    [],
    [KMS],
  ],
  [
    'sources by their beginning',
    advanced(management({ eventSource: { NotStartsWith: ['kms.'] } })),
    'partial',
    'partial',
    [KMS],
    [KMS],
  ],
  ['every source left out', advanced(management({ eventSource: { NotStartsWith: [''] } })), 'none', 'none'],
  ['an operation', advanced(management({ eventName: { Equals: ['ConsoleLogin'] } })), 'partial', 'partial'],
  [
    'an operation and the others',
    advanced(
      management({ eventName: { Equals: ['ConsoleLogin'] } }),
      management({ eventName: { NotEquals: ['ConsoleLogin'] } }),
    ),
    'full',
    'full',
  ],
  [
    'a field of other events',
    advanced(management({ 'resources.type': { Equals: ['AWS::S3::Object'] } })),
    'partial',
    'partial',
  ],
  [
    'callers and no caller',
    advanced(
      management({ 'userIdentity.arn': { StartsWith: ['a'] } }),
      management({ 'userIdentity.arn': { NotStartsWith: ['a'] } }),
    ),
    'full',
    'full',
  ],
  ['two categories in one selector', advanced({ eventCategory: { Equals: ['Data', 'Management'] } }), 'full', 'full'],
  ['an undocumented field', advanced(management({ novel: { Equals: ['x'] } })), 'unknown', 'unknown'],
  ['an undocumented field among reads', advanced(management({ novel: { Equals: ['x'] }, ...READ })), 'unknown', 'none'],
  [
    'an undocumented field for what is excluded',
    advanced(management(without(KMS)), management({ novel: { Equals: ['x'] } })),
    'full',
    'full',
    [KMS],
    [KMS],
  ],
  ['a category in other letters', advanced({ eventCategory: { Equals: ['management'] } }), 'none', 'none'],
  ['a name alone', { AdvancedEventSelectors: [{ Name: 'Management events selector' }] }, 'unknown', 'unknown'],
];

test.each<Row>([...ROWS])('%s', (_title, selectors, read, write, reads = [], writes = []) => {
  expect(managementCoverage(selectors)).toMatchObject({
    read,
    write,
    excludedSources: [...new Set([...reads, ...writes])].sort(),
    excludedReadSources: reads,
    excludedWriteSources: writes,
  });
});

test('reasons are told only where something is', () => {
  expect(managementCoverage(basic(excluding(KMS)))).not.toHaveProperty('reasons');
  expect(managementCoverage(advanced(management({ eventName: { StartsWith: ['Put'] } }))).reasons).toEqual([
    'only eventName beginning with Put',
  ]);
  expect(managementCoverage({}).reasons).toEqual(['no selectors were given, nor whether the trail has custom ones']);
});

test('what takes too much work is unknown', () => {
  expect(managementCoverage(basic({}), new Steps(3))).toMatchObject({ read: 'unknown', write: 'unknown' });
});

// As no API answers, but a file may say.
describe('members that are not what they should be', () => {
  test.each<[string, unknown]>([
    ['no object', null],
    ['a text', 'All'],
    ['lists that are none', { EventSelectors: {}, AdvancedEventSelectors: [] }],
    ['an entry that is none', { EventSelectors: [null] }],
    ['a list as an entry', { AdvancedEventSelectors: [[]] }],
    ['no such direction', { EventSelectors: [{ ReadWriteType: 'Both' }] }],
    ['a member every object has', { EventSelectors: [{ ReadWriteType: 'toString' }] }],
    ['a text for a truth', { EventSelectors: [{ IncludeManagementEvents: 'true' }] }],
    ['a text for a list', { EventSelectors: [{ ExcludeManagementEventSources: KMS }] }],
    ['a number among texts', { EventSelectors: [{ ExcludeManagementEventSources: [1] }] }],
    ['fields that are no list', { AdvancedEventSelectors: [{ FieldSelectors: 'x' }] }],
    [
      'a field that is none',
      { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, null] }] },
    ],
    [
      'a truth among texts',
      {
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Management'] },
              { Field: 'readOnly', Equals: [true] },
            ],
          },
        ],
      },
    ],
    ['custom: a text', { HasCustomEventSelectors: 'false' }],
  ])('%s: unknown', (_title, selectors) => {
    expect(managementCoverage(selectors as TrailSelectors)).toMatchObject({ read: 'unknown', write: 'unknown' });
  });

  test('what others take is taken all the same', () => {
    const selectors = { EventSelectors: [{ ReadWriteType: 'Both' }, {}, { DataResources: 3 }] } as unknown;
    expect(managementCoverage(selectors as TrailSelectors)).toMatchObject({ read: 'full', write: 'full' });
  });
});
