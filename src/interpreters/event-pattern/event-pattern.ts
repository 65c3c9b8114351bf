/** Where something stands in the text of a pattern, in UTF-16 code units from 0; `end` is after its last. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** An operator that compares strings. */
export type TextTest =
  | { readonly kind: 'prefix' | 'suffix'; readonly text: string; readonly ignoresCase: boolean }
  | { readonly kind: 'equals-ignore-case'; readonly text: string }
  | { readonly kind: 'wildcard'; readonly text: string };

/** `<`, `<=`, `>`, `>=` or `=` with the number it compares with. */
export interface Bound {
  readonly comparison: Comparison;
  readonly value: number;
}

export type Comparison = '<' | '<=' | '>' | '>=' | '=';

export interface Equals {
  readonly kind: 'equals';
  readonly value: string | number | boolean | null;
}

/** One of the values or operators in the array of a field; the field matches if one of them does. */
export type Alternative =
  | Equals
  | TextTest
  /** All of one kind: strings, numbers, or one operator on strings. */
  | { readonly kind: 'anything-but'; readonly excluded: readonly (Equals | TextTest)[] }
  /** One bound or two, which must all hold. */
  | { readonly kind: 'numeric'; readonly bounds: readonly Bound[] }
  /** As written, such as `10.0.0.0/24` or `2001:db8::/32`. */
  | { readonly kind: 'cidr'; readonly block: string }
  | { readonly kind: 'exists'; readonly expected: boolean };

/** What is asked of one field of the event. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly alternatives: readonly Alternative[];
}

/** What is asked of an object of the event: every field, and one of the branches of `$or` if there are any. */
export interface ObjectPattern {
  readonly kind: 'object';
  readonly fields: readonly Field[];
  readonly branches: readonly ObjectPattern[];
}

export interface Field {
  readonly name: string;
  readonly content: Leaf | ObjectPattern;
}

/**
 * An event pattern that was read by `parseEventPattern`.
 *
 * A class, so that it cannot be taken for a pattern given as a plain object, whatever that object holds. Where
 * the leaves stand in the text is kept apart: two patterns that ask the same are equal, however they are written.
 */
export class EventPattern {
  readonly root: ObjectPattern;
  readonly #text: string;
  readonly #places: ReadonlyMap<Leaf, Place>;

  constructor(root: ObjectPattern, text: string, places: ReadonlyMap<Leaf, Place>) {
    this.root = root;
    this.#text = text;
    this.#places = places;
  }

  /** The text the pattern was read from. */
  get text(): string {
    return this.#text;
  }

  /** Where the array of a leaf of this pattern stands in its text. */
  placeOf(leaf: Leaf): Place {
    return this.#places.get(leaf) ?? { start: 0, end: this.#text.length };
  }
}

/** A leaf of a pattern and the path of its field in the event. */
export interface LeafAt {
  readonly path: readonly string[];
  readonly leaf: Leaf;
}

/** Every leaf below a part of a pattern, `$or` branches included, in the order of the pattern. */
export function leavesOf(content: Leaf | ObjectPattern, path: readonly string[] = []): readonly LeafAt[] {
  if (content.kind === 'leaf') return [{ path, leaf: content }];
  return [
    ...content.fields.flatMap((field) => leavesOf(field.content, [...path, field.name])),
    ...content.branches.flatMap((branch) => leavesOf(branch, path)),
  ];
}

/** How many patterns without `$or` a pattern stands for. */
export function combinations(content: Leaf | ObjectPattern): number {
  if (content.kind === 'leaf') return 1;
  const besides = content.fields.reduce((product, field) => product * combinations(field.content), 1);
  return besides * (content.branches.reduce((sum, branch) => sum + combinations(branch), 0) || 1);
}
