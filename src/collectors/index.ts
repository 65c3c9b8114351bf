import { accountCollector } from './account.ts';
import { bucketCollector } from './bucket.ts';
import type { CollectorDeclaration } from './context.ts';
import { eventBusCollector, ruleCollector } from './event-bus.ts';
import { keyCollector } from './key.ts';
import { alarmCollector, logGroupCollector, metricFilterCollector } from './log-group.ts';
import { organizationCollector } from './organization.ts';
import { taggedBucketCollector, taggedResourceCollector } from './tagged-bucket.ts';
import { topicCollector } from './topic.ts';
import { trailCollector } from './trail.ts';

/** Every collector, with the calls it makes. */
export const collectors: readonly CollectorDeclaration[] = [
  organizationCollector,
  accountCollector,
  trailCollector,
  taggedBucketCollector,
  taggedResourceCollector,
  bucketCollector,
  keyCollector,
  logGroupCollector,
  metricFilterCollector,
  alarmCollector,
  topicCollector,
  eventBusCollector,
  ruleCollector,
];
