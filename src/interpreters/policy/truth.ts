/** An answer that may be open: whether a statement matches, whether a condition holds. */
export type Truth = boolean | 'unknown';

/** True if one is, whatever the others; else unknown if one is. */
export function or(truths: Iterable<Truth>): Truth {
  let found: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth === 'unknown') found = truth;
  }
  return found;
}

/** False if one is, whatever the others; else unknown if one is. */
export function and(truths: Iterable<Truth>): Truth {
  let found: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === 'unknown') found = truth;
  }
  return found;
}

export const not = (truth: Truth): Truth => (truth === 'unknown' ? truth : !truth);
