/**
 * A second reading of filter patterns, by rewriting text and trying every reading of what is open. It shares nothing
 * with the interpreter, is slow, and takes for granted that the pattern is well written.
 */

/** How an open question is read: 0 is the reading chosen, up to `readings - 1`. */
type Read = (question: string, readings: number) => number;

export interface Answers {
  readonly ours: boolean;
  readonly all: ReadonlySet<boolean>;
}

/** What comes out of every combination of readings of the questions that are asked on the way. */
function everyReading(evaluate: (read: Read) => boolean): Answers {
  const questions = new Map<string, number>();
  for (;;) {
    const known = questions.size;
    const names = [...questions.keys()];
    const combinations = [...questions.values()].reduce<number[][]>(
      (before, readings) => before.flatMap((one) => Array.from({ length: readings }, (_, index) => [...one, index])),
      [[]],
    );
    const results = combinations.map((combination) =>
      evaluate((question, readings) => {
        if (!questions.has(question)) questions.set(question, readings);
        return combination[names.indexOf(question)] ?? 0;
      }),
    );
    if (questions.size === known) return { ours: results[0] === true, all: new Set(results) };
  }
}

const FIELD = /(\$(?:\.?\['[^']*'\]|\.?\["[^"]*"\]|\[\d+\]|\[\*\]|\.\*|\.[\w-]+)+)/.source;
const RIGHT = /("(?:[^"\\]|\\[^])*"|%[^%]*%|[^\s()&|<>!={}"']+)/.source;
const STATE = /(NOT\s+EXISTS)|IS\s+(NULL|TRUE|FALSE)/.source;
const CONDITION = new RegExp(`${FIELD}\\s*(?:${STATE}|(!=|<=|>=|=|<|>)\\s*${RIGHT})`, 'g');
const STEP = /\.?\['([^']*)'\]|\.?\["([^"]*)"\]|\[(\d+)\]|(\[\*\])|(\.\*)|\.([\w-]+)/g;
const NUMERIC = /^[-+]?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$/;

/** A `{ … }` pattern on an object: each condition becomes T or F, and what is left is worked out as text. */
export const naiveJson = (pattern: string, event: unknown): Answers =>
  everyReading((read) => {
    const truths = pattern
      .trim()
      .slice(1, -1)
      .replaceAll(CONDITION, (...groups: unknown[]) => (condition(groups as string[], event, read) ? 'T' : 'F'));
    return workOut(truths.replaceAll(/\s/g, ''));
  });

function workOut(truths: string): boolean {
  const flat = (text: string): string =>
    text.split('||').some((part) => part.split('&&').every((truth) => truth === 'T')) ? 'T' : 'F';
  let rest = truths;
  while (rest.includes('(')) {
    const shorter = rest.replaceAll(/\(([TF&|]+)\)/g, (_, inner: string) => flat(inner));
    if (shorter === rest) throw new Error(`cannot work out ${rest}`);
    rest = shorter;
  }
  if (!/^[TF](?:(?:&&|\|\|)[TF])*$/.test(rest)) throw new Error(`cannot work out ${rest}`);
  return flat(rest) === 'T';
}

/** All ways a field can go in this event, without wildcards. */
function paths(selector: string, event: unknown): (string | number)[][] {
  let found: (string | number)[][] = [[]];
  for (const [, single, double, index, elements, fields, name] of selector.matchAll(STEP)) {
    const key = single ?? double ?? name;
    if (key !== undefined) found = found.map((path) => [...path, key]);
    else if (index !== undefined) found = found.map((path) => [...path, Number(index)]);
    else {
      found = found.flatMap((path) => {
        const [value] = lookUp(path, event);
        if (elements !== undefined) return Array.isArray(value) ? value.map((_, at) => [...path, at]) : [[...path, -1]];
        if (fields === undefined || typeof value !== 'object' || !value || Array.isArray(value)) return [[...path, -1]];
        return Object.keys(value).map((field) => [...path, field]);
      });
    }
  }
  return found;
}

/** The value at a path in a list of its own, which is empty where there is none. */
const lookUp = (path: readonly (string | number)[], event: unknown): unknown[] =>
  path.reduce<unknown[]>(
    (held, part) => {
      const [value] = held;
      if (typeof part === 'number') return Array.isArray(value) && part >= 0 ? value.slice(part, part + 1) : [];
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
      return Object.entries(value).flatMap(([name, inner]) => (name === part ? [inner as unknown] : []));
    },
    [event],
  );

function condition(
  [, selector = '', absent, state, operator = '', right = '']: string[],
  event: unknown,
  read: Read,
): boolean {
  const ways = paths(selector, event).map((path) => lookUp(path, event));
  const values = ways.flat();
  if (absent) {
    const lacking = ways.filter((way) => way.length === 0).length;
    return values.length === 0 || (lacking > 0 && read('wildcard absent', 2) === 1);
  }
  if (state) return values.some((value) => JSON.stringify(value).toUpperCase() === state);
  const results = values.map((value) => compare(value, operator, right, read));
  const isForAll = operator === '!=' && values.length > 1 && read('wildcard unequal', 2) === 1;
  return isForAll ? !results.includes(false) : results.includes(true);
}

const order = (left: number, operator: string, right: number): boolean =>
  (operator.startsWith('<') && left < right) ||
  (operator.startsWith('>') && left > right) ||
  (operator.endsWith('=') && left === right);

function compare(value: unknown, operator: string, right: string, read: Read): boolean {
  if (/[<>]/.test(operator)) {
    if (typeof value === 'number') return order(value, operator, Number(right));
    const looksNumeric = typeof value === 'string' && NUMERIC.test(value);
    return looksNumeric && read('text order', 2) === 1 && order(Number(value), operator, Number(right));
  }
  const isTurned = operator === '!=';
  if (value === null) return isTurned && read('null', 2) === 1;
  if (typeof value === 'boolean') {
    const reading = read('boolean', 3);
    if (reading === 1) return isText(`${value}`, right, read) !== isTurned;
    return reading === 2 && isTurned;
  }
  if (typeof value === 'number') return isNumber(value, right, read) !== isTurned;
  if (typeof value === 'string') {
    if (!NUMERIC.test(right)) return isText(value, right, read) !== isTurned;
    const asNumbers = NUMERIC.test(value) && Number(value) === Number(right);
    return [value === right, false, asNumbers][read('text and number', 3)] !== isTurned;
  }
  return false;
}

function isNumber(value: number, right: string, read: Read): boolean {
  if (NUMERIC.test(right)) return value === Number(right);
  if (right.startsWith('%')) return read('regex and number', 2) === 1 && isText(`${value}`, right, read);
  if (!right.startsWith('"') || /^"\*+"$/.test(right)) return isText(`${value}`, right, read);
  const quoted = right.slice(1, -1);
  if (read('quoted number', 2) === 0) return false;
  return isText(`${value}`, right, read) || (NUMERIC.test(quoted) && Number(quoted) === value);
}

/** Whether a whole text is what is written on the right: quoted, with wildcards, or a regular expression. */
export function isText(value: string, right: string, read: Read): boolean {
  if (right.startsWith('%')) return new RegExp(right.slice(1, -1).replaceAll('{,', '{0,')).test(value);
  if (right === '""') return value === '' && read('empty', 2) === 0;
  const pattern = right.startsWith('"') ? unquote(right, read) : right;
  const isLiteralInside = /^[^].*\*.*[^]$/s.test(pattern) && read('inner star', 2) === 1;
  const source = Array.from(pattern, (char, at) => ({
    char,
    isEdge: at === 0 || at === Array.from(pattern).length - 1,
  }))
    .map(({ char, isEdge }) =>
      char === '*' && (isEdge || !isLiteralInside) ? '[^]*' : `[${char.replace(/[\\\]^]/, '\\$&')}]`,
    )
    .join('');
  return new RegExp(`^${source}$`, 'u').test(value);
}

function unquote(quoted: string, read: Read): string {
  let text = '';
  for (let at = 1; at < quoted.length - 1; at += 1) {
    const pair = quoted.slice(at, at + 2);
    if (pair === '\\"') text += '"';
    else if (pair === '\\\\') text += read('backslash', 2) === 1 ? '\\\\' : '\\';
    else text += quoted.charAt(at);
    if (pair === '\\"' || pair === '\\\\') at += 1;
  }
  return text;
}

/** Terms, each with its mark, on a message. */
export const naiveTerms = (terms: readonly string[], message: string): Answers =>
  everyReading((read) => {
    const contains = (term: string): boolean =>
      message.split(term.startsWith('"') ? unquote(term, read) : term).length > 1 || term === '""';
    const plain = terms.filter((term) => !term.startsWith('?'));
    const isBlank = terms.length === 1 && /^"\s*"$/.test(terms[0] ?? '');
    if (terms.length === 0 || isBlank) return true;
    if (plain.length === 0) return terms.some((term) => contains(term.slice(1)));
    return plain.every((term) => (term.startsWith('-') ? !contains(term.slice(1)) : contains(term)));
  });

/** A column: `...`, or what its field is compared with, as alternatives of comparisons that must all hold. */
export type NaiveColumn = '...' | readonly (readonly (readonly [operator: string, right: string])[])[];

/** Columns on a message that is not JSON. */
export const naiveColumns = (columns: readonly NaiveColumn[], message: string): Answers =>
  everyReading((read) => {
    const fields = [...message.matchAll(/"([^"]*)"|\[([^\]]*)\]|[^ ]+/g)].map(
      (found) => found[1] ?? found[2] ?? found[0],
    );
    const one = (field: string, [operator, right]: readonly [string, string]): boolean => {
      if (!NUMERIC.test(right)) return isText(field, right, read) === (operator === '=');
      if (!NUMERIC.test(field)) return operator === '!=';
      return operator === '!=' ? Number(field) !== Number(right) : order(Number(field), operator, Number(right));
    };
    const fits = (column: NaiveColumn, field: string): boolean =>
      column.length === 0 ||
      (column !== '...' && column.some((all) => all.every((comparison) => one(field, comparison))));
    const from = (column: number, field: number): boolean => {
      const current = columns[column];
      if (current === undefined) return field === fields.length;
      if (current !== '...')
        return field < fields.length && fits(current, fields[field] ?? '') && from(column + 1, field + 1);
      return (
        fields.slice(field).some((_, skipped) => from(column + 1, field + skipped)) || from(column + 1, fields.length)
      );
    };
    if (from(0, 0)) return true;
    const mayAbsorb = columns.at(-1)?.length === 0 && !columns.includes('...') && fields.length > columns.length;
    return mayAbsorb && columns.every((column, at) => fits(column, fields[at] ?? '')) && read('last column', 2) === 1;
  });
