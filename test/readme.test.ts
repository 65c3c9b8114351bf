import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const MAIN = resolve('dist/cli/main.js');
const FILES = [
  'README.md',
  'docs/guides/read-a-finding.md',
  'docs/guides/set-up-roles.md',
  'docs/guides/fire-drill.md',
  'docs/guides/use-the-interpreters.md',
];

/** Every `trailproof …` in a document: in code blocks and in running text. */
function commandsIn(text: string): readonly string[] {
  const inline = [...text.matchAll(/`(?:npx )?trailproof ([^`\n]+)`/g)].map(([, args = '']) => args);
  const blocks = [...text.matchAll(/^\s*(?:- run: |\$ |npm ci && )?(?:npx )?trailproof (.+)$/gm)].map(
    ([, args = '']) => args,
  );
  return [...new Set([...inline, ...blocks].map((args) => args.replace(/\s+#.*$/, '').trim()))];
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trailproof-readme-'));
  trailproof('scan --sample -o report.json');
});
afterAll(() => rmSync(folder, { recursive: true }));

function trailproof(args: string) {
  const filled = args
    .replaceAll('<check>', 'trail-is-logging')
    .replaceAll('<report>', 'report.json')
    .replaceAll('<folder>', resolve('reports/evidence'))
    .replaceAll(/ \.\.\.| …/g, '');
  const words = filled.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  const clean = words.map((word) => word.replace(/^['"]|['"]$/g, ''));
  return spawnSync(process.execPath, [MAIN, ...clean], {
    cwd: folder,
    maxBuffer: 2 ** 28,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, NO_COLOR: '1', AWS_EC2_METADATA_DISABLED: 'true' },
  });
}

describe.each(FILES)('%s', (file) => {
  const commands = commandsIn(readFileSync(file, 'utf8'));
  test.each(commands)('trailproof %s', (command) => {
    const { status, stderr } = trailproof(command);
    expect(stderr).not.toMatch(/unknown option|unknown command|missing required|too many arguments|bug of trailproof/);
    // What asks AWS gets as far as looking for credentials; everything else does what it says.
    if (/No region|redentials/.test(stderr)) expect(status).toBe(2);
    else expect([0, 1, 3], stderr).toContain(status);
  });
});

test('the quick start is two commands, and both are what they say', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain('npm ci && npx trailproof scan --sample -o report.json -o report.sarif -o report.md');
  expect(readme).toContain('npm ci && npm test');
  const { scripts, bin } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
    bin: Record<string, string>;
  };
  expect(scripts['prepare']).toBe('npm run build');
  expect(scripts['test']).toBe('vitest run');
  expect(bin).toEqual({ trailproof: 'dist/cli/main.js' });
});

test('the code of the guide to the interpreters prints what it says', () => {
  const guide = readFileSync('docs/guides/use-the-interpreters.md', 'utf8');
  const [, code = ''] = /```js\n(.*?)```/s.exec(guide) ?? [];
  const script = code.replace("'trailproof/interpreters'", JSON.stringify(resolve('dist/interpreters/index.js')));
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const promised = [...code.matchAll(/^\/\/ → (.*)$/gm)].map(([, line]) => line);
  expect(promised.length).toBeGreaterThan(5);
  expect(stdout.trimEnd().split('\n'), stderr).toEqual(promised);
});

test('the finding that README shows is one of the sample organisation', () => {
  const shown = /makes of it \(shortened too\):\n\n```\n(.*?)```/s.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
  expect(shown).toContain('Trail no-globals is not logging');
  const given = new Set(
    trailproof('evaluate --sample')
      .stdout.split('\n')
      .map((line) => line.trim()),
  );
  expect(
    shown
      .trimEnd()
      .split('\n')
      .filter((line) => !given.has(line.trim())),
  ).toEqual([]);
});
