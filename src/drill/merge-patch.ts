/**
 * RFC 7396, "JSON Merge Patch": what `patch` makes of `target`. Members of an object patch are merged, a null takes the
 * member away, anything else (arrays too) replaces the target. Neither argument is changed; an array or object that is
 * taken over whole is not copied. `__proto__` is a member like any other.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
