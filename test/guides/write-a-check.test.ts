import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { loadProfile } from '../../src/catalog/load-profile.ts';
import { bundledEvents } from '../../src/cli/bundled-events.ts';
import { type Block, blocksOf, dialogue, run, shown, trailproofIn, write } from './walk-through.ts';

const guide = await readFile('docs/guides/write-a-check.md', 'utf8');
const blocks = blocksOf(guide);

/** A file of the guide, or a command and what it says of it. */
interface Step {
  readonly title: string;
  readonly block: Block;
  readonly said?: { readonly command: string; readonly output: string };
}

const steps = blocks.flatMap((block): readonly Step[] => {
  const { language, file, text, line } = block;
  if (file !== undefined) return [{ title: `line ${line}: ${file}`, block }];
  if (language !== 'console') return [];
  return dialogue(text).map((said) => ({ title: `line ${line}: $ ${said.command}`, block, said }));
});

let outside: string;
let folder: string;
let bin: string;
beforeAll(async () => {
  outside = await realpath(await mkdtemp(join(tmpdir(), 'trailproof-guide-')));
  bin = await trailproofIn(outside);
  folder = await mkdtemp(join(outside, 'reader-'));
});
afterAll(() => rm(outside, { recursive: true }));

// One after the other: each step stands on those before it.
describe('somebody who follows the guide from an empty folder', () => {
  test.each(steps)('$title', async ({ block, said }) => {
    if (!said) return write(folder, block);
    const { exit, output } = await run(said.command, { folder, bin });
    expect(output).toMatch(shown(said.output));
    expect(exit).toBe(/: \d+ problems?$/m.test(said.output) ? 1 : 0);
  });

  test('ends up with findings of the own check in SARIF', async () => {
    const log = JSON.parse(await readFile(join(folder, 'report.sarif'), 'utf8')) as {
      readonly runs: readonly { readonly results: readonly { readonly ruleId: string; readonly kind: string }[] }[];
    };
    const results = log.runs.flatMap((each) => each.results);
    expect(new Set(results.map(({ ruleId }) => ruleId))).toEqual(new Set(['trail-delivers-to-a-company-bucket']));
    expect(new Set(results.map(({ kind }) => kind))).toContain('fail');
    expect(new Set(results.map(({ kind }) => kind))).toContain('pass');
  });

  test('has a folder that the configuration of the guide finds by itself', async () => {
    const config = 'checks: [checks]\nprofiles: [profile.yaml]\n';
    await write(folder, { language: 'yaml', file: 'trailproof.yaml', isAdded: false, text: config, line: 0 });
    const { output } = await run('trailproof checks explain trail-delivers-to-a-company-bucket', { folder, bin });
    expect(output).toMatch(/^Trails deliver to a bucket of the company\n/);
  });
});

test('the guide has its story: a skeleton, a check, a missing example, a report', () => {
  const commands = steps.flatMap(({ said }) => said?.command.split(' ').slice(0, 3).join(' ') ?? []);
  expect(commands).toEqual([
    'trailproof checks new',
    'trailproof checks test',
    'trailproof checks test',
    'trailproof checks test',
    'trailproof checks list',
    'trailproof evaluate --sample',
    'grep -o -m',
  ]);
});

test('a profile with controls is one', async () => {
  const text = blocks.find(({ language, file, text }) => language === 'yaml' && !file && text.startsWith('id: '))?.text;
  await write(outside, { language: 'yaml', file: 'two-years.yaml', isAdded: false, text: text ?? '', line: 0 });
  const checks = await loadChecks(await bundledEvents(), 'checks');
  const { controls } = await loadProfile(join(outside, 'two-years.yaml'), 'profiles', checks);
  expect(controls.map(({ id }) => id)).toEqual(['1.1', '1.2']);
});

test('a command in running text is one that there is', async () => {
  const inline = [...guide.matchAll(/`trailproof ([^`\n]+)`/g)].map(([, command = '']) => command);
  for (const command of new Set(inline)) {
    const { output } = await run(`trailproof ${command.split(' ').slice(0, 2).join(' ')} --help`, { folder, bin });
    expect(output, command).toContain('Usage: trailproof ');
  }
});
