import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidencePart } from '../model/manifest.ts';
import { unlessMissing } from './evidence-error.ts';

export const MANIFEST = 'manifest.json';

const NAME = /^(?:organization|confirmations|(?:accounts|links)\/(\d{12}))$/;
const FINISHED = '.ndjson.gz';
const GROWING = '.ndjson.gz.part';

/** Where a finished file lies, relative to the folder, with `/`. */
export const finishedPath = (name: EvidencePart): string => `${name}${FINISHED}`;

/** Where a file lies while it grows: plain NDJSON. */
export const growingPath = (name: EvidencePart): string => `${name}${GROWING}`;

export const isEvidencePart = (name: string): name is EvidencePart => NAME.test(name);

/** The account a file is about; those of the organisation and of confirmations are about none. */
export const accountOf = (name: EvidencePart): string | undefined => NAME.exec(name)?.[1];

/** Says what a path inside an evidence folder is; `undefined` for anything that is no evidence. */
export function fileAt(path: string): { readonly name: EvidencePart; readonly isFinished: boolean } | undefined {
  for (const [ending, isFinished] of [
    [FINISHED, true],
    [GROWING, false],
  ] as const) {
    const name = path.endsWith(ending) ? path.slice(0, -ending.length) : '';
    if (isEvidencePart(name)) return { name, isFinished };
  }
  return undefined;
}

/** Joins a folder and a path inside it, for opening and for messages. */
export const inFolder = (folder: string, path: string): string => join(folder, path);

/** All there is in an evidence folder, sorted; a folder that does not belong there ends in `/` and is not looked into. */
export async function pathsIn(folder: string): Promise<readonly string[]> {
  const below = await Promise.all(['accounts', 'links'].map((name) => entriesOf(folder, name)));
  const top = (await entriesOf(folder)).filter((path) => path !== 'accounts/' && path !== 'links/');
  return [...top, ...below.flat()].toSorted();
}

async function entriesOf(folder: string, name = ''): Promise<readonly string[]> {
  const entries = await unlessMissing(readdir(join(folder, name), { withFileTypes: true }), []);
  return entries.map((entry) => `${name && `${name}/`}${entry.name}${entry.isDirectory() ? '/' : ''}`);
}
