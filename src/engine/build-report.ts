import type { Check, ParameterValue } from '../expressions/check.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { type Finding, SEVERITIES, type Severity, STATUSES, type Status } from '../model/finding.ts';
import type { Manifest } from '../model/manifest.ts';
import type { CheckText, Report, ReportHead } from '../model/report.ts';
import { parametersOf } from './parameters.ts';

/** What a report says of the evidence beyond its manifest. */
export interface EvidenceFacts {
  /** The version that judges; the manifest names the one that collected. */
  readonly version: string;
  readonly manifest: Manifest;
  /** First and last answer, ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly calls: number;
}

/** Puts findings and what is known of the run into a report. */
export function buildReport(
  facts: EvidenceFacts,
  inventory: Inventory,
  judged: {
    readonly checks: readonly Check[];
    readonly parameters: Readonly<Record<string, ParameterValue>>;
    readonly profiles: readonly string[];
    readonly findings: readonly Finding[];
  },
): Report {
  const { manifest } = facts;
  return {
    schemaVersion: 1,
    tool: { name: 'trailproof', version: facts.version },
    evidence: {
      runId: manifest.runId,
      from: facts.from,
      to: facts.to,
      complete: manifest.complete,
      calls: facts.calls,
      files: Object.fromEntries(manifest.files.map(({ path, sha256 }) => [path, sha256])),
    },
    caller: manifest.plan.caller,
    ...(manifest.plan.organization && { organization: manifest.plan.organization }),
    profiles: judged.profiles,
    accounts: inventory.accounts.map(({ account, name, regions, notSeen }) => ({
      id: account,
      ...(name !== account && { name }),
      seen: notSeen === undefined,
      ...(notSeen && { reason: notSeen.reason }),
      regions,
    })),
    checks: judged.checks.map((check) => checkText(check, judged.parameters)),
    summary: summarise(judged.checks, judged.findings),
    findings: judged.findings,
  };
}

const checkText = (check: Check, parameters: Readonly<Record<string, ParameterValue>>): CheckText => {
  const { terraform, cloudformation, caution } = check.fix;
  return {
    id: check.id,
    title: check.title,
    area: check.area,
    severity: check.severity,
    resource: check.resource,
    why: check.why,
    fix: {
      summary: check.fix.summary.text,
      ...(check.fix.cli && { cli: check.fix.cli.text }),
      ...(terraform !== undefined && { terraform }),
      ...(cloudformation !== undefined && { cloudformation }),
      ...(caution !== undefined && { caution }),
    },
    references: check.references,
    params: parametersOf(check, parameters),
  };
};

function summarise(checks: readonly Check[], findings: readonly Finding[]): ReportHead['summary'] {
  const severityOf = new Map(checks.map(({ id, severity }) => [id, severity]));
  const statuses = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  const failures = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  let checkErrors = 0;
  for (const { check, status, checkError } of findings) {
    statuses[status]++;
    if (checkError) checkErrors++;
    const severity = severityOf.get(check);
    if (status === 'fail' && severity) failures[severity]++;
  }
  return { ...statuses, checkErrors, failures };
}
