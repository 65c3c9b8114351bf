import type { LifecycleRule } from '../interpreters/lifecycle.ts';

/** Lifecycle rules that leave objects, and their old versions, for so many days at least. */
export const lifecycleKeeping = (
  rules: readonly LifecycleRule[],
  days: number,
): { readonly Rules: readonly unknown[] } => ({
  Rules: rules.map((rule) => {
    const { Expiration: expiration, NoncurrentVersionExpiration: noncurrent } = rule;
    return {
      ...rule,
      // A date removes what was written the day before.
      ...(expiration &&
        !expiration.ExpiredObjectDeleteMarker && { Expiration: { Days: atLeast(expiration.Days, days) } }),
      ...(noncurrent && {
        NoncurrentVersionExpiration: { ...noncurrent, NoncurrentDays: atLeast(noncurrent.NoncurrentDays, days) },
      }),
    };
  }),
});

const atLeast = (days: number | undefined, least: number): number => Math.max(days ?? 0, least);
