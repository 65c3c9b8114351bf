import { PatternError } from '../pattern-error.ts';

/** What one place of a text may hold: UTF-16 code units from–to, both included. */
export type CharacterSet = readonly (readonly [from: number, to: number])[];

export type RegexAtom =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

/** An atom so many times; `most` is Infinity where nothing limits it. */
export interface RegexPart {
  readonly atom: RegexAtom;
  readonly least: number;
  readonly most: number;
}

const LAST = 0xffff;
const DIGIT: CharacterSet = [[48, 57]];
const WORD: CharacterSet = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
// Those of JavaScript, since AWS lists none.
const SPACE: CharacterSet = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LINE_END: CharacterSet = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];

const others = (set: CharacterSet): CharacterSet => {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set.toSorted((a, b) => a[0] - b[0])) {
    if (from > next) rest.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
};

const ESCAPES: ReadonlyMap<string, CharacterSet> = new Map([
  ['d', DIGIT],
  ['D', others(DIGIT)],
  ['s', SPACE],
  ['S', others(SPACE)],
  ['w', WORD],
  ['W', others(WORD)],
]);
const REPEAT = /\{(\d*)(,?)(\d*)\}/y;
const HEX = /[0-9a-fA-F]{2}/y;

/**
 * Reads a regular expression of a filter pattern into its alternatives.
 *
 * Source: CloudWatch Logs User Guide, "Supported regular expression syntax": letters, digits and symbols, the operators
 * `^ $ ? [ ] { } | \ * + .`, and `\d \D \s \S \w \W \xhh`. There are no groups.
 *
 * @throws PatternError with the position in `text`
 */
export function readRegex(text: string): readonly (readonly RegexPart[])[] {
  let at = 0;
  const fail = (reason: string, position = at): never => {
    throw new PatternError(reason, position, text);
  };
  const token = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text) ?? undefined;
    at += found?.[0].length ?? 0;
    return found;
  };

  const readEscape = (): CharacterSet => {
    const start = at;
    at += 1;
    const char =
      text[at] ?? fail('found a backslash at the end of a regular expression; a percent sign is \\x25', start);
    at += 1;
    const set = ESCAPES.get(char);
    if (set) return set;
    if (char === 'x') {
      const code = token(HEX)?.[0] ?? fail('found \\x without the two hexadecimal digits that belong to it', start);
      return one(parseInt(code, 16));
    }
    if (/[A-Za-z0-9]/.test(char)) {
      fail(`found \\${char} where CloudWatch Logs knows only \\d \\D \\s \\S \\w \\W and \\xhh`, start);
    }
    return one(char.charCodeAt(0));
  };
  const readPlain = (): CharacterSet => {
    const code = text.charCodeAt(at);
    if (code < 32 || code > 126) fail('found a character outside ASCII, which CloudWatch Logs refuses here');
    at += 1;
    return one(code);
  };
  const readClass = (): CharacterSet => {
    const start = at;
    at += 1;
    const isNegated = text[at] === '^';
    if (isNegated) at += 1;
    const set: (readonly [number, number])[] = [];
    const readMember = (): CharacterSet => {
      if (at >= text.length) fail('found no ] for this [', start);
      if (text[at] === '[') fail('found [ inside a class, where it is written \\[');
      return text[at] === '\\' ? readEscape() : readPlain();
    };
    while (text[at] !== ']') {
      const from = at;
      const member = readMember();
      const isRange = text[at] === '-' && text[at + 1] !== ']' && at + 1 < text.length;
      if (!isRange) {
        set.push(...member);
        continue;
      }
      at += 1;
      const low = single(member) ?? fail('found a range that begins with more than one character', from);
      const high = single(readMember()) ?? fail('found a range that ends with more than one character', from);
      if (low > high) fail('found a range whose end comes before its beginning', from);
      set.push([low, high]);
    }
    at += 1;
    if (set.length === 0) fail('found a class without a character', start);
    return isNegated ? others(set) : set;
  };
  const readAtom = (): RegexAtom => {
    const char = text.charAt(at);
    if (char === '\\') return { kind: 'set', set: readEscape() };
    if (char === '[') return { kind: 'set', set: readClass() };
    if (char === '(' || char === ')') fail(`found ${char}; regular expressions of CloudWatch Logs have no groups`);
    if ('?*+{'.includes(char)) fail(`found ${char} with nothing before it to repeat`);
    if ('}]'.includes(char)) fail(`found ${char} alone, where it is written \\${char}`);
    if (!'^$.'.includes(char)) return { kind: 'set', set: readPlain() };
    at += 1;
    if (char === '.') return { kind: 'set', set: others(LINE_END) };
    return { kind: char === '^' ? 'start' : 'end' };
  };
  const readRepeat = (): { readonly least: number; readonly most: number } => {
    const char = text.charAt(at);
    const start = at;
    if (char === '{') {
      const [, least = '', comma = '', most = ''] = token(REPEAT) ?? [];
      if (least === '' && most === '') fail('found { where {m}, {m,}, {,n} or {m,n} was expected', start);
      const bounds = {
        least: Number(least),
        most: comma === '' ? Number(least) : most === '' ? Infinity : Number(most),
      };
      if (bounds.least > bounds.most) fail('found a repetition whose end comes before its beginning', start);
      return bounds;
    }
    if (char === '' || !'?*+'.includes(char)) return { least: 1, most: 1 };
    at += 1;
    return { least: char === '+' ? 1 : 0, most: char === '?' ? 1 : Infinity };
  };
  const readPart = (): RegexPart => {
    const start = at;
    const atom = readAtom();
    const hasRepeat = at < text.length && '?*+{'.includes(text.charAt(at));
    if (hasRepeat && atom.kind !== 'set') fail(`found a repetition of ${text.charAt(start)}, which is a place`);
    const bounds = readRepeat();
    if (hasRepeat && at < text.length && '?*+{'.includes(text.charAt(at))) fail('found a repetition of a repetition');
    return { atom, ...bounds };
  };

  if (text === '') fail('found an empty regular expression');
  const alternatives: RegexPart[][] = [[]];
  while (at < text.length) {
    if (text[at] === '|') {
      at += 1;
      alternatives.push([]);
    } else {
      alternatives.at(-1)?.push(readPart());
    }
  }
  return alternatives;
}

const one = (code: number): CharacterSet => [[code, code]];

const single = (set: CharacterSet): number | undefined => {
  const [first, ...more] = set;
  return first && first[0] === first[1] && more.length === 0 ? first[0] : undefined;
};
