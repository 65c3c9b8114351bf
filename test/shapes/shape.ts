import type { Selection } from '../../src/catalog/select-checks.ts';
import { evaluateCalls } from '../../src/cli/evaluate-evidence.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import type { Finding, Status } from '../../src/model/finding.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Change } from './changes.ts';

/** What a check says before and after; a failure, or what nobody can tell, with words of its reason. */
export type Verdicts =
  | readonly [before: Status, after: 'fail' | 'unknown', because: string]
  | readonly [before: Status, after: 'pass' | 'not-applicable'];

/** Something that is found in real accounts, and what it does to verdicts. */
export interface Shape {
  readonly name: string;
  /** What makes the well-kept account the one before; nothing for the account as it is. */
  readonly before?: readonly Change[];
  /** What makes the well-kept account the one after. */
  readonly after: readonly Change[];
  /** The name of the one resource that it is about; nothing for all there are. */
  readonly of?: string;
  /** By check. */
  readonly expect: Readonly<Record<string, Verdicts>>;
}

/** Recorded calls and what they are judged by. */
export interface Case {
  readonly manifest: Manifest;
  readonly calls: readonly RecordedCall[];
  readonly selection: Selection;
}

/** What some checks find in recorded calls after changes. */
export async function judge(
  { manifest, calls, selection }: Case,
  changes: readonly Change[],
  checkIds: readonly string[],
): Promise<readonly Finding[]> {
  const asks = selection.asks.filter(({ check }) => checkIds.includes(check.id));
  const changed = changes.reduce((all, change) => change(all), calls);
  const { findings } = await evaluateCalls(manifest, changed, { ...selection, asks });
  return findings;
}

/** What one check says: of several resources the worst, and why. Throws where it says nothing. */
export function verdictOf(
  findings: readonly Finding[],
  check: string,
  of: string | undefined,
): { readonly status: Status; readonly text: string } {
  const own = findings.filter(
    (finding) => finding.check === check && (of ?? finding.resource.name) === finding.resource.name,
  );
  const status = WORST_FIRST.find((each) => own.some((finding) => finding.status === each));
  if (status === undefined) throw new Error(`${check} says nothing of ${of ?? 'anything'}`);
  const told = own.filter((finding) => finding.status === status);
  return { status, text: told.map(textOf).join('\n') };
}

const WORST_FIRST = ['fail', 'unknown', 'pass', 'not-applicable'] as const satisfies readonly Status[];

const textOf = ({ message, clauses = [], reasons = [] }: Finding): string =>
  [message, ...clauses.flatMap(({ miss }) => miss ?? []), ...reasons].join('\n');
