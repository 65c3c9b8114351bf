import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import type { Manifest, Plan } from '../model/manifest.ts';
import { canonicalJson } from './canonical-json.ts';
import { EvidenceError, unlessMissing } from './evidence-error.ts';
import { inFolder, MANIFEST } from './layout.ts';
import { manifestSchema, SCHEMA_VERSION } from './schema.ts';

/** Names a run by what it set out to do: another plan is another run. */
export const runIdOf = (plan: Plan): string => createHash('sha256').update(canonicalJson(plan)).digest('hex');

/** The manifest of a run that has not collected anything yet. */
export const newManifest = (plan: Plan, version: string): Manifest => ({
  schemaVersion: SCHEMA_VERSION,
  tool: { name: 'trailproof', version },
  runId: runIdOf(plan),
  plan,
  files: [],
  complete: false,
});

/** Writes `manifest.json` in one step: whoever reads finds the old one or the new one. Makes the folder. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const files = manifest.files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await replaceFile(inFolder(folder, MANIFEST), `${JSON.stringify({ ...manifest, files }, null, 2)}\n`);
}

/** Puts a file in place whole and on disk, readable by its owner only. */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Reads and checks `manifest.json`; `undefined` when the folder has none. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = inFolder(folder, MANIFEST);
  const text = await unlessMissing(readFile(file, 'utf8'), undefined);
  if (text === undefined) return undefined;

  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new EvidenceError({ file }, 'is not JSON', DAMAGED, { cause });
  }
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version !== SCHEMA_VERSION) {
    throw new EvidenceError(
      { file },
      `is of schema version ${version}; this trailproof reads version ${SCHEMA_VERSION}`,
      'Read it with the version of trailproof that wrote it (tool.version in the file), or a newer one.',
    );
  }
  const mistake = await mistakeIn(value);
  if (mistake) throw new EvidenceError({ file }, `is not the manifest of an evidence folder: ${mistake}`, DAMAGED);
  return value as Manifest;
}

const DAMAGED =
  'Take manifest.json from the original folder again, or name the folder that `trailproof collect` wrote.';

async function mistakeIn(value: unknown): Promise<string | undefined> {
  const { Ajv } = await import('ajv');
  const validate = new Ajv({ strict: true }).compile(manifestSchema);
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath.slice(1).replaceAll('/', '.') || 'it'} ${error?.message ?? 'does not fit'}`;
}
