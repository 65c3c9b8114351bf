import { beforeAll, describe, expect, test } from 'vitest';
import type { Ask, Selection } from '../../src/catalog/select-checks.ts';
import { inventoryOf, loadSelection } from '../../src/cli/evaluate-evidence.ts';
import { readEvidence } from '../../src/cli/read-evidence.ts';
import { buildReport } from '../../src/engine/build-report.ts';
import { evaluateInventory } from '../../src/engine/evaluate-inventory.ts';
import { variantsOf } from '../../src/engine/variants.ts';
import { type CallIndex, createReplay, indexCalls } from '../../src/evidence/replay.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Report } from '../../src/model/report.ts';
import { damage, random } from './damage.ts';
import { gains, pairOf } from './gains.ts';

// The sample organisation is good, neglected and half readable by itself, the next one good only; two lone accounts.
const RECORDED = [
  { folder: 'reports/evidence', cases: 250 },
  { folder: 'test/evidence/kept', cases: 350 },
  { folder: 'test/evidence/lone', cases: 800 },
  { folder: 'test/evidence/member', cases: 800 },
] as const;

/** `npm run soak` runs more of them. */
const TIMES = Number(process.env['SOAK'] ?? 1);

interface Run {
  readonly manifest: Manifest;
  readonly calls: readonly RecordedCall[];
  readonly index: CallIndex;
}

let selection: Selection;
beforeAll(async () => {
  selection = await loadSelection({});
});

/** Drills cost most: each case has an eighth of them in turn, a soak has all. */
const asksOf = (seed: number): readonly Ask[] =>
  selection.asks.filter(({ check }, index) => TIMES > 1 || check.area !== 'alerting' || index % 8 === seed % 8);

async function judge(
  { manifest, calls, index }: Run,
  replace: (call: RecordedCall) => RecordedCall | undefined,
  asks = selection.asks,
): Promise<Report> {
  const inventory = await inventoryOf(manifest.plan, createReplay(index, { replace }));
  const variants = variantsOf(asks);
  const findings = evaluateInventory(inventory, variants);
  return buildReport({ version: '0.0.0', manifest, from: '', to: '', calls: calls.length }, inventory, {
    ...selection,
    variants,
    findings,
  });
}

/** The undamaged run, by each eighth of the drills. */
const wholesOf = (run: Run): Promise<readonly Report[]> =>
  Promise.all(Array.from({ length: 8 }, (_, seed) => judge(run, (call) => call, asksOf(seed))));

const open = async (folder: string): Promise<Run> => {
  const { manifest, calls } = await readEvidence(folder);
  return { manifest, calls, index: indexCalls(calls) };
};

describe.each(RECORDED)('$folder', ({ folder, cases }) => {
  test(`no damage to its calls gains a verdict (${cases * TIMES} cases)`, { timeout: 200_000 * TIMES }, async () => {
    const run = await open(folder);
    const whole = await wholesOf(run);
    for (let seed = 1; seed <= cases * TIMES; seed++) {
      const dice = random(seed);
      // From a single call to nearly all of them.
      const share = dice() ** 3;
      const chosen = new Map(
        run.calls.map((call) => [call, dice() < share || dice() * run.calls.length < 1 ? damage(call, dice) : call]),
      );
      const damaged = await judge(run, (call) => chosen.get(call), asksOf(seed));
      expect(gains(whole[seed % 8] as Report, damaged), `seed ${seed} on ${folder}`).toEqual([]);
    }
  });

  test('with a call type missing altogether, what rests on it says "not collected"', async () => {
    const run = await open(folder);
    const wholes = await wholesOf(run);
    const types = new Set(run.calls.map(({ service, operation }) => `${service}:${operation}`));
    for (const [seed, type] of [...types].entries()) {
      const without = (call: RecordedCall) => (`${call.service}:${call.operation}` === type ? undefined : call);
      const old = await judge(run, without, asksOf(seed));
      const whole = wholes[seed % 8] as Report;
      expect(gains(whole, old), type).toEqual([]);
      const before = new Map(whole.findings.map((finding) => [pairOf(finding), finding.status]));
      for (const finding of old.findings) {
        if (finding.status !== 'unknown' || before.get(pairOf(finding)) === 'unknown') continue;
        expect(finding.reasons?.join('\n'), `${type}: ${pairOf(finding)}`).toMatch(/not collected/);
      }
    }
  });
});

test('a verdict that was gained is noticed', async () => {
  const run = await open('test/evidence/lone');
  const whole = await judge(run, (call) => call);
  // What a collector would do that swallows a denial: an empty list instead of a gap.
  const swallowed = await judge(run, (call) =>
    call.operation === 'ListTrails' || call.operation === 'DescribeTrails' ? { ...call, output: {} } : call,
  );
  expect(gains(whole, swallowed)).not.toEqual([]);
});
