import { RESOURCE_TYPES, schemaOf } from '../../src/model/resources/index.ts';
import type { PropertySchema } from '../../src/model/resources/schema.ts';
import type { SampleEvents } from '../../src/model/sample-event.ts';

/** What a text in an expression might read instead. */
export type Vocabulary = (word: string) => readonly string[];

/** A word of a fixed list is mistaken for another one of it, since the loader refuses all others; other texts get longer. */
export function vocabularyOf({ sets }: SampleEvents): Vocabulary {
  const lists = [
    ...RESOURCE_TYPES.flatMap((type) => Object.values(schemaOf(type).properties).flatMap(enumerations)),
    ['read', 'write'],
  ];
  const ids = [...sets.keys()].toSorted();
  return (word) => {
    const others = new Set(lists.filter((list) => list.includes(word)).flat());
    others.delete(word);
    if (others.size > 0) return [...others];
    // Two sets about the same kind of thing differ in what is noticed, not in whether there is anything to drill.
    const subject = sets.get(word)?.subject;
    const other = subject && ids.find((id) => sets.get(id)?.subject !== subject);
    return [other ?? `${word}x`];
  };
}

const enumerations = (schema: PropertySchema): readonly (readonly string[])[] => [
  ...(schema.enum ? [schema.enum] : []),
  ...(schema.items ? enumerations(schema.items) : []),
  ...Object.values(schema.properties ?? {}).flatMap(enumerations),
];
