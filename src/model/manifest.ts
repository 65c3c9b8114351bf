/** What a run set out to do. Its digest is the run id: another plan is another run. */
export interface Plan {
  /** Who collects: the identity of the credentials the run started with. */
  readonly caller: { readonly account: string; readonly arn: string };
  readonly partition: string;
  /** The region where what is not regional is asked. */
  readonly region: string;
  /** The role assumed in every account but the caller's; left out when only the caller's is scanned. */
  readonly roleName?: string;
  /** The organisation the caller's account belongs to, if any. */
  readonly organization?: { readonly id: string; readonly managementAccountId: string };
  /** The accounts to look into, sorted. */
  readonly accounts: readonly { readonly id: string; readonly name?: string }[];
  /** Only these regions, where given. */
  readonly regions?: readonly string[];
  /** Organisational units the accounts were chosen by, where given. */
  readonly organizationalUnits?: readonly string[];
  /** Accounts that the configuration excludes, sorted, where there are some. */
  readonly excluded?: readonly string[];
}

/** The parts a run's calls are kept in. Account ids have twelve digits. */
export type EvidencePart = 'organization' | 'confirmations' | `accounts/${string}` | `links/${string}`;

/** One finished evidence file. */
export interface EvidenceFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  /** SHA-256 of the compressed file, hex. */
  readonly sha256: string;
  readonly calls: number;
}

/** `manifest.json`: what an evidence folder holds, and whether that is all of it. */
export interface Manifest {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'trailproof'; readonly version: string };
  /** SHA-256 of the plan, hex. */
  readonly runId: string;
  readonly plan: Plan;
  /** Finished files, sorted by path. */
  readonly files: readonly EvidenceFile[];
  readonly complete: boolean;
}
