import type { CallReference } from '../model/call.ts';
import { type Finding, SEVERITIES, type Status } from '../model/finding.ts';
import type { CheckText, ReportHead } from '../model/report.ts';
import { severityText, variantText } from './control-words.ts';
import { markdownBlock, markdownCode, markdownLink, markdownProse, markdownText } from './escape.ts';
import { explain } from './explain.ts';
import { type AccountFindings, byCheck, byReason, type CheckOf } from './group-findings.ts';
import { countsText, tally } from './tally.ts';
import { endText, eventsText, markOf, tellingWalks } from './walk-lines.ts';
import { nextStep } from './words.ts';

const QUIET = ['pass', 'not-applicable'] as const satisfies readonly Status[];

/** What the sections share: the texts of checks, and the anchor of a check where it first comes. */
export interface Texts {
  readonly checkOf: CheckOf;
  readonly anchor: (check: string) => string;
}

/** An account: its failures by severity and check, what is undecided and why, the rest on request. */
export function* accountSection(
  { accounts }: ReportHead,
  { account, findings }: AccountFindings,
  texts: Texts,
  verbose: boolean,
): Iterable<string> {
  const { checkOf } = texts;
  const name = accounts.find(({ id }) => id === account)?.name;
  const title = account === undefined ? 'No single account' : `Account ${markdownCode(account)}`;
  yield `\n## ${title}${name === undefined ? '' : ` (${markdownText(name)})`}\n\n`;
  const counts = tally(findings).accounts.get(account);
  if (counts !== undefined) yield `${countsText(counts)}\n`;

  for (const severity of SEVERITIES) {
    const own = findings.filter((finding) => finding.status === 'fail' && checkOf(finding).severity === severity);
    for (const group of byCheck(own)) yield* failures(checkOf(group[0]), group, texts.anchor);
  }
  yield* undecided(findings, texts);
  if (verbose) for (const status of QUIET) yield* quiet(status, findings, checkOf);
}

function* failures(check: CheckText, findings: readonly Finding[], anchor: Texts['anchor']): Iterable<string> {
  const mark = anchor(check.id);
  if (mark !== '') yield `\n${mark}\n`;
  yield `\n### ${check.severity}: ${markdownText(check.title)}\n\n`;
  for (const finding of findings) {
    yield `- ${markdownText(finding.message)}\n`;
    yield `  - Where: ${where(finding)}\n`;
    const variant = variantText(finding, check);
    if (variant !== undefined) yield `  - Asked with: ${markdownText(variant)}\n`;
    for (const { candidate, text, isExpression, values } of explain(finding)) {
      const subject = candidate === undefined ? '' : `${markdownCode(candidate)}: `;
      const read = values.length === 0 ? '' : ` (${values.map(markdownCode).join(', ')})`;
      yield `  - Found: ${subject}${isExpression ? markdownCode(text) : markdownText(text)}${read}\n`;
    }
    yield* walkLines(finding);
  }
  yield `\n**Why it matters.** ${markdownProse(check.why)}\n`;
  const changed = severityText(check);
  if (changed !== undefined) yield `\n**Severity.** ${markdownText(changed)}\n`;
  yield `\n**What to do.** ${markdownProse(check.fix.summary)}\n`;
  const commands = [...new Set(findings.flatMap(({ fix }) => fix?.cli ?? []))];
  if (commands.length > 0) yield `\n${markdownBlock(commands.join('\n'), 'sh')}\n`;
  for (const [way, [title, language]] of Object.entries(AS_CODE)) {
    const texts = findings.flatMap(({ fix }) => fix?.[way as keyof typeof AS_CODE] ?? []);
    yield* details(title, texts.length === 0 ? [] : [markdownBlock([...new Set(texts)].join('\n'), language)]);
  }
  if (check.fix.caution !== undefined) yield `\n**Caution.** ${markdownProse(check.fix.caution)}\n`;
  yield `\nMore: \`trailproof checks explain ${check.id}\`${check.references.map((url) => `, ${markdownLink(url)}`).join('')}\n`;
  yield* details('Evidence', evidenceLines(findings));
}

const AS_CODE = { terraform: ['Terraform', 'hcl'], cloudformation: ['CloudFormation', 'yaml'] } as const;

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

function* undecided(findings: readonly Finding[], { anchor }: Texts): Iterable<string> {
  const groups = byReason(findings);
  if (groups.length === 0) return;
  yield '\n### Undecided\n';
  for (const group of groups) {
    yield `\n**${markdownText(group.reason)}**\n\n${nextStep(group)}\n\n`;
    for (const own of byCheck(group.findings)) {
      yield `- ${anchor(own[0].check)}${markdownCode(own[0].check)}: ${[...new Set(own.map(where))].join('; ')}\n`;
    }
  }
  yield* details('Evidence', evidenceLines(findings.filter(({ status }) => status === 'unknown')));
}

function* quiet(status: Status, findings: readonly Finding[], checkOf: CheckOf): Iterable<string> {
  const own = findings.filter((finding) => finding.status === status);
  const lines = own.map((finding) => {
    const variant = variantText(finding, checkOf(finding));
    const asked = variant === undefined ? '' : `, asked with ${markdownText(variant)}`;
    return `- ${markdownCode(finding.check)}: ${where(finding)}${asked}`;
  });
  yield* details(`${own.length} ${status}`, lines);
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
