import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Configuration } from '../../src/catalog/load-config.ts';
import { SourceFile } from '../../src/catalog/source-file.ts';
import { allChecks } from '../../src/cli/all-checks.ts';
import { OWN } from './own-check.ts';
import { emptyFolder } from './run-cli.ts';

let folder: string;
let remove: () => Promise<void>;
let ours: number;
beforeAll(async () => {
  ({ folder, remove } = await emptyFolder({ 'mine/own-check.yaml': OWN }));
  ours = (await allChecks(undefined)).length;
});
afterAll(() => remove());

const configuration = (checks: string): Configuration => ({
  source: new SourceFile(join(folder, 'trailproof.yaml'), `checks: [${checks}]`),
  config: { checks: [checks] },
});

test('a folder of the configuration lies beside it, or where an absolute path says', async () => {
  for (const named of ['mine', join(folder, 'mine')]) {
    const checks = await allChecks(configuration(named));
    expect(checks.map(({ id }) => id)).toContain('own-check');
    expect(checks).toHaveLength(ours + 1);
  }
});

test('a folder that is configured may be named as well', async () => {
  expect(await allChecks(configuration('mine'), [join(folder, 'mine')])).toHaveLength(ours + 1);
});
