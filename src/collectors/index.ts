import { accountCollector } from './account.ts';
import { bucketCollector } from './bucket.ts';
import type { CollectorDeclaration } from './context.ts';
import { eventBusCollector, ruleCollector } from './event-bus.ts';
import { eventDataStoreCollector } from './event-data-store.ts';
import { keyCollector } from './key.ts';
import { alarmCollector, logGroupCollector, metricFilterCollector } from './log-group.ts';
import { organizationCollector } from './organization.ts';
import { regionCollector } from './region.ts';
import { roleCollector } from './role.ts';
import { taggedBucketCollector, taggedResourceCollector } from './tagged-bucket.ts';
import { topicCollector } from './topic.ts';
import { trailCollector } from './trail.ts';
import { vpcCollector } from './vpc.ts';

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
  roleCollector,
  eventDataStoreCollector,
  regionCollector,
  vpcCollector,
];
