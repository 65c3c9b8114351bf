import { dirname, resolve } from 'node:path';
import { loadChecks } from '../catalog/load-checks.ts';
import { loadConfig, type Selection, selectChecks } from '../catalog/load-profile.ts';
import { accountResources } from '../collectors/survey-account.ts';
import { surveyRun } from '../collectors/survey-run.ts';
import { buildReport } from '../engine/build-report.ts';
import { evaluateInventory } from '../engine/evaluate-inventory.ts';
import { createReplay, indexCalls } from '../evidence/replay.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { joinSurvey } from '../inventory/join.ts';
import type { CallSource, RecordedCall } from '../model/call.ts';
import type { Manifest, Plan } from '../model/manifest.ts';
import type { Report } from '../model/report.ts';
import { bundledEvents } from './bundled-events.ts';
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

/** Reads our checks and the user's, the profiles and the configuration. Throws a CatalogError with places. */
export async function loadSelection(options: CatalogOptions): Promise<Selection> {
  const configuration = options.config === undefined ? undefined : await loadConfig(options.config);
  const folders = [
    packagePath('checks'),
    ...(configuration?.config.checks ?? []).map((folder) => resolve(dirname(options.config ?? ''), folder)),
    ...(options.checks ?? []),
  ];
  const checks = await loadChecks(await bundledEvents(), ...folders);
  const profiles = options.profiles ?? configuration?.config.profiles ?? ['baseline'];
  const selection = await selectChecks(profiles, packagePath('profiles'), checks, configuration);
  return { ...selection, ...(configuration?.config.failOn && { failOn: configuration.config.failOn }) };
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

/** Judges recorded calls: evidence → report. Same evidence, same report. */
export async function evaluateCalls(
  manifest: Manifest,
  calls: readonly RecordedCall[],
  selection: Selection,
): Promise<Report> {
  const inventory = await inventoryOfCalls(manifest.plan, calls);
  const findings = evaluateInventory(inventory, selection.checks, selection.parameters);
  const times = calls.map(({ at }) => at).toSorted();
  const facts = {
    version: packageVersion(),
    manifest,
    from: times[0] ?? '',
    to: times.at(-1) ?? '',
    calls: calls.length,
  };
  return buildReport(facts, inventory, { ...selection, findings });
}
