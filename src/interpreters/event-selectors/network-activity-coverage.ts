import type { Steps } from '../steps.ts';
import { answer, type DirectionalCoverage, withReasons } from './answer.ts';
import { coverageSteps } from './coverage.ts';
import { readSelectors } from './read-selectors.ts';
import { networkActivityEvents } from './spaces.ts';
import type { TrailSelectors } from './types.ts';

/**
 * How much a trail's selectors record of what goes through VPC endpoints to one event source, such as
 * `ec2.amazonaws.com`: of calls that read, and of calls that write.
 *
 * A selector for `VpceAccessDenied` takes denied calls alone, which is `partial`. Basic selectors take nothing of it.
 *
 * Source: CloudTrail user guide, "Logging network activity events"; API reference, "AdvancedFieldSelector".
 *
 * @param steps as for {@link objectCoverage}
 */
export function networkActivityCoverage(
  selectors: TrailSelectors,
  source: string,
  steps: Steps = coverageSteps(),
): DirectionalCoverage {
  const {
    read,
    write,
    reasons = [],
  } = answer(
    readSelectors(selectors),
    { read: networkActivityEvents('read', source), write: networkActivityEvents('write', source) },
    '',
    steps,
  );
  // Each selector must name its event source, so that is no limit.
  return withReasons(
    { read, write },
    reasons.filter((reason) => reason !== `only ${source}`),
  );
}
