import type { CallReference } from '../model/call.ts';
import { type Finding, SEVERITIES, type Status } from '../model/finding.ts';
import type { CheckText, ReportHead } from '../model/report.ts';
import { markdownBlock, markdownCode, markdownLink, markdownProse, markdownText } from './escape.ts';
import { explain } from './explain.ts';
import { type AccountFindings, byCheck, byReason, type CheckOf } from './group-findings.ts';
import { countsText, tally } from './tally.ts';
import { endText, eventsText, markOf, tellingWalks } from './walk-lines.ts';
import { nextStep } from './words.ts';

const QUIET = ['pass', 'not-applicable'] as const satisfies readonly Status[];

/** An account: its failures by severity and check, what is undecided and why, the rest on request. */
export function* accountSection(
  { accounts }: ReportHead,
  { account, findings }: AccountFindings,
  checkOf: CheckOf,
  verbose: boolean,
): Iterable<string> {
  const name = accounts.find(({ id }) => id === account)?.name;
  const title = account === undefined ? 'No single account' : `Account ${markdownCode(account)}`;
  yield `\n## ${title}${name === undefined ? '' : ` (${markdownText(name)})`}\n\n`;
  const counts = tally(findings).accounts.get(account);
  if (counts !== undefined) yield `${countsText(counts)}\n`;

  for (const severity of SEVERITIES) {
    const own = findings.filter((finding) => finding.status === 'fail' && checkOf(finding).severity === severity);
    for (const group of byCheck(own)) yield* failures(checkOf(group[0]), group);
  }
  yield* undecided(findings);
  if (verbose) for (const status of QUIET) yield* quiet(status, findings);
}

function* failures(check: CheckText, findings: readonly Finding[]): Iterable<string> {
  yield `\n### ${check.severity}: ${markdownText(check.title)}\n\n`;
  for (const finding of findings) {
    yield `- ${markdownText(finding.message)}\n`;
    yield `  - Where: ${where(finding)}\n`;
    for (const { candidate, text, isExpression, values } of explain(finding)) {
      const subject = candidate === undefined ? '' : `${markdownCode(candidate)}: `;
      const read = values.length === 0 ? '' : ` (${values.map(markdownCode).join(', ')})`;
      yield `  - Found: ${subject}${isExpression ? markdownCode(text) : markdownText(text)}${read}\n`;
    }
    yield* walkLines(finding);
  }
  yield `\n**Why it matters.** ${markdownProse(check.why)}\n`;
  yield `\n**What to do.** ${markdownProse(check.fix.summary)}\n`;
  const commands = findings.flatMap(({ fix }) => fix?.cli ?? []);
  if (commands.length > 0) yield `\n${markdownBlock(commands.join('\n'), 'sh')}\n`;
  if (check.fix.caution !== undefined) yield `\n**Caution.** ${markdownProse(check.fix.caution)}\n`;
  yield `\nMore: \`trailproof checks explain ${check.id}\`${check.references.map((url) => `, ${markdownLink(url)}`).join('')}\n`;
  yield* details('Evidence', evidenceLines(findings));
}

/** The fire drill behind a finding, hop by hop. */
function* walkLines(finding: Finding): Iterable<string> {
  const { shown, more } = tellingWalks(finding);
  for (const walk of shown) {
    yield `  - Drill: ${markdownText(`${eventsText(walk)}: ${endText(walk)}`)}\n`;
    for (const hop of walk.hops) yield `    - ${markOf(hop)} ${markdownText(hop.text)}\n`;
  }
  if (more > 0) yield `  - ${more} more ways are in the JSON report\n`;
}

/** Each call once, though several findings rest on it. */
function evidenceLines(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ evidence }) => evidence).map(callLine))];
}

const callLine = ({ call, account, region, input, at, requestId, error }: CallReference): string =>
  [
    `- ${markdownCode(call)}`,
    ...Object.entries(input).map(([member, value]) =>
      markdownCode(`${member}=${typeof value === 'string' ? value : JSON.stringify(value)}`),
    ),
    `in ${markdownCode(account)} ${markdownText(region)} at ${markdownText(at)}`,
    ...(error === undefined ? [] : [`refused with ${markdownCode(error)}`]),
    ...(requestId === undefined ? [] : [`(request ${markdownCode(requestId)})`]),
  ].join(' ');

function* undecided(findings: readonly Finding[]): Iterable<string> {
  const groups = byReason(findings);
  if (groups.length === 0) return;
  yield '\n### Undecided\n';
  for (const group of groups) {
    yield `\n**${markdownText(group.reason)}**\n\n${nextStep(group)}\n\n`;
    for (const own of byCheck(group.findings)) {
      yield `- ${markdownCode(own[0].check)}: ${own.map(where).join('; ')}\n`;
    }
  }
  yield* details('Evidence', evidenceLines(findings.filter(({ status }) => status === 'unknown')));
}

function* quiet(status: Status, findings: readonly Finding[]): Iterable<string> {
  const own = findings.filter((finding) => finding.status === status);
  yield* details(
    `${own.length} ${status}`,
    own.map((finding) => `- ${markdownCode(finding.check)}: ${where(finding)}`),
  );
}

const where = ({ resource: { type, name, id, region } }: Finding): string =>
  `${markdownText(type)} ${markdownCode(name)}${region === undefined ? '' : ` in ${markdownText(region)}`}${id === name ? '' : ` (${markdownCode(id)})`}`;

// HTML, so the summary must be our own words. Markdown goes on after a blank line.
function* details(summary: string, lines: readonly string[]): Iterable<string> {
  if (lines.length === 0) return;
  yield `\n<details>\n<summary>${summary}</summary>\n\n`;
  for (const line of lines) yield `${line}\n`;
  yield '\n</details>\n';
}
