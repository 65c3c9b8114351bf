import { askMoto } from './ask-moto.ts';
import { bucketRegistry } from './bucket-registry.ts';
import { alarmGaps } from './gaps/alarms.ts';
import { bucketGaps } from './gaps/buckets.ts';
import { detectorGaps } from './gaps/detectors.ts';
import { eventDataStoreGaps } from './gaps/event-data-stores.ts';
import { keyRotationGaps } from './gaps/key-rotation.ts';
import { logGroupGaps } from './gaps/log-groups.ts';
import { organizationGaps } from './gaps/organization.ts';
import { regionGaps } from './gaps/regions.ts';
import { resourceGaps } from './gaps/resources.ts';
import { roleGaps } from './gaps/roles.ts';
import { trailNameGaps } from './gaps/trail-names.ts';
import { trailGaps } from './gaps/trails.ts';
import type { Rule } from './rules.ts';
import type { Settings } from './settings.ts';

/** The rules that are always on: where moto differs from AWS in what Trailproof looks at. */
export function awsGaps(settings: Settings, motoEndpoint: string): readonly Rule[] {
  const moto = askMoto(motoEndpoint);
  const buckets = bucketRegistry(settings, moto);
  return [
    ...regionGaps(settings),
    ...roleGaps(settings),
    ...organizationGaps(settings),
    ...trailGaps(settings, moto),
    ...trailNameGaps(),
    ...eventDataStoreGaps(settings),
    ...alarmGaps(),
    ...bucketGaps(settings, buckets),
    ...resourceGaps(settings, moto, buckets),
    ...detectorGaps(settings, moto),
    ...logGroupGaps(settings),
    ...keyRotationGaps(settings),
  ];
}
