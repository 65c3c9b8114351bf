import type { Steps } from '../steps.ts';

/** `?`: any one character. */
export const ONE = 0;
/** `*`: any run of characters, also none. */
export const RUN = 1;

/** A text with wildcards, one token for each character (a Unicode code point). */
export type Glob = readonly (string | typeof ONE | typeof RUN)[];

/** Reads `*` and `?` as wildcards, everything else as itself. */
export const readGlob = (text: string): Glob =>
  Array.from(text, (char) => (char === '*' ? RUN : char === '?' ? ONE : char));

export const isFixed = (glob: Glob): boolean => !glob.includes(ONE) && !glob.includes(RUN);

/** Whether the glob matches the whole text; at most pattern length × text length steps. */
export const matchGlob = (glob: Glob, text: string, steps: Steps): boolean =>
  consume(glob, Array.from(text), steps, (token, char) => token === ONE || token === char);

/**
 * Whether every text that `narrow` matches is certainly matched by `wide`.
 *
 * A run of `narrow` stands for any text, so only a run of `wide` can take it.
 */
export const coversGlob = (wide: Glob, narrow: Glob, steps: Steps): boolean =>
  consume(tidy(wide), tidy(narrow), steps, (token, part) => token === part || (token === ONE && part !== RUN));

/** Whether some text is matched by both. */
export function globsOverlap(left: Glob, right: Glob, steps: Steps): boolean {
  // reachable[j]: the first i tokens of `left` and the first j of `right` can stand for one text.
  let reachable: boolean[] = [];
  for (let i = 0; i <= left.length; i += 1) {
    steps.take(right.length + 1);
    const next: boolean[] = [];
    for (let j = 0; j <= right.length; j += 1) {
      const [a, b] = [left[i - 1], right[j - 1]];
      const bothTake = i > 0 && j > 0 && (a === b || a === ONE || b === ONE);
      next[j] =
        (i === 0 && j === 0) ||
        (bothTake && reachable[j - 1] === true) ||
        ((a === RUN || b === RUN) && ((i > 0 && reachable[j] === true) || (j > 0 && next[j - 1] === true)));
    }
    reachable = next;
  }
  return reachable[right.length] === true;
}

// Only the last run is ever taken up again: an earlier one could not do better by taking more.
const consume = <Part>(
  glob: Glob,
  parts: readonly Part[],
  steps: Steps,
  takes: (token: string | typeof ONE | undefined, part: Part) => boolean,
): boolean => {
  steps.take(glob.length);
  if (glob.filter((token) => token !== RUN).length > parts.length) return false;
  let [at, part, run, runEnd] = [0, 0, -1, 0];
  while (part < parts.length) {
    steps.take();
    const token = glob[at];
    if (token === RUN) {
      run = at;
      runEnd = part;
      at += 1;
    } else if (token !== undefined && takes(token, parts[part] as Part)) {
      at += 1;
      part += 1;
    } else if (run >= 0) {
      runEnd += 1;
      at = run + 1;
      part = runEnd;
    } else {
      return false;
    }
  }
  while (glob[at] === RUN) at += 1;
  return at === glob.length;
};

// `*?*` and `?*` are the same: among neighbouring wildcards, the single ones first and one run after them.
const tidy = (glob: Glob): Glob => {
  const tidied: (string | typeof ONE | typeof RUN)[] = [];
  let pending = false;
  for (const token of glob) {
    if (token === RUN) {
      pending = true;
      continue;
    }
    if (token !== ONE && pending) {
      tidied.push(RUN);
      pending = false;
    }
    tidied.push(token);
  }
  if (pending) tidied.push(RUN);
  return tidied;
};
