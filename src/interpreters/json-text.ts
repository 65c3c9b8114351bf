import { PatternError } from './pattern-error.ts';

/** JSON read from a text, with the place of each part. */
export interface JsonText {
  readonly value: unknown;
  /** Where the value at a path begins in the text; the nearest enclosing value's place for a path that leads nowhere. */
  positionOf(path: readonly (string | number)[]): number;
}

interface Node {
  readonly at: number;
  readonly value: unknown;
  readonly parts?: ReadonlyMap<string | number, Node>;
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const DEEPEST = 200;

/**
 * Reads JSON as RFC 8259 has it; of two members with one name the last counts.
 *
 * @throws PatternError where the text is not JSON, or nests deeper than 200 levels
 */
export function readJson(text: string): JsonText {
  let at = 0;
  const fail = (expected: string): never => {
    const found = at < text.length ? JSON.stringify(text.slice(at, at + 12)) : 'the end';
    throw new PatternError(`found ${found} where ${expected} was expected`, at, text);
  };
  const token = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const take = (char: string): boolean => {
    token(SPACE);
    if (text[at] !== char) return false;
    at += 1;
    return true;
  };
  // Without a regular expression: the engine's stack ends somewhere in a string of many megabytes.
  const readString = (): string | undefined => {
    if (text[at] !== '"') return undefined;
    const start = at;
    let end = start + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    if (end >= text.length) return undefined;
    try {
      const read = JSON.parse(text.slice(start, end + 1)) as string;
      at = end + 1;
      return read;
    } catch {
      throw new PatternError('a string with a character or an escape that JSON does not allow', start, text);
    }
  };
  const readName = (): string => {
    token(SPACE);
    const name = readString() ?? fail('a name in double quotes');
    if (!take(':')) fail('":"');
    return name;
  };
  const readParts = (close: string, read: (index: number) => void): void => {
    if (take(close)) return;
    for (let index = 0; ; index += 1) {
      read(index);
      if (take(close)) return;
      if (!take(',')) fail(`"," or "${close}"`);
    }
  };
  const readValue = (depth: number): Node => {
    token(SPACE);
    const start = at;
    if (depth === DEEPEST && /[[{]/.test(text[at] ?? ''))
      throw new PatternError(`nested deeper than ${DEEPEST} levels`, at, text);
    if (take('{')) {
      const parts = new Map<string | number, Node>();
      readParts('}', () => {
        const name = readName();
        parts.set(name, readValue(depth + 1));
      });
      return { at: start, value: Object.fromEntries([...parts].map(([name, part]) => [name, part.value])), parts };
    }
    if (take('[')) {
      const parts = new Map<string | number, Node>();
      readParts(']', (index) => parts.set(index, readValue(depth + 1)));
      return { at: start, value: [...parts.values()].map((part) => part.value), parts };
    }
    const string = readString();
    if (string !== undefined) return { at: start, value: string };
    return { at: start, value: JSON.parse(token(SCALAR) ?? fail('a JSON value')) as unknown };
  };

  const root = readValue(0);
  token(SPACE);
  if (at < text.length) fail('the end');
  return {
    value: root.value,
    positionOf(path) {
      let node = root;
      for (const step of path) {
        const next = node.parts?.get(step);
        if (!next) break;
        node = next;
      }
      return node.at;
    },
  };
}
