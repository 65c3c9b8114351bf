import { account } from './account.ts';
import { alarm } from './alarm.ts';
import { bucket } from './bucket.ts';
import { eventBus } from './event-bus.ts';
import { eventDataStore } from './event-data-store.ts';
import { key } from './key.ts';
import { logGroup } from './log-group.ts';
import { metricFilter } from './metric-filter.ts';
import { organization } from './organization.ts';
import { region } from './region.ts';
import { role } from './role.ts';
import { rule } from './rule.ts';
import type { ResourceSchema } from './schema.ts';
import { taggedBucket } from './tagged-bucket.ts';
import { taggedResource } from './tagged-resource.ts';
import { topic } from './topic.ts';
import { trail } from './trail.ts';
import { vpc } from './vpc.ts';

/** Every resource type a check can judge. */
export const resourceSchemas = {
  organization,
  account,
  region,
  trail,
  bucket,
  taggedBucket,
  taggedResource,
  key,
  logGroup,
  metricFilter,
  alarm,
  topic,
  eventBus,
  rule,
  role,
  eventDataStore,
  vpc,
} as const satisfies Record<string, ResourceSchema>;

export type ResourceType = keyof typeof resourceSchemas;

export const RESOURCE_TYPES = Object.keys(resourceSchemas) as readonly ResourceType[];

/** The schema of a type, with its properties by name. */
export const schemaOf = (type: ResourceType): ResourceSchema => resourceSchemas[type];
