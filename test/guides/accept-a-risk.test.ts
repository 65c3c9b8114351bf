import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blocksOf, dialogue, run, shown, trailproofIn, write } from './walk-through.ts';

const guide = await readFile('docs/guides/accept-a-risk.md', 'utf8');
const blocks = blocksOf(guide);

let outside: string;
let folder: string;
let bin: string;
beforeAll(async () => {
  outside = await realpath(await mkdtemp(join(tmpdir(), 'trailproof-risk-')));
  bin = await trailproofIn(outside);
  folder = await mkdtemp(join(outside, 'reader-'));
});
afterAll(() => rm(outside, { recursive: true }));

test('somebody who follows the guide sees what it shows', async () => {
  let commands = 0;
  for (const block of blocks) {
    if (block.file !== undefined) await write(folder, block);
    if (block.language !== 'console') continue;
    for (const { command, output } of dialogue(block.text)) {
      const said = await run(command, { folder, bin });
      if (output === '') expect(said.output).toBe('');
      else expect(said.output, command).toMatch(shown(output));
      commands += 1;
    }
  }
  expect(commands).toBe(5);
});

test('what it shows of a configuration is taken, and changes what is judged', async () => {
  const parts = blocks.filter(({ language, file }) => language === 'yaml' && file === undefined);
  expect(parts).toHaveLength(2);
  const text = parts.map((part) => part.text).join('');
  await write(outside, { language: 'yaml', file: 'all.yaml', isAdded: false, text, line: 0 });
  const config = join(outside, 'all.yaml');
  const { exit, output } = await run(`trailproof evaluate --sample --format json --config ${config}`, { folder, bin });
  expect(exit).toBe(0);
  const report = JSON.parse(output) as { readonly checks: readonly { readonly params: object }[] };
  expect(report.checks.map(({ params }) => params)).toContainEqual({ retentionDays: 180 });
});

test('a command in running text is one that there is', async () => {
  const inline = [...guide.matchAll(/`trailproof ([^`\n]+)`/g)].map(([, command = '']) => command);
  expect(inline.length).toBeGreaterThan(1);
  for (const command of new Set(inline)) {
    const filled = command.replaceAll('<check>', 'trail-is-logging');
    const { exit, output } = await run(`trailproof ${filled}`, { folder, bin });
    expect(exit, `${command}: ${output}`).toBe(0);
  }
});
