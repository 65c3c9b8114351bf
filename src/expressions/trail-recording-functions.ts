import type { Environment } from '@marcbachmann/cel-js';
import { deliveryCoverage, type TrailSelectors, wideTypes } from '../interpreters/event-selectors/index.ts';
import { partitionIn } from '../model/arn.ts';
import { Gap } from '../model/gap.ts';
import { logRoot } from '../model/log-root.ts';
import { leadingRegionOf } from '../model/partition.ts';
import { rawField } from './host-read.ts';
import { coverageOfManagement, directionOf } from './selector-answers.ts';
import { unreadable } from './touched.ts';
import type { Evidence } from './values.ts';

export const TRAIL_RECORDING_READS = {
  takesManagementEvents: ['eventSelectors'],
  takesItsDeliveries: ['eventSelectors', 'bucketName', 's3KeyPrefix', 'isOrganizationTrail'],
  dataEventsBeyond: ['eventSelectors'],
} as const;

/** What the event selectors of one trail take, wherever it records and whether or not it logs. */
export function registerTrailRecordingFunctions(environment: Environment): void {
  environment.registerFunction('trail.takesManagementEvents(string): bool', (trail: Evidence, direction: string) => {
    const answer = coverageOfManagement(selectorsOf(trail));
    const coverage = answer[directionOf(direction)];
    return coverage === 'unknown' ? open(answer.reasons ?? []) : coverage === 'full';
  });
  environment.registerFunction('trail.takesItsDeliveries(): bool', (trail: Evidence) => {
    const { coverage, reasons } = deliveryCoverage(selectorsOf(trail), logFileRoot(trail));
    // A part may be the log files, or what else CloudTrail writes beside them.
    return coverage === 'unknown' || coverage === 'partial' ? open(reasons) : coverage === 'full';
  });
  environment.registerFunction(
    'trail.dataEventsBeyond(list<string>): list<string>',
    (trail: Evidence, asked: readonly string[]) => {
      const beyond = wideTypes(selectorsOf(trail)).filter(({ type }) => type === undefined || !asked.includes(type));
      const certain = beyond.filter(({ doubts }) => doubts.length === 0).flatMap(({ type }) => type ?? []);
      if (certain.length > 0) return certain;
      return beyond.length > 0 ? open(beyond.flatMap(({ doubts }) => doubts)) : [];
    },
  );
  environment.registerFunction('trail.isHomedWithGlobalServices(): bool', (trail: Evidence) => {
    const home = String(rawField(trail, 'homeRegion'));
    return leadingRegionOf(home) === home;
  });
}

const selectorsOf = (trail: Evidence): TrailSelectors => rawField(trail, 'eventSelectors') as TrailSelectors;

const open = (reasons: readonly string[]): never =>
  unreadable(new Gap('undocumented', [...new Set(reasons)].join('; ')));

/**
 * What the ARNs of a trail's log files begin with. Those of an organisation lie below the organisation's id, which the
 * trail does not tell.
 *
 * Source: CloudTrail user guide, "Finding your CloudTrail log files".
 */
function logFileRoot(trail: Evidence): string {
  const account = String(rawField(trail, 'account'));
  const folder = logRoot(rawField(trail, 's3KeyPrefix'));
  const bucket = `arn:${partitionIn(String(rawField(trail, 'arn')))}:s3:::${String(rawField(trail, 'bucketName'))}/`;
  return rawField(trail, 'isOrganizationTrail') === true
    ? `${bucket}${folder}`
    : `${bucket}${folder}${account}/CloudTrail/`;
}
