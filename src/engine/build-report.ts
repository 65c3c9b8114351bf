import type { AskedProfile } from '../catalog/select-checks.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { type Finding, SEVERITIES, type Severity, STATUSES, type Status } from '../model/finding.ts';
import type { Manifest } from '../model/manifest.ts';
import type { CheckText, Report, ReportHead } from '../model/report.ts';
import { controlResults } from './control-results.ts';
import type { Variant } from './variants.ts';

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
    readonly profiles: readonly string[];
    readonly controls: readonly AskedProfile[];
    readonly variants: readonly Variant[];
    readonly findings: readonly Finding[];
  },
): Report {
  const { manifest } = facts;
  const { controls, variants, findings } = judged;
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
    ...(manifest.plan.excluded && { excluded: manifest.plan.excluded }),
    checks: byCheck(variants).map(checkText),
    ...(controls.length > 0 && { controls: controlResults(controls, variants, findings) }),
    summary: summarise(variants, findings),
    findings,
  };
}

type Variants = readonly [Variant, ...Variant[]];

/** The variants of each check, in their order. */
function byCheck(variants: readonly Variant[]): readonly Variants[] {
  const groups = new Map<string, [Variant, ...Variant[]]>();
  for (const variant of variants) {
    const group = groups.get(variant.check.id);
    if (group) group.push(variant);
    else groups.set(variant.check.id, [variant]);
  }
  return [...groups.values()];
}

const checkText = (variants: Variants): CheckText => {
  const [{ check, params, own = {} }] = variants;
  const { terraform, cloudformation, caution } = check.fix;
  return {
    id: check.id,
    title: check.title,
    area: check.area,
    severity: check.severity,
    ...(check.severityChanged && { severityChanged: check.severityChanged }),
    resource: check.resource,
    why: check.why,
    fix: {
      summary: check.fix.summary.text,
      ...(check.fix.cli && { cli: check.fix.cli.text }),
      ...(terraform && { terraform: terraform.text }),
      ...(cloudformation && { cloudformation: cloudformation.text }),
      ...(caution !== undefined && { caution }),
    },
    references: check.references,
    params: Object.fromEntries(Object.entries(params).filter(([name]) => !Object.hasOwn(own, name))),
    ...(variants.length > 1 && {
      variants: variants.map((variant) => ({ params: variant.own ?? {}, profiles: variant.profiles })),
    }),
  };
};

function summarise(variants: readonly Variant[], findings: readonly Finding[]): ReportHead['summary'] {
  const severityOf = new Map(variants.map(({ check: { id, severity } }) => [id, severity]));
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
