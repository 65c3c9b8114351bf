import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { evaluateInventory } from '../engine/evaluate-inventory.ts';
import { foreignVariants, inventoryOfCalls, loadSelection } from './evaluate-evidence.ts';
import type { PackAnswer, PackQuestion } from './judge-pack.ts';
import { readEvidence } from './read-evidence.ts';

/** The worker of `judgePack`: judges the checks of a pack one by one, and says after each what came of it. */
const { folder, options, from } = workerData as PackQuestion;
const port = parentPort as MessagePort;
const selection = await loadSelection(options);
const { manifest, calls } = await readEvidence(folder);
const inventory = await inventoryOfCalls(manifest.plan, calls);
for (const variant of foreignVariants(selection).slice(from)) {
  port.postMessage({ begins: true } satisfies PackAnswer);
  const findings = evaluateInventory(inventory, [variant]);
  port.postMessage({ begins: false, findings } satisfies PackAnswer);
}
