/** An AWS answer as recorded: an object whose members may be anything. */
export type RawObject = Readonly<Record<string, unknown>>;

/** The value as an object; undefined for anything else, lists included. */
export const asObject = (value: unknown): RawObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawObject) : undefined;

/** A member of the object's own; undefined where it has none, or holds null. */
export const memberOf = (object: RawObject, name: string): unknown =>
  Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined;
