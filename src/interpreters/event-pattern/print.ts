import type { Alternative, Equals, EventPattern, Leaf, ObjectPattern, TextTest } from './event-pattern.ts';

/**
 * Writes an event pattern as JSON without spaces, in one spelling for one meaning: fields in their order and
 * `$or` last, an `anything-but` of one value without an array. Reading it gives an equal pattern.
 */
export function printEventPattern(pattern: EventPattern): string {
  return printContent(pattern.root);
}

const printContent = (content: Leaf | ObjectPattern): string => {
  if (content.kind === 'leaf') return `[${content.alternatives.map(printAlternative).join(',')}]`;
  const members = content.fields.map((field) => `${JSON.stringify(field.name)}:${printContent(field.content)}`);
  if (content.branches.length > 0) members.push(`"$or":[${content.branches.map(printContent).join(',')}]`);
  return `{${members.join(',')}}`;
};

const printAlternative = (alternative: Alternative): string => JSON.stringify(plain(alternative));

const plain = (alternative: Alternative): unknown => {
  switch (alternative.kind) {
    case 'equals':
      return alternative.value;
    case 'anything-but':
      return { 'anything-but': plainExcluded(alternative.excluded) };
    case 'numeric':
      return { numeric: alternative.bounds.flatMap(({ comparison, value }) => [comparison, value]) };
    case 'cidr':
      return { cidr: alternative.block };
    case 'exists':
      return { exists: alternative.expected };
    default:
      return { [alternative.kind]: operand(alternative) };
  }
};

const operand = (test: Equals | TextTest): unknown => {
  if (test.kind === 'equals') return test.value;
  return 'ignoresCase' in test && test.ignoresCase ? { 'equals-ignore-case': test.text } : test.text;
};

const plainExcluded = (excluded: readonly (Equals | TextTest)[]): unknown => {
  const operands = excluded.map(operand);
  const values = operands.length === 1 ? operands[0] : operands;
  const kind = excluded[0]?.kind ?? 'equals';
  return kind === 'equals' ? values : { [kind]: values };
};
