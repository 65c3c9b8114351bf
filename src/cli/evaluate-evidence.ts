import { resolve, sep } from 'node:path';
import { loadConfig } from '../catalog/load-config.ts';
import { type Selection, selectChecks } from '../catalog/select-checks.ts';
import { accountResources } from '../collectors/survey-account.ts';
import { surveyRun } from '../collectors/survey-run.ts';
import { buildReport } from '../engine/build-report.ts';
import { byResource, evaluateInventory } from '../engine/evaluate-inventory.ts';
import { type Variant, variantsOf } from '../engine/variants.ts';
import { createReplay, indexCalls } from '../evidence/replay.ts';
import type { Check } from '../expressions/check.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { joinSurvey } from '../inventory/join.ts';
import type { CallSource, RecordedCall } from '../model/call.ts';
import type { Finding } from '../model/finding.ts';
import type { Manifest, Plan } from '../model/manifest.ts';
import type { Report } from '../model/report.ts';
import { allChecks, holdsNoChecks } from './all-checks.ts';
import { confirmationsIn } from './confirm-patterns.ts';
import { packagePath, packageVersion } from './package.ts';

/** What is judged by: which profiles, whose checks. */
export interface CatalogOptions {
  readonly profiles?: readonly string[];
  /** Folders of further checks. */
  readonly checks?: readonly string[];
  /** `trailproof.yaml`. */
  readonly config?: string;
}

/** Whether a check's file is a place, or lies somewhere below it. */
const liesIn = (place: string, { file }: Check): boolean =>
  `${resolve(file)}${sep}`.startsWith(`${resolve(place)}${sep}`);

/** Reads our checks and the user's, the profiles and the configuration. Throws a CatalogError with places. */
export async function loadSelection(options: CatalogOptions): Promise<Selection> {
  const configuration = options.config === undefined ? undefined : await loadConfig(options.config);
  const checks = await allChecks(configuration, options.checks);
  // A folder that was mistyped must not take its checks out of a gate unseen.
  for (const place of options.checks ?? [])
    if (!checks.some((check) => liesIn(place, check))) throw holdsNoChecks(place);
  return selectChecks(options.profiles, packagePath('profiles'), checks, configuration);
}

/** The inventory that the recorded calls of a run show. */
export async function inventoryOf(plan: Plan, source: CallSource): Promise<Inventory> {
  const survey = await surveyRun(plan, () => Promise.resolve({ source, close: () => Promise.resolve() }), {
    concurrency: 1,
  });
  return joinSurvey(survey, accountResources);
}

/** The inventory that recorded calls show, with what AWS said of patterns where it was asked. */
export async function inventoryOfCalls(plan: Plan, calls: readonly RecordedCall[]): Promise<Inventory> {
  return { ...(await inventoryOf(plan, createReplay(indexCalls(calls)))), confirmed: confirmationsIn(calls) };
}

/** What is asked of checks that are not ours. */
export const foreignVariants = ({ asks }: Selection): readonly Variant[] => variantsOf(asks).filter(isForeign);

const isForeign = ({ check }: Variant): boolean => !liesIn(packagePath('checks'), check);

/** Judges checks that are not ours, at arm's length. */
export type JudgeForeign = (variants: readonly Variant[], inventory: Inventory) => Promise<readonly Finding[]>;

/** Judges recorded calls: evidence → report. Same evidence, same report. Without `judgeForeign` all checks are trusted. */
export async function evaluateCalls(
  manifest: Manifest,
  calls: readonly RecordedCall[],
  selection: Selection,
  judgeForeign?: JudgeForeign,
): Promise<Report> {
  const inventory = await inventoryOfCalls(manifest.plan, calls);
  const variants = variantsOf(selection.asks);
  const foreign = judgeForeign ? variants.filter(isForeign) : [];
  const trusted = judgeForeign ? variants.filter((variant) => !isForeign(variant)) : variants;
  const findings = [
    ...evaluateInventory(inventory, trusted),
    ...(foreign.length > 0 ? ((await judgeForeign?.(foreign, inventory)) ?? []) : []),
  ].toSorted(byResource);
  const times = calls.map(({ at }) => at).toSorted();
  const facts = {
    version: packageVersion(),
    manifest,
    from: times[0] ?? '',
    to: times.at(-1) ?? '',
    calls: calls.length,
  };
  return buildReport(facts, inventory, { ...selection, variants, findings });
}
