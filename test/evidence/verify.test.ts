import { copyFile, mkdir, readFile, rm, writeFile as write } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { writeManifest } from '../../src/evidence/manifest.ts';
import { verifyFolder } from '../../src/evidence/verify.ts';
import { openEvidenceFile } from '../../src/evidence/writer.ts';
import { CALLER, completeFolder, MEMBER, plan, recorded, temporaryFolder, thrownBy, writeFile } from './samples.ts';

const accountFile = `accounts/${CALLER}.ndjson.gz`;

/** Problems, without the folder. */
const problemsIn = async (folder: string) =>
  (await verifyFolder(folder)).problems.map(({ kind, file, line }) => `${kind} ${file.slice(folder.length + 1)}${line === undefined ? '' : `:${line}`}`);

test('nothing is wrong with what a run wrote', async () => {
  const { folder, manifest } = await completeFolder();
  expect(await verifyFolder(folder)).toEqual({
    problems: [],
    summary: { runId: manifest.runId, files: 4, calls: 6, accounts: 2, complete: true },
  });
  expect(await problemsIn(`${folder}/`), 'with a slash at the end too').toEqual([]);
});

test('an edited answer is found by the hash', async () => {
  const { folder, manifest } = await completeFolder();
  const text = gunzipSync(await readFile(join(folder, accountFile))).toString();
  await write(join(folder, accountFile), gzipSync(text.replace('"output":{}', '"output":{"trailList":[]}')));
  const { problems } = await verifyFolder(folder);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ kind: 'changed', file: join(folder, accountFile) });
  expect(problems[0]?.message).toContain(manifest.files.find(({ path }) => path === accountFile)?.sha256);
});

test('a file cut short is found, with the line where it breaks off', async () => {
  const { folder } = await completeFolder();
  await write(join(folder, accountFile), (await readFile(join(folder, accountFile))).subarray(0, -12));
  expect(await problemsIn(folder)).toEqual([`changed ${accountFile}`, expect.stringMatching(`^unreadable ${accountFile}:\\d`)]);
});

test('a line taken out is found even by somebody who changed the hash', async () => {
  const { folder, manifest } = await completeFolder();
  const files = manifest.files.map((file) => (file.path === accountFile ? { ...file, calls: 3 } : file));
  await writeManifest(folder, { ...manifest, files });
  expect(await problemsIn(folder)).toEqual([`miscounted ${accountFile}`]);
});

test('a missing file and a foreign one are found', async () => {
  const { folder } = await completeFolder();
  await rm(join(folder, accountFile));
  await copyFile(join(folder, `links/${MEMBER}.ndjson.gz`), join(folder, 'links/333333333333.ndjson.gz'));
  await write(join(folder, 'notes.txt'), 'mine');
  await write(join(folder, '.DS_Store'), '');
  await mkdir(join(folder, 'backup'));
  expect(await problemsIn(folder)).toEqual(['foreign backup/', 'foreign links/333333333333.ndjson.gz', 'foreign notes.txt', `missing ${accountFile}`]);
});

test('calls of an account the file is not about are found, line by line', async () => {
  const { folder, manifest } = await completeFolder();
  await rm(join(folder, `accounts/${MEMBER}.ndjson.gz`));
  const file = await writeFile(folder, `accounts/${MEMBER}`, [
    recorded('s3:ListBuckets', { account: MEMBER }),
    recorded('cloudtrail:ListTrails', { account: '333333333333' }),
    recorded('sts:AssumeRole', { input: { RoleArn: `arn:aws:iam::${MEMBER}:role/Audit` } }),
    recorded('sts:AssumeRole', { input: { RoleArn: 'arn:aws:iam::333333333333:role/Audit' } }),
    recorded('sts:GetCallerIdentity'),
    recorded('sts:AssumeRole', { account: '333333333333', input: { RoleArn: `arn:aws:iam::${MEMBER}:role/Audit` } }),
  ]);
  const files = [...manifest.files.filter(({ path }) => path !== file.path), file];
  await writeManifest(folder, { ...manifest, files });
  expect(await problemsIn(folder)).toEqual([2, 3, 5, 6].map((line) => `wrong-account ${file.path}:${line}`));
});

test('a changed plan is found', async () => {
  const { folder, manifest } = await completeFolder();
  await writeManifest(folder, { ...manifest, plan: { ...plan, accounts: [{ id: CALLER }] } });
  expect(await problemsIn(folder)).toEqual(['wrong-plan manifest.json']);
});

test('a planned account nobody looked into is missing from a run that says it is complete', async () => {
  const { folder, manifest } = await completeFolder();
  await rm(join(folder, accountFile));
  await writeManifest(folder, { ...manifest, files: manifest.files.filter(({ path }) => path !== accountFile) });
  const { problems } = await verifyFolder(folder);
  expect(problems.map(({ kind, message }) => [kind, message])).toEqual([['missing', `plans accounts it holds nothing about: ${CALLER}`]]);
});

test('an interrupted run is incomplete, which is not the same as wrong', async () => {
  const { folder, manifest } = await completeFolder();
  await rm(join(folder, accountFile));
  await (await openEvidenceFile(folder, `accounts/${CALLER}`)).close();
  await writeManifest(folder, { ...manifest, files: manifest.files.filter(({ path }) => path !== accountFile), complete: false });
  expect(new Set((await verifyFolder(folder)).problems.map(({ kind }) => kind))).toEqual(new Set(['incomplete']));
  expect(await problemsIn(folder)).toContain(`incomplete ${accountFile}.part`);
});

test('evidence without its manifest is a problem', async () => {
  const { folder } = await completeFolder();
  await rm(join(folder, 'manifest.json'));
  expect(await problemsIn(folder)).toEqual(['missing manifest.json']);
});

test('what is no evidence is refused with a hint', async () => {
  const folder = await temporaryFolder();
  await write(join(folder, 'readme.md'), '');
  const errors = [await thrownBy(verifyFolder(folder)), await thrownBy(verifyFolder(join(folder, 'nowhere'))), await thrownBy(verifyFolder(join(folder, 'readme.md')))];
  expect(errors.map(({ message }) => message.replace(folder, 'here'))).toEqual([
    'here is not an evidence folder: it has no manifest.json',
    'here/nowhere does not exist',
    'here/readme.md is a file; evidence is a folder',
  ]);
  expect(new Set(errors.map(({ hint }) => hint))).toEqual(new Set(['Name the folder that `trailproof collect` wrote.']));
});
