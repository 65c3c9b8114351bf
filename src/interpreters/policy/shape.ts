/** What is wrong with a policy, and where: the members and positions that lead there. Throws a PatternError. */
export type Fail = (reason: string, path: readonly (string | number)[]) => never;

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object's own member; never one that it inherits. */
export const own = (value: JsonObject, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);
