import { recordsEvent, type TrailSelectors } from '../interpreters/event-selectors/index.ts';
import type { Match } from '../interpreters/match.ts';
import { Steps } from '../interpreters/steps.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import type { World } from '../model/world.ts';
import { ask, every, no, open, type Step, step, unknown, type Verdict, yes } from './path.ts';
import { MOST_STEPS } from './pattern-judge.ts';
import { Reads } from './reads.ts';
import type { Sample } from './sample.ts';

/**
 * Whether a trail records an event: it logs, its scope takes the region, its selectors take the event.
 *
 * Source: CloudTrail User Guide, "Multi-Region trails", "About global service events" and "Logging
 * management events".
 */
export function recordedBy(trail: Resource, sample: Sample, world: World): Step {
  const reads = new Reads(world);
  const home = reads.field(trail, 'homeRegion');
  const name = `trail ${trail.name}`;
  const scope =
    home === sample.region
      ? yes('')
      : ask(reads.field(trail, 'isMultiRegionTrail'), Boolean, `${name} records ${String(home)} only`);
  const inSight = every(
    [
      logs(reads.field(trail, 'status'), name),
      scope,
      ...(sample.where === 'global'
        ? [
            ask(
              reads.field(trail, 'includeGlobalServiceEvents'),
              Boolean,
              `${name} leaves out the events of global services`,
            ),
          ]
        : []),
    ],
    '',
  );
  // Selectors cost most to run, and cannot make good what is out of sight.
  if (inSight.state === 'no') return step('trail', inSight, reads.list, trail);
  const verdicts = [inSight, selects(reads.field(trail, 'eventSelectors'), sample, name)];
  return step('trail', every(verdicts, `${name} records it`), reads.list, trail);
}

function logs(status: unknown, name: string): Verdict {
  if (status instanceof Gap) return unknown(status);
  return ask((status as { readonly isLogging?: unknown } | undefined)?.isLogging, Boolean, `${name} does not log`);
}

function selects(selectors: unknown, { record }: Sample, name: string): Verdict {
  if (selectors instanceof Gap) return unknown(selectors);
  const { matched, uncertain } = recorded(selectors ?? {}, record);
  if (uncertain.length > 0) return open(`${name}: ${uncertain.join('; ')}`);
  return matched ? yes('') : no(`the event selectors of ${name} leave it out`);
}

/** Members that no event selector looks at. */
const UNREAD = new Set(['awsRegion', 'eventTime', 'eventID', 'requestID', 'userAgent', 'responseElements']);

const keys = new WeakMap<Sample['record'], string>();
const answers = new WeakMap<TrailSelectors, Map<string, Match>>();

/** Asked once for all regions: where an event happens is no concern of event selectors. */
function recorded(selectors: TrailSelectors, record: Sample['record']): Match {
  const known = answers.get(selectors) ?? new Map<string, Match>();
  answers.set(selectors, known);
  const key = keys.get(record) ?? JSON.stringify(Object.entries(record).filter(([name]) => !UNREAD.has(name)));
  keys.set(record, key);
  const match = known.get(key) ?? recordsEvent(selectors, record, new Steps(MOST_STEPS));
  known.set(key, match);
  return match;
}
