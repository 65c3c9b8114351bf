import { SarifBuilder, SarifRunBuilder } from 'node-sarif-builder';
import type { Notification, ReportingDescriptor } from 'sarif';
import type { Finding } from '../model/finding.ts';
import type { ReportHead } from '../model/report.ts';
import { controlsShownBy } from './control-words.ts';
import { jsonText } from './escape.ts';
import { type CheckOf, checkTexts, mostSevereFirst } from './group-findings.ts';
import { jsonWithList } from './json-stream.ts';
import { notificationsOf } from './sarif-notifications.ts';
import { type SarifKind, toResult } from './sarif-results.ts';
import { toRule } from './sarif-rules.ts';
import type { RunFindings } from './sarif-runs.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

// Where to read about what is judged here, until the project has a page of its own.
const INFORMATION = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html';

// GitHub refuses a file that has more in one run, and keeps the first 5,000.
const MOST_RESULTS = 25_000;

/** A SARIF log of these runs, piece by piece: one result a line, one run held at a time. */
export function* sarifLog(head: ReportHead, runs: Iterable<RunFindings>, kind: SarifKind): Iterable<string> {
  const { runs: _, ...log } = new SarifBuilder({ $schema: SCHEMA }).log;
  yield* jsonWithList(log, 'runs', runPieces(head, runs, kind));
  yield '\n';
}

function* runPieces(head: ReportHead, runs: Iterable<RunFindings>, kind: SarifKind): Iterable<Iterable<string>> {
  const checkOf = checkTexts(head);
  for (const run of runs) yield runPiece(head, run, kind, checkOf);
}

function* runPiece(head: ReportHead, { name, findings }: RunFindings, kind: SarifKind, checkOf: CheckOf) {
  const sorted = mostSevereFirst(findings, checkOf);
  const kept = kind === 'sarif-github' ? sorted.slice(0, MOST_RESULTS) : sorted;
  const { rules, indexOf } = rulesOf(head, kept);
  const notifications = kind === 'sarif' ? notificationsOf(head, name, kept, indexOf) : {};
  yield* jsonWithList(runHead(head, name, rules, notifications), 'results', results(), '    ');

  function* results(): Iterable<readonly string[]> {
    for (const finding of kept) {
      yield [`        ${jsonText(toResult(finding, checkOf(finding), indexOf(finding), kind))}`];
    }
  }
}

/** The rules a run needs, in the order of the report's checks, and where each stands. */
function rulesOf(head: ReportHead, findings: readonly Finding[]) {
  const used = new Set(findings.map(({ check }) => check));
  const shownBy = controlsShownBy(head);
  const needed = head.checks.filter(({ id }) => used.has(id));
  const indexes = new Map(needed.map(({ id }, index) => [id, index]));
  return {
    rules: needed.map((check) => toRule(check, shownBy(check))),
    indexOf: ({ check }: Finding): number => indexes.get(check) ?? -1,
  };
}

/** A run without its results. */
function runHead(
  { tool, profiles, evidence }: ReportHead,
  name: string,
  rules: readonly ReportingDescriptor[],
  notifications: Readonly<Record<string, readonly Notification[]>>,
): object {
  const { run } = new SarifRunBuilder({
    // GitHub takes all before the last `/` for the category. No date: it tells one scan's alerts from another's.
    automationDetails: { id: `${tool.name}/${profiles.toSorted().join('+')}/${name}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: true,
        ...(evidence.calls === 0 ? {} : { startTimeUtc: evidence.from, endTimeUtc: evidence.to }),
        ...notifications,
      },
    ],
  }).initSimple({
    toolDriverName: tool.name,
    toolDriverVersion: tool.version,
    url: INFORMATION,
  });
  Object.assign(run.tool.driver, { semanticVersion: tool.version, rules });
  const { results: _, ...rest } = run;
  return rest;
}
