import type { ReportReader } from '../model/report.ts';
import { sarifLog } from './sarif-log.ts';
import { type RunFindings, runsOf } from './sarif-runs.ts';

/** GitHub refuses a file with more. */
export const MOST_RUNS = 20;

/** `sarif-github` as several logs, one after the other, each small enough for GitHub. At least one. */
export function* splitRuns(report: ReportReader): Iterable<Iterable<string>> {
  let runs: RunFindings[] = [];
  for (const run of runsOf(report, 'sarif-github')) {
    if (runs.length === MOST_RUNS) {
      yield sarifLog(report.head, runs, 'sarif-github');
      runs = [];
    }
    runs.push(run);
  }
  yield sarifLog(report.head, runs, 'sarif-github');
}
