/** What AWS's documents leave open: why it matters, in plain words, and how many readings there are (0 is ours). */
export interface Question {
  readonly reason: string;
  readonly readings: number;
}

const list = [
  {
    name: 'innerStar',
    reason: 'AWS does not say whether a * inside a value stands for any text or for itself',
    readings: 2,
  },
  {
    name: 'backslash',
    reason: 'AWS does not say whether two backslashes in a quoted value stand for one or for two',
    readings: 2,
  },
  {
    name: 'emptyText',
    reason: 'AWS does not say whether "" equals an empty value',
    readings: 2,
  },
  {
    name: 'nullUnequal',
    reason: 'AWS does not say whether != holds for a field that is null',
    readings: 2,
  },
  {
    // No comparison holds; compared as the text true or false; equal to nothing.
    name: 'boolean',
    reason: 'AWS does not say how = and != compare a field that is true or false',
    readings: 3,
  },
  {
    name: 'quotedNumber',
    reason: 'AWS does not say whether a quoted value can equal a number',
    readings: 2,
  },
  {
    // As text; never; as numbers.
    name: 'textNumber',
    reason: 'AWS does not say how a text compares with a number without quotes',
    readings: 3,
  },
  {
    name: 'textOrder',
    reason: 'AWS does not say whether < and > read a number out of a text',
    readings: 2,
  },
  {
    name: 'regexNumber',
    reason: 'AWS does not say whether a regular expression looks at numbers',
    readings: 2,
  },
  {
    name: 'wildcardUnequal',
    reason: 'AWS does not say whether != with a wildcard in the field must hold for one element or for all',
    readings: 2,
  },
  {
    name: 'wildcardAbsent',
    reason: 'AWS does not say whether NOT EXISTS with a wildcard holds where only some elements have the field',
    readings: 2,
  },
  {
    name: 'lastColumn',
    reason: 'AWS does not say whether a last column without a condition takes all fields that are left',
    readings: 2,
  },
  {
    name: 'jsonColumns',
    reason: 'AWS does not say how a JSON event divides into columns',
    readings: 2,
  },
] as const satisfies readonly (Question & { readonly name: string })[];

export type QuestionName = (typeof list)[number]['name'];

const QUESTIONS: readonly Question[] = list;

/** The place of a question in their list. */
export const orderOf = (name: QuestionName): number => list.findIndex((question) => question.name === name);

/** The question at a place in their list. */
export const questionAt = (order: number): Question => QUESTIONS[order] as Question;
