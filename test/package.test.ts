import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailproof-package-'));
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await run('tar', ['-xzf', join(folder, filename), '-C', folder]);
  // What npm would install beside it.
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  await mkdir(join(folder, 'empty'));
});
afterAll(() => rm(folder, { recursive: true }));

test('the package holds what it needs to run', async () => {
  const entries = await readdir(join(folder, 'package'));
  expect(entries).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'checks', 'dist', 'profiles', 'reports', 'schemas']),
  );
  expect(entries).not.toEqual(expect.arrayContaining(['test']));
});

test('the packed command scans the sample from an empty folder', async () => {
  const command = join(folder, 'package/dist/cli/main.js');
  const { stdout } = await run(
    process.execPath,
    [command, 'scan', '--sample', '-o', 'report.json', '-o', 'report.sarif', '-o', 'report.md'],
    {
      cwd: join(folder, 'empty'),
      env: { PATH: process.env['PATH'], NO_COLOR: '1' },
    },
  );
  expect(stdout.trim().split('\n').at(-1)).toMatch(/^\d+ fail · \d+ unknown · \d+ pass · \d+ not-applicable$/);
  const report = JSON.parse(await readFile(join(folder, 'empty/report.json'), 'utf8')) as {
    findings: { status: string }[];
  };
  expect(new Set(report.findings.map(({ status }) => status))).toEqual(
    new Set(['pass', 'fail', 'not-applicable', 'unknown']),
  );
  expect((await readdir(join(folder, 'empty'))).toSorted()).toEqual(['report.json', 'report.md', 'report.sarif']);
});

test('the library collects, evaluates and reports', async () => {
  const library = (await import(join(folder, 'package/dist/index.js'))) as Record<string, unknown>;
  expect(Object.keys(library)).toEqual(
    expect.arrayContaining(['collectEvidence', 'evaluateCalls', 'formats', 'planRun', 'readEvidence']),
  );
});
