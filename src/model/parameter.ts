/** The value of a check's parameter, as files write it. */
export type ParameterValue = string | number | boolean | readonly string[];

/**
 * Tells what a check says with these parameters from what it says with others: the same text in every run
 * with the same values, and none for a check that is judged with one set of values only.
 */
export const variantKey = ({ params = {} }: { readonly params?: Readonly<Record<string, ParameterValue>> }): string =>
  Object.entries(params)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(' ');

/** Names what a check says, in all or with these parameters. */
export const referenceKey = (of: {
  readonly check: string;
  readonly params?: Readonly<Record<string, ParameterValue>>;
}): string => `${of.check} ${variantKey(of)}`;
