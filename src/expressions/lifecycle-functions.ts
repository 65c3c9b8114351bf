import type { Environment } from '@marcbachmann/cel-js';
import { type LifecycleRule, type Lifetime, objectLifetime } from '../interpreters/lifecycle.ts';
import { Gap } from '../model/gap.ts';
import { rawField } from './host-read.ts';
import { unreadable } from './touched.ts';
import { Evidence } from './values.ts';

const READ = ['lifecycleRules', 'versioning', 'logPrefixes'] as const;
export const LIFECYCLE_READS = { keepsLogsFor: READ, logRetention: READ } as const;

/** How long lifecycle rules leave log files in a bucket. */
export function registerLifecycleFunctions(environment: Environment): void {
  environment.registerFunction('bucket.keepsLogsFor(int): bool', (bucket: Evidence, days: bigint) => {
    const { days: certain, daysAtWorst, hole } = logLifetime(bucket);
    if (certain < days) return false;
    if (daysAtWorst < days) return unreadable(MAY_APPLY);
    return hole ? unreadable(hole) : true;
  });
  environment.registerFunction('bucket.logRetention(): string', (bucket: Evidence) => {
    const { days } = logLifetime(bucket);
    return days === Infinity ? 'for ever' : `for ${days} days`;
  });
}

const MAY_APPLY = new Gap(
  'failed',
  'a lifecycle rule filtered by tag or size removes objects sooner, and may apply to log files',
);

/** The shortest life of a log file over the prefixes that trails deliver to. */
function logLifetime(bucket: Evidence): Lifetime & { readonly hole: Gap | undefined } {
  const rules = rawField(bucket, 'lifecycleRules') as readonly LifecycleRule[];
  const versioning = rawField(bucket, 'versioning') as { readonly isEnabled: unknown };
  const prefixes = rawField(bucket, 'logPrefixes') as readonly (string | Gap)[];
  if (versioning.isEnabled instanceof Gap) unreadable(versioning.isEnabled);
  const read = Evidence.source(bucket).resource?.calls['s3:GetBucketLifecycleConfiguration']?.[0];
  const lifetimes = prefixes
    .filter((prefix) => typeof prefix === 'string')
    .map((prefix) =>
      objectLifetime(rules, { prefix, isVersioned: versioning.isEnabled === true, readAt: read?.at ?? '' }),
    );
  return {
    days: Math.min(...lifetimes.map(({ days }) => days)),
    daysAtWorst: Math.min(...lifetimes.map(({ daysAtWorst }) => daysAtWorst)),
    hole: prefixes.find((prefix) => prefix instanceof Gap),
  };
}
