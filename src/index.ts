/** Trailproof as a library: collect evidence, judge it, report it. */
export { type CallSource, type CallReference, type RecordedCall } from './model/call.ts';
export type { Finding, ResourceReference, Severity, Status } from './model/finding.ts';
export type { Manifest, Plan } from './model/manifest.ts';
export type { Report, Reporter, ReporterOptions, ReportReader } from './model/report.ts';
export { CatalogError } from './catalog/source-file.ts';
export type { Selection } from './catalog/load-profile.ts';
export { collectEvidence, type CollectOptions } from './cli/collect-evidence.ts';
export { type CatalogOptions, evaluateCalls, loadSelection } from './cli/evaluate-evidence.ts';
export { type PlannedRun, planRun, type RunOptions } from './cli/plan-run.ts';
export { readEvidence } from './cli/read-evidence.ts';
export { canonicalReport } from './engine/canonical.ts';
export { EvidenceError } from './evidence/evidence-error.ts';
export { verifyFolder } from './evidence/verify.ts';
export { readerOf } from './cli/output.ts';
export { formats, type FormatName } from './reporters/index.ts';
