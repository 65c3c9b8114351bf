import type { Parameter, ParameterValue } from '../../src/expressions/check.ts';

/** A change to whatever value a parameter has, be it its default or an example's. */
export interface ParameterMutation {
  readonly change: string;
  apply(value: ParameterValue): ParameterValue;
}

/** The changes to a parameter: one more and less, the opposite, another word, a list with an element less. */
export function mutateParameter({ type, default: value, enum: words }: Parameter): readonly ParameterMutation[] {
  switch (type) {
    case 'int':
      return [1, -1].map((by) => ({ change: by > 0 ? '+1' : '-1', apply: (value) => Number(value) + by }));
    case 'bool':
      return [{ change: 'flipped', apply: (value) => !value }];
    case 'string':
      return words
        ? words.map((word) => ({ change: `always ${JSON.stringify(word)}`, apply: () => word }))
        : [{ change: 'with an x after it', apply: (value) => `${String(value)}x` }];
    case 'list<string>':
      return (value as readonly string[]).length > 0
        ? (value as readonly string[]).map((element) => ({
            change: `without ${JSON.stringify(element)}`,
            apply: (value) => (value as readonly string[]).filter((each) => each !== element),
          }))
        : [
            // Elements only examples give.
            { change: 'without its first', apply: (value) => (value as readonly string[]).slice(1) },
            { change: 'without its last', apply: (value) => (value as readonly string[]).slice(0, -1) },
          ];
  }
}
