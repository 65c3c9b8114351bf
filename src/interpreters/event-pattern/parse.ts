import { readJson } from '../json-text.ts';
import { PatternError } from '../pattern-error.ts';
import {
  combinations,
  EventPattern,
  type Field,
  type Leaf,
  leavesOf,
  type ObjectPattern,
  type Place,
} from './event-pattern.ts';
import { type JsonPath, type Refuse, readAlternative, shown } from './read-alternative.ts';

const LONGEST = 4096;
const MOST_COMBINATIONS = 1000;

/**
 * Reads an EventBridge event pattern: JSON text, or the object such a text stands for.
 *
 * Takes patterns up to the 4,096 characters that the default quota of 2,048 can be raised to.
 *
 * Source: EventBridge user guide, "Event pattern syntax" and "Comparison operators for use in event patterns".
 *
 * @throws PatternError where AWS would refuse the pattern; the place in an object is that in its `JSON.stringify`
 */
export function parseEventPattern(pattern: string | object): EventPattern {
  const text = typeof pattern === 'string' ? pattern : stringify(pattern);
  if (text.length > LONGEST) {
    throw new PatternError(`${text.length} characters where AWS takes at most ${LONGEST}`, LONGEST, text);
  }
  const json = readJson(text);
  const places = new Map<Leaf, Place>();
  const refuse: Refuse = (reason, path) => {
    throw new PatternError(reason, json.positionOf(path), text);
  };

  const readLeaf = (values: readonly unknown[], path: JsonPath): Leaf => {
    if (values.length === 0) return refuse(`${named(path)} has an empty array, which nothing matches`, path);
    const leaf: Leaf = {
      kind: 'leaf',
      alternatives: values.map((value, index) => readAlternative(value, [...path, index], refuse)),
    };
    const start = json.positionOf(path);
    places.set(leaf, { start, end: endOfArray(text, start) });
    return leaf;
  };
  const readBranches = (value: unknown, path: JsonPath): readonly ObjectPattern[] => {
    if (!Array.isArray(value) || value.length < 2) {
      return refuse(`found ${shown(value)} where "$or" needs an array of two or more patterns`, path);
    }
    return value.map((branch, index) => readObject(branch, [...path, index]));
  };
  const readField = (name: string, value: unknown, path: JsonPath): Field => {
    if (Array.isArray(value)) return { name, content: readLeaf(value, path) };
    if (typeof value === 'object' && value !== null) return { name, content: readObject(value, path) };
    return refuse(`${named(path)} is ${shown(value)} where an array such as [${shown(value)}] was expected`, path);
  };
  const readObject = (value: unknown, path: JsonPath): ObjectPattern => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refuse(`found ${shown(value)} where an object was expected`, path);
    }
    const entries = Object.entries(value as Record<string, unknown>);
    if (entries.length === 0) return refuse('found an empty object where fields were expected', path);
    const or = entries.find(([name]) => name === '$or');
    return {
      kind: 'object',
      fields: entries
        .filter(([name]) => name !== '$or')
        .map(([name, content]) => readField(name, content, [...path, name])),
      branches: or ? readBranches(or[1], [...path, '$or']) : [],
    };
  };

  const root = readObject(json.value, []);
  const count = combinations(root);
  if (count > MOST_COMBINATIONS) {
    refuse(`"$or" makes ${count} combinations where AWS takes at most ${MOST_COMBINATIONS}`, []);
  }
  const repeated = fieldInAndBesideOr(root);
  if (repeated) {
    const reason = `${named(repeated.path)} stands both in "$or" and beside it`;
    throw new PatternError(reason, places.get(repeated.leaf)?.start ?? 0, text);
  }
  return new EventPattern(root, text, places);
}

const stringify = (pattern: object): string => {
  try {
    const text: string | undefined = JSON.stringify(pattern);
    if (text !== undefined) return text;
  } catch {
    // Said below: a cycle, a bigint, or nested too deep.
  }
  throw new PatternError('found an object that cannot be written as JSON', 0, '');
};

const named = (path: JsonPath): string =>
  shown(path.filter((step) => typeof step === 'string' && step !== '$or').join('.'));

const fieldInAndBesideOr = (content: Leaf | ObjectPattern): ReturnType<typeof leavesOf>[number] | undefined => {
  if (content.kind === 'leaf') return undefined;
  if (content.branches.length > 0) {
    const beside = leavesOf({ ...content, branches: [] }).map(({ path }) => JSON.stringify(path));
    const known = new Set(beside);
    const inside = leavesOf({ ...content, fields: [] });
    const repeated = inside.find(({ path }) => known.has(JSON.stringify(path)));
    if (repeated) return repeated;
  }
  for (const part of [...content.fields.map((field) => field.content), ...content.branches]) {
    const repeated = fieldInAndBesideOr(part);
    if (repeated) return repeated;
  }
  return undefined;
};

// The text is JSON by now, so brackets outside strings are in pairs.
const endOfArray = (text: string, start: number): number => {
  const token = /"(?:[^"\\]|\\.)*"|[[\]]/gs;
  token.lastIndex = start;
  let depth = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    if (found[0] === '[') depth += 1;
    if (found[0] === ']') depth -= 1;
    if (depth === 0) break;
  }
  return token.lastIndex;
};
