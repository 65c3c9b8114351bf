import type { Steps } from '../steps.ts';
import { type Condition, isEmpty, passes, type Values } from './condition.ts';
import type { Domain } from './domain.ts';

/**
 * For each class of a field's values, which clauses they pass: bit n is set for the nth.
 *
 * A string fits StartsWith values by its longest beginning among them, and EndsWith values by its longest end.
 * Each pair of a beginning and an end, with characters between that occur in no value, therefore stands for all
 * strings of that pair; the rest are the strings some value equals, which are tried themselves.
 *
 * @param conditions by clause: its conditions on the field; all must pass
 * @throws OutOfSteps
 */
export function signaturesOf(
  conditions: readonly (readonly Condition[])[],
  domain: Domain,
  steps: Steps,
): ReadonlySet<bigint> {
  const all = conditions.flat();
  steps.take(1 + conditions.length);
  // Most clauses have one condition on a field or none, so there is one layer: the first conditions of all.
  const depth = conditions.reduce((most, { length }) => Math.max(most, length), 0);
  const layers = Array.from({ length: depth }, (_, layer) => conditions.map((own) => own[layer]));

  const signatures = new Set<bigint>();
  const exact = new Set([...domain.exact, ...values(all, 'equals').filter((text) => domain.includes(text))]);
  const single = domain.mayBeAbsent ? [...exact, undefined] : [...exact];
  for (const text of single) {
    steps.take(conditions.length);
    signatures.add(bits(conditions, (own) => own.every((part) => passes(part, text, steps))));
  }

  const beginnings = values(all, 'startsWith').filter(
    (value) => domain.roots.some((root) => value.startsWith(root)) && domain.goesOn(value),
  );
  const heads = distinct([...domain.roots, ...beginnings], (head) =>
    layers.map((layer) => hitsOf(layer, 'startsWith', head, steps)),
  );
  const tails = distinct(['', ...values(all, 'endsWith')], (tail) =>
    layers.map((layer) => hitsOf(layer, 'endsWith', tail, steps)),
  );
  const always = layers.map((layer) => bits(layer, (part) => !part || isEmpty(part.select)));
  const everyClause = (1n << BigInt(conditions.length)) - 1n;
  for (const head of heads) {
    for (const tail of tails) {
      steps.take(1 + depth * (1 + Math.floor(conditions.length / CLAUSES_PER_STEP)));
      signatures.add(
        always.reduce((standing, unselected, layer) => {
          const selected = unselected | (head[layer]?.selected ?? 0n) | (tail[layer]?.selected ?? 0n);
          const deselected = (head[layer]?.deselected ?? 0n) | (tail[layer]?.deselected ?? 0n);
          return standing & selected & ~deselected;
        }, everyClause),
      );
    }
  }
  return signatures;
}

// Of sets of clauses, put together bit by bit.
const CLAUSES_PER_STEP = 64;

/** Which clauses of a layer a beginning or an end of strings hits. */
interface Hits {
  readonly selected: bigint;
  readonly deselected: bigint;
}

function hitsOf(
  layer: readonly (Condition | undefined)[],
  side: 'startsWith' | 'endsWith',
  text: string,
  steps: Steps,
): Hits {
  const fits = (values: Values): boolean => values[side].some((value) => text[side](value));
  return {
    selected: bits(layer, (part) => {
      steps.take(1 + (part?.cost ?? 0));
      return part !== undefined && fits(part.select);
    }),
    deselected: bits(layer, (part) => part !== undefined && fits(part.deselect)),
  };
}

const values = (conditions: readonly Condition[], side: keyof Values): readonly string[] => [
  ...new Set(conditions.flatMap(({ select, deselect }) => [...select[side], ...deselect[side]])),
];

/** What strings hit, layer by layer, without repetitions. */
function distinct(texts: readonly string[], hits: (text: string) => readonly Hits[]): readonly (readonly Hits[])[] {
  const found = new Map<string, readonly Hits[]>();
  for (const text of texts) {
    const layers = hits(text);
    found.set(layers.map(({ selected, deselected }) => `${selected}-${deselected}`).join(), layers);
  }
  return [...found.values()];
}

/** The bits of those items that hold. */
const bits = <T>(items: readonly T[], holds: (item: T) => boolean): bigint =>
  BigInt(
    `0b0${items
      .map((item) => (holds(item) ? '1' : '0'))
      .toReversed()
      .join('')}`,
  );
