/**
 * A filter pattern of CloudWatch Logs, read.
 *
 * Places (`start`, `end`) count UTF-16 code units from 0 in the text that was read, `end` after the last. They stand in
 * members of these two names only: two patterns say the same when they are equal apart from them.
 *
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax for metric filters".
 */
export type FilterPattern = JsonPattern | TextPattern | ColumnPattern;

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** `{ … }`: conditions on the fields of a log event that is one JSON object. */
export interface JsonPattern {
  readonly shape: 'json';
  readonly clause: Clause<JsonCondition>;
}

/** Words that a log event contains or not, or one regular expression. Without a term every event matches. */
export interface TextPattern {
  readonly shape: 'text';
  readonly terms: readonly Term[];
}

/** `[a, b = x, ...]`: conditions on the fields between the spaces of a log event. */
export interface ColumnPattern {
  readonly shape: 'columns';
  readonly columns: readonly Column[];
}

export type Clause<Condition> = Condition | Group<Condition>;

export interface Group<Condition> extends Place {
  readonly kind: 'and' | 'or';
  /** Two or more. */
  readonly parts: readonly Clause<Condition>[];
}

export type JsonCondition = JsonComparison | JsonState | JsonAbsence;

export interface JsonComparison extends Place {
  readonly kind: 'compare';
  readonly selector: Selector;
  readonly operator: Operator;
  readonly value: Value;
}

export interface JsonState extends Place {
  readonly kind: 'is';
  readonly selector: Selector;
  readonly state: 'NULL' | 'TRUE' | 'FALSE';
}

export interface JsonAbsence extends Place {
  readonly kind: 'not-exists';
  readonly selector: Selector;
}

/** The way from the event to a field: a name, a zero-based index, or every field or element. */
export type Selector = readonly Step[];
export type Step =
  | { readonly key: string }
  | { readonly index: number }
  | { readonly every: 'field' }
  | { readonly every: 'element' };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Value = TextValue | NumberValue | RegexValue;

export interface TextValue {
  readonly kind: 'text';
  /** As in the pattern, without the quotes and with its escapes. */
  readonly written: string;
  readonly isQuoted: boolean;
}

export interface NumberValue {
  readonly kind: 'number';
  readonly written: string;
}

export interface RegexValue {
  readonly kind: 'regex';
  /** Between the percent signs. */
  readonly written: string;
}

export interface Term extends Place {
  /** `?` marks one of several of which one is enough, `-` one that must not be there. */
  readonly mark: '' | '?' | '-';
  readonly value: TextValue | RegexValue;
}

/** One field of the log event, or with `...` any number of them. */
export type Column = NamedColumn | Ellipsis;

export interface NamedColumn extends Place {
  readonly kind: 'column';
  /** Empty for a column that only counts. */
  readonly name: string;
  readonly clause?: Clause<ColumnCondition>;
}

export interface Ellipsis extends Place {
  readonly kind: 'ellipsis';
}

export interface ColumnCondition extends Place {
  readonly kind: 'column-compare';
  readonly operator: Operator;
  readonly value: Value;
}

/** How long a pattern may be, in characters (CloudWatch Logs API Reference, PutMetricFilter). */
export const LONGEST_PATTERN = 1024;

/** A number as a pattern writes it, and as a text looks like one. */
export const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Whether a clause is conditions joined together, and not one alone. */
export const isGroup = <Condition extends { readonly kind: string }>(
  clause: Clause<Condition>,
): clause is Group<Condition> => clause.kind === 'and' || clause.kind === 'or';
