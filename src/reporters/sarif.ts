import type { Reporter } from '../model/report.ts';
import { sarifLog } from './sarif-log.ts';
import { runsOf } from './sarif-runs.ts';

/** The full log: every finding, a run for every account. For archives and viewers; see `sarif-github` for GitHub. */
export const sarif: Reporter = (report) => sarifLog(report.head, runsOf(report, 'sarif'), 'sarif');
