import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type KeptName, seedKept } from '../../scripts/moto/exemplary/kept.ts';
import { type OpenWorld, openWorld } from '../../scripts/moto/open-world.ts';
import { readManifest } from '../../src/evidence/manifest.ts';
import { random } from '../soundness/damage.ts';
import { canonicalOf, start, trailproof } from './scanner.ts';

const POINTS = 30;
const ARGS = ['collect', '--role-name', 'TrailproofAudit', '--evidence'] as const;

let world: OpenWorld<KeptName>;
let folder: string;
let onRequest: () => void = () => undefined;

beforeAll(async () => {
  world = await openWorld(seedKept, () => onRequest());
  folder = await mkdtemp(join(tmpdir(), 'trailproof-kill-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

test(`killed at any of ${POINTS} random points, collect resumes to an equal canonical report`, async () => {
  const whole = join(folder, 'whole');
  const before = world.shim.requests.length;
  expect((await trailproof(world, 'management', ...ARGS, whole)).code).toBe(0);
  const calls = world.shim.requests.length - before;
  const expected = await canonicalOf(whole);

  const dice = random(20261123);
  for (let point = 0; point < POINTS; point++) {
    const evidence = join(folder, `killed-${point}`);
    let left = 5 + Math.floor(dice() * (calls - 6));
    const at = left;
    const { child, done } = start(world, 'management', ...ARGS, evidence);
    onRequest = () => {
      if (--left === 0) child.kill('SIGKILL');
    };
    await done;
    onRequest = () => undefined;
    const cut = await readManifest(evidence);
    expect(cut?.complete ?? false, `killed at request ${at}`).toBe(false);

    const asked = world.shim.requests.length;
    const resumed = await trailproof(world, 'management', ...ARGS, evidence);
    expect(resumed.code, `killed at request ${at}: ${resumed.stderr}`).toBe(0);
    expect(world.shim.requests.length - asked).toBeLessThan(calls + 10);
    expect((await readManifest(evidence))?.complete).toBe(true);
    expect(await canonicalOf(evidence), `killed at request ${at}`).toBe(expected);
    await rm(evidence, { recursive: true });
  }
});

test('Ctrl-C ends it with 130, says where the answers are, and the same command goes on', async () => {
  const evidence = join(folder, 'interrupted');
  let left = 60;
  const { child, done } = start(world, 'management', ...ARGS, evidence);
  onRequest = () => {
    if (--left === 0) child.kill('SIGINT');
  };
  const { code, stderr } = await done;
  onRequest = () => undefined;
  expect(code).toBe(130);
  expect(stderr).toContain(`Interrupted. What was answered is kept in ${evidence}`);
  expect((await trailproof(world, 'management', ...ARGS, evidence)).code).toBe(0);
});
