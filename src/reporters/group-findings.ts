import { type Finding, SEVERITIES, STATUSES } from '../model/finding.ts';
import type { CheckText, ReportHead } from '../model/report.ts';

/** The findings of one account, in the report's order. */
export interface AccountFindings {
  /** Left out where it could not be found out. */
  readonly account: string | undefined;
  readonly findings: readonly Finding[];
}

/** The report, an account at a time: findings come sorted by account, so one account is held at once. */
export function* byAccount(findings: Iterable<Finding>): Iterable<AccountFindings> {
  const done = new Set<string | undefined>();
  let held: Finding[] = [];
  for (const finding of findings) {
    const [first] = held;
    if (first !== undefined && first.resource.account !== finding.resource.account) {
      yield { account: first.resource.account, findings: held };
      done.add(first.resource.account);
      held = [];
      if (done.has(finding.resource.account)) {
        throw new Error(`The report's findings are not sorted by account: ${finding.resource.account} comes twice.`);
      }
    }
    held.push(finding);
  }
  const [first] = held;
  if (first !== undefined) yield { account: first.resource.account, findings: held };
}

/** Finds the texts of a finding's check. */
export type CheckOf = (finding: Finding) => CheckText;

export function checkTexts({ checks }: ReportHead): CheckOf {
  const texts = new Map(checks.map((check) => [check.id, check]));
  return ({ check }) => {
    const text = texts.get(check);
    if (text === undefined) throw new Error(`The report has a finding of the check ${check}, but not its texts.`);
    return text;
  };
}

/** Failures first, then what is undecided; inside that the most severe first, else in the report's order. */
export function mostSevereFirst(findings: readonly Finding[], checkOf: CheckOf): readonly Finding[] {
  const rank = (finding: Finding): number =>
    STATUSES.indexOf(finding.status) * SEVERITIES.length + SEVERITIES.indexOf(checkOf(finding).severity);
  return findings.toSorted((one, other) => rank(one) - rank(other));
}

/** What could not be read, and all that is undecided because of it. */
export interface Undecided {
  readonly reason: string;
  /** A bug of the check, not a gap. */
  readonly checkError: boolean;
  readonly findings: readonly Finding[];
}

/** Undecided findings by reason; one with two reasons stands under both. */
export function byReason(findings: readonly Finding[]): readonly Undecided[] {
  const groups = new Map<string, { reason: string; checkError: boolean; findings: Finding[] }>();
  for (const finding of findings.filter(({ status }) => status === 'unknown')) {
    const checkError = finding.checkError ?? false;
    for (const reason of reasonsOf(finding)) {
      const key = `${checkError} ${reason}`;
      const group = groups.get(key) ?? { reason, checkError, findings: [] };
      groups.set(key, group);
      group.findings.push(finding);
    }
  }
  return [...groups.values()];
}

/** Why a finding is undecided; never nothing. */
export const reasonsOf = ({ reasons = [], message }: Finding): readonly string[] =>
  reasons.length === 0 ? [message] : [...new Set(reasons)];

/** Findings by check, in the order in which the checks come; each list has at least one. */
export function byCheck(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(finding.check);
    if (group === undefined) groups.set(finding.check, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}
