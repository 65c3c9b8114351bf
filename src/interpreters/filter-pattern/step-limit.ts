import { OutOfSteps, Steps } from '../steps.ts';
import { regexOf } from './compare.ts';
import { eventText } from './event-text.ts';
import { type Clause, type Column, type FilterPattern, isGroup, type Value } from './pattern.ts';

// A value is compared in up to four readings, and a number may be five times as long as it is written.
const STEPS_PER_UNIT = 64;
// CloudWatch Logs takes events of 1 MB at most. This also keeps out what contains itself.
const LARGEST_EVENT = 2_000_000;

/**
 * How many steps a pattern may take on an event: 64 × size of the pattern × size of the event, which is always enough.
 *
 * A pattern's size is the length of its values and selectors and the instructions of its regular expressions; an
 * event's is the length of its JSON text. An event of more than about two million characters gets none.
 *
 * @throws PatternError if a regular expression of a pattern made by hand is wrong
 */
export function stepLimit(pattern: FilterPattern, event: unknown): number {
  const eventSize = lengthOf(event);
  return eventSize > LARGEST_EVENT ? 0 : STEPS_PER_UNIT * patternSize(pattern) * (eventSize + 1);
}

function lengthOf(event: unknown): number {
  try {
    return eventText(event, new Steps(LARGEST_EVENT)).length;
  } catch (error) {
    if (error instanceof OutOfSteps) return Infinity;
    throw error;
  }
}

function patternSize(pattern: FilterPattern): number {
  if (pattern.shape === 'text') return sum(pattern.terms.map(({ value }) => valueSize(value)));
  if (pattern.shape === 'columns') return sum(pattern.columns.map(columnSize));
  return clauseSize(
    pattern.clause,
    (condition) => condition.selector.length + (condition.kind === 'compare' ? valueSize(condition.value) : 1),
  );
}

const columnSize = (column: Column): number =>
  column.kind === 'column' && column.clause ? clauseSize(column.clause, ({ value }) => valueSize(value)) : 1;

const clauseSize = <Condition extends { readonly kind: string }>(
  clause: Clause<Condition>,
  sizeOf: (condition: Condition) => number,
): number => (isGroup(clause) ? sum(clause.parts.map((part) => clauseSize(part, sizeOf))) : sizeOf(clause));

const valueSize = (value: Value): number =>
  1 + (value.kind === 'regex' ? regexOf(value.written).size : value.written.length);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 1);
