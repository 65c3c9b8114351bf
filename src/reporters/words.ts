import type { ResourceReference } from '../model/finding.ts';
import type { ReportHead, ScannedAccount } from '../model/report.ts';
import type { Undecided } from './group-findings.ts';

/** `111122223333 (log archive)`; without a name where there is none. */
export const describeAccount = ({ accounts }: ReportHead, account: string | undefined): string => {
  if (account === undefined) return 'No single account';
  const name = accounts.find(({ id }) => id === account)?.name;
  return name === undefined || name === account ? account : `${account} (${name})`;
};

/** `trail main in eu-west-1 (arn:…)` */
export const whereIs = ({ type, id, name, region }: ResourceReference): string =>
  `${type} ${name}${region === undefined ? '' : ` in ${region}`}${id === name ? '' : ` (${id})`}`;

export const EXCLUDED = 'excluded by the configuration';

/** Why an account was not seen. */
export const unseenReason = ({ reason }: ScannedAccount): string => reason ?? 'no reason is known';

/** What to do about a reason for which findings are undecided. */
export const nextStep = ({ reason, checkError }: Undecided): string => {
  if (checkError) return 'This is a bug of the check, not of what it judged: tell its author.';
  if (reason.startsWith('not collected')) return 'Collect again: this evidence was made without what the check reads.';
  if (reason.startsWith('not scanned')) return 'Scan that too. Until then this is neither a pass nor a failure.';
  return 'Make it readable to the scan, then scan again. Until then this is neither a pass nor a failure.';
};

export const INCOMPLETE =
  'The evidence is incomplete: collecting did not finish. What is missing is undecided, not passed.';

/** How many of the undecided are bugs. */
export const bugsText = (count: number): string =>
  count === 1
    ? '1 of the unknown is a bug of a check, not a gap in what was read.'
    : `${count} of the unknown are bugs of a check, not gaps in what was read.`;

/** `12 failures: 1 critical, 4 high, 5 medium, 2 low` */
export const failuresText = ({ fail, failures }: ReportHead['summary']): string => {
  const parts = Object.entries(failures).map(([severity, count]) => `${count} ${severity}`);
  return `${fail} ${fail === 1 ? 'failure' : 'failures'}: ${parts.join(', ')}`;
};

/** `3 of 4 accounts seen` */
export const seenText = ({ accounts }: ReportHead): string =>
  `${accounts.filter(({ seen }) => seen).length} of ${accounts.length} ${accounts.length === 1 ? 'account' : 'accounts'} seen`;
