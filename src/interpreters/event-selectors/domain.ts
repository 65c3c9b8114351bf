/**
 * The values a field may have among the events asked about: every string that begins with one of `roots`,
 * goes on after it and is not ruled out, and those of `exact`.
 *
 * Whether a string is ruled out must show in the beginnings of strings: one that begins with a string that
 * `goesOn` refuses is ruled out, and of one it grants there is a continuation by characters no selector names
 * that is not.
 */
export interface Domain {
  readonly roots: readonly string[];
  /** Whether strings that begin with this one, which itself begins with a root, and go on after it, are in. */
  goesOn(beginning: string): boolean;
  /** Whether the very string is in, be it of `exact` or not. */
  includes(text: string): boolean;
  readonly exact: readonly string[];
  /** Whether events may be without the field. */
  readonly mayBeAbsent: boolean;
}

const everything: Domain = {
  roots: [''],
  goesOn: () => true,
  includes: (text) => text !== '',
  exact: [],
  mayBeAbsent: false,
};

/** Every string but the empty one. */
export const anyText = (): Domain => everything;

const everythingOrNone: Domain = { ...everything, mayBeAbsent: true };

/** Every string but the empty one, or no such field. */
export const anyTextOrNone = (): Domain => everythingOrNone;

/** One string alone. */
export const only = (text: string): Domain => ({
  ...everything,
  roots: [],
  includes: (other) => other === text,
  exact: [text],
});

/** One string, or no such field. */
export const onlyOrNone = (text: string): Domain => ({ ...only(text), mayBeAbsent: true });

/** Every string but the empty one and these. */
export const anyTextBut = (texts: ReadonlySet<string>): Domain => ({
  ...everything,
  includes: (text) => text !== '' && !texts.has(text),
});

/** Every string but the empty one that begins with none of these. */
export const noBeginning = (beginnings: readonly string[]): Domain => {
  const isIn = (text: string): boolean => !beginnings.some((beginning) => text.startsWith(beginning));
  return { ...everything, goesOn: isIn, includes: (text) => text !== '' && isIn(text) };
};

/** What begins with `root` and goes on after it: with `arn:aws:s3:::b/` every object of the bucket b. */
export const under = (root: string): Domain => ({
  ...everything,
  roots: [root],
  includes: (text) => text.startsWith(root) && text.length > root.length,
});

/** ARNs of all objects in all buckets of a partition, except some buckets. */
export const objectsOf = (partition: string, exceptBuckets: ReadonlySet<string>): Domain => {
  const root = `arn:${partition}:s3:::`;
  const bucketOf = (arn: string): string | undefined => {
    const slash = arn.indexOf('/', root.length);
    return slash === -1 ? undefined : arn.slice(root.length, slash);
  };
  const takes = (bucket: string): boolean => bucket !== '' && !exceptBuckets.has(bucket);
  return {
    ...everything,
    roots: [root],
    goesOn(beginning) {
      const bucket = bucketOf(beginning);
      return bucket === undefined || takes(bucket);
    },
    includes(text) {
      const bucket = text.startsWith(root) ? bucketOf(text) : undefined;
      return bucket !== undefined && takes(bucket) && text.length > root.length + bucket.length + 1;
    },
  };
};
