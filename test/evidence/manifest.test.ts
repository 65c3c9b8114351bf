import { readdir, readFile, stat, writeFile as write } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Manifest } from '../../src/model/manifest.ts';
import { newManifest, readManifest, runIdOf, writeManifest } from '../../src/evidence/manifest.ts';
import { plan, temporaryFolder, thrownBy } from './samples.ts';

test('a run is named by its plan, however the plan is written', () => {
  const { accounts, ...rest } = plan;
  expect(runIdOf({ accounts, ...rest })).toBe(runIdOf(plan));
  expect(runIdOf({ ...plan, region: 'eu-west-1' })).not.toBe(runIdOf(plan));
  expect(runIdOf(plan), 'and for ever').toBe('f0430f8fac311287e2bc5f2b706fea716c2e4b53cf7e10d15092270c9512219e');
});

test('what is read is what was written, with files sorted and unknown members kept', async () => {
  const folder = join(await temporaryFolder(), 'evidence');
  const files = ['organization.ndjson.gz', 'accounts/111111111111.ndjson.gz'].map((path) => ({ path, sha256: 'a'.repeat(64), calls: 1 }));
  const manifest = { ...newManifest(plan, '0.1.0'), files, later: true } as Manifest;
  await writeManifest(folder, manifest);
  expect(await readManifest(folder)).toEqual({ ...manifest, files: files.toReversed() });
  expect(await readdir(folder)).toEqual(['manifest.json']);
  expect((await stat(join(folder, 'manifest.json'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(folder, 'manifest.json'), 'utf8')).toMatch(/^\{\n  "schemaVersion": 1,/);
});

test('a folder without one has none', async () => {
  expect(await readManifest(await temporaryFolder())).toBeUndefined();
});

test.each([
  ['{', 'is not JSON'],
  ['[]', 'is not the manifest of an evidence folder: it must be object'],
  [JSON.stringify({ ...newManifest(plan, '1'), schemaVersion: 2 }), 'is of schema version 2; this trailproof reads version 1'],
  [JSON.stringify({ ...newManifest(plan, '1'), complete: 'yes' }), 'is not the manifest of an evidence folder: complete must be boolean'],
  [JSON.stringify({ ...newManifest(plan, '1'), files: [{ path: '../etc/passwd', sha256: 'a'.repeat(64), calls: 0 }] }), 'files.0.path must match pattern'],
])('%s is refused', async (text, message) => {
  const folder = await temporaryFolder();
  await write(join(folder, 'manifest.json'), text);
  const error = await thrownBy(readManifest(folder));
  expect(error.message).toContain(`${join(folder, 'manifest.json')} `);
  expect(error.message).toContain(message);
  expect(error.hint).toBeTruthy();
});
