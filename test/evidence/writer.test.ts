import { appendFile, readdir, readFile, stat, utimes, writeFile as write } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readFileCalls } from '../../src/evidence/reader.ts';
import { serializeCall } from '../../src/evidence/lines.ts';
import { finishedFile, openEvidenceFile } from '../../src/evidence/writer.ts';
import { all, CALLER, recorded, temporaryFolder, thrownBy, writeFile } from './samples.ts';

const name = `accounts/${CALLER}` as const;
const calls = [
  recorded('s3:ListBuckets', { input: { ContinuationToken: 'zz' } }),
  recorded('s3:ListBuckets', { input: { ContinuationToken: 'aa' } }),
  recorded('cloudtrail:DescribeTrails', { region: 'us-east-1' }),
  recorded('cloudtrail:DescribeTrails', { region: 'eu-west-1', output: { trailList: ['ö'] } }),
];

test('a finished file holds every call, sorted, pages in the order they were asked', async () => {
  const folder = await temporaryFolder();
  const file = await writeFile(folder, name, calls);

  expect(file).toMatchObject({ path: `accounts/${CALLER}.ndjson.gz`, calls: 4 });
  expect(await readdir(join(folder, 'accounts'))).toEqual([`${CALLER}.ndjson.gz`]);
  const lines = gunzipSync(await readFile(join(folder, file.path))).toString();
  expect(lines).toBe([calls[3], calls[0], calls[1], calls[2]].map((call) => `${serializeCall(call!)}\n`).join(''));
  expect((await all(readFileCalls(folder, name))).map(({ call, line }) => [line, call])).toEqual([
    [1, calls[3]],
    [2, calls[0]],
    [3, calls[1]],
    [4, calls[2]],
  ]);
});

test('the same calls give the same bytes, in whatever order the accounts were asked', async () => {
  const [one, two] = [await temporaryFolder(), await temporaryFolder()];
  const first = await writeFile(one, name, calls);
  const second = await writeFile(two, name, [calls[2]!, calls[0]!, calls[3]!, calls[1]!]);
  expect(second).toEqual(first);
  const bytes = await readFile(join(one, first.path));
  expect(bytes).toEqual(await readFile(join(two, second.path)));
  expect([...bytes.subarray(0, 10)], 'no time and no operating system in the header').toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
});

test.skipIf(process.platform === 'win32')('only the owner can read what is written', async () => {
  const folder = join(await temporaryFolder(), 'new');
  const file = await openEvidenceFile(folder, name);
  await file.append(calls[0]!);
  const mode = async (path: string): Promise<number> => (await stat(join(folder, path))).mode & 0o777;
  expect([await mode('.'), await mode('accounts'), await mode(`${name}.ndjson.gz.part`)]).toEqual([0o700, 0o700, 0o600]);
  const { path } = await file.finish();
  expect(await mode(path)).toBe(0o600);
});

test('an interrupted file is taken up where it stopped; a line cut short is dropped', async () => {
  const folder = await temporaryFolder();
  const before = await openEvidenceFile(folder, name);
  await before.append(calls[0]!);
  await before.append(calls[1]!);
  await before.close();
  await appendFile(join(folder, `${name}.ndjson.gz.part`), serializeCall(calls[2]!).slice(0, 50));
  expect((await all(readFileCalls(folder, name))).map(({ call }) => call)).toEqual(calls.slice(0, 2));

  const after = await openEvidenceFile(folder, name);
  expect(after.recorded()).toEqual(calls.slice(0, 2));
  await after.append(calls[2]!);
  await after.append(calls[3]!);
  const file = await after.finish();

  expect(file).toEqual(await writeFile(await temporaryFolder(), name, calls));
});

test('every cut of a growing file leaves the whole lines before it', async () => {
  const lines = calls.slice(1).map((call) => `${serializeCall(call)}\n`);
  const bytes = Buffer.from(lines.join(''));
  for (let length = 0; length <= bytes.length; length += 1) {
    const folder = await temporaryFolder();
    await (await openEvidenceFile(folder, 'organization')).close();
    await write(join(folder, 'organization.ndjson.gz.part'), bytes.subarray(0, length));
    const file = await openEvidenceFile(folder, 'organization');
    const whole = bytes.subarray(0, length).toString('latin1').split('\n').length - 1;
    expect(file.recorded().length, `cut at ${length}`).toBe(whole);
    await file.close();
  }
});

test('a damaged line before the end is refused with its place', async () => {
  const folder = await temporaryFolder();
  await (await openEvidenceFile(folder, 'organization')).close();
  await write(join(folder, 'organization.ndjson.gz.part'), `${serializeCall(calls[0]!)}\nx\n`);
  const error = await thrownBy(openEvidenceFile(folder, 'organization'));
  expect(error).toMatchObject({ name: 'EvidenceError', file: join(folder, 'organization.ndjson.gz.part'), line: 2 });
});

test('calls that come in at once are each a line', async () => {
  const folder = await temporaryFolder();
  const file = await openEvidenceFile(folder, name);
  const many = Array.from({ length: 200 }, (_, index) => recorded('kms:DescribeKey', { input: { KeyId: `key-${index}` }, output: { text: 'x'.repeat(index * 50) } }));
  await Promise.all(many.map((call) => file.append(call)));
  expect((await file.finish()).calls).toBe(200);
});

test('a finished file is neither opened nor appended to again', async () => {
  const folder = await temporaryFolder();
  const file = await openEvidenceFile(folder, name);
  await file.finish();
  expect(() => file.append(calls[0]!)).toThrow('finished');
  const error = await thrownBy(openEvidenceFile(folder, name));
  expect(error.message).toBe(`${join(folder, name)}.ndjson.gz is finished already`);
  expect(error.hint).toContain('another folder');
});

test('a run killed after its last step finds the finished file again', async () => {
  const folder = await temporaryFolder();
  expect(await finishedFile(folder, name)).toBeUndefined();
  const file = await writeFile(folder, name, calls);
  await write(join(folder, `${name}.ndjson.gz.part`), `${serializeCall(calls[0]!)}\n`);
  expect((await all(readFileCalls(folder, name))).length, 'the finished one counts').toBe(4);
  expect(await finishedFile(folder, name)).toEqual(file);
  expect(await readdir(join(folder, 'accounts'))).toEqual([`${CALLER}.ndjson.gz`]);
  await utimes(join(folder, file.path), 0, 0);
  expect(await finishedFile(folder, name), 'times do not matter').toEqual(file);
});

test('after a write that failed none follows', async () => {
  const folder = await temporaryFolder();
  const file = await openEvidenceFile(folder, name);
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  await expect(file.append({ ...calls[0]!, output: cyclic })).rejects.toThrow();
  await expect(file.append(calls[1]!)).rejects.toThrow();
  await expect(file.finish()).rejects.toThrow();
});
