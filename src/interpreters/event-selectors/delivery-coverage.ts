import type { Steps } from '../steps.ts';
import { coverageOf, coverageSteps, TOO_MUCH, withinSteps } from './coverage.ts';
import { under } from './domain.ts';
import { explain } from './explain.ts';
import { readSelectors } from './read-selectors.ts';
import { deliveries } from './spaces.ts';
import type { Coverage, TrailSelectors } from './types.ts';

/**
 * How much a trail's selectors record of the log files that CloudTrail writes below `root`, such as
 * `arn:aws:s3:::example-logs/AWSLogs/`. Each delivery is a `PutObject`, and a data event like any other.
 *
 * Source: CloudTrail user guide, "Suppressing recursive events with recursive logging".
 *
 * @param steps as for {@link objectCoverage}
 */
export function deliveryCoverage(
  selectors: TrailSelectors,
  root: string,
  steps: Steps = coverageSteps(),
): { readonly coverage: Coverage; readonly reasons: readonly string[] } {
  const clauses = readSelectors(selectors);
  const space = deliveries(under(root));
  return withinSteps(
    () => {
      const coverage = coverageOf(clauses, space, steps);
      return { coverage, reasons: explain(clauses, coverage, space, root, steps) };
    },
    { coverage: 'unknown', reasons: [TOO_MUCH] },
  );
}
