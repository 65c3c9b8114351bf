import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { RecordedCall } from '../model/call.ts';
import type { EvidencePart } from '../model/manifest.ts';
import { EvidenceError, unlessMissing } from './evidence-error.ts';
import { fileAt, finishedPath, growingPath, inFolder, pathsIn } from './layout.ts';
import { parseCall } from './lines.ts';

/** A recorded call and where it stands. */
export interface CallOnDisk {
  readonly call: RecordedCall;
  /** Relative to the folder, with `/`. */
  readonly file: string;
  readonly line: number;
}

/** A file of a folder; a finished one hides what an interrupted run left beside it. */
export interface FileOnDisk {
  readonly name: EvidencePart;
  readonly path: string;
  readonly isFinished: boolean;
}

/** The evidence files of a folder, with or without a manifest: the organisation's, accounts, links. */
export async function listFiles(folder: string): Promise<readonly FileOnDisk[]> {
  const found = new Map<EvidencePart, FileOnDisk>();
  for (const path of await pathsIn(folder)) {
    const file = fileAt(path);
    if (file && !found.get(file.name)?.isFinished) found.set(file.name, { ...file, path });
  }
  return [...found.values()].toSorted((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

const rank = (name: EvidencePart): number => (name === 'organization' ? 0 : name.startsWith('accounts/') ? 1 : 2);

/** Every recorded call of a folder, or of the named files, file by file; finished or not. */
export async function* readCalls(folder: string, names?: readonly EvidencePart[]): AsyncIterable<CallOnDisk> {
  const wanted = names && new Set(names);
  for (const file of await listFiles(folder)) {
    if (!wanted || wanted.has(file.name)) yield* readFileOnDisk(folder, file);
  }
}

/** The calls of one file, finished or growing; none when there is no such file. */
export async function* readFileCalls(folder: string, name: EvidencePart): AsyncIterable<CallOnDisk> {
  for (const file of [
    { name, path: finishedPath(name), isFinished: true },
    { name, path: growingPath(name), isFinished: false },
  ]) {
    const calls = readFileOnDisk(folder, file)[Symbol.asyncIterator]();
    const first = await unlessMissing(calls.next(), undefined);
    if (!first) continue;
    for (let next = first; !next.done; next = await calls.next()) yield next.value;
    return;
  }
}

/** The calls of a file that is known to be there. */
export async function* readFileOnDisk(folder: string, { path, isFinished }: FileOnDisk): AsyncIterable<CallOnDisk> {
  const file = inFolder(folder, path);
  let line = 0;
  for await (const { text, isCut } of readLines(file, isFinished)) {
    line += 1;
    // A run that was killed may have been writing just then; what it finished writing ends in a line break.
    if (isCut && !isFinished) return;
    if (isCut) throw new EvidenceError({ file, line }, 'ends in the middle of a line', CUT_SHORT);
    yield { call: parseCall(text, { file, line }), file: path, line };
  }
}

const CUT_SHORT = 'The file was cut short. Copy it from the original folder again, or collect anew.';
const LINE_BREAK = 0x0a;

/** The lines of a file, without their breaks; `isCut` marks a last one that has none. */
async function* readLines(file: string, isCompressed: boolean): AsyncIterable<{ text: string; isCut: boolean }> {
  let line = 1;
  let rest: Buffer[] = [];
  try {
    for await (const chunk of open(file, isCompressed)) {
      let start = 0;
      for (let end = chunk.indexOf(LINE_BREAK); end !== -1; end = chunk.indexOf(LINE_BREAK, start)) {
        rest.push(chunk.subarray(start, end));
        yield { text: Buffer.concat(rest).toString('utf8'), isCut: false };
        rest = [];
        line += 1;
        start = end + 1;
      }
      if (start < chunk.length) rest.push(chunk.subarray(start));
    }
  } catch (error) {
    throw unpackingError(error, file, line);
  }
  if (rest.length > 0) yield { text: Buffer.concat(rest).toString('utf8'), isCut: true };
}

function open(file: string, isCompressed: boolean): AsyncIterable<Buffer> {
  const bytes = createReadStream(file);
  // The callback only keeps the error from being thrown twice: who iterates gets it.
  return isCompressed ? pipeline(bytes, createGunzip(), () => {}) : bytes;
}

function unpackingError(error: unknown, file: string, line: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR')
    return new EvidenceError({ file, line }, 'breaks off: the compressed file is cut short', CUT_SHORT, {
      cause: error,
    });
  if (code?.startsWith('Z_')) {
    return new EvidenceError(
      { file, line },
      'is damaged or no gzip file',
      'Copy it from the original folder again, or collect anew.',
      { cause: error },
    );
  }
  return error;
}
