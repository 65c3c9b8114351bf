import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PARTS = [
  ['interpreters', '/dist/interpreters/'],
  ['drill', '/dist/drill/'],
];

/** How much of judging the sample organisation is spent in the interpreters and the drill, by V8's own profile. */
export async function shareOfScan() {
  const folder = await mkdtemp(join(tmpdir(), 'trailproof-bench-'));
  try {
    const { status } = spawnSync(
      process.execPath,
      ['--cpu-prof', '--cpu-prof-dir', folder, 'dist/cli/main.js', 'scan', '--sample', '--format', 'json'],
      { stdio: 'ignore' },
    );
    if (status !== 0) throw new Error(`the profiled scan ended with ${status}`);
    const [file] = await readdir(folder);
    const { nodes, samples, timeDeltas } = JSON.parse(await readFile(join(folder, file ?? ''), 'utf8'));
    const functions = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    const spent = new Map(PARTS.map(([name]) => [name, 0]));
    let busy = 0;
    for (const [index, id] of samples.entries()) {
      const { functionName, url } = functions.get(id);
      if (functionName === '(idle)') continue;
      busy += timeDeltas[index];
      const part = PARTS.find(([, path]) => url.includes(path));
      if (part) spent.set(part[0], spent.get(part[0]) + timeDeltas[index]);
    }
    for (const [name, time] of spent)
      console.log(`${name}: ${((100 * time) / busy).toFixed(1)} % of a scan of the sample organisation (self time)`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
