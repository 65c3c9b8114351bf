const MOST = 2000;

/**
 * Answers a question once for each key, as long as there are not too many of them. For what accounts and regions of
 * an organisation have in common: the same few selectors and policies are asked about again and again.
 */
export function remembering<T>(): (key: string, answer: () => T) => T {
  const answers = new Map<string, T>();
  return (key, answer) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const fresh = answer();
    if (answers.size >= MOST) answers.clear();
    answers.set(key, fresh);
    return fresh;
  };
}
