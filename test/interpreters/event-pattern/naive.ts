import { BlockList, isIP } from 'node:net';

/**
 * Matching by enumeration, on the JSON of a pattern: every way of choosing one element from every array of
 * objects gives an event without such arrays, and fields are looked up in those.
 *
 * Only for arrays that hold values or objects, not both, and for values on which nothing is in doubt.
 */
interface NaiveReading {
  readonly sameElement: boolean;
  readonly absentFromSome: boolean;
  readonly anyOther: boolean;
  readonly objectExists: boolean;
  readonly emptyArrayExists: boolean;
}

type Json = Record<string, unknown>;
type Path = readonly string[];

/** The answers of every reading, ours first. */
export function naiveAnswers(pattern: object, event: object): readonly boolean[] {
  const resolved = resolve(event) as readonly Json[];
  return readings.map((reading) =>
    reading.sameElement
      ? resolved.some((one) => holds(pattern as Json, [], [one], resolved, reading))
      : holds(pattern as Json, [], resolved, resolved, reading),
  );
}

const readings: readonly NaiveReading[] = Array.from({ length: 32 }, (_none, bits) => ({
  sameElement: (bits & 1) === 0,
  absentFromSome: (bits & 2) === 0,
  anyOther: (bits & 4) === 0,
  objectExists: (bits & 8) !== 0,
  emptyArrayExists: (bits & 16) !== 0,
}));

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const resolve = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) {
    const elements = value.flat(Infinity) as unknown[];
    return elements.some(isRecord) ? elements.flatMap(resolve) : [elements];
  }
  if (!isRecord(value)) return [value];
  let chosen: [string, unknown][][] = [[]];
  for (const name of Object.keys(value)) {
    chosen = resolve(value[name]).flatMap((one) =>
      chosen.map((others): [string, unknown][] => [...others, [name, one]]),
    );
  }
  return chosen.map((entries) => Object.fromEntries(entries));
};

const lookUp = (event: Json, path: Path): unknown => {
  let value: unknown = event;
  for (const name of path) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
};

const holds = (
  pattern: Json,
  path: Path,
  events: readonly Json[],
  all: readonly Json[],
  reading: NaiveReading,
): boolean => {
  for (const name of Object.keys(pattern)) {
    const content = pattern[name];
    if (name === '$or') {
      if (!(content as Json[]).some((branch) => holds(branch, path, events, all, reading))) return false;
    } else if (Array.isArray(content)) {
      const at = [...path, name];
      if (!content.some((alternative) => alternativeHolds(alternative, at, events, all, reading))) return false;
    } else if (!holds(content as Json, [...path, name], events, all, reading)) return false;
  }
  return true;
};

const alternativeHolds = (
  alternative: unknown,
  path: Path,
  events: readonly Json[],
  all: readonly Json[],
  reading: NaiveReading,
): boolean => {
  const exists = (event: Json): boolean => {
    const value = lookUp(event, path);
    if (value === undefined) return false;
    if (isRecord(value)) return reading.objectExists;
    return !Array.isArray(value) || value.length > 0 || reading.emptyArrayExists;
  };
  const operator = isRecord(alternative) ? Object.keys(alternative)[0] : undefined;
  const operand = operator === undefined ? undefined : (alternative as Json)[operator];
  if (operator === 'exists') {
    if (operand === true) return events.some(exists);
    return !events.every(exists) && (reading.absentFromSome || !all.some(exists));
  }
  const values = events
    .flatMap((event) => lookUp(event, path))
    .filter((value) => value !== undefined && !isRecord(value));
  if (operator === 'anything-but') {
    const isOther = (value: unknown) => !excludes(operand, value);
    return values.length > 0 && (reading.anyOther ? values.some(isOther) : values.every(isOther));
  }
  return values.some((value) => valueHolds(alternative, value));
};

const excludes = (operand: unknown, value: unknown): boolean => {
  if (!isRecord(operand)) return [operand].flat().some((one) => valueHolds(one, value));
  const [operator = ''] = Object.keys(operand);
  return [operand[operator]].flat().some((one) => valueHolds({ [operator]: one }, value));
};

const valueHolds = (alternative: unknown, value: unknown): boolean => {
  if (!isRecord(alternative)) return alternative === value;
  const [operator = ''] = Object.keys(alternative);
  const operand = alternative[operator];
  if (operator === 'numeric') {
    const [first, low, second, high] = operand as [string, number, string?, number?];
    return (
      typeof value === 'number' &&
      compares(value, first, low) &&
      (second === undefined || compares(value, second, high ?? 0))
    );
  }
  if (typeof value !== 'string') return false;
  if (operator === 'cidr') {
    const [address = '', bits] = (operand as string).split('/');
    const family = (text: string) => (isIP(text) === 4 ? 'ipv4' : 'ipv6');
    const list = new BlockList();
    list.addSubnet(address, Number(bits), family(address));
    return isIP(value) !== 0 && isIP(value) === isIP(address) && list.check(value, family(value));
  }
  if (operator === 'wildcard') return isGlob(operand as string, value);
  const text = isRecord(operand) ? String(operand['equals-ignore-case']).toUpperCase() : String(operand);
  const compared = isRecord(operand) ? value.toUpperCase() : value;
  if (operator === 'prefix') return compared.slice(0, text.length) === text;
  if (operator === 'suffix') return compared.slice(Math.max(0, compared.length - text.length)) === text;
  return value.toUpperCase() === text.toUpperCase();
};

const compares = (value: number, comparison: string, bound: number): boolean =>
  (value < bound && comparison.startsWith('<')) ||
  (value > bound && comparison.startsWith('>')) ||
  (value === bound && comparison.endsWith('='));

// Character by character, trying every length a star may stand for.
const isGlob = (glob: string, text: string): boolean => {
  if (glob === '') return text === '';
  if (glob.startsWith('*')) {
    return Array.from(text + '.').some((_none, skipped) => isGlob(glob.slice(1), text.slice(skipped)));
  }
  const escaped = glob.startsWith('\\') ? 1 : 0;
  return text !== '' && text[0] === glob[escaped] && isGlob(glob.slice(escaped + 1), text.slice(1));
};
