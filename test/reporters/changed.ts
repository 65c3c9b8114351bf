type Json = { [member: string]: unknown };

/** A copy of `value` with one member changed (`a/0/b`): to something, by a function of what it was, or (`undefined`) gone. */
export function changed<T>(value: T, path: string, to: unknown): T {
  const copy = structuredClone(value);
  const steps = path.split('/');
  const last = steps.pop() ?? '';
  let parent = copy as Json;
  for (const step of steps) {
    // A missing parent is a mistake of the test, not a change.
    if (typeof parent[step] !== 'object') throw new Error(`nothing at ${step} of ${path}`);
    parent = parent[step] as Json;
  }
  const next: unknown = typeof to === 'function' ? to(parent[last]) : to;
  if (next === undefined) delete parent[last];
  else parent[last] = next;
  return copy;
}
