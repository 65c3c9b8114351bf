import { jsonText } from './escape.ts';

/**
 * The JSON of an object with one more member, a list too long to hold: it comes last, and piece by piece.
 * Each element brings its own indentation; the object starts at `indent`.
 */
export function* jsonWithList(
  head: object,
  list: string,
  elements: Iterable<Iterable<string>>,
  indent = '',
): Iterable<string> {
  const open = jsonText(head, 2).slice(0, -'\n}'.length);
  yield open.replace(/^/gm, indent);
  yield `,\n${indent}  "${list}": [`;
  let count = 0;
  for (const element of elements) {
    yield count++ === 0 ? '\n' : ',\n';
    yield* element;
  }
  yield count === 0 ? ']' : `\n${indent}  ]`;
  yield `\n${indent}}`;
}
