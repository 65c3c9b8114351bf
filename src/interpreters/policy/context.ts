/** In place of a key's value: the key may be there or not, with any value. */
export const UNKNOWN: unique symbol = Symbol('unknown');

/** The condition keys of a request, named in any case; a key that is not given is absent. */
export type Context = Readonly<Record<string, string | readonly string[] | typeof UNKNOWN>>;

/** What is known of one condition key: its values, that it is not there, that it is there, or nothing at all. */
export type State = readonly string[] | 'absent' | 'present' | 'unknown';

/** What is known of a condition key, by its name in lower case. */
export type Known = (key: string) => State;

/**
 * What a request's context says of each key.
 *
 * A key without values counts as absent. Condition key names are not case-sensitive
 * (IAM User Guide, "IAM JSON policy elements: Condition").
 */
export function knownFrom(context: Context, otherwise: State = 'absent'): Known {
  const states = new Map<string, State>();
  for (const [key, value] of Object.entries(context)) {
    states.set(key.toLowerCase(), value === UNKNOWN ? 'unknown' : stateOf(value));
  }
  return (key) => states.get(key) ?? otherwise;
}

/** AWS knows values as text only; from plain JavaScript a number or a boolean may come. */
function stateOf(value: unknown): State {
  if (value === undefined || value === null) return 'absent';
  const values = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(String);
  return values.length === 0 ? 'absent' : values;
}
