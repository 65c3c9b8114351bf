/**
 * Records the sample organisation and two smaller runs over the wire: our own collectors against a
 * seeded moto server behind our shim. Run by hand (`npm run record`) when the seed or a collector
 * changes; `npm run generate` then makes the reports from it.
 */
import { rm } from 'node:fs/promises';
import { collectEvidence } from '../src/cli/collect-evidence.ts';
import { packageVersion } from '../src/cli/package.ts';
import { planRun, type RunOptions } from '../src/cli/plan-run.ts';
import { startWorld } from './moto/world.ts';

const RUNS: readonly {
  readonly folder: string;
  readonly account: 'management' | 'lone' | 'payments';
  readonly options: Partial<RunOptions>;
}[] = [
  { folder: 'reports/evidence', account: 'management', options: { roleName: 'TrailproofAudit' } },
  { folder: 'test/evidence/lone', account: 'lone', options: {} },
  { folder: 'test/evidence/member', account: 'payments', options: {} },
];

const world = await startWorld();
try {
  for (const { folder, account, options } of RUNS) {
    await rm(folder, { recursive: true, force: true });
    const { credentials } = world.accounts[account];
    const planned = await planRun({
      version: packageVersion(),
      env: {},
      endpoint: world.endpoint,
      credentials: () => Promise.resolve(credentials),
      ...options,
      region: 'us-east-1',
    });
    const manifest = await collectEvidence(planned.live, planned.plan, folder, planned.calls, {
      version: packageVersion(),
      concurrency: 4,
    });
    planned.live.close();
    console.log(
      folder,
      manifest.files.reduce((sum, file) => sum + file.calls, 0),
      'calls',
    );
  }
} finally {
  await world.close();
}
