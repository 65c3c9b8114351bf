import { SEVERITIES, type Severity } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { EXIT } from './exit-codes.ts';

/** The exit code a report earns: failures at or above the severity first, then undecided ones that might be. */
export function gate({ findings, checks }: Report, failOn: Severity | undefined): number {
  if (failOn === undefined) return EXIT.ok;
  const severe = new Set(SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1));
  const counted = new Set(checks.filter(({ severity }) => severe.has(severity)).map(({ id }) => id));
  const ofInterest = findings.filter(({ check }) => counted.has(check));
  if (ofInterest.some(({ status }) => status === 'fail')) return EXIT.findings;
  return ofInterest.some(({ status }) => status === 'unknown') ? EXIT.incomplete : EXIT.ok;
}
