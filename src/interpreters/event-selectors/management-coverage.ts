import type { Steps } from '../steps.ts';
import { withReasons } from './answer.ts';
import type { Clause } from './clause.ts';
import { condition, passes } from './condition.ts';
import { coverageOf, coverageSteps, TOO_MUCH, withinSteps } from './coverage.ts';
import { anyText, anyTextBut, only } from './domain.ts';
import { explain } from './explain.ts';
import { readSelectors } from './read-selectors.ts';
import { type Direction, managementEvents } from './spaces.ts';
import type { Coverage, TrailSelectors } from './types.ts';

export interface ManagementCoverage {
  /** For events that only read; sources that are excluded by name aside. */
  readonly read: Coverage;
  /** For events that write; sources that are excluded by name aside. */
  readonly write: Coverage;
  /** Sources of which reads or writes are missing, sorted. */
  readonly excludedSources: readonly string[];
  readonly excludedReadSources: readonly string[];
  readonly excludedWriteSources: readonly string[];
  /** As for data events. */
  readonly reasons?: readonly string[];
}

/**
 * How much a trail's selectors record of management events.
 *
 * The selectors count together, exactly as for data events. Event sources that a selector excludes by name, as AWS
 * offers for `kms.amazonaws.com` and `rdsdata.amazonaws.com`, leave the coverage `full`: they are listed
 * instead, unless another selector certainly records all of them. In a direction of which nothing is recorded none is listed.
 *
 * Source: CloudTrail user guide, "Logging management events"; API reference, "EventSelector" and "AdvancedFieldSelector".
 *
 * @param steps what it may take, for both directions; by default enough for the largest selectors AWS allows.
 *   What needs more is `unknown`. Nothing is thrown, whatever the selectors.
 */
export function managementCoverage(selectors: TrailSelectors, steps: Steps = coverageSteps()): ManagementCoverage {
  const clauses = readSelectors(selectors);
  const [read, write] = (['read', 'write'] as const).map((direction) =>
    withinSteps(() => cover(clauses, direction, steps), {
      coverage: 'unknown' as const,
      excluded: [],
      reasons: [TOO_MUCH],
    }),
  ) as [Covered, Covered];
  return withReasons(
    {
      read: read.coverage,
      write: write.coverage,
      excludedSources: [...new Set([...read.excluded, ...write.excluded])].sort(),
      excludedReadSources: read.excluded,
      excludedWriteSources: write.excluded,
    },
    [...read.reasons, ...write.reasons],
  );
}

interface Covered {
  readonly coverage: Coverage;
  readonly excluded: readonly string[];
  readonly reasons: readonly string[];
}

function cover(clauses: readonly Clause[], direction: Direction, steps: Steps): Covered {
  const named = sourcesNamed(clauses, steps);
  const others = coverageOf(clauses, managementEvents(direction, anyTextBut(named)), steps);
  const bySource = [...named].map((source) => ({
    source,
    coverage: coverageOf(clauses, managementEvents(direction, only(source)), steps),
  }));
  const coverage = join(
    others,
    bySource.map((one) => one.coverage),
  );
  const missing = bySource.filter((one) => one.coverage !== 'full').map(({ source }) => source);
  return {
    coverage,
    excluded: coverage === 'none' ? [] : missing.sort(),
    reasons: explain(clauses, coverage, managementEvents(direction, anyText()), '', steps),
  };
}

// What is missing of sources excluded by name does not lessen the coverage; what is recorded of them makes it more than none.
const join = (others: Coverage, named: readonly Coverage[]): Coverage => {
  if (others !== 'none') return others;
  if (named.some((one) => one === 'full' || one === 'partial')) return 'partial';
  return named.includes('unknown') ? 'unknown' : 'none';
};

/** Sources excluded by name, and those AWS offers to exclude if they are excluded otherwise. */
function sourcesNamed(clauses: readonly Clause[], steps: Steps): ReadonlySet<string> {
  const deselects = clauses
    .flatMap(({ conditions }) => conditions)
    .filter(({ field }) => field === 'eventSource')
    .map(({ field, deselect }) => condition(field, {}, deselect));
  return new Set([
    ...deselects.flatMap(({ deselect }) => deselect.equals),
    ...EXCLUDABLE.filter((source) => deselects.some((part) => !passes(part, source, steps))),
  ]);
}

const EXCLUDABLE = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];
