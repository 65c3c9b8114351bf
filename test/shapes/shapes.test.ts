import { beforeAll, describe, expect, test } from 'vitest';
import type { Selection } from '../../src/catalog/select-checks.ts';
import { loadSelection } from '../../src/cli/evaluate-evidence.ts';
import { readEvidence } from '../../src/cli/read-evidence.ts';
import type { Finding } from '../../src/model/finding.ts';
import { WELL_KEPT } from './account.ts';
import { ALARMS } from './alarms.ts';
import type { Change } from './changes.ts';
import { LOG_GROUPS } from './log-groups.ts';
import { METRIC_FILTERS } from './metric-filters.ts';
import { ORGANIZATION } from './organization.ts';
import { POLICIES } from './policies.ts';
import { RULES } from './rules.ts';
import { SELECTORS } from './selectors.ts';
import { judge, type Shape, type Verdicts, verdictOf } from './shape.ts';

/** What was recorded, what makes it well kept, and what is then changed in it. */
interface Base {
  readonly folder: string;
  readonly wellKept: readonly Change[];
  readonly shapes: Readonly<Record<string, readonly Shape[]>>;
}

const BASES: readonly Base[] = [
  {
    folder: 'test/evidence/lone',
    wellKept: WELL_KEPT,
    shapes: { ...METRIC_FILTERS, ...LOG_GROUPS, ...ALARMS, ...SELECTORS, ...POLICIES, ...RULES },
  },
  { folder: 'reports/evidence', wellKept: [], shapes: ORGANIZATION },
];

let selection: Selection;
beforeAll(async () => {
  selection = await loadSelection({});
});

describe.each(BASES)('$folder', ({ folder, wellKept, shapes }) => {
  let judgeAfter: (changes: readonly Change[], checks: readonly string[]) => Promise<readonly Finding[]>;
  let untouched: readonly Finding[];
  beforeAll(async () => {
    const evidence = await readEvidence(folder);
    judgeAfter = (changes, checks) => judge({ ...evidence, selection }, [...wellKept, ...changes], checks);
    const all = Object.values(shapes).flat();
    untouched = await judgeAfter(
      [],
      all.flatMap(({ expect: expected }) => Object.keys(expected)),
    );
  });

  describe.each(Object.entries(shapes))('%s', (_, each) => {
    test.each(each)('$name', async ({ before, after, of, expect: expected }) => {
      const checks = Object.keys(expected);
      const was = before ? await judgeAfter(before, checks) : untouched;
      const is = await judgeAfter(after, checks);
      for (const [check, [first, then, because = '']] of Object.entries<Verdicts>(expected)) {
        const begun = verdictOf(untouched, check, of);
        expect(begun.status, begun.text).toBe('pass');
        const earlier = verdictOf(was, check, of);
        expect(earlier.status, earlier.text).toBe(first);
        const { status, text } = verdictOf(is, check, of);
        expect(status, text).toBe(then);
        expect(text).toContain(because);
      }
    });
  });
});
