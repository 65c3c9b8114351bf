import { type Clause, type Question, unreadable } from './clause.ts';
import { type Condition, condition, isEmpty } from './condition.ts';
import { isRecord, listOf, stringsOf } from './read-list.ts';

/** The fields AWS documents for advanced selectors of trails and event data stores. */
export const FIELDS: ReadonlySet<string> = new Set([
  'eventCategory',
  'readOnly',
  'eventSource',
  'resources.type',
  'resources.ARN',
  'eventName',
  'eventType',
  'sessionCredentialFromConsole',
  'userIdentity.arn',
  'errorCode',
  'vpcEndpointId',
]);

/**
 * The clauses of one advanced selector, one for each category it names.
 *
 * AWS refuses a selector without a category, and one for data events without a resource type. What
 * such a one takes, or one with a field or a member that is not documented, cannot be told.
 *
 * Source: CloudTrail API reference, "AdvancedEventSelector" and "AdvancedFieldSelector".
 */
export function readAdvanced(selector: unknown): readonly Clause[] {
  const fields = isRecord(selector) ? listOf(selector['FieldSelectors']) : undefined;
  if (!fields) return [{ conditions: [], questions: [unreadable('a selector without field selectors')] }];

  const read = fields.map(readField);
  const conditions = read.filter((part) => 'field' in part);
  const questions: readonly Question[] = [
    ...read.filter((part) => 'text' in part),
    ...conditions.filter(({ field }) => !FIELDS.has(field)).map(({ field }) => unfamiliar(field)),
  ];

  const categories = new Set(
    conditions.flatMap(({ field, select }) => (field === 'eventCategory' ? select.equals : [])),
  );
  if (categories.size === 0) {
    return [{ conditions, questions: [...questions, unreadable('a selector names no eventCategory')] }];
  }
  const namesType = conditions.some(({ field, select }) => field === 'resources.type' && !isEmpty(select));
  return [...categories].map((category) => ({
    conditions: [...conditions, condition('eventCategory', { equals: [category] })],
    questions:
      category === 'Data' && !namesType
        ? [...questions, unreadable('a selector for data events names no resources.type')]
        : questions,
  }));
}

/** An undocumented field: by our reading it filters by the record's member of that name, but that is no ground for a verdict. */
export const unfamiliar = (field: string): Question => ({
  text: `a selector filters by ${field}, a field that is not documented`,
  isTaken: true,
  isOpen: true,
});

function readField(value: unknown): Condition | Question {
  const broken = unreadable('a field selector could not be understood');
  if (!isRecord(value) || typeof value['Field'] !== 'string') return broken;
  const [equals, startsWith, endsWith] = OPERATORS.map((name) => stringsOf(value[name]));
  const [notEquals, notStartsWith, notEndsWith] = OPERATORS.map((name) => stringsOf(value[`Not${name}`]));
  if (!equals || !startsWith || !endsWith || !notEquals || !notStartsWith || !notEndsWith) return broken;
  return condition(
    value['Field'],
    { equals, startsWith, endsWith },
    { equals: notEquals, startsWith: notStartsWith, endsWith: notEndsWith },
  );
}

const OPERATORS = ['Equals', 'StartsWith', 'EndsWith'] as const;
