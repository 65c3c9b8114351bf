import type { Finding } from '../model/finding.ts';
import type { ReportHead, ReportReader } from '../model/report.ts';
import { byAccount } from './group-findings.ts';
import type { SarifKind } from './sarif-results.ts';

/** What goes into one run of a log. */
export interface RunFindings {
  /** The account, or `organization`. */
  readonly name: string;
  readonly findings: readonly Finding[];
}

const ORGANIZATION = 'organization';

/** The runs of a log. An account has its run even when nothing is wrong in it: that is what closes its alerts. */
export const runsOf = (report: ReportReader, kind: SarifKind): Iterable<RunFindings> =>
  kind === 'sarif' ? allRuns(report) : githubRuns(report);

function* allRuns(report: ReportReader): Iterable<RunFindings> {
  const written = new Set<string>();
  for (const { account, findings } of byAccount(report.findings())) {
    const name = account ?? ORGANIZATION;
    yield { name, findings };
    written.add(name);
  }
  for (const { id } of report.head.accounts) if (!written.has(id)) yield { name: id, findings: [] };
}

/**
 * Failures and the undecided. Only an account that was looked into has a run of its own: GitHub closes
 * every alert of a category that an upload does not repeat, and of an account that was not seen we do not
 * know which to repeat. What there is to say of it goes into another run, and its own alerts stay.
 */
function* githubRuns(report: ReportReader): Iterable<RunFindings> {
  const seen = new Set(report.head.accounts.filter((account) => account.seen).map(({ id }) => id));
  const rest = restName(report.head, seen);
  const left: Finding[] = [];
  const written = new Set<string>([rest]);
  for (const { account, findings } of byAccount(report.findings())) {
    const own = findings.filter(({ status }) => status === 'fail' || status === 'unknown');
    if (account === undefined || account === rest || !seen.has(account)) {
      for (const finding of own) left.push(finding);
    } else {
      yield { name: account, findings: own };
      written.add(account);
    }
  }
  for (const id of seen) if (!written.has(id)) yield { name: id, findings: [] };
  yield { name: rest, findings: left };
}

// Outside of an organisation other scans may upload to the same repository, and must not share a category.
const restName = ({ organization, caller }: ReportHead, seen: ReadonlySet<string>): string =>
  organization === undefined && seen.has(caller.account) ? caller.account : ORGANIZATION;
