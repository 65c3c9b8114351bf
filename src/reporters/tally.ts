import type { Finding, Status } from '../model/finding.ts';
import { referenceKey } from '../model/parameter.ts';

export type Counts = Readonly<Record<Status, number>>;

/** How often each check came out how, and in how many accounts it failed. */
export interface CheckCounts extends Counts {
  readonly failingAccounts: number;
}

/** What the findings of a report add up to. */
export interface Tally {
  readonly accounts: ReadonlyMap<string | undefined, Counts>;
  readonly checks: ReadonlyMap<string, CheckCounts>;
  /** By check and variant: see `referenceKey`. */
  readonly references: ReadonlyMap<string, Counts>;
}

const nothing = (): Record<Status, number> => ({ fail: 0, unknown: 0, pass: 0, 'not-applicable': 0 });

/** Counts findings by account and by check, without keeping them. */
export function tally(findings: Iterable<Finding>): Tally {
  const accounts = new Map<string | undefined, Record<Status, number>>();
  const checks = new Map<string, Record<Status, number> & { failingAccounts: number; last?: string | undefined }>();
  const references = new Map<string, Record<Status, number>>();
  for (const finding of findings) {
    const { check, status, resource } = finding;
    const key = referenceKey(finding);
    const reference = references.get(key) ?? nothing();
    references.set(key, reference);
    reference[status]++;

    const account = accounts.get(resource.account) ?? nothing();
    accounts.set(resource.account, account);
    account[status]++;

    const counts = checks.get(check) ?? { ...nothing(), failingAccounts: 0 };
    checks.set(check, counts);
    counts[status]++;
    // Findings come account by account, so remembering the last one is enough.
    if (status === 'fail' && (counts.failingAccounts === 0 || counts.last !== resource.account)) {
      counts.failingAccounts++;
      counts.last = resource.account;
    }
  }
  return { accounts, checks, references };
}

/** `12 fail · 7 unknown · 80 pass · 9 not-applicable` */
export const countsText = ({ fail, unknown, pass, 'not-applicable': notApplicable }: Counts): string =>
  `${fail} fail · ${unknown} unknown · ${pass} pass · ${notApplicable} not-applicable`;
