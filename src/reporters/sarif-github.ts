import type { Reporter } from '../model/report.ts';
import { sarifLog } from './sarif-log.ts';
import { runsOf } from './sarif-runs.ts';

/**
 * What GitHub code scanning can make sense of: it ignores `kind` and takes every result for an open alert.
 * So no passes; but the undecided, as notes, or an incomplete scan would close the alerts it cannot confirm.
 * GitHub takes at most 20 runs a file: `splitRuns` gives as many files as that makes.
 */
export const sarifGithub: Reporter = (report) => sarifLog(report.head, runsOf(report, 'sarif-github'), 'sarif-github');
