import type { Environment } from '@marcbachmann/cel-js';
import {
  type ManagementCoverage,
  type ObjectQuestion,
  objectCoverage,
  recordsEvent,
  resourceCoverage,
  type TrailSelectors,
} from '../interpreters/event-selectors/index.ts';
import { partitionIn } from '../model/arn.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { fieldOf, rawField, resourceOf, unreadableAll } from './host-read.ts';
import { type Answer, decide, joined, limitsOf, type Recorders, recordersAt } from './recorders.ts';
import {
  coverageOfManagement,
  type Direction,
  dataOnce,
  directionOf,
  inDirection,
  TRAILS,
} from './selector-answers.ts';
import { unreadable } from './touched.ts';
import type { Evidence } from './values.ts';

export const SELECTOR_READS = {
  recordsManagementEvents: TRAILS,
  unrecordedSources: TRAILS,
  recordsAllObjects: [...TRAILS, 'isMultiRegionTrail', 'bucketName'],
  recordsObjects: TRAILS,
  recordsDataEvents: TRAILS,
} as const;

/** What the trails of a place record, all of them together. A direction is `read` or `write`. */
export function registerSelectorFunctions(environment: Environment): void {
  const asked = (name: string, ask: (place: Evidence, direction: Direction) => Question): void => {
    environment.registerFunction(name, (place: Evidence, direction: string) =>
      decide(recordersAt(place), ask(place, directionOf(direction))),
    );
  };
  const told = (name: string, ask: (place: Evidence, direction: Direction) => Question): void => {
    environment.registerFunction(name, (place: Evidence, direction: string) =>
      limitsOf(recordersAt(place), ask(place, directionOf(direction)), 'no trail logs'),
    );
  };
  asked('region.recordsManagementEvents(string): bool', aboutManagement);
  told('region.recordingLimits(string): string', aboutManagement);
  environment.registerFunction('region.unrecordedSources(): list<string>', (region: Evidence) =>
    unrecordedSources(recordersAt(region)),
  );

  asked('taggedBucket.recordsObjects(string): bool', aboutBucket);
  told('taggedBucket.recordingLimits(string): string', aboutBucket);
  asked('taggedResource.recordsDataEvents(string): bool', aboutResource);
  told('taggedResource.recordingLimits(string): string', aboutResource);

  environment.registerFunction(
    'account.recordsAllObjects(string, bool, list<string>): bool',
    (account: Evidence, direction: string, spareLogBuckets: boolean, spared: readonly string[]) => {
      const recorders = recordersAt(account, isMultiRegion);
      return decide(recorders, aboutAllObjects(recorders, directionOf(direction), spareLogBuckets, spared));
    },
  );
  environment.registerFunction(
    'account.recordingLimits(string, bool, list<string>): string',
    (account: Evidence, direction: string, spareLogBuckets: boolean, spared: readonly string[]) => {
      const recorders = recordersAt(account, isMultiRegion);
      const ask = aboutAllObjects(recorders, directionOf(direction), spareLogBuckets, spared);
      return limitsOf(recorders, ask, 'no trail for all regions logs');
    },
  );
}

type Question = (selectors: TrailSelectors) => Answer;

const aboutManagement =
  (_region: Evidence, direction: Direction): Question =>
  (selectors) =>
    inDirection(direction, coverageOfManagement(selectors));

const aboutBucket = (instance: Evidence, direction: Direction): Question => {
  const { name, id } = resourceOf(instance);
  const question = { bucket: name, partition: partitionIn(id) };
  return aboutObjects(question, direction);
};

const aboutObjects =
  (question: ObjectQuestion, direction: Direction): Question =>
  (selectors) =>
    inDirection(
      direction,
      dataOnce(JSON.stringify([selectors, question]), () => objectCoverage(selectors, question)),
    );

const aboutResource = (instance: Evidence, direction: Direction): Question => {
  const { id: arn } = resourceOf(instance);
  const type = rawField(instance, 'resourceType') as string;
  return (selectors) =>
    inDirection(
      direction,
      dataOnce(JSON.stringify([selectors, arn]), () => resourceCoverage(selectors, { type, arn })),
    );
};

/** Every bucket but those that are spared: by name, or because one of the trails delivers to them. */
const aboutAllObjects = (
  { known }: Recorders,
  direction: Direction,
  spareLogBuckets: boolean,
  spared: readonly string[],
): Question => {
  const own = spareLogBuckets ? known.map(({ trail }) => String(trail.fields['bucketName'])) : [];
  const exceptBuckets = [...new Set([...spared, ...own])];
  return aboutObjects({ partition: partitionIn(known[0]?.trail.id ?? ''), exceptBuckets }, direction);
};

/** A trail whose bucket is not known might spare any; it is no more use than one that is not known itself. */
function isMultiRegion(trail: Resource, path: string): boolean {
  if (fieldOf(trail, 'isMultiRegionTrail', path) !== true) return false;
  fieldOf(trail, 'bucketName', path);
  return true;
}

/**
 * The event sources that every trail leaves out which otherwise records reads, or writes. Where nothing is
 * recorded at all, nothing is left out by name.
 */
function unrecordedSources({ known, gaps }: Recorders): readonly string[] {
  const selectors = joined(known);
  const covered = selectors.map(coverageOfManagement);
  const missing = { read: missingIn(covered, 'read'), write: missingIn(covered, 'write') };
  const found = [...new Set([...missing.read.sources, ...missing.write.sources])].toSorted();
  if (missing.read.isSettled && missing.write.isSettled) return found;
  if (gaps.length > 0) return unreadableAll(gaps);
  const doubts = covered
    .filter(({ read, write }) => read === 'unknown' || write === 'unknown')
    .flatMap(({ reasons = [] }) => reasons);
  for (const source of found) doubts.push(...doubtsAbout(source, selectors));
  return doubts.length > 0 ? unreadable(new Gap('undocumented', [...new Set(doubts)].join('; '))) : found;
}

/** `isSettled` when some trail leaves out nothing, so that others make no difference. */
function missingIn(covered: readonly ManagementCoverage[], direction: Direction) {
  const excluded = covered
    .filter((each) => each[direction] === 'full')
    .map(({ excludedReadSources, excludedWriteSources }) =>
      direction === 'read' ? excludedReadSources : excludedWriteSources,
    );
  const [first = [], ...others] = excluded;
  return {
    sources: first.filter((source) => others.every((each) => each.includes(source))),
    isSettled: excluded.some((each) => each.length === 0),
  };
}

/** A selector that filters by something undocumented may take the source after all. */
const doubtsAbout = (source: string, selectors: readonly TrailSelectors[]): readonly string[] =>
  [true, false].flatMap((readOnly) => {
    const event = { eventCategory: 'Management', eventSource: source, readOnly };
    return selectors.flatMap((each) => recordsEvent(each, event).uncertain);
  });
