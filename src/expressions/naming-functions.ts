import type { Environment } from '@marcbachmann/cel-js';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { quietlyIn } from './quiet-functions.ts';
import { evaluationUnderWay } from './touched.ts';

/**
 * Names for the commands of a fix, where the account has something to name: its trail, and the log group,
 * region and topic that its alarms would use.
 */
export function registerNamingFunctions(environment: Environment): void {
  const register = quietlyIn(environment);
  for (const type of [...RECORDED, 'organization', 'key'] as const) {
    register(`${type}.trailToMend()`, 'TRAIL_ARN', (recorded) => trailOf(recorded)?.id);
    register(`${type}.trailRegion()`, 'TRAIL_REGION', (recorded) => trailOf(recorded)?.region);
  }
  register('account.organizationTrail()', 'ORGANIZATION_TRAIL_ARN', (account) => organizationTrailOf(account)?.id);
  register('account.organizationTrailRegion()', 'TRAIL_REGION', (account) => organizationTrailOf(account)?.region);
  register('account.logBucket()', 'LOG_BUCKET', (account) => bucketOf(trailOf(account))?.name);
  register('account.logBucketArn()', 'LOG_BUCKET_ARN', (account) => bucketOf(trailOf(account))?.id);
  register('trail.bucketRegion()', 'BUCKET_REGION', (trail) => bucketOf(trail)?.region);
  register('trail.logGroupName()', 'LOG_GROUP', ({ fields }) => logGroupNameIn(fields['cloudWatchLogsLogGroupArn']));
  register('metricFilter.logGroupName()', 'LOG_GROUP', ({ id }) => logGroupNameIn(id));
  register('account.alarmLogGroup()', 'LOG_GROUP', (account) => logGroupOf(account)?.name);
  register('account.alarmRegion()', 'TRAIL_REGION', (account) => logGroupOf(account)?.region);
  register('account.alarmTopic()', 'TOPIC_ARN', (account) => topicOf(metricFiltersOf(account))?.id);
  register('metricFilter.alarmTopic()', 'TOPIC_ARN', (filter) => topicOf([filter])?.id);
}

/** The types of what trails record. */
export const RECORDED = ['account', 'region', 'taggedBucket', 'taggedResource'] as const;

/** What a list of links, or one link, leads to, as far as it is known. */
function targetsOf({ fields }: Resource, property: string): readonly Resource[] {
  const { world } = evaluationUnderWay();
  return [fields[property]].flat().flatMap((link) => {
    const target = link instanceof Link ? world.find(link) : undefined;
    return target === undefined || target === 'dangling' || target instanceof Gap ? [] : [target];
  });
}

/** The trail that records most of it: one for all regions before one for its own, a logging one before a stopped one. */
export const trailOf = (recorded: Resource): Resource | undefined => trailsOf(recorded)[0];

function trailsOf(recorded: Resource): readonly Resource[] {
  const worth = ({ fields }: Resource): number => {
    const { status } = fields as { readonly status?: { readonly isLogging?: unknown } };
    return (fields['isMultiRegionTrail'] === true ? 2 : 0) + (status?.isLogging === true ? 1 : 0);
  };
  return targetsOf(recorded, 'trails').toSorted((a, b) => worth(b) - worth(a));
}

const organizationTrailOf = (account: Resource): Resource | undefined =>
  targetsOf(account, 'organization').flatMap(trailsOf)[0];

const bucketOf = (trail: Resource | undefined): Resource | undefined => trail && targetsOf(trail, 'bucket')[0];

/** Also of a log group that is gone: `arn:aws:logs:eu-west-1:111122223333:log-group:NAME:*`. */
const logGroupNameIn = (arn: unknown): string | undefined => (typeof arn === 'string' ? arn.split(':')[6] : undefined);

/** Of the trails that feed a log group, the one that records most. */
const logGroupOf = (account: Resource): Resource | undefined =>
  trailsOf(account).flatMap((trail) => targetsOf(trail, 'logGroup'))[0];

function metricFiltersOf(account: Resource): readonly Resource[] {
  const logGroup = logGroupOf(account);
  return logGroup ? targetsOf(logGroup, 'metricFilters') : [];
}

/** A topic that an alarm on one of the filters tells already, and somebody has subscribed to. */
function topicOf(filters: readonly Resource[]): Resource | undefined {
  const topics = filters
    .flatMap((filter) => targetsOf(filter, 'alarms'))
    .flatMap((alarm) => targetsOf(alarm, 'topics'));
  return topics.find(({ fields }) =>
    [fields['subscriptions']].flat().some((subscription) => {
      const { isConfirmed } = (subscription ?? {}) as { readonly isConfirmed?: unknown };
      return isConfirmed === true;
    }),
  );
}
