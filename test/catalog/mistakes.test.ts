import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { loadConfig, selectChecks } from '../../src/catalog/load-profile.ts';
import { CatalogError } from '../../src/catalog/source-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailproof-mistakes-'));
});
afterAll(() => rm(folder, { recursive: true }));

const CHECK = `id: my-check
title: A check of my own
severity: high
resource: trail
params:
  days: { type: int, default: 30, description: Days. }
when: "!trail.isShadow"
assert: trail.logFileValidationEnabled
message: Trail {{trail.name}} is wrong.
why: Because.
fix: { summary: Mend it. }
references: [https://example.com]
examples:
  - { name: on, expect: pass, trail: { isShadow: false, logFileValidationEnabled: true } }
  - { name: off, expect: fail, trail: { isShadow: false, logFileValidationEnabled: false } }
`;

/** The file with lines replaced: each by the one that begins alike up to its colon; a new key comes last, `-key` goes. */
function withLines(text: string, changes: string): string {
  const lines = text.trimEnd().split('\n');
  let at = lines.length;
  for (const change of changes.split('\n')) {
    const removed = change.startsWith('-') ? change.slice(1) : undefined;
    const key = removed ?? (/^( {2}- \{)? ?\w+/.exec(change)?.[0] as string);
    const found = lines.findIndex((line) => line.startsWith(`${key}:`));
    if (removed !== undefined) lines.splice(found, 1);
    else if (change.startsWith('   ') || found === -1) lines.splice(at++, 0, change);
    else {
      lines[found] = change;
      at = found + 1;
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The mistakes found in a file of that text, as `line:column message`. */
async function refused(text: string, load: (file: string) => Promise<unknown>, name: string): Promise<readonly string[]> {
  const file = join(folder, name);
  await writeFile(file, text);
  const error = await load(file).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CatalogError)) throw new Error(`not refused: ${String(error)}`);
  expect(error.problems.map((problem) => problem.file)).toEqual(error.problems.map(() => file));
  return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const some = (...lines: readonly string[]): string => `-assert\nresource: organization\n-when\nsome:\n${lines.map((line) => `    ${line}`).join('\n')}`;

test('the check without a mistake loads', async () => {
  const file = join(folder, 'good.yaml');
  await writeFile(file, CHECK);
  expect(await loadChecks(file)).toHaveLength(1);
});

describe('a check file with', () => {
  const cases: readonly (readonly [mistake: string, lines: string, place: string, message: string])[] = [
    // Schema
    ['an unknown key', 'colour: red', '16:1', 'unknown key "colour"'],
    ['a misspelt key', 'refrences: [https://example.com]\n-references', '15:1', 'unknown key "refrences" (did you mean "references"?)'],
    ['a key missing', '-why', '1:1', '"why" is missing'],
    ['assert and some', 'some: { of: trail.bucket.tags, as: tag, that: "true" }', '1:1', 'expected exactly one of assert, some, every, none'],
    ['neither assert nor a quantifier', '-assert', '1:1', 'expected exactly one of assert, some, every, none'],
    ['an unknown severity', 'severity: hihg', '3:11', '"hihg" is not allowed (did you mean "high"?); expected one of critical, high, medium, low'],
    ['an unknown resource', 'resource: trial', '4:11', '"trial" is not allowed (did you mean "trail"?)'],
  ];
  test.each(cases)('%s is refused', async (_mistake, lines, place, message) => {
    const problems = await refused(withLines(CHECK, lines), loadChecks, 'check.yaml');
    expect(problems.join('\n')).toContain(message);
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${place} `))]);
  });
});
void loadConfig;
void selectChecks;
void some;
