import { Worker } from 'node:worker_threads';
import type { Variant } from '../engine/variants.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Finding } from '../model/finding.ts';
import type { CatalogOptions } from './evaluate-evidence.ts';
import { packagePath } from './package.ts';

/** What the worker is given: where the evidence lies, what is judged by, and the check to begin with. */
export interface PackQuestion {
  readonly folder: string;
  readonly options: CatalogOptions;
  readonly from: number;
}

/** What the worker says, check by check: that it begins, or what came of it. */
export type PackAnswer = { readonly begins: true } | { readonly begins: false; readonly findings: readonly Finding[] };

/** What a pack of checks that is not ours may use. */
export interface PackLimits {
  /** Time for one check over all resources, in milliseconds. */
  readonly checkMs: number;
  /** Memory in megabytes, beyond what this process holds: the worker reads the same evidence, however much that is. */
  readonly memoryMb: number;
}

const PACK_LIMITS: PackLimits = { checkMs: 10_000, memoryMb: 1024 };

/**
 * Judges checks that are not ours in a thread of their own: CEL always ends, but a few nested macros may take
 * for ever to. A check that goes beyond the limits is `unknown` as a check error, and the rest go on without it.
 */
export async function judgePack(
  question: Omit<PackQuestion, 'from'>,
  variants: readonly Variant[],
  inventory: Inventory,
  limits: PackLimits = PACK_LIMITS,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (let from = 0; from < variants.length; ) {
    const { judged, stopped } = await runWorker({ ...question, from }, limits);
    for (const finding of judged.flat()) findings.push(finding);
    from += judged.length;
    const variant = variants[from];
    if (!variant) break;
    if (stopped === undefined) throw new Error(`the worker ended without a word on ${variant.check.id}`);
    findings.push(beyondLimits(variant, inventory, stopped));
    from += 1;
  }
  return findings;
}

interface Progress {
  /** What came of each check, in order. */
  readonly judged: readonly (readonly Finding[])[];
  /** Why the check after them was stopped; left out when there is none. */
  readonly stopped?: string;
}

async function runWorker(question: PackQuestion, limits: PackLimits): Promise<Progress> {
  // The built file, in development too: a worker does not inherit how TypeScript was loaded.
  const held = process.memoryUsage().heapUsed / 1024 ** 2;
  const worker = new Worker(packagePath('dist/cli/pack-worker.js'), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(held + limits.memoryMb) },
  });
  try {
    return await follow(worker, limits);
  } finally {
    await worker.terminate();
  }
}

/** Listens until the worker is done, breaks, or takes too long over a check. */
function follow(worker: Worker, { checkMs, memoryMb }: PackLimits): Promise<Progress> {
  const judged: (readonly Finding[])[] = [];
  let timer: NodeJS.Timeout | undefined;
  return new Promise<Progress>((resolve, reject) => {
    worker.on('message', (answer: PackAnswer) => {
      clearTimeout(timer);
      if (!answer.begins) judged.push(answer.findings);
      else timer = setTimeout(() => resolve({ judged, stopped: `it did not end within ${checkMs / 1000} s` }), checkMs);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ judged, stopped: `it used more than ${memoryMb} MB` });
      else reject(error);
    });
    worker.on('exit', () => resolve({ judged }));
  }).finally(() => clearTimeout(timer));
}

function beyondLimits({ check, own }: Variant, { root }: Inventory, why: string): Finding {
  const reason = `check error: ${why}, so it was stopped`;
  return {
    check: check.id,
    resource: root,
    status: 'unknown',
    message: `Undecided: ${reason}.`,
    ...(own && { params: own }),
    reasons: [reason],
    checkError: true,
    evidence: [],
  };
}
