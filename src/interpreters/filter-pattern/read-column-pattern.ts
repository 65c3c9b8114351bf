import type { Cursor } from './cursor.ts';
import type { Column, ColumnCondition, ColumnPattern, Operator } from './pattern.ts';
import { adviceOnJoining, readClause } from './read-clause.ts';
import { ValueReader } from './read-value.ts';

const OPERATOR = /!=|<=|>=|=(?!=)|<|>/y;
const BARE = /[^\s()&|<>!={}"',[\]]+/y;
const NAME = /[^\s()&|<>!={}"'%,[\]]+/y;

/**
 * Reads the pattern shape `[a, b = x, ...]`.
 *
 * Source: CloudWatch Logs User Guide, "Using metric filters to extract values from space-delimited log events".
 */
export function readColumnPattern(cursor: Cursor): ColumnPattern {
  const values = new ValueReader(cursor, BARE);
  const columns: Column[] = [];

  const readColumn = (): Column => {
    const start = cursor.skipSpace().at;
    if (cursor.take('...')) return { kind: 'ellipsis', start, end: cursor.at };
    if (/[,\]]/.test(cursor.text.charAt(start))) return { kind: 'column', name: '', start, end: start };
    const name = cursor.peek(NAME);
    const readCondition = (): ColumnCondition => {
      const conditionStart = cursor.at;
      const ownName = cursor.token(NAME)?.[0] ?? cursor.expected('the name of a column');
      if (columnName !== undefined && ownName !== columnName) {
        cursor.fail(`found column ${ownName} in the conditions of column ${columnName}`, conditionStart);
      }
      columnName = ownName;
      cursor.skipSpace();
      const operator = (cursor.token(OPERATOR)?.[0] ??
        cursor.expected('a comma, ] or one of = != < <= > >=')) as Operator;
      const valueAt = cursor.skipSpace().at;
      const value = values.read();
      if (value.kind !== 'number' && operator !== '=' && operator !== '!=') {
        cursor.fail(`found ${operator} with something other than a number without quotes`, valueAt);
      }
      return { kind: 'column-compare', operator, value, start: conditionStart, end: cursor.at };
    };
    let columnName = name;
    if (name !== undefined) {
      cursor.token(NAME);
      const end = cursor.at;
      if (/[,\]]/.test(cursor.skipSpace().text.charAt(cursor.at))) return { kind: 'column', name, start, end };
      cursor.at = start;
    }
    const clause = readClause(cursor, readCondition);
    return { kind: 'column', name: columnName ?? '', clause, start, end: cursor.at };
  };

  cursor.take('[');
  do {
    const column = readColumn();
    if (column.kind === 'ellipsis' && columns.some((other) => other.kind === 'ellipsis')) {
      cursor.fail('found ... a second time', column.start);
    }
    columns.push(column);
  } while (cursor.skipSpace().take(','));
  if (!cursor.take(']')) cursor.expected('a comma or ]', adviceOnJoining(cursor));
  if (!cursor.skipSpace().isAtEnd) cursor.expected('the end of the pattern');
  return { shape: 'columns', columns };
}
