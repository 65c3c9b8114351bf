import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rm, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RecordedCall } from '../model/call.ts';
import type { EvidenceFile, EvidencePart } from '../model/manifest.ts';
import { EvidenceError, unlessMissing } from './evidence-error.ts';
import { callKey } from './identity.ts';
import { finishedPath, growingPath, inFolder } from './layout.ts';
import { serializeCall } from './lines.ts';
import { replaceFile } from './manifest.ts';
import { readFileOnDisk } from './reader.ts';

/** A file of evidence that grows call by call until it is finished. */
export interface GrowingFile {
  /** Writes a call; when it resolves, a killed process no longer loses it. */
  append(call: RecordedCall): Promise<void>;
  /** The calls an interrupted run had written. */
  recorded(): readonly RecordedCall[];
  /** Sorts, compresses and puts the file in its place. Nothing may be appended after. */
  finish(): Promise<EvidenceFile>;
  /** Stops for now: the file stays as it is and can be opened again. */
  close(): Promise<void>;
}

/** Opens a file to append to; takes up what an interrupted run left of it. Makes the folders. */
export async function openEvidenceFile(folder: string, name: EvidencePart): Promise<GrowingFile> {
  const finished = inFolder(folder, finishedPath(name));
  if (await unlessMissing(stat(finished), undefined)) {
    throw new EvidenceError(
      { file: finished },
      'is finished already',
      'Collect into another folder, or delete this one to start over.',
    );
  }
  const path = growingPath(name);
  const file = inFolder(folder, path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await dropCutLine(file);
  const handle = await open(file, constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY, 0o600);
  try {
    const recorded: RecordedCall[] = [];
    for await (const { call } of readFileOnDisk(folder, { name, path, isFinished: false })) recorded.push(call);
    return new OpenFile(folder, name, handle, recorded);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** What `finish` returned for a file that is finished; `undefined` for one that is not. */
export async function finishedFile(folder: string, name: EvidencePart): Promise<EvidenceFile | undefined> {
  const path = finishedPath(name);
  const bytes = await unlessMissing(readFile(inFolder(folder, path)), undefined);
  if (!bytes) return undefined;
  let calls = 0;
  for await (const _ of readFileOnDisk(folder, { name, path, isFinished: true })) calls += 1;
  // A run killed in its last step leaves both.
  await rm(inFolder(folder, growingPath(name)), { force: true });
  return { path, sha256: digest(bytes), calls };
}

class OpenFile implements GrowingFile {
  readonly #folder: string;
  readonly #name: EvidencePart;
  readonly #handle: FileHandle;
  readonly #recorded: readonly RecordedCall[];
  #writing: Promise<void> = Promise.resolve();
  #isOpen = true;

  constructor(folder: string, name: EvidencePart, handle: FileHandle, recorded: readonly RecordedCall[]) {
    this.#folder = folder;
    this.#name = name;
    this.#handle = handle;
    this.#recorded = recorded;
  }

  append(call: RecordedCall): Promise<void> {
    if (!this.#isOpen) throw new Error(`${this.#name} is finished: nothing can be appended`);
    // One line after the other: two writes at once could tear each other apart. After a failed one (a full disk)
    // no other may follow, or it would continue a torn line.
    this.#writing = this.#writing.then(() => this.#handle.appendFile(`${serializeCall(call)}\n`));
    this.#writing.catch(() => {});
    return this.#writing;
  }

  recorded(): readonly RecordedCall[] {
    return this.#recorded;
  }

  async finish(): Promise<EvidenceFile> {
    await this.close();
    const calls: RecordedCall[] = [];
    const growing = growingPath(this.#name);
    for await (const { call } of readFileOnDisk(this.#folder, { name: this.#name, path: growing, isFinished: false }))
      calls.push(call);
    const bytes = await compress(
      inCanonicalOrder(calls)
        .map((call) => `${serializeCall(call)}\n`)
        .join(''),
    );
    const path = finishedPath(this.#name);
    await replaceFile(inFolder(this.#folder, path), bytes);
    await rm(inFolder(this.#folder, growing));
    return { path, sha256: digest(bytes), calls: calls.length };
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      await this.#writing;
    } finally {
      await this.#handle.close();
    }
  }
}

/** Sorted by what a call is found by. The pages of one call keep the order they were asked in. */
function inCanonicalOrder(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  const keyed = calls.map((call) => ({ call, key: callKey(call) }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ call }) => call);
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const OS_BYTE = 9;
const UNKNOWN_OS = 255;

/** gzip with a fixed header: Node writes no time, but the system it runs on. */
async function compress(text: string): Promise<Buffer> {
  const bytes = await promisify(gzip)(text, { level: 9 });
  bytes[OS_BYTE] = UNKNOWN_OS;
  return bytes;
}

async function dropCutLine(file: string): Promise<void> {
  const bytes = await unlessMissing(readFile(file), undefined);
  const whole = bytes ? bytes.lastIndexOf('\n') + 1 : 0;
  if (bytes && whole < bytes.length) await truncate(file, whole);
}
