import type { Log } from 'sarif';
import type { ReportReader } from '../../src/model/report.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { sarifGithub } from '../../src/reporters/sarif-github.ts';
import { splitRuns } from '../../src/reporters/split-runs.ts';
import { fixture, reportOfAccounts } from '../reporters/fixture-report.ts';
import type { SarifKind } from './rules.ts';

const options = { colour: false, width: 100, verbose: false };
const text = (pieces: Iterable<string>): string => [...pieces].join('');

/** A log that reporters wrote, as text. */
export interface WrittenLog {
  readonly name: string;
  readonly kind: SarifKind;
  readonly text: string;
}

const written = (name: string, report: ReportReader): readonly WrittenLog[] => [
  { name: `${name}, full`, kind: 'sarif', text: text(sarif(report, options)) },
  ...[...splitRuns(report)].map(
    (pieces, index): WrittenLog => ({
      name: `${name}, file ${index + 1} for GitHub`,
      kind: 'sarif-github',
      text: text(pieces),
    }),
  ),
];

export const writtenLogs: readonly WrittenLog[] = [
  ...written('the fixture', fixture),
  ...written('many accounts', reportOfAccounts(45)),
  ...written('nothing found', { ...reportOfAccounts(2), findings: () => [] }),
];

export const fullLog = JSON.parse(text(sarif(fixture, options))) as Log;
export const githubLog = JSON.parse(text(sarifGithub(fixture, options))) as Log;
