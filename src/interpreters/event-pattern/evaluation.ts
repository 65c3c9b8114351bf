import type { Steps } from '../steps.ts';
import { passes } from './compare-value.ts';
import type { Alternative, Field, Leaf, ObjectPattern } from './event-pattern.ts';
import type { Reading } from './questions.ts';

/** An object of the event at one path, or undefined for an element or a parent that is none. */
type Context = object | undefined;

type Path = readonly string[];

/** What must hold beside other parts: a field, or one of the branches of an `$or`. */
type Part = Field | Or;

interface Or {
  readonly branches: readonly ObjectPattern[];
  /** The names its branches begin with. */
  readonly names: ReadonlySet<string>;
}

/** One pattern on one event, under one reading of what AWS leaves open. */
export class Evaluation {
  readonly #event: object;
  readonly #reading: Reading;
  readonly #steps: Steps;
  readonly #existing = new Map<Leaf, boolean>();

  constructor(event: object, reading: Reading, steps: Steps) {
    this.#event = event;
    this.#reading = reading;
    this.#steps = steps;
  }

  /** Whether the pattern takes the event. */
  holds(root: ObjectPattern): boolean {
    return this.#allHold(partsOf(root), [this.#event], []);
  }

  /**
   * Whether all parts hold for what stands at a path, which is several objects where it leads through an array.
   *
   * Parts come from several places of the pattern where a name stands both in `$or` and beside it: what they
   * ask of one array is asked of the same element.
   */
  #objectHolds(parts: readonly Part[], contexts: readonly Context[], path: Path): boolean {
    this.#steps.take(contexts.length);
    return contexts.length > 1 && this.#reading.isOurs('same-element')
      ? contexts.some((context) => this.#allHold(parts, [context], path))
      : this.#allHold(parts, contexts, path);
  }

  #allHold(parts: readonly Part[], contexts: readonly Context[], path: Path): boolean {
    this.#steps.take(parts.length);
    const or = parts.find((part) => 'branches' in part);
    if (!or) return this.#fieldsHold(parts as readonly Field[], contexts, path);
    const [bound, free] = split(parts, or);
    return (
      (free.length === 0 || this.#allHold(free, contexts, path)) &&
      or.branches.some((branch) => this.#allHold([...bound, ...partsOf(branch)], contexts, path))
    );
  }

  #fieldsHold(fields: readonly Field[], contexts: readonly Context[], path: Path): boolean {
    const nested = new Map<string, Part[]>();
    for (const { name, content } of fields) {
      if (content.kind === 'object') nested.set(name, [...(nested.get(name) ?? []), ...partsOf(content)]);
      else if (!this.#leafHolds(content, name, contexts, path)) return false;
    }
    return [...nested].every(([name, parts]) =>
      this.#objectHolds(parts, this.#children(contexts, name), [...path, name]),
    );
  }

  #leafHolds(leaf: Leaf, name: string, contexts: readonly Context[], path: Path): boolean {
    const values = contexts
      .flatMap((context) => this.#valuesOf(context, name) ?? [])
      .filter((value) => !isObject(value));
    return leaf.alternatives.some((alternative) => {
      if (alternative.kind === 'exists') {
        if (alternative.expected) return contexts.some((context) => this.#exists(context, name));
        if (contexts.every((context) => this.#exists(context, name))) return false;
        return !this.#existsAnywhere(leaf, name, path) || this.#reading.isOurs('absent-from-all');
      }
      if (alternative.kind === 'anything-but') return this.#holdsOther(alternative, values);
      return values.some((value) => passes(alternative, value, this.#reading, this.#steps));
    });
  }

  #holdsOther({ excluded }: Alternative & { kind: 'anything-but' }, values: readonly unknown[]): boolean {
    const others = values.filter((value) => !excluded.some((test) => passes(test, value, this.#reading, this.#steps)));
    return others.length > 0 && (others.length === values.length || this.#reading.isOurs('anything-but-any'));
  }

  #exists(context: Context, name: string): boolean {
    const values = this.#valuesOf(context, name);
    if (!values) return false;
    if (values.length === 0) return !this.#reading.isOurs('empty-array-exists');
    return values.some((value) => !isObject(value)) || !this.#reading.isOurs('object-exists');
  }

  // In some element of the arrays that the path leads through, chosen or not.
  #existsAnywhere(leaf: Leaf, name: string, path: Path): boolean {
    const known = this.#existing.get(leaf);
    if (known !== undefined) return known;
    let contexts: readonly Context[] = [this.#event];
    for (const step of path) contexts = this.#children(contexts, step);
    const exists = contexts.some((context) => this.#exists(context, name));
    this.#existing.set(leaf, exists);
    return exists;
  }

  #children(contexts: readonly Context[], name: string): readonly Context[] {
    return contexts.flatMap((context) => {
      const values = this.#valuesOf(context, name);
      return values?.length ? values.map((value) => (isObject(value) ? value : undefined)) : [undefined];
    });
  }

  #valuesOf(context: Context, name: string): readonly unknown[] | undefined {
    const values = context && valuesAt(context, name, this.#steps);
    this.#steps.take();
    if (values || !context || !name.includes('.')) return values;
    const within = this.#valuesWithin(context, name.split('.'));
    return within && !this.#reading.isOurs('dotted-name') ? within : undefined;
  }

  // What `a.b` would be if it stood for the field b within a, as AWS's open-source matcher has it.
  #valuesWithin(context: object, names: readonly string[]): readonly unknown[] | undefined {
    let contexts: readonly object[] = [context];
    for (const [index, name] of names.entries()) {
      const found = contexts.flatMap((each) => valuesAt(each, name, this.#steps) ?? []);
      if (index === names.length - 1) return found.length > 0 ? found : undefined;
      contexts = found.filter(isObject);
    }
    return undefined;
  }
}

const partsByPattern = new WeakMap<ObjectPattern, readonly Part[]>();

const partsOf = (pattern: ObjectPattern): readonly Part[] => {
  const known = partsByPattern.get(pattern);
  if (known) return known;
  const { fields, branches } = pattern;
  const names = new Set(branches.flatMap((branch) => partsOf(branch).flatMap(namesOf)));
  const parts = branches.length > 0 ? [...fields, { branches, names }] : fields;
  partsByPattern.set(pattern, parts);
  return parts;
};

const namesOf = (part: Part): readonly string[] => ('names' in part ? [...part.names] : [part.name]);

// What shares a name with an `$or`, however far around, and what stands on its own.
const split = (parts: readonly Part[], or: Or): readonly [readonly Part[], readonly Part[]] => {
  const names = new Set(or.names);
  const bound: Part[] = [];
  let free = parts.filter((part) => part !== or);
  for (;;) {
    const more = free.filter((part) => namesOf(part).some((name) => names.has(name)));
    if (more.length === 0) return [bound, free];
    bound.push(...more);
    free = free.filter((part) => !more.includes(part));
    for (const name of more.flatMap(namesOf)) names.add(name);
  }
};

/** What a field holds, with the elements of arrays, and of arrays in them, in its place; undefined if it is absent. */
export function valuesAt(context: object, name: string, steps: Steps): readonly unknown[] | undefined {
  const value: unknown = Object.hasOwn(context, name) ? (context as Record<string, unknown>)[name] : undefined;
  if (value === undefined) return undefined;
  const values: unknown[] = [];
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    steps.take();
    if (Array.isArray(next)) for (let index = next.length - 1; index >= 0; index -= 1) pending.push(next[index]);
    else values.push(next);
  }
  return values;
}

export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
