import type { Environment } from '@marcbachmann/cel-js';
import {
  networkActivityCoverage,
  resourceCoverage,
  type TrailSelectors,
} from '../interpreters/event-selectors/index.ts';
import { partitionIn } from '../model/arn.ts';
import type { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { fieldOf, rawField, unreadableAll } from './host-read.ts';
import { MANAGEMENT_TWICE_READS, managementEventsTwice } from './management-twice.ts';
import { type Answer, decide, limitsOf, type Recorders, recordersAt } from './recorders.ts';
import { type Direction, dataOnce, directionOf, inDirection, TRAILS } from './selector-answers.ts';
import { Unreadable } from './touched.ts';
import type { Evidence } from './values.ts';

export const ACCOUNT_RECORDING_READS = {
  recordsAllDataEvents: [...TRAILS, 'isMultiRegionTrail'],
  unrecordedNetworkActivity: [...TRAILS, 'isMultiRegionTrail', 'regions'],
  managementEventsTwice: MANAGEMENT_TWICE_READS,
} as const;

/** What the trails of an account record in all of its regions. */
export function registerAccountRecordingFunctions(environment: Environment): void {
  environment.registerFunction(
    'account.recordsAllDataEvents(string, string): bool',
    (account: Evidence, type: string, direction: string) => {
      const recorders = recordersAt(account, isMultiRegion);
      return decide(recorders, aboutType(recorders, type, directionOf(direction)));
    },
  );
  environment.registerFunction(
    'account.recordingLimits(string, string): string',
    (account: Evidence, type: string, direction: string) => {
      const recorders = recordersAt(account, isMultiRegion);
      return limitsOf(recorders, aboutType(recorders, type, directionOf(direction)), 'no trail for all regions logs');
    },
  );
  environment.registerFunction(
    'account.unrecordedNetworkActivity(list<string>): list<string>',
    (account: Evidence, sources: readonly string[]) => unrecordedNetworkActivity(account, sources),
  );
  environment.registerFunction('account.managementEventsTwice(): list<string>', managementEventsTwice);
}

const isMultiRegion = (trail: Resource, path: string): boolean => fieldOf(trail, 'isMultiRegionTrail', path) === true;

const aboutType =
  ({ known }: Recorders, type: string, direction: Direction) =>
  (selectors: TrailSelectors): Answer => {
    const question = { type, partition: partitionIn(known[0]?.trail.id ?? '') };
    return inDirection(
      direction,
      dataOnce(JSON.stringify([selectors, question]), () => resourceCoverage(selectors, question)),
    );
  };

const aboutNetworkActivity =
  (source: string) =>
  (selectors: TrailSelectors): Answer => {
    const { read, write, reasons = [] } = networkActivityCoverage(selectors, source);
    // Which calls read is not documented, and a selector cannot tell them apart.
    return { coverage: read === write ? read : 'unknown', reasons };
  };

/** The sources, with the regions in which network activity with them is not all recorded. */
function unrecordedNetworkActivity(account: Evidence, sources: readonly string[]): readonly string[] {
  const everywhere = recordersAt(account, isMultiRegion);
  const gaps: Gap[] = [];
  const isMissing = (recorders: Recorders, source: string): boolean => {
    try {
      return !decide(recorders, aboutNetworkActivity(source));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      gaps.push(error.gap);
      return false;
    }
  };
  const found = sources.flatMap((source): readonly string[] => {
    if (everywhere.known.length > 0 && recordsWhole(everywhere, source)) return [];
    const regions = rawField(account, 'regions') as readonly string[];
    const missing = regions.filter((region) => isMissing(recordersAt(account, covers(region)), source));
    if (missing.length === 0) return [];
    const where = missing.length === regions.length ? 'every region' : missing.join(', ');
    return [`${source} in ${where} (${limitsOf(recordersAt(account), aboutNetworkActivity(source), 'no trail logs')})`];
  });
  return found.length === 0 && gaps.length > 0 ? unreadableAll(gaps) : found;
}

const recordsWhole = ({ known }: Recorders, source: string): boolean => {
  const ask = aboutNetworkActivity(source);
  return known.some(({ selectors }) => ask(selectors).coverage === 'full');
};

const covers =
  (region: string) =>
  (trail: Resource, path: string): boolean =>
    trail.fields['homeRegion'] === region || isMultiRegion(trail, path);
