import type { Finding } from '../model/finding.ts';
import type { Reporter } from '../model/report.ts';
import { jsonText } from './escape.ts';
import { jsonWithList } from './json-stream.ts';

/** The full report, which every other format is made from, also later. One finding a line. */
export const json: Reporter = function* (report) {
  yield* jsonWithList(report.head, 'findings', lines(report.findings()));
  yield '\n';
};

function* lines(findings: Iterable<Finding>): Iterable<readonly string[]> {
  for (const finding of findings) yield [`    ${jsonText(finding)}`];
}
