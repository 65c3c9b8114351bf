import type { Steps } from '../steps.ts';
import { type Answer, both, depends } from './answer.ts';
import { joined } from './ask-text.ts';
import { type Inquiry, mapClause, type Probe } from './clause.ts';
import { compareField } from './compare.ts';
import { eventText, jsonObject } from './event-text.ts';
import type { Column, ColumnCondition, ColumnPattern } from './pattern.ts';

/**
 * Puts a `[ … ]` pattern to an event: as many fields as columns, or with `...` at least as many as the others.
 *
 * Source: CloudWatch Logs User Guide, "Using metric filters to extract values from space-delimited log events".
 */
export function askColumns({ columns }: ColumnPattern, event: unknown, steps: Steps): Inquiry {
  const fields = splitFields(eventText(event, steps), steps);
  const clauses = columns.flatMap((column, index) => {
    if (column.kind === 'ellipsis' || !column.clause) return [];
    const field = fields[fieldOf(index, columns, fields.length)];
    return [mapClause(column.clause, (condition) => toProbe(condition, field, steps))];
  });
  const isJson = jsonObject(event, steps) !== undefined;
  const count = counts(columns, fields.length);
  const fits = isJson ? both(count, depends('jsonColumns', [false, true])) : count;
  const note = isJson
    ? 'A pattern of columns is not meant for a JSON event.'
    : `The event has ${fields.length} fields, the pattern ${columns.length} columns.`;
  return {
    fits,
    ...(clauses.length > 0 && { clause: joined(clauses, 'and') }),
    ...(fits !== true && { note }),
  };
}

const toProbe = ({ operator, value, start, end }: ColumnCondition, field: string | undefined, steps: Steps): Probe => ({
  kind: 'probe',
  start,
  end,
  ask: () =>
    field === undefined
      ? { found: 'absent', answer: false }
      : { found: [field], answer: compareField(field, operator, value, steps) },
});

/** Whether there are as many fields as the columns ask for. */
function counts(columns: readonly Column[], fields: number): Answer {
  const isOpen = columns.some((column) => column.kind === 'ellipsis');
  if (isOpen) return fields >= columns.length - 1;
  const last = columns.at(-1);
  const isLastBare = last?.kind === 'column' && !last.clause;
  return fields === columns.length || (fields > columns.length && isLastBare && depends('lastColumn', [false, true]));
}

/** Which field a column looks at: those after `...` are counted from the end. */
function fieldOf(column: number, columns: readonly Column[], fields: number): number {
  const ellipsis = columns.findIndex(({ kind }) => kind === 'ellipsis');
  return ellipsis < 0 || column < ellipsis ? column : fields - (columns.length - column);
}

/** Fields lie between spaces; one in double quotes or brackets may hold spaces, and is taken without them. */
function splitFields(text: string, steps: Steps): readonly string[] {
  steps.take(text.length);
  const closing = new Map([
    ['"', '"'],
    ['[', ']'],
  ]);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    while (text[at] === ' ') at += 1;
    if (at >= text.length) return fields;
    const opening = text.charAt(at);
    const close = closing.get(opening);
    const closedAt = close === undefined ? -1 : text.indexOf(close, at + 1);
    // What is not closed here is closed nowhere behind; looking again each time would take for ever.
    if (closedAt < 0 && closing.delete(opening)) steps.take(text.length - at);
    const space = text.indexOf(' ', at);
    const end = closedAt >= 0 ? closedAt : space < 0 ? text.length : space;
    fields.push(text.slice(closedAt >= 0 ? at + 1 : at, end));
    at = closedAt >= 0 ? end + 1 : end;
  }
}
