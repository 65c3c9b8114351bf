import { readdir, readFile } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a folder may import: `run` what it runs, `types` what it only names. */
interface Arrow {
  readonly run: readonly string[];
  readonly types?: readonly string[];
}

// The arrows of the design; every folder may import from itself and from `model`.
const ARROWS: Readonly<Record<string, Arrow>> = {
  model: { run: [] },
  interpreters: { run: [] },
  evidence: { run: [] },
  aws: { run: [] },
  collectors: { run: [] },
  reporters: { run: [] },
  drill: { run: ['interpreters'] },
  expressions: { run: ['interpreters', 'drill'] },
  catalog: { run: ['expressions'] },
  inventory: { run: [], types: ['collectors'] },
  engine: { run: ['drill', 'expressions', 'interpreters'], types: ['catalog', 'inventory'] },
  cli: {
    run: [
      'aws',
      'catalog',
      'collectors',
      'drill',
      'engine',
      'evidence',
      'expressions',
      'interpreters',
      'inventory',
      'reporters',
    ],
  },
  // The library: what others may call.
  'index.ts': { run: ['aws', 'catalog', 'cli', 'collectors', 'engine', 'evidence', 'inventory', 'reporters'] },
};
const SELF_CONTAINED = new Set(['interpreters']);
const FILES = new Set(['catalog', 'evidence', 'digests', 'cli']);
const CLOCK = new Set(['aws', 'cli']);

/** The text with comments blanked out; with the insides of strings and patterns too, unless they are to be kept. */
function code(text: string, keepStrings: boolean): string {
  let out = '';
  const braces: number[] = []; // Open `{` in each `${…}` under way.
  const blank = (from: number, to: number, keep: boolean): void => {
    out += keep ? text.slice(from, to) : text.slice(from, to).replaceAll(/[^\n]/g, ' ');
  };
  const through = (from: number, pattern: RegExp): number => {
    pattern.lastIndex = from;
    return pattern.exec(text) ? pattern.lastIndex : text.length;
  };
  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    const two = text.slice(at, at + 2);
    let end = at + 1;
    const inTemplate = char === '}' && braces.at(-1) === 0;
    if (two === '//') blank(at, (end = through(at, /(?=\n)/g)), false);
    else if (two === '/*') blank(at, (end = through(at + 2, /\*\//g)), false);
    else if (char === "'" || char === '"')
      blank(at, (end = through(at + 1, char === "'" ? /(?:\\.|[^'\\])*'/gs : /(?:\\.|[^"\\])*"/gs)), keepStrings);
    else if (char === '/' && /(?:[(,=:[!&|?{};>]|return|^)\s*$/.test(out))
      blank(at, (end = through(at + 1, /(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])*\//gs)), keepStrings);
    else if (char === '`' || inTemplate) {
      if (inTemplate) braces.pop();
      end = through(at + 1, /(?:\\.|(?!\$\{)[^`\\])*(?:`|\$\{)/gs);
      if (text[end - 1] === '{') braces.push(0);
      blank(at, end, keepStrings);
    } else {
      if (braces.length > 0 && (char === '{' || char === '}'))
        braces.push((braces.pop() as number) + (char === '{' ? 1 : -1));
      out += char;
    }
    at = end;
  }
  return out;
}

interface Import {
  readonly from: string;
  readonly isType: boolean;
}

// `import { type A }` runs the module all the same; only `import type` does not.
const IMPORT =
  /\b(?<!\.)(?:(?<statement>import|export)\b(?<type>\s+type\b(?!\s*(?:,|from\b)))?(?:[\w\s{},*$]*\bfrom)?\s*|(?<typeof>typeof\s+)?import\s*\(\s*)(?<quote>['"`])(?<from>[^'"`]+)\k<quote>/g;

const importsOf = (text: string): readonly Import[] =>
  [...code(text, true).matchAll(IMPORT)].map(({ groups = {} }) => ({
    from: groups['from'] ?? '',
    isType: groups['type'] !== undefined || groups['typeof'] !== undefined,
  }));

/** What a file of `src/` does that the design does not allow. */
function violations(file: string, text: string): readonly string[] {
  const folder = file.split('/')[1] ?? '';
  const arrow = ARROWS[folder];
  if (!arrow) return [`${file}: no arrow is known for ${folder}; add it to the design first`];
  const found: string[] = [];
  for (const { from, isType } of importsOf(text)) {
    const does = `${folder} ${isType ? 'names' : 'runs'} ${from}`;
    if (from.startsWith('.')) {
      const [top = '', target = ''] = posix.join(posix.dirname(file), from).split('/');
      const allowed = ['model', ...arrow.run, ...(isType ? (arrow.types ?? []) : [])];
      if (top !== 'src') found.push(does);
      else if (target !== folder && (SELF_CONTAINED.has(folder) || !allowed.includes(target))) found.push(does);
    }
    if (from.startsWith('@aws-sdk/') && folder !== 'aws' && !(isType && ['model', 'collectors'].includes(folder)))
      found.push(does);
    if (/^(node:)?fs(\/|$)/.test(from) && !FILES.has(folder)) found.push(does);
    if (/^(node:)?process$/.test(from) && folder !== 'cli') found.push(does);
  }
  const bare = code(text, false);
  if (folder !== 'cli' && /(?<![.\w$]|\.\s)process\b(?!\s*[:(])|globalThis\s*\.\s*process\b/.test(bare))
    found.push(`${folder} uses process`);
  if (
    !CLOCK.has(folder) &&
    /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?!\s*\())|(?<!new\s+|[.\w$])Date\s*\(/.test(
      bare.replaceAll(/instanceof\s+Date\b/g, ''),
    )
  )
    found.push(`${folder} asks the clock`);
  return found.map((each) => `${file}: ${each}`);
}

const entries = await readdir(join(root, 'src'), { recursive: true });
const files = entries
  .filter((name) => name.endsWith('.ts'))
  .map((name) => posix.join('src', name.split(sep).join('/')))
  .toSorted();

test('the arrows of the design hold, but for the exceptions written down', async () => {
  const found = await Promise.all(
    files.map(async (file) => violations(file, await readFile(join(root, file), 'utf8'))),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(found.flat().toSorted()).toEqual([]);
});

test('no import goes round in a circle of folders', () => {
  const reached = (folder: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const next of ARROWS[folder]?.run ?? []) if (!seen.has(next)) reached(next, seen.add(next));
    return seen;
  };
  for (const folder of Object.keys(ARROWS)) expect(reached(folder).has(folder), folder).toBe(false);
});

describe('the rules see', () => {
  test.each([
    ['src/engine/x.ts', "import { trails } from '../collectors/trail.ts';", 'engine runs ../collectors/trail.ts'],
    ['src/engine/x.ts', "import type { Trail } from '../collectors/trail.ts';", 'engine names ../collectors/trail.ts'],
    ['src/engine/x.ts', "import { type Check } from '../catalog/check.ts';", 'engine runs ../catalog/check.ts'],
    ['src/engine/x.ts', "import type { Check } from '../expressions/check.ts';", undefined],
    ['src/engine/x.ts', "import {\n  a,\n  b,\n} from '../reporters/json.ts';", 'engine runs ../reporters/json.ts'],
    ['src/catalog/x.ts', "export { a } from '../engine/a.ts';", 'catalog runs ../engine/a.ts'],
    ['src/catalog/x.ts', "export * from '../engine/a.ts';", 'catalog runs ../engine/a.ts'],
    ['src/catalog/x.ts', "import '../engine/a.ts';", 'catalog runs ../engine/a.ts'],
    ['src/catalog/x.ts', "const a = await import('../engine/a.ts');", 'catalog runs ../engine/a.ts'],
    ['src/catalog/x.ts', "type A = typeof import('../engine/a.ts');", 'catalog names ../engine/a.ts'],
    ['src/catalog/x.ts', "import { a } from '../expressions/a.ts';", undefined],
    ['src/inventory/x.ts', "import type { A } from '../collectors/a.ts';", undefined],
    ['src/inventory/x.ts', "import { a } from '../collectors/a.ts';", 'inventory runs ../collectors/a.ts'],
    ['src/interpreters/x.ts', "import type { Gap } from '../model/gap.ts';", 'interpreters names ../model/gap.ts'],
    ['src/interpreters/a/x.ts', "import { b } from '../b.ts';", undefined],
    ['src/model/resources/x.ts', "import { a } from '../../engine/a.ts';", 'model runs ../../engine/a.ts'],
    ['src/cli/commands/x.ts', "import { a } from '../../reporters/a.ts';", undefined],
    ['src/cli/x.ts', "import { a } from '../../scripts/a.ts';", 'cli runs ../../scripts/a.ts'],
    ['src/cli/x.ts', "import { a } from '../../test/a.ts';", 'cli runs ../../test/a.ts'],
    ['src/collectors/x.ts', "import type { A } from '@aws-sdk/client-s3';", undefined],
    ['src/collectors/x.ts', "import { S3Client } from '@aws-sdk/client-s3';", 'collectors runs @aws-sdk/client-s3'],
    ['src/cli/x.ts', "const { S3Client } = await import('@aws-sdk/client-s3');", 'cli runs @aws-sdk/client-s3'],
    ['src/engine/x.ts', "import type { A } from '@aws-sdk/client-s3';", 'engine names @aws-sdk/client-s3'],
    ['src/aws/x.ts', "import { S3Client } from '@aws-sdk/client-s3';", undefined],
    ['src/engine/x.ts', "import { readFile } from 'node:fs/promises';", 'engine runs node:fs/promises'],
    ['src/reporters/x.ts', "import { readFileSync } from 'fs';", 'reporters runs fs'],
    ['src/engine/x.ts', "const home = process.env['HOME'];", 'engine uses process'],
    ['src/engine/x.ts', 'const home = `~ ${process.cwd()}`;', 'engine uses process'],
    ['src/engine/x.ts', 'const home = globalThis.process;', 'engine uses process'],
    ['src/engine/x.ts', "import { argv } from 'node:process';", 'engine runs node:process'],
    ['src/cli/x.ts', "const home = process.env['HOME'];", undefined],
    [
      'src/engine/x.ts',
      "// process.env\n/* Date.now() */ const a = 'process.env'; const b = `new Date()`; const c = /'process/;",
      undefined,
    ],
    ['src/engine/x.ts', 'const a = part.process;', undefined],
    ['src/engine/x.ts', 'const now = Date.now();', 'engine asks the clock'],
    ['src/engine/x.ts', 'const now = new Date();', 'engine asks the clock'],
    ['src/engine/x.ts', 'const now = `at ${new Date().toISOString()}`;', 'engine asks the clock'],
    ['src/engine/x.ts', 'const then = new Date(text); if (then instanceof Date) Date.parse(text);', undefined],
    ['src/aws/x.ts', 'const now = new Date();', undefined],
    ['src/somewhere/x.ts', '', 'no arrow is known for somewhere; add it to the design first'],
  ])('in %s: %s', (file, text, expected) => {
    expect(violations(file, text)).toEqual(expected === undefined ? [] : [`${file}: ${expected}`]);
  });
});
