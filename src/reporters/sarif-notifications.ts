import type { Notification } from 'sarif';
import type { Finding } from '../model/finding.ts';
import type { ReportHead } from '../model/report.ts';
import { sarifText } from './escape.ts';
import { byCheck, byReason } from './group-findings.ts';
import { sentence } from './sarif-text.ts';

/** What an invocation says besides its results. */
export type Notifications = Readonly<Record<string, Notification[]>>;

const warning = (id: string, text: string): Notification => ({
  descriptor: { id },
  level: 'warning',
  message: { text: sarifText(sentence(text)) },
});

/** Why something in a run is undecided: a warning for each reason and each check it leaves open. */
export function notificationsOf(
  head: ReportHead,
  account: string,
  findings: readonly Finding[],
  indexOf: (finding: Finding) => number,
): Notifications {
  const undecided = byReason(findings).flatMap(({ reason, checkError, findings: own }) =>
    byCheck(own).map(([finding]) => ({
      ...warning(checkError ? 'check-error' : 'unreadable', reason),
      associatedRule: { id: finding.check, index: indexOf(finding) },
    })),
  );
  const isBug = ({ descriptor }: Notification): boolean => descriptor?.id === 'check-error';
  return {
    // A check that breaks is a matter of what Trailproof was given; a gap, of what it met on its way.
    toolConfigurationNotifications: undecided.filter(isBug),
    toolExecutionNotifications: [...unseen(head, account), ...undecided.filter((notification) => !isBug(notification))],
  };
}

function unseen({ evidence, accounts }: ReportHead, account: string): readonly Notification[] {
  const scanned = accounts.find(({ id }) => id === account);
  return [
    ...(evidence.complete ? [] : [warning('incomplete-evidence', 'Collecting the evidence did not finish.')]),
    ...(scanned === undefined || scanned.seen
      ? []
      : [warning('account-not-seen', `Account ${account} was not seen: ${scanned.reason ?? 'no reason is known'}`)]),
  ];
}
