import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ListOptions, listText } from '../../src/cli/commands/checks-list.ts';
import { type NewCheckOptions, newCheck } from '../../src/cli/commands/checks-new.ts';
import { testChecks } from '../../src/cli/commands/checks-test.ts';
import { OWN } from './own-check.ts';
import { emptyFolder, runCli } from './run-cli.ts';

let folder: string;
let remove: () => Promise<void>;
let printed: string[];
beforeEach(async () => {
  ({ folder, remove } = await emptyFolder({
    'mine/own/own-check.yaml': OWN,
    'mine/own/another-file.yaml': OWN.replace('own-check', 'another-check'),
    'empty/notes.txt': 'Nothing.\n',
    'profile.yaml': `id: my-company
title: What we ask for
description: One thing, and what is left.
controls:
  - { id: "1.1", title: What we ask for, checks: [own-check, trail-is-logging] }
  - { id: "1.2", title: What is left, manual: Look at it. }
`,
  }));
  printed = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await remove();
});

interface Row {
  readonly id: string;
  readonly area: string;
  readonly severity: string;
  readonly profiles: readonly { readonly profile: string; readonly controls: readonly string[] }[];
}
const rowsOf = async (options: Partial<ListOptions>): Promise<readonly Row[]> =>
  JSON.parse(await listText({ format: 'json', ...options })) as readonly Row[];

describe('checks list', () => {
  test('keeps what fits all filters, and counts it', async () => {
    const rows = await rowsOf({ area: 'trail', severity: 'high', resource: 'trail' });
    expect(rows.map(({ id }) => id)).toContain('trail-is-logging');
    expect(new Set(rows.map(({ area, severity }) => `${area} ${severity}`))).toEqual(new Set(['trail high']));
    const text = await listText({ format: 'text', area: 'trail', severity: 'high', resource: 'trail' });
    expect(text.trimEnd().split('\n').at(-1)).toBe(`${rows.length} checks: ${rows.length} high`);
  });

  test('shows what would act on the terminal instead of doing it', async () => {
    await writeFile(join(folder, 'mine/own/own-check.yaml'), OWN.replace("A check of one's own", '"Red \\e[31m one"'));
    const text = await listText({ format: 'text', area: 'own', checks: [join(folder, 'mine')] });
    expect(text).toContain('Red \\u{1b}[31m one');
    expect(text).not.toContain('\u001b');
  });

  test('says so when nothing fits', async () => {
    expect(await listText({ format: 'text', area: 'trail', resource: 'topic' })).toBe('0 checks\n');
  });

  test('says why nothing shows a control', async () => {
    const text = await listText({ format: 'text', profile: 'cis-aws-7.0', control: '4.10' });
    expect(text).toMatch(/^0 checks, for a person to judge: Asks for the access logs/);
  });

  test('knows which controls of which profiles point to a check', async () => {
    const [row] = await rowsOf({ area: 'trail', profile: 'cis-aws-3.0', control: '3.2' });
    expect(row?.id).toBe('trail-signs-log-files');
    expect(row?.profiles).toContainEqual({ profile: 'baseline', controls: [] });
    expect(row?.profiles).toContainEqual({ profile: 'cis-aws-3.0', controls: ['3.2'] });
  });

  test('takes a profile of your own by its path', async () => {
    const mine = { checks: [join(folder, 'mine')], profile: join(folder, 'profile.yaml') };
    expect((await rowsOf(mine)).map(({ id }) => id)).toEqual(['own-check', 'trail-is-logging']);
    expect(await rowsOf({ ...mine, control: '1.2' })).toEqual([]);
    expect(await listText({ format: 'text', ...mine, area: 'own' })).toContain("A check of one's own [1.1]");
  });

  test.each<[string, Partial<ListOptions>, string]>([
    ['area', { area: 'trial' }, 'there is no area "trial" (did you mean "trail"?)'],
    ['severity', { severity: 'hihg' }, 'there is no severity "hihg" (did you mean "high"?)'],
    ['resource type', { resource: 'loggroup' }, 'there is no resource type "loggroup" (did you mean "logGroup"?)'],
    ['profile', { profile: 'basline' }, 'there is no profile "basline" (did you mean "baseline"?)'],
    ['control', { profile: 'cis-aws-3.0', control: '3.20' }, 'there is no control "3.20" (did you mean "3.2"?)'],
    [
      'control of a profile that has none',
      { profile: 'baseline', control: '1' },
      'the profile "baseline" has no controls',
    ],
    ['control of no profile', { control: '3.2' }, '--control 3.2: a control of which framework?'],
  ])('refuses an unknown %s', async (_what, options, message) => {
    await expect(listText({ format: 'text', ...options })).rejects.toThrow(message);
  });
});

describe('checks new', () => {
  const write = (id: string, options: Partial<NewCheckOptions> = {}): Promise<void> =>
    newCheck(id, { resource: 'trail', area: 'own', folder: join(folder, 'mine'), severity: 'medium', ...options });

  test('writes a check that passes, and the schema it names', async () => {
    await write('trail-has-an-owner', { area: 'new', resource: 'bucket', severity: 'low' });
    const file = join(folder, 'mine/new/trail-has-an-owner.yaml');
    const [first = ''] = (await readFile(file, 'utf8')).split('\n');
    const schema = join(dirname(file), first.replace('# yaml-language-server: $schema=', ''));
    expect(JSON.parse(await readFile(schema, 'utf8'))).toMatchObject({ title: 'Trailproof check' });
    printed = [];
    await testChecks(file);
    expect(printed.join('')).toBe('1 check, 4 examples: all hold\n');
  });

  test.each<[string, string, Partial<NewCheckOptions>, string]>([
    ['id in capitals', 'TrailIsOurs', {}, '"TrailIsOurs" cannot be the id of a check'],
    ['id that is a path', '../ours', {}, '"../ours" cannot be the id of a check'],
    ['id that is too long', `a${'-long'.repeat(13)}`, {}, 'has at most 64 characters'],
    ['area that leads elsewhere', 'ours', { area: '..' }, '".." cannot be an area'],
    ['resource type', 'ours', { resource: 'loggroup' }, 'did you mean "logGroup"?'],
    ['severity', 'ours', { severity: 'lo' }, 'did you mean "low"?'],
    ['id of ours', 'trail-is-logging', {}, 'there is a check "trail-is-logging" already'],
    ['id of yours', 'own-check', { area: 'other' }, 'mine/own/own-check.yaml'],
    ['file that is there', 'another-file', {}, 'another-file.yaml is there already'],
  ])('refuses an %s', async (_what, id, options, message) => {
    await expect(write(id, options)).rejects.toThrow(message);
    expect(printed).toEqual([]);
  });

  test('writes the first check of a folder that is configured and not there yet', async () => {
    await writeFile(join(folder, 'trailproof.yaml'), 'checks: [first]\n');
    const { exit, stderr } = await runCli(folder, ['checks', 'new', 'trail-has-an-owner', '--folder', 'first']);
    expect([exit, stderr]).toEqual([0, '']);
    const elsewhere = await runCli(folder, ['checks', 'new', 'trail-has-a-team', '--folder', 'second']);
    expect([elsewhere.exit, elsewhere.stderr]).toEqual([0, '']);
    await writeFile(join(folder, 'trailproof.yaml'), 'checks: [first, furst]\n');
    const { stderr: complaint } = await runCli(folder, ['checks', 'list']);
    expect(complaint).toContain('trailproof.yaml:1:17 there is no file or folder "furst"\n');
  });

  test('says which id would do instead', async () => {
    await expect(write('2_TrailIsOurs!')).rejects.toMatchObject({ hint: '"trail-is-ours" would do' });
  });
});

describe('checks test', () => {
  test('names the example that does not hold, by line and column', async () => {
    const file = join(folder, 'mine/own/own-check.yaml');
    await writeFile(file, OWN.replace('expect: fail', 'expect: pass'));
    await testChecks(file);
    const exit = process.exitCode;
    process.exitCode = 0;
    expect(exit).toBe(1);
    expect(printed.join('')).toContain(`${file}:12:5 "it is not": expected pass, got fail (It is not.)\n`);
  });

  test('refuses a folder without checks', async () => {
    await expect(testChecks(join(folder, 'empty'))).rejects.toThrow('empty holds no checks');
  });

  test('refuses a folder that is not there', async () => {
    await expect(testChecks(join(folder, 'nowhere'))).rejects.toThrow('there is no such file or folder');
  });

  test('refuses a file that is no check', async () => {
    await expect(testChecks(join(folder, 'profile.yaml'))).rejects.toThrow(/profile\.yaml:\d+:\d+ /);
  });
});
