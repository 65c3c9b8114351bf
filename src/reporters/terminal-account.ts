import { type Finding, SEVERITIES, type Severity, type Status } from '../model/finding.ts';
import type { CheckText, ReportHead } from '../model/report.ts';
import { severityText, variantText } from './control-words.ts';
import { explain } from './explain.ts';
import { type AccountFindings, byCheck, byReason, type CheckOf, type Undecided } from './group-findings.ts';
import { type Layout, severityPaint } from './terminal-layout.ts';
import { endText, eventsText, markOf, tellingWalks } from './walk-lines.ts';
import { describeAccount, nextStep, whereIs } from './words.ts';

const VERBOSE = ['pass', 'not-applicable'] as const satisfies readonly Status[];

/** What there is to say of an account: failures and the undecided in full, the rest counted. */
export function* accountLines(
  head: ReportHead,
  { account, findings }: AccountFindings,
  checkOf: CheckOf,
  layout: Layout,
  verbose: boolean,
): Iterable<string> {
  yield '\n';
  yield* layout.text(describeAccount(head, account), 0, layout.colours.bold);
  for (const severity of SEVERITIES) yield* failures(severity, findings, checkOf, layout);
  yield* undecided(byReason(findings), layout);

  const counts = VERBOSE.map((status) => [status, findings.filter((finding) => finding.status === status)] as const);
  if (verbose) {
    for (const [status, own] of counts) {
      if (own.length > 0) yield* layout.text(status, 2, layout.colours.green);
      for (const finding of own) {
        const variant = variantText(finding, checkOf(finding));
        const asked = variant === undefined ? '' : `, asked with ${variant}`;
        yield* layout.text(`${finding.check}: ${whereIs(finding.resource)}${asked}`, 4);
      }
    }
  } else if (counts.some(([, own]) => own.length > 0)) {
    yield* layout.text(counts.map(([status, own]) => `${own.length} ${status}`).join(' · '), 2, layout.colours.dim);
  }
}

function* failures(severity: Severity, findings: readonly Finding[], checkOf: CheckOf, layout: Layout) {
  const own = findings.filter((finding) => finding.status === 'fail' && checkOf(finding).severity === severity);
  if (own.length === 0) return;
  yield* layout.text(severity, 2, severityPaint(layout.colours, severity));
  for (const group of byCheck(own)) {
    const { id, title, why, fix } = checkOf(group[0]);
    yield* layout.text(title, 4, layout.colours.bold);
    for (const finding of group) yield* failure(finding, checkOf(finding), layout);
    yield* layout.labelled('why', oneLine(why), 6);
    const changed = severityText(checkOf(group[0]));
    if (changed !== undefined) yield* layout.labelled('level', changed, 6);
    yield* layout.labelled('fix', oneLine(fix.summary), 6);
    for (const cli of new Set(group.flatMap((finding) => finding.fix?.cli ?? []))) yield* layout.commands(cli, 14);
    if (fix.caution !== undefined) yield* layout.labelled('caution', oneLine(fix.caution), 6);
    yield* layout.labelled('more', `trailproof checks explain ${id}`, 6);
  }
}

function* failure(finding: Finding, check: CheckText, layout: Layout): Iterable<string> {
  yield* layout.labelled('fail', finding.message, 6);
  yield* layout.labelled('where', whereIs(finding.resource), 6);
  const variant = variantText(finding, check);
  if (variant !== undefined) yield* layout.labelled('asked', variant, 6);
  for (const { candidate, text, values } of explain(finding)) {
    const read = values.length === 0 ? '' : ` (${values.join(', ')})`;
    yield* layout.labelled('found', `${candidate === undefined ? '' : `${candidate}: `}${text}${read}`, 6);
  }
  yield* walkLines(finding, layout);
}

function* walkLines(finding: Finding, layout: Layout): Iterable<string> {
  const { shown, more } = tellingWalks(finding);
  for (const walk of shown) {
    yield* layout.labelled('drill', `${eventsText(walk)}: ${endText(walk)}`, 6);
    for (const hop of walk.hops) yield* layout.text(`${markOf(hop)} ${hop.text}`, 14);
  }
  if (more > 0) yield* layout.text(`and ${more} more ways, in the JSON report`, 14);
}

function* undecided(groups: readonly Undecided[], layout: Layout): Iterable<string> {
  if (groups.length === 0) return;
  yield* layout.text('unknown', 2, layout.colours.magenta);
  for (const group of groups) {
    yield* layout.text(group.reason, 4, layout.colours.bold);
    const checks = byCheck(group.findings);
    for (const own of checks) {
      const places = new Set(own.map(({ resource }) => whereIs(resource)));
      yield* layout.labelled('open', `${own[0].check}: ${[...places].join(', ')}`, 6);
    }
    yield* layout.labelled('fix', nextStep(group), 6);
    const [first, second] = checks;
    const id = second === undefined ? first?.[0].check : '<check>';
    yield* layout.labelled('more', `trailproof checks explain ${id}`, 6);
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
