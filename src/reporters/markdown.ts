import { SEVERITIES } from '../model/finding.ts';
import type { CheckText, Reporter, ReportHead } from '../model/report.ts';
import { markdownCode, markdownRow, markdownText } from './escape.ts';
import { byAccount, checkTexts } from './group-findings.ts';
import { accountSection } from './markdown-account.ts';
import { anchorsOf, controlSections } from './markdown-controls.ts';
import { type Counts, countsText, type Tally, tally } from './tally.ts';
import { bugsText, EXCLUDED, failuresText, INCOMPLETE, seenText, unseenReason } from './words.ts';

/** For GitHub's job summary and the weekly audit: reads top to bottom, the verdict first. */
export const markdown: Reporter = function* (report, { verbose }) {
  const { head } = report;
  const counts = tally(report.findings());
  const checkOf = checkTexts(head);
  yield* verdict(head);
  yield* scanned(head, counts);
  yield* controlSections(head, counts);
  yield* failuresByCheck(head, counts);
  const texts = { checkOf, anchor: anchorsOf(head) };
  for (const account of byAccount(report.findings())) yield* accountSection(head, account, texts, verbose);
  yield* passed(head, counts);
};

function* verdict(head: ReportHead): Iterable<string> {
  const { summary, evidence } = head;
  yield '# Trailproof: does the audit trail hold up?\n\n';
  yield `**${countsText(summary)}**\n`;
  if (summary.fail > 0) yield `\n${failuresText(summary)}.\n`;
  if (!evidence.complete) yield `\n> [!WARNING]\n> ${INCOMPLETE}\n`;
  if (summary.checkErrors > 0) {
    yield `\n> [!WARNING]\n> ${bugsText(summary.checkErrors)}\n`;
  }
}

function* scanned(head: ReportHead, { accounts: counts }: Tally): Iterable<string> {
  const { tool, profiles, organization, caller, evidence, accounts, excluded = [] } = head;
  yield '\n## What was scanned\n\n';
  const facts: readonly (readonly [string, string])[] = [
    ['Profile', profiles.map(markdownCode).join(' + ')],
    ...(organization ? [['Organisation', markdownCode(organization.id)] as const] : []),
    ['Evidence', `${evidence.calls} calls, ${markdownText(evidence.from)} to ${markdownText(evidence.to)}`],
    ['Run', markdownCode(evidence.runId)],
    ['Collected by', markdownCode(caller.arn)],
    ['Trailproof', markdownText(tool.version)],
  ];
  yield* table(['', ''], facts);
  yield `\n${seenText(head)}.\n\n`;
  yield* table(
    ['Account', 'Name', 'Seen', 'Regions', 'Fail', 'Unknown', 'Pass', 'Not applicable'],
    accounts.map(({ id, name, seen, regions }) => [
      markdownCode(id),
      name === undefined ? '' : markdownText(name),
      seen ? 'yes' : '**no**',
      String(regions.length),
      ...countCells(counts.get(id)),
    ]),
  );
  const unseen = accounts.filter(({ seen }) => !seen);
  if (unseen.length + excluded.length === 0) return;
  yield '\n## What was not scanned\n\n';
  for (const account of unseen) yield `- ${markdownCode(account.id)}: ${markdownText(unseenReason(account))}\n`;
  for (const id of excluded) yield `- ${markdownCode(id)}: ${EXCLUDED}\n`;
}

const countCells = (counts: Counts | undefined): readonly string[] =>
  (['fail', 'unknown', 'pass', 'not-applicable'] as const).map((status) => String(counts?.[status] ?? 0));

function* failuresByCheck({ checks }: ReportHead, { checks: counts }: Tally): Iterable<string> {
  const rows = SEVERITIES.flatMap((severity) =>
    checks
      .filter((check) => check.severity === severity)
      .flatMap((check) => {
        const { fail = 0, failingAccounts = 0 } = counts.get(check.id) ?? {};
        return fail === 0 ? [] : [[severity, ...nameCells(check), String(fail), String(failingAccounts)]];
      }),
  );
  if (rows.length === 0) return;
  yield '\n## Failures\n\n';
  yield* table(['Severity', 'Check', 'What should hold', 'Failures', 'Accounts'], rows);
}

function* passed({ checks }: ReportHead, { checks: counts }: Tally): Iterable<string> {
  const rows = checks.flatMap((check) => {
    const own = counts.get(check.id);
    return own === undefined || own.pass === 0 || own.fail + own.unknown > 0
      ? []
      : [[...nameCells(check), String(own.pass)]];
  });
  if (rows.length === 0) return;
  yield '\n## Passed everywhere\n\n';
  yield* table(['Check', 'What holds', 'Times'], rows);
}

const nameCells = ({ id, title }: CheckText): readonly string[] => [markdownCode(id), markdownText(title)];

function* table(header: readonly string[], rows: Iterable<readonly string[]>): Iterable<string> {
  yield `${markdownRow(header)}\n${markdownRow(header.map(() => '---'))}\n`;
  for (const row of rows) yield `${markdownRow(row)}\n`;
}
