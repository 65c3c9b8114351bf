/** Trailproof as a library: collect evidence, judge it, report it. */

export type { Selection } from './catalog/select-checks.ts';
export { CatalogError } from './catalog/source-file.ts';
export { type CollectOptions, collectEvidence } from './cli/collect-evidence.ts';
export { type CatalogOptions, evaluateCalls, loadSelection } from './cli/evaluate-evidence.ts';
export { readerOf } from './cli/output.ts';
export { type PlannedRun, planRun, type RunOptions } from './cli/plan-run.ts';
export { readEvidence } from './cli/read-evidence.ts';
export { canonicalReport } from './engine/canonical.ts';
export { EvidenceError } from './evidence/evidence-error.ts';
export { verifyFolder } from './evidence/verify.ts';
export { type CallReference, type CallSource, type RecordedCall } from './model/call.ts';
export type { Finding, ResourceReference, Severity, Status } from './model/finding.ts';
export type { Manifest, Plan } from './model/manifest.ts';
export type { Report, Reporter, ReporterOptions, ReportReader } from './model/report.ts';
export { type FormatName, formats } from './reporters/index.ts';
