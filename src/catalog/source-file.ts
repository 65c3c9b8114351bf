import { type Document, isScalar, LineCounter, type ParsedNode, parseDocument, type ScalarTag, visit } from 'yaml';
import { DanglingExample } from '../model/dangling.ts';
import { Gap } from '../model/gap.ts';

/** Something wrong in a file a user wrote: where, what, and what to do. */
export class CatalogError extends Error {
  readonly hint = 'mend what is named above and run the same command again';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`).join('\n'));
    this.name = 'CatalogError';
    this.problems = problems;
  }
}

export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

type PathStep = string | number;

const gapTag: ScalarTag = {
  tag: '!gap',
  resolve: (reason) => new Gap('failed', reason),
  identify: (value) => value instanceof Gap,
};
const danglingTag: ScalarTag = {
  tag: '!dangling',
  resolve: (name) => new DanglingExample(name),
  identify: (value) => value instanceof DanglingExample,
};

/** A YAML file with the positions of everything in it. */
export class SourceFile {
  readonly file: string;
  readonly value: unknown;
  readonly #text: string;
  readonly #lines: LineCounter;
  readonly #document: Document.Parsed;

  /** Parses `text`; throws a CatalogError when it is no YAML, or holds aliases, unknown tags or doubled keys. */
  constructor(file: string, text: string) {
    this.file = file;
    this.#text = text;
    this.#lines = new LineCounter();
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      customTags: [gapTag, danglingTag],
      maxAliasCount: 0,
    } as Parameters<typeof parseDocument>[1]);
    const complaints = [...this.#document.errors, ...this.#document.warnings];
    if (complaints.length > 0) {
      throw new CatalogError(complaints.map(({ pos, message }) => this.#problem(pos[0], message)));
    }
    try {
      this.value = this.#document.toJS({ maxAliasCount: 0 });
    } catch (error) {
      let alias = 0;
      visit(this.#document, { Alias: (_, node) => ((alias = node.range?.[0] ?? 0), visit.BREAK) });
      throw new CatalogError([
        this.#problem(alias, `${(error as Error).message}; write it out instead of using an alias`),
      ]);
    }
  }

  /** A problem at a path, optionally `offset` characters into the scalar there, or at the key itself. */
  problem(
    path: readonly PathStep[],
    message: string,
    at: { readonly offset?: number; readonly key?: boolean } = {},
  ): Problem {
    const { start, node } = this.#locate(path, at.key ?? false);
    return this.#problem(start + (at.offset === undefined ? 0 : this.#inScalar(node, at.offset)), message);
  }

  #problem(offset: number, message: string): Problem {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  }

  // The deepest node that is there: a missing member is reported where it is missing.
  #locate(path: readonly PathStep[], key: boolean): { start: number; node: ParsedNode | undefined } {
    let node: unknown = this.#document.contents;
    let start = startOf(node);
    path.forEach((step, index) => {
      const pair = pairAt(node, step);
      if (!pair) return;
      node = pair.value;
      start =
        (key && index === path.length - 1 ? startOf(pair.key) : undefined) ??
        startOf(node) ??
        startOf(pair.key) ??
        start;
    });
    return { start: start ?? 0, node: node as ParsedNode | undefined };
  }

  // Where a scalar's text begins in the file: after a quote, or on the line after a block's `|`.
  #inScalar(node: ParsedNode | undefined, offset: number): number {
    if (!isScalar(node) || !node.range) return 0;
    const source = this.#text.slice(node.range[0], node.range[1]);
    if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') return offset + 1;
    if (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED') return offset;
    // Folding moves line breaks, but not words: the same word, the same time around.
    const value = String(node.value);
    const word = /^\S+/.exec(value.slice(offset))?.[0];
    if (word === undefined) return 0;
    let found = -1;
    for (let at = value.indexOf(word); at !== -1 && at <= offset; at = value.indexOf(word, at + 1))
      found = source.indexOf(word, found + 1);
    return Math.max(found, 0);
  }
}

const startOf = (node: unknown): number | undefined =>
  (node as { range?: [number, number, number] } | null)?.range?.[0];

function pairAt(node: unknown, step: PathStep): { key: unknown; value: unknown } | undefined {
  const items = (node as { items?: readonly unknown[] } | null)?.items;
  if (!items) return undefined;
  if (typeof step === 'number') return items[step] === undefined ? undefined : { key: items[step], value: items[step] };
  return (items as readonly { key: { value?: unknown }; value: unknown }[]).find((pair) => pair.key?.value === step);
}
