import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type NeglectedName, seedNeglected } from '../../scripts/moto/exemplary/neglected.ts';
import { type OpenWorld, openWorld } from '../../scripts/moto/open-world.ts';
import { collectEvidence } from '../../src/cli/collect-evidence.ts';
import { evaluateCalls, loadSelection } from '../../src/cli/evaluate-evidence.ts';
import { planRun } from '../../src/cli/plan-run.ts';
import { readEvidence } from '../../src/cli/read-evidence.ts';
import type { Finding } from '../../src/model/finding.ts';
import { runShell } from './aws-cli.ts';
import { ROUNDS, type Try } from './fix-rounds.ts';

/** What a check asks for only where somebody says so. */
const ASKED_FOR = {
  requiredTagKeys: ['owner'],
  topicWanted: true,
  functionEventsWanted: true,
  tableEventsWanted: true,
  dataEventTypes: ['AWS::SQS::Queue'],
  networkActivitySources: ['ec2.amazonaws.com'],
};

/** A fix that was run, and what the check said of the resource before and after. */
interface Trial {
  readonly before: string;
  readonly command: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly after: string;
}
const trials = new Map<Try, Trial>();

let world: OpenWorld<NeglectedName>;
let folder: string;
let scans = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailproof-fixes-'));
  await writeFile(join(folder, 'trailproof.yaml'), stringify({ params: ASKED_FOR }));
  world = await openWorld(seedNeglected);
  const { code, stderr } = await runShell(world, 'management', 'aws --version', folder);
  if (code !== 0)
    throw new Error(`there is no AWS CLI: pip install awscli, or name it in TRAILPROOF_AWS_CLI\n${stderr}`);

  let before = await scan();
  for (const round of ROUNDS) {
    const runs = await pMap(round, (attempt) => run(attempt, find(before, attempt)), { concurrency: 4 });
    const after = await scan();
    round.forEach((attempt, index) => {
      const found = find(before, attempt);
      const now = after.find(({ check, resource }) => check === attempt.check && resource.id === found?.resource.id);
      trials.set(attempt, { ...(runs[index] as Trial), before: say(found), after: say(now) });
    });
    before = after;
  }
}, 600_000);
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

describe.each(ROUNDS.map((round, index) => ({ round, index })))('round $index', ({ round }) => {
  test.each(round)('the fix of $check makes it pass', (attempt) => {
    const { before, command, stderr, code, after } = trials.get(attempt) as Trial;
    expect(before).toMatch(/^fail/);
    expect(code, `${command}\n${stderr}`).toBe(0);
    expect(after, `${command}\n${stderr}`).toMatch(/^pass/);
  });
});

test('every fix is tried once, and there are many', () => {
  const checks = ROUNDS.flat().map(({ check }) => check);
  expect(new Set(checks).size).toBe(checks.length);
  expect(checks.length).toBeGreaterThanOrEqual(90);
});

/** Scans the whole organisation from its management account. */
async function scan(): Promise<readonly Finding[]> {
  scans += 1;
  const evidence = join(folder, `evidence-${scans}`);
  const { live, plan, calls } = await planRun({
    version: '0.1.0',
    env: {},
    endpoint: world.endpoint,
    credentials: () => Promise.resolve(world.accounts.management.credentials),
    roleName: 'TrailproofAudit',
    region: 'us-east-1',
  });
  await collectEvidence(live, plan, evidence, calls, { version: '0.1.0', concurrency: 4 });
  live.close();
  const recorded = await readEvidence(evidence);
  const selection = await loadSelection({ config: join(folder, 'trailproof.yaml') });
  return (await evaluateCalls(recorded.manifest, recorded.calls, selection)).findings;
}

function find(findings: readonly Finding[], { check, on, in: where }: Try): Finding | undefined {
  return findings.find(
    ({ check: id, status, resource }) =>
      id === check &&
      status === 'fail' &&
      (on === undefined || resource.name === on) &&
      (where === undefined || resource.account === world.accounts[where].id),
  );
}

/** The command of a finding, as somebody would run it who has filled in the words in capitals. */
async function run({ as, fill = {} }: Try, found: Finding | undefined): Promise<Omit<Trial, 'before' | 'after'>> {
  const owner = ownerOf(found);
  const command = Object.entries(fill).reduce(
    (text, [word, value]) => text.replaceAll(word, value(world.accounts[owner].id)),
    found?.fix?.cli ?? 'false',
  );
  const { code, stderr } = await runShell(world, as ?? owner, command, folder);
  return { command, code, stderr };
}

const ownerOf = (found: Finding | undefined): NeglectedName => {
  const names = Object.keys(world.accounts) as NeglectedName[];
  return names.find((name) => world.accounts[name].id === found?.resource.account) ?? 'management';
};

const say = (found: Finding | undefined): string => (found ? `${found.status}: ${found.message}` : 'no such finding');
