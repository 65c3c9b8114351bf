import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { loadConfig } from '../../src/catalog/load-config.ts';
import { selectChecks } from '../../src/catalog/select-checks.ts';
import { bundledEvents } from '../../src/cli/bundled-events.ts';

test('the configuration and the profile of the guide are taken as they stand', async () => {
  const guide = await readFile('docs/guides/configure.md', 'utf8');
  const [configuration = '', profile = ''] = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(
    ([, text = '']) => text,
  );
  const folder = await mkdtemp(join(tmpdir(), 'trailproof-guide-'));
  try {
    await writeFile(join(folder, 'trailproof.yaml'), configuration);
    await writeFile(join(folder, 'mine.yaml'), profile);
    const checks = await loadChecks(await bundledEvents(), 'checks');
    const config = await loadConfig(join(folder, 'trailproof.yaml'));
    const { controls, failOn } = await selectChecks([join(folder, 'mine.yaml')], 'profiles', checks, config);
    expect(failOn).toBe('high');
    expect(controls[0]?.controls.map(({ id, asks }) => [id, asks.length])).toEqual([
      ['3.1', 2],
      ['3.10', 1],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
