import type { ProfileControls } from './control.ts';
import type { Finding, Severity, Status } from './finding.ts';
import type { ParameterValue } from './parameter.ts';

/** What of a check goes into a report: its texts, once. */
export interface CheckText {
  readonly id: string;
  readonly title: string;
  readonly area: string;
  readonly severity: Severity;
  /** What the severity is by the check itself, where the configuration sets another. */
  readonly severityChanged?: { readonly from: Severity; readonly reason: string };
  readonly resource: string;
  readonly why: string;
  readonly fix: {
    readonly summary: string;
    readonly cli?: string;
    readonly terraform?: string;
    readonly cloudformation?: string;
    readonly caution?: string;
  };
  readonly references: readonly string[];
  /** The parameters it was judged with; without those of its variants. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Where profiles ask it with different parameters: each set of values, and who asks for it. */
  readonly variants?: readonly {
    readonly params: Readonly<Record<string, ParameterValue>>;
    readonly profiles: readonly string[];
  }[];
}

/** An account of the run, and whether it could be looked into. */
export interface ScannedAccount {
  readonly id: string;
  readonly name?: string;
  readonly seen: boolean;
  /** Why not, when not seen. */
  readonly reason?: string;
  /** Regions looked into. */
  readonly regions: readonly string[];
}

/** The first part of a report: everything but the findings. */
export interface ReportHead {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'trailproof'; readonly version: string };
  readonly evidence: {
    readonly runId: string;
    /** First and last answer, ISO 8601. */
    readonly from: string;
    readonly to: string;
    /** False when collecting did not finish. */
    readonly complete: boolean;
    readonly calls: number;
    /** SHA-256 of each evidence file, by path. */
    readonly files: Readonly<Record<string, string>>;
  };
  readonly caller: { readonly account: string; readonly arn: string };
  readonly organization?: { readonly id: string; readonly managementAccountId: string };
  readonly profiles: readonly string[];
  readonly accounts: readonly ScannedAccount[];
  /** Accounts that the configuration keeps out of the run; left out when there are none. */
  readonly excluded?: readonly string[];
  readonly checks: readonly CheckText[];
  /** The view by control of each profile that has controls; left out when none has. */
  readonly controls?: readonly ProfileControls[];
  readonly summary: Readonly<Record<Status, number>> & {
    /** Unknown findings that are bugs of a check. */
    readonly checkErrors: number;
    /** Failures by severity. */
    readonly failures: Readonly<Record<Severity, number>>;
  };
}

/** The full report, as `--format json` writes it. */
export interface Report extends ReportHead {
  /** Sorted by account, region, resource, check. */
  readonly findings: readonly Finding[];
}

/** What a reporter reads: the head, and the findings as often as it asks for them. */
export interface ReportReader {
  readonly head: ReportHead;
  findings(): Iterable<Finding>;
}

/** Turns a finished report into text, piece by piece. Pure: no printing, no deciding, no clock. */
export type Reporter = (report: ReportReader, options: ReporterOptions) => Iterable<string>;

export interface ReporterOptions {
  /** Colour for a terminal. */
  readonly colour: boolean;
  /** Columns to wrap at. */
  readonly width: number;
  /** Show passes and not-applicable findings too, where the format leaves them out by default. */
  readonly verbose: boolean;
}
