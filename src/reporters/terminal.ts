import type { Reporter, ReportHead } from '../model/report.ts';
import { byAccount, checkTexts } from './group-findings.ts';
import { countsText } from './tally.ts';
import { accountLines } from './terminal-account.ts';
import { controlLines } from './terminal-controls.ts';
import { type Layout, layoutFor } from './terminal-layout.ts';
import { bugsText, EXCLUDED, failuresText, INCOMPLETE, seenText, unseenReason } from './words.ts';

/** For people at a terminal: account by account, the worst first, what to do about it; the counts last. */
export const terminal: Reporter = function* (report, options) {
  const { head } = report;
  const layout = layoutFor(options);
  const checkOf = checkTexts(head);
  yield* heading(head, layout);
  for (const account of byAccount(report.findings())) {
    yield* accountLines(head, account, checkOf, layout, options.verbose);
  }
  yield* controlLines(head, layout, options.verbose);
  yield '\n';
  yield* closing(head, layout);
};

function* heading(head: ReportHead, layout: Layout): Iterable<string> {
  const { tool, profiles, organization, evidence, accounts, excluded = [] } = head;
  const about = [`Trailproof ${tool.version}`, profiles.join(' + '), ...(organization ? [organization.id] : [])];
  yield* layout.text(about.join(' · '), 0, layout.colours.bold);
  const when = evidence.calls === 0 ? '' : ` from ${evidence.from} to ${evidence.to}`;
  yield* layout.text(`${seenText(head)} · ${evidence.calls} calls${when}`, 0, layout.colours.dim);
  if (!evidence.complete) {
    yield '\n';
    yield* layout.text(INCOMPLETE, 0, layout.colours.yellow);
  }
  const unseen = accounts.filter(({ seen }) => !seen);
  if (unseen.length + excluded.length > 0) {
    yield '\n';
    yield* layout.text('Not seen', 0, layout.colours.yellow);
    for (const account of unseen) {
      yield* layout.text(
        `${account.id}${account.name === undefined ? '' : ` (${account.name})`}: ${unseenReason(account)}`,
        2,
      );
    }
    for (const id of excluded) yield* layout.text(`${id}: ${EXCLUDED}`, 2);
  }
}

function* closing({ summary }: ReportHead, layout: Layout): Iterable<string> {
  if (summary.checkErrors > 0) {
    yield* layout.text(bugsText(summary.checkErrors), 0, layout.colours.magenta);
  }
  if (summary.fail > 0) yield* layout.text(failuresText(summary), 0);
  // Never wrapped: scripts look for it.
  yield `${countsText(summary)}\n`;
}
