import { createHash } from 'node:crypto';
import { SarifResultBuilder } from 'node-sarif-builder';
import type { Result } from 'sarif';
import type { Finding, Status } from '../model/finding.ts';
import { variantKey } from '../model/parameter.ts';
import type { CheckText } from '../model/report.ts';
import { visible } from './escape.ts';
import { postureUri } from './posture-path.ts';
import { LEVEL } from './sarif-rules.ts';
import { messageOf } from './sarif-text.ts';

/** The full log, or what GitHub code scanning can make sense of. */
export type SarifKind = 'sarif' | 'sarif-github';

const KIND = {
  pass: 'pass',
  fail: 'fail',
  'not-applicable': 'notApplicable',
  unknown: 'open',
} as const satisfies Record<Status, Result.kind>;

/** A finding as a result. `ruleIndex` is where the run has the check's rule. */
export function toResult(finding: Finding, check: CheckText, ruleIndex: number, sarifKind: SarifKind): Result {
  const { resource, status } = finding;
  const { result } = new SarifResultBuilder({
    ruleIndex,
    // GitHub knows no kinds: an undecided check that failed before has to stay an alert.
    kind: sarifKind === 'sarif-github' ? 'fail' : KIND[status],
    partialFingerprints: { primaryLocationLineHash: fingerprint(finding.check, resource.id, variantKey(finding)) },
    properties: propertiesOf(finding, sarifKind),
  }).initSimple({
    level: levelOf(finding, check, sarifKind),
    messageText: messageOf(finding, check),
    ruleId: finding.check,
    fileUri: postureUri(resource),
    startLine: 1,
    startColumn: 1,
    endLine: 1,
    endColumn: 1,
  });
  for (const location of result.locations ?? []) {
    location.logicalLocations = [{ name: visible(resource.name), kind: 'resource', fullyQualifiedName: resource.id }];
  }
  return result;
}

function levelOf({ status }: Finding, { severity }: CheckText, sarifKind: SarifKind): Result.level {
  if (status === 'fail') return LEVEL[severity];
  // The format wants `none` wherever `kind` is not `fail`.
  return sarifKind === 'sarif-github' ? 'note' : 'none';
}

/** Of what makes a result the same one in the next run, and of nothing else. For ever: see `postureFile`. */
const fingerprint = (check: string, resource: string, subKey = ''): string =>
  `${createHash('sha256').update([check, resource, subKey].join('\0')).digest('hex').slice(0, 16)}:1`;

// What has no value is left out when the result is written.
const propertiesOf = (
  { resource, status, params, reasons, checkError, fix, evidence }: Finding,
  sarifKind: SarifKind,
) => ({
  status,
  resourceType: resource.type,
  account: resource.account,
  region: resource.region,
  params,
  reasons,
  checkError,
  fix,
  evidence: sarifKind === 'sarif' ? evidence : undefined,
});
