import { existsSync, readFileSync } from 'node:fs';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { changed } from '../reporters/changed.ts';
import { githubLog, type WrittenLog, writtenLogs } from './fixture-logs.ts';
import { checkGitHubRules } from './github-rules.ts';
import { multitoolComplaints, schemaComplaints } from './validate.ts';

// Starts a program of 96 MB for each log, so it is not part of the quick tests.

const samples: readonly WrittenLog[] = (
  [
    ['reports/sample.sarif', 'sarif'],
    ['reports/sample.github.sarif', 'sarif-github'],
  ] as const
)
  .filter(([file]) => existsSync(file))
  .map(([file, kind]) => ({ name: file, kind, text: readFileSync(file, 'utf8') }));

const run = githubLog.runs.findIndex(({ results }) => (results ?? []).length > 0);
const RESULT = `runs/${run}/results/0`;
const broken = (path: string, to: unknown): string => JSON.stringify(changed(githubLog, path, to));

describe('a validator that is silent is no test', () => {
  test.each<[string, string, unknown, string]>([
    ['an unknown level', `${RESULT}/level`, 'critical', 'must be equal to one of the allowed values'],
    ['no message', `${RESULT}/message`, undefined, "must have required property 'message'"],
    ['an unknown member', 'runs/0/tools', {}, 'must NOT have additional properties'],
  ])('the schema notices %s', (_, path, to, complaint) => {
    expect(schemaComplaints(broken(path, to)).join('\n')).toContain(complaint);
  });

  test.each<[string, string, unknown, string]>([
    ['no locations', `${RESULT}/locations`, undefined, 'GH1015'],
    ['no region (opt-in)', `${RESULT}/locations/0/physicalLocation/region`, undefined, 'GH1003'],
    [
      'an ARN for a path (opt-in)',
      `${RESULT}/locations/0/physicalLocation/artifactLocation/uri`,
      'arn:aws:s3:::b',
      'GH1005',
    ],
    ['a rule without help', `runs/${run}/tool/driver/rules/0/help`, undefined, 'GH2012'],
    ['an index that points nowhere', `${RESULT}/ruleIndex`, 99, 'SARIF1009'],
    [
      'a warning: a rule called by its id',
      `runs/${run}/tool/driver/rules/0`,
      (rule: { id: string }) => ({ ...rule, name: rule.id }),
      'SARIF1001',
    ],
  ])('the multitool notices %s', (_, path, to, rule) => {
    expect(multitoolComplaints(broken(path, to)).join('\n')).toContain(rule);
  });
});

describe.each([...writtenLogs, ...samples])('$name', ({ kind, text }) => {
  test('fits the schema of SARIF 2.1.0', () => {
    expect(schemaComplaints(text)).toEqual([]);
  });

  test('gives the multitool nothing to complain of', () => {
    // The full log of many accounts has more runs than GitHub takes in a file, and is not for GitHub.
    const isForGitHub = kind === 'sarif-github' || (JSON.parse(text) as Log).runs.length <= 20;
    expect(multitoolComplaints(text, isForGitHub ? 'Sarif;Ghas' : 'Sarif')).toEqual([]);
  });

  test("keeps GitHub's rules", () => {
    expect(checkGitHubRules(JSON.parse(text) as Log, { kind })).toEqual([]);
  });
});
