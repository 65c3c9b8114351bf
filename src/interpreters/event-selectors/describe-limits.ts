import type { Clause } from './clause.ts';
import type { Condition, Values } from './condition.ts';

const MOST_VALUES = 5;
const MOST_CHARACTERS = 100;

/**
 * What a clause is limited to, in short texts such as `only objects under logs/` or `only PutObject, DeleteObject`.
 *
 * @param root what the ARNs asked about begin with; values of ARNs are told without it
 */
export const describeLimits = (clause: Clause, root: string): readonly string[] =>
  clause.conditions.filter(({ field }) => !FIXED.has(field)).flatMap((part) => describe(part, root));

// Told by the question itself, or by the answer's direction.
const FIXED = new Set(['eventCategory', 'readOnly', 'resources.type']);

function describe({ field, select, deselect }: Condition, root: string): readonly string[] {
  const words = wordsFor(field, root);
  const selects = select.startsWith.some((value) => field === 'resources.ARN' && root.startsWith(value));
  return [...(selects ? [] : sentence('only ', words, select, ' or ')), ...sentence('not ', words, deselect, ' nor ')];
}

/** How values of a field are told: by one of three phrases, after its values are cut short. */
interface Words {
  readonly equals: string;
  readonly startsWith: string;
  readonly endsWith: string;
  readonly cut: (value: string) => string | undefined;
}

function wordsFor(field: string, root: string): Words {
  if (field === 'resources.ARN' && root.endsWith('/')) {
    const cut = (value: string) => after(root, value);
    return { equals: 'objects named', startsWith: 'objects under', endsWith: 'ARNs ending in', cut };
  }
  const name = field === 'resources.ARN' ? 'ARNs' : field;
  const equals = ['eventName', 'eventSource', 'resources.ARN'].includes(field) ? '' : field;
  return { equals, startsWith: `${name} beginning with`, endsWith: `${name} ending in`, cut: (value) => value };
}

// Values for other buckets say nothing about this one.
const after = (root: string, value: string): string | undefined =>
  value.startsWith(root) ? value.slice(root.length) : root.startsWith(value) ? '' : undefined;

function sentence(start: string, words: Words, values: Values, or: string): readonly string[] {
  const phrases = [
    phrase(words.equals, values.equals, words.cut),
    phrase(words.startsWith, values.startsWith, words.cut),
    phrase(words.endsWith, values.endsWith, (value) => value),
  ].filter((text) => text !== undefined);
  return phrases.length === 0 ? [] : [`${start}${phrases.join(or)}`];
}

function phrase(words: string, values: readonly string[], cut: Words['cut']): string | undefined {
  const told = values.map(cut).filter((value) => value !== undefined);
  if (told.length === 0) return undefined;
  const more = told.length > MOST_VALUES ? ` and ${told.length - MOST_VALUES} more` : '';
  return `${words} ${told.slice(0, MOST_VALUES).map(shorten).join(', ')}${more}`.trim();
}

const shorten = (value: string): string =>
  value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value;
