import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { terminal } from '../../src/reporters/terminal.ts';
import { fixtureReport, readerOf } from './fixture-report.ts';
import { hostileNames } from './hostile-names.ts';

/** The fixture with a hostile text wherever a text from outside can stand. */
const poisoned = (text: string): Report => ({
  ...fixtureReport,
  evidence: { ...fixtureReport.evidence, runId: text, from: text, to: text },
  caller: { account: text, arn: text },
  organization: { id: text, managementAccountId: text },
  profiles: [text],
  accounts: fixtureReport.accounts.map((account) => ({
    ...account,
    name: text,
    ...(account.reason && { reason: text }),
  })),
  checks: fixtureReport.checks.map((check) => ({
    ...check,
    title: text,
    why: text,
    fix: { summary: text, cli: text, terraform: text, caution: text },
    references: [text],
  })),
  findings: fixtureReport.findings.map((finding) => ({
    ...finding,
    resource: { ...finding.resource, name: text, id: text, type: text, region: text },
    message: text,
    clauses: [
      { expression: text, status: 'fail', values: [{ path: text, value: text }] },
      { expression: text, status: 'fail', miss: text, values: [] },
    ],
    candidates: [{ resource: { type: text, id: text, name: text }, status: 'fail', clauses: [] }],
    walks: (['unnoticed', 'unknown', 'noticed'] as const).map((end) => ({
      set: text,
      account: text,
      events: [text],
      regions: [text],
      end,
      hops: [{ kind: 'alarm', state: 'no', resource: { type: text, id: text, name: text }, text }],
      others: [{ kind: 'topic', state: 'unknown', text }],
    })),
    ...(finding.reasons && { reasons: [text] }),
    fix: { cli: text },
    evidence: [
      { account: text, region: text, call: text, input: { [text]: text }, at: text, requestId: text, error: text },
    ],
  })),
});

const write = (reporter: typeof markdown, text: string): string =>
  [...reporter(readerOf(poisoned(text)), { colour: false, width: 80, verbose: true })].join('');

const CODE_SPAN = /(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g;
const FENCED = /^(`{3,})\w*\n[\s\S]*?\n\1$/gm;
const OURS = /^(?:> \[!WARNING\]|<\/?details>|<summary>[\w -]+<\/summary>|)$/;

/** What is left of Markdown when code is taken out: line by line. */
const skeleton = (text: string): readonly string[] =>
  write(markdown, text).replace(FENCED, '').replace(CODE_SPAN, '¤').split('\n');

/** The markup of a line that is ours to write: its first mark, its cells, its bold label. */
const markup = (line: string): string => line.replace(/[^#>|*<-]/g, '').replace(/(?<!^\s*)-/g, '');

const names = hostileNames.map((name) => [JSON.stringify(name).slice(0, 40), name] as const);

describe.each(names)('%s', (_, name) => {
  test('leaves the Markdown report its shape', () => {
    const harmless = skeleton('harmless')
      .map(markup)
      .filter((line) => line !== '');
    expect(
      skeleton(name)
        .map(markup)
        .filter((line) => line !== ''),
    ).toEqual(harmless);
  });

  test('leaves nothing in the Markdown report that GitHub would act on', () => {
    const rest = skeleton(name)
      .filter((line) => !OURS.test(line))
      .join('\n');
    expect(rest).not.toMatch(/[<@[\]&~_$^\\{}`]|https?:|www\.|#\d|GH-\d|:\w+:/);
  });

  test('leaves the terminal report its lines', () => {
    const lines = write(terminal, name).split('\n');
    for (const line of lines) expect(line).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}|^\s*::\S+.*::|##\[/u);
    expect(lines.at(-2)).toBe(`${fixtureReport.summary.fail} fail · 6 unknown · 3 pass · 1 not-applicable`);
  });
});
