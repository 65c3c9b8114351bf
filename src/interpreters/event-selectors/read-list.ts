/** The members of anything; of what is no object, none. */
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) ? value : Object.freeze({});

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list; none given is an empty one, and anything else is undefined. */
export const listOf = (value: unknown): readonly unknown[] | undefined =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : undefined;

/** A list of strings; none given is an empty one, and anything else is undefined. */
export function stringsOf(value: unknown): readonly string[] | undefined {
  const list = listOf(value);
  return list?.every((item) => typeof item === 'string') ? list : undefined;
}
