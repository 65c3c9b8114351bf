import type { Environment } from '@marcbachmann/cel-js';
import {
  type LifecycleQuestion,
  type LifecycleRule,
  type Lifetime,
  objectLifetime,
  versionLifetime,
} from '../interpreters/lifecycle.ts';
import { Gap } from '../model/gap.ts';
import { rawField } from './host-read.ts';
import { unreadable } from './touched.ts';
import { Evidence } from './values.ts';

const READ = ['lifecycleRules', 'versioning', 'logPrefixes'] as const;
export const LIFECYCLE_READS = {
  keepsLogsFor: READ,
  logRetention: READ,
  keepsOldVersionsFor: ['lifecycleRules', 'logPrefixes'],
} as const;

/** How long lifecycle rules leave log files, and what was overwritten or deleted of them, in a bucket. */
export function registerLifecycleFunctions(environment: Environment): void {
  for (const [verdict, told, lifetimeOf] of [
    ['keepsLogsFor', 'logRetention', logLifetime],
    ['keepsOldVersionsFor', 'versionRetention', oldVersionLifetime],
  ] as const) {
    environment.registerFunction(`bucket.${verdict}(int): bool`, (bucket: Evidence, days: bigint) => {
      const { days: certain, daysAtWorst, hole } = lifetimeOf(bucket);
      if (certain < days) return false;
      if (daysAtWorst < days) return unreadable(MAY_APPLY);
      return hole ? unreadable(hole) : true;
    });
    environment.registerFunction(`bucket.${told}(): string`, (bucket: Evidence) => {
      const { days } = lifetimeOf(bucket);
      return days === Infinity ? 'for ever' : `for ${days} days`;
    });
  }
}

const MAY_APPLY = new Gap(
  'failed',
  'a lifecycle rule filtered by tag or size removes objects sooner, and may apply to log files',
);

/** The shortest life of a log file over the prefixes that trails deliver to. */
function logLifetime(bucket: Evidence): LogLifetime {
  const versioning = rawField(bucket, 'versioning') as { readonly isEnabled: unknown };
  if (versioning.isEnabled instanceof Gap) unreadable(versioning.isEnabled);
  const read = Evidence.source(bucket).resource?.calls['s3:GetBucketLifecycleConfiguration']?.[0];
  const question = { isVersioned: versioning.isEnabled === true, readAt: read?.at ?? '' };
  return shortestLifetime(bucket, question, objectLifetime);
}

/** The shortest time over these prefixes that a version stays once it is overwritten or deleted. */
const oldVersionLifetime = (bucket: Evidence): LogLifetime =>
  shortestLifetime(bucket, { isVersioned: true, readAt: '' }, versionLifetime);

interface LogLifetime extends Lifetime {
  /** Why there may be more prefixes. */
  readonly hole: Gap | undefined;
}

function shortestLifetime(
  bucket: Evidence,
  question: Omit<LifecycleQuestion, 'prefix'>,
  ask: (rules: readonly LifecycleRule[], question: LifecycleQuestion) => Lifetime,
): LogLifetime {
  const rules = rawField(bucket, 'lifecycleRules') as readonly LifecycleRule[];
  const prefixes = rawField(bucket, 'logPrefixes') as readonly (string | Gap)[];
  const lifetimes = prefixes
    .filter((prefix) => typeof prefix === 'string')
    .map((prefix) => ask(rules, { ...question, prefix }));
  return {
    days: Math.min(...lifetimes.map(({ days }) => days)),
    daysAtWorst: Math.min(...lifetimes.map(({ daysAtWorst }) => daysAtWorst)),
    hole: prefixes.find((prefix) => prefix instanceof Gap),
  };
}
