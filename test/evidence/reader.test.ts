import { mkdir, readFile, writeFile as write } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { serializeCall } from '../../src/evidence/lines.ts';
import { readCalls } from '../../src/evidence/reader.ts';
import { openEvidenceFile } from '../../src/evidence/writer.ts';
import { all, CALLER, completeFolder, MEMBER, recorded, temporaryFolder, thrownBy } from './samples.ts';

const path = `accounts/${CALLER}.ndjson.gz`;

test('a folder is read file by file: the organisation, accounts, links', async () => {
  const { folder } = await completeFolder();
  const calls = await all(readCalls(folder));
  expect(calls.map(({ file, line, call }) => `${file}:${line} ${call.service}:${call.operation}`)).toEqual([
    'organization.ndjson.gz:1 organizations:DescribeOrganization',
    `accounts/${CALLER}.ndjson.gz:1 cloudtrail:DescribeTrails`,
    `accounts/${CALLER}.ndjson.gz:2 s3:ListBuckets`,
    `accounts/${MEMBER}.ndjson.gz:1 sts:AssumeRole`,
    `accounts/${MEMBER}.ndjson.gz:2 s3:ListBuckets`,
    `links/${MEMBER}.ndjson.gz:1 s3:GetBucketPolicy`,
  ]);
});

test('only the files asked for are read', async () => {
  const { folder } = await completeFolder();
  const files = (await all(readCalls(folder, [`links/${MEMBER}`, 'organization', 'accounts/999999999999']))).map(({ file }) => file);
  expect(files).toEqual(['organization.ndjson.gz', `links/${MEMBER}.ndjson.gz`]);
});

test('what an unfinished run wrote is read too', async () => {
  const folder = await temporaryFolder();
  const file = await openEvidenceFile(folder, 'organization');
  await file.append(recorded('organizations:ListAccounts'));
  expect(await all(readCalls(folder))).toHaveLength(1);
  await file.close();
});

test('a large file is read in pieces', async () => {
  const folder = await temporaryFolder();
  const many = Array.from({ length: 3000 }, (_, index) => recorded('kms:DescribeKey', { input: { KeyId: `${index}` }, output: { text: `${'ö'.repeat(index % 500)}${index}` } }));
  await write(join(folder, 'organization.ndjson.gz'), gzipSync(many.map((call) => `${serializeCall(call)}\n`).join('')));
  expect((await all(readCalls(folder))).map(({ call }) => call)).toEqual(many);
});

test.each([
  ['a file cut short', (bytes: Buffer) => bytes.subarray(0, -12), /accounts.*:\d+ breaks off: the compressed file is cut short$/],
  ['a flipped bit', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -6), Buffer.from([bytes.at(-6)! ^ 1]), bytes.subarray(-5)]), /accounts.*:\d+ is damaged or no gzip file$/],
  ['no gzip', () => Buffer.from('{}\n'), /accounts.*:1 is damaged or no gzip file$/],
  ['a last line without its end', (bytes: Buffer) => gzipSync(gunzipSync(bytes).subarray(0, -3)), /accounts.*:2 ends in the middle of a line$/],
  ['a line that is not JSON', (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('{"at"', '{at')), /accounts.*:1 is not JSON/],
  ['a line that is no call', (bytes: Buffer) => gzipSync(`${gunzipSync(bytes).toString()}{"a":1}\n`), /accounts.*:3 is not a recorded call: "at"/],
])('%s is refused with file and line', async (_, damage, message) => {
  const { folder } = await completeFolder();
  await write(join(folder, path), damage(await readFile(join(folder, path))));
  const error = await thrownBy(all(readCalls(folder)));
  expect(error.name).toBe('EvidenceError');
  expect(error.message).toMatch(message);
  expect(error.file).toBe(join(folder, path));
  expect(error.line).toBeGreaterThan(0);
  expect(error.hint).toMatch(/\.$/);
});

test('the line where a file breaks off is the one after the last that could be read', async () => {
  const folder = await temporaryFolder();
  const many = Array.from({ length: 3000 }, (_, index) =>
    recorded('kms:DescribeKey', { input: { KeyId: `${(index * 7919) % 3001}` } }),
  );
  const bytes = gzipSync(many.map((call) => `${serializeCall(call)}\n`).join(''));
  await write(join(folder, 'organization.ndjson.gz'), bytes.subarray(0, bytes.length / 2));
  let read = 0;
  const error = await thrownBy(
    (async () => {
      for await (const { line } of readCalls(folder)) read = line;
    })(),
  );
  expect(read).toBeGreaterThan(100);
  expect(error.line).toBe(read + 1);
});

test('a finished file hides what an interrupted run left beside it', async () => {
  const { folder } = await completeFolder();
  await write(join(folder, `${path}.part`), `${serializeCall(recorded('kms:DescribeKey'))}\n`);
  const calls = await all(readCalls(folder, [`accounts/${CALLER}`]));
  expect(calls.map(({ file, call }) => [file, call.operation])).toEqual([
    [path, 'DescribeTrails'],
    [path, 'ListBuckets'],
  ]);
});

test('what does not look like evidence is not read', async () => {
  const { folder } = await completeFolder();
  await mkdir(join(folder, 'accounts', 'deep'));
  await write(join(folder, 'accounts', 'deep', `${CALLER}.ndjson.gz`), 'x');
  await write(join(folder, 'accounts', 'notes.ndjson.gz'), 'x');
  expect(await all(readCalls(folder))).toHaveLength(6);
});
