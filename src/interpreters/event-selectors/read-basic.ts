import { type Clause, type Question, unreadable } from './clause.ts';
import { type Condition, condition } from './condition.ts';
import { isRecord, listOf, stringsOf } from './read-list.ts';

/**
 * The clauses of one basic selector: one for management events, some for each kind of data resource.
 * Members that are missing take AWS's defaults: reads and writes, management events included.
 *
 * Source: CloudTrail API reference, "EventSelector" and "DataResource".
 */
export function readBasic(selector: unknown): readonly Clause[] {
  if (!isRecord(selector)) return [{ conditions: [], questions: [unreadable('a selector that is no object')] }];
  const direction = readDirection(selector['ReadWriteType']);
  const resources = listOf(selector['DataResources']);
  const clauses = [
    ...readManagement(selector),
    ...(resources?.flatMap(readResource) ?? [{ ...DATA, questions: [unreadable('DataResources is no list')] }]),
  ];
  return clauses.map(({ conditions, questions }) => ({
    conditions: [...conditions, ...direction.conditions],
    questions: [...questions, ...direction.questions],
  }));
}

const inCategory = (category: string): Condition => condition('eventCategory', { equals: [category] });
const DATA: Clause = { conditions: [inCategory('Data')], questions: [] };

function readDirection(type: unknown): Clause {
  switch (type ?? 'All') {
    case 'All':
      return { conditions: [], questions: [] };
    case 'ReadOnly':
      return { conditions: [condition('readOnly', { equals: ['true'] })], questions: [] };
    case 'WriteOnly':
      return { conditions: [condition('readOnly', { equals: ['false'] })], questions: [] };
    default:
      return { conditions: [], questions: [unreadable('a selector has a ReadWriteType that is not documented')] };
  }
}

function readManagement(selector: Readonly<Record<string, unknown>>): readonly Clause[] {
  const isIncluded = selector['IncludeManagementEvents'] ?? true;
  if (isIncluded === false) return [];
  const excluded = stringsOf(selector['ExcludeManagementEventSources']);
  const questions: readonly Question[] = [
    ...(isIncluded === true ? [] : [unreadable('IncludeManagementEvents is neither true nor false')]),
    ...(excluded ? [] : [unreadable('ExcludeManagementEventSources is no list of strings')]),
  ];
  const sources = excluded?.length ? [condition('eventSource', {}, { equals: excluded })] : [];
  return [{ conditions: [inCategory('Management'), ...sources], questions }];
}

function readResource(resource: unknown): readonly Clause[] {
  if (!isRecord(resource) || typeof resource['Type'] !== 'string') {
    return [{ ...DATA, questions: [unreadable('a data resource without a type')] }];
  }
  const type = resource['Type'];
  const values = stringsOf(resource['Values']);
  const ofType = [...DATA.conditions, condition('resources.type', { equals: [type] })];
  if (!values)
    return [{ conditions: ofType, questions: [unreadable('Values of a data resource is no list of strings')] }];

  const read = READERS.get(type) ?? readOther;
  return read(values).map(({ match, values, question }) => ({
    conditions: [...ofType, condition('resources.ARN', { [match]: values })],
    questions: question ? [question] : [],
  }));
}

/** Values of a data resource that are compared in one way, and what is open about it. */
interface Reading {
  readonly match: 'equals' | 'startsWith';
  readonly values: readonly string[];
  readonly question?: Question;
}

/** ARNs and beginnings of ARNs. Of a bucket's bare name it is not said whether it is a beginning too. */
function readObjects(values: readonly string[]): readonly Reading[] {
  const [bare, plain] = split(values, isBareBucket);
  return [
    ...(plain.length > 0 ? [{ match: 'startsWith', values: plain } as const] : []),
    ...bare.map((value): Reading => ({ match: 'startsWith', values: [value], question: bareBucket(value) })),
  ];
}

const bareBucket = (value: string): Question => ({
  text: `${value} does not end in a slash; taken as the beginning of an ARN, it takes in every bucket whose name begins so`,
  isTaken: true,
  isOpen: false,
});

// arn:aws:s3:::name, with a name and nothing after it.
const isBareBucket = (value: string): boolean => {
  const [name = '', ...more] = value.split(':').slice(5);
  return name !== '' && more.length === 0 && !name.includes('/');
};

/** All functions, or the very function: AWS's example says that `helloworld` takes no `helloworld2`. */
const readFunctions = (values: readonly string[]): readonly Reading[] => {
  const [all, single] = split(values, (value) => isWholeService(value, 'lambda'));
  return [
    { match: 'startsWith', values: all },
    { match: 'equals', values: single },
  ].filter(({ values }) => values.length > 0) as readonly Reading[];
};

/** All tables, or the very table; whether that one is a beginning as well is not said. */
const readTables = (values: readonly string[]): readonly Reading[] => {
  const [all, single] = split(values, (value) => isWholeService(value, 'dynamodb'));
  const readings: readonly Reading[] = [
    { match: 'startsWith', values: all },
    { match: 'equals', values: single },
    { match: 'startsWith', values: single, question: TABLE_PREFIX },
  ];
  return readings.filter(({ values }) => values.length > 0);
};

const TABLE_PREFIX: Question = {
  text: 'AWS does not say whether the ARN of a table also takes in what begins with it; taken as that table alone',
  isTaken: false,
  isOpen: false,
};

const readOther = (values: readonly string[]): readonly Reading[] =>
  values.length === 0
    ? []
    : [
        {
          match: 'startsWith',
          values,
          question: unreadable('a data resource of a type that basic selectors do not have'),
        },
      ];

const READERS: ReadonlyMap<string, (values: readonly string[]) => readonly Reading[]> = new Map([
  ['AWS::S3::Object', readObjects],
  ['AWS::Lambda::Function', readFunctions],
  ['AWS::DynamoDB::Table', readTables],
]);

// arn:aws:lambda, perhaps with colons after it.
const isWholeService = (value: string, service: string): boolean => {
  const [arn, , name, ...rest] = value.split(':');
  return arn === 'arn' && name === service && rest.every((part) => part === '');
};

function split<T>(items: readonly T[], isLeft: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter((item) => isLeft(item)), items.filter((item) => !isLeft(item))];
}
