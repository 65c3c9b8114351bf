/**
 * Records organisations over the wire: our own collectors against a seeded moto server behind our shim.
 * Run by hand (`npm run record`) when a seed or a collector changes; `npm run generate` then makes the
 * reports from the first of them. Names choose some: `npm run record -- kept neglected`.
 */
import { rm } from 'node:fs/promises';
import { collectEvidence } from '../src/cli/collect-evidence.ts';
import { packageVersion } from '../src/cli/package.ts';
import { planRun, type RunOptions } from '../src/cli/plan-run.ts';
import { seedBare } from './moto/exemplary/bare.ts';
import { seedKept } from './moto/exemplary/kept.ts';
import { seedNeglected } from './moto/exemplary/neglected.ts';
import { type Ground, type OpenWorld, openWorld } from './moto/open-world.ts';
import type { MotoServer } from './moto/server.ts';
import { startWorld } from './moto/world.ts';

const ORGANIZATION = { roleName: 'TrailproofAudit' } as const;

async function record<Name extends string>(
  folder: string,
  { accounts, endpoint }: OpenWorld<Name>,
  account: Name,
  options: Partial<RunOptions>,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const { credentials } = accounts[account];
  const planned = await planRun({
    version: packageVersion(),
    env: {},
    endpoint,
    credentials: () => Promise.resolve(credentials),
    ...options,
    region: 'us-east-1',
  });
  const manifest = await collectEvidence(planned.live, planned.plan, folder, planned.calls, {
    version: packageVersion(),
    concurrency: 4,
  });
  planned.live.close();
  const calls = manifest.files.reduce((sum, file) => sum + file.calls, 0);
  console.log(folder, calls, 'calls');
}

async function recordOrganization<Name extends string>(
  folder: string,
  seed: (moto: MotoServer) => Promise<Ground<Name | 'management'>>,
): Promise<void> {
  const world = await openWorld(seed);
  try {
    await record(folder, world, 'management', ORGANIZATION);
  } finally {
    await world.close();
  }
}

const RECORDINGS: Readonly<Record<string, () => Promise<void>>> = {
  async sample() {
    const world = await startWorld();
    try {
      await record('reports/evidence', world, 'management', ORGANIZATION);
      await record('test/evidence/lone', world, 'lone', {});
      await record('test/evidence/member', world, 'payments', {});
    } finally {
      await world.close();
    }
  },
  kept: () => recordOrganization('test/evidence/kept', seedKept),
  neglected: () => recordOrganization('test/evidence/neglected', seedNeglected),
  bare: () => recordOrganization('test/evidence/bare', seedBare),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(RECORDINGS, name));
if (unknown.length > 0)
  throw new Error(`there is no ${unknown.join(', ')} to record; there is ${Object.keys(RECORDINGS).join(', ')}`);
for (const [name, run] of Object.entries(RECORDINGS)) if (asked.length === 0 || asked.includes(name)) await run();
