import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type CatalogOptions,
  evaluateCalls,
  type JudgeForeign,
  loadSelection,
} from '../../src/cli/evaluate-evidence.ts';
import { judgePack, type PackLimits } from '../../src/cli/judge-pack.ts';
import { readEvidence } from '../../src/cli/read-evidence.ts';
import type { Finding } from '../../src/model/finding.ts';

const FOLDER = 'test/evidence/bare';
const NUMBERS = `[${Array.from({ length: 300 }, (_, index) => index).join(',')}]`;

/** 27 million rounds: more than anybody waits for. */
const ENDLESS = `${NUMBERS}.all(a, ${NUMBERS}.all(b, ${NUMBERS}.all(c, a + b + c >= 0 || account.id == "")))`;
/** As many strings, all kept. */
const GREEDY = `${NUMBERS}.map(a, ${NUMBERS}.map(b, ${NUMBERS}.map(c, account.id + string(a + b + c)))).size() > 0`;

let pack: string;
beforeAll(async () => {
  pack = await mkdtemp(join(tmpdir(), 'trailproof-pack-'));
});
afterAll(() => rm(pack, { recursive: true }));

const checkText = (id: string, assert: string): string => `id: ${id}
title: Theirs
severity: low
resource: account
assert: '${assert}'
message: Account {{account.id}} is not as they want it.
why: They say so.
fix: { summary: Ask them. }
references: [https://example.com/]
examples:
  - { name: a, expect: pass, account: {} }
  - { name: b, expect: fail, account: {} }
`;

/** A pack in a folder of its own, and a profile that asks for nothing else. */
async function write(checks: Readonly<Record<string, string>>): Promise<CatalogOptions> {
  const ids = Object.keys(checks);
  const folder = join(pack, ids.join('+'));
  await mkdir(join(folder, 'theirs'), { recursive: true });
  for (const [id, assert] of Object.entries(checks)) {
    await writeFile(join(folder, 'theirs', `${id}.yaml`), checkText(id, assert));
  }
  const profile = join(folder, 'profile.yaml');
  await writeFile(profile, `id: theirs\ntitle: Theirs\ndescription: Only theirs.\nchecks: [${ids.join(', ')}]\n`);
  return { checks: [join(folder, 'theirs')], profiles: [profile] };
}

/** What comes of a pack, at arm's length with limits, else trusted. */
async function judge(options: CatalogOptions, limits?: PackLimits): Promise<readonly Finding[]> {
  const { manifest, calls } = await readEvidence(FOLDER);
  const apart: JudgeForeign | undefined =
    limits && ((variants, inventory) => judgePack({ folder: FOLDER, options }, variants, inventory, limits));
  return (await evaluateCalls(manifest, calls, await loadSelection(options), apart)).findings;
}

const AMPLE: PackLimits = { checkMs: 60_000, memoryMb: 512 };

test("a pack's checks say at arm's length what they would say among ours", async () => {
  const options = await write({ 'theirs-holds': 'account.id != ""', 'theirs-fails': 'account.id == ""' });
  const findings = await judge(options, AMPLE);
  expect(findings.map(({ check, status }) => [check, status])).toContainEqual(['theirs-fails', 'fail']);
  expect(findings).toEqual(await judge(options));
});

test('a check that does not end is stopped and said to be broken; those after it are judged', async () => {
  const options = await write({ 'theirs-endless': ENDLESS, 'theirs-zeroth': 'account.id != ""' });
  const findings = await judge(options, { checkMs: 1000, memoryMb: 512 });
  const [endless] = findings.filter(({ check }) => check === 'theirs-endless');
  expect(endless).toMatchObject({
    status: 'unknown',
    checkError: true,
    reasons: ['check error: it did not end within 1 s, so it was stopped'],
  });
  expect(findings.filter(({ check }) => check === 'theirs-zeroth').map(({ status }) => status)).toEqual([
    'pass',
    'pass',
  ]);
});

test('a check that fills the memory is stopped, and this process lives on', async () => {
  const options = await write({ 'theirs-greedy': GREEDY, 'theirs-modest': 'account.id != ""' });
  const findings = await judge(options, { checkMs: 60_000, memoryMb: 160 });
  expect(findings.find(({ check }) => check === 'theirs-greedy')).toMatchObject({
    status: 'unknown',
    checkError: true,
    reasons: ['check error: it used more than 160 MB, so it was stopped'],
  });
  expect(findings.filter(({ check }) => check === 'theirs-modest').map(({ status }) => status)).toEqual([
    'pass',
    'pass',
  ]);
});

test('a folder that holds no checks is refused, not passed over', async () => {
  const empty = join(pack, 'empty');
  await mkdir(empty, { recursive: true });
  await expect(loadSelection({ checks: [empty] })).rejects.toThrow(`${empty} holds no checks`);
});
