import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readJson } from '../interpreters/json-text.ts';
import { PatternError } from '../interpreters/pattern-error.ts';
import { UserError } from './user-error.ts';

/** One event of a file. */
export interface FileEvent {
  /** A CloudTrail record; a line of text where the file is no JSON. */
  readonly record: Readonly<Record<string, unknown>> | string;
  /** The EventBridge envelope, where the file holds one. */
  readonly envelope?: Readonly<Record<string, unknown>>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The events of a file: a CloudTrail record, a list of them, a log file with `Records`, compressed or not, what
 * `aws cloudtrail lookup-events` prints, an EventBridge envelope with `detail`, or, where it is no JSON, lines of a log. Throws a UserError when it is not there
 * or its JSON breaks off.
 */
export async function readEventFile(file: string): Promise<readonly FileEvent[]> {
  const read = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(WHY_NOT[error.code ?? '']?.(file) ?? `${file} cannot be read: ${error.message}`, EXPECTED);
  });
  // Some editors and shells put a byte order mark before the text.
  const text = (await unpacked(file, read)).toString('utf8').replace(/^\uFEFF/, '');
  const events = JSON_OBJECTS.test(text) ? eventsIn(file, text) : linesIn(text);
  if (events.length === 0)
    throw new UserError(`${file} holds no event`, 'an event is a JSON object, or a line of text');
  return events;
}

const EXPECTED = 'name a file with a CloudTrail record in JSON';

const WHY_NOT: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `there is no file ${file}`,
  EISDIR: (file) => `${file} is a folder`,
};

/** CloudTrail delivers its log files compressed. */
async function unpacked(file: string, bytes: Buffer): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES }).catch((error: Error) => {
    throw new UserError(`${file} cannot be unpacked: ${error.message}`, EXPECTED);
  });
}

const MOST_BYTES = 2 ** 28;

// A line of a log may begin with a bracket, too: `[INFO] started`.
const JSON_OBJECTS = /^\s*(?:\{|\[\s*[{\]])/;

const linesIn = (text: string): readonly FileEvent[] =>
  text.split(/\r?\n/).flatMap((line) => (line === '' ? [] : { record: line }));

function eventsIn(file: string, text: string): readonly FileEvent[] {
  const value = parse(file, text);
  const records = Array.isArray(value)
    ? value
    : isObject(value) && Array.isArray(value['Records'])
      ? value['Records']
      : isObject(value) && Array.isArray(value['Events'])
        ? value['Events']
        : [value];
  return records.map((written: unknown) => {
    // `aws cloudtrail lookup-events` gives the record as text.
    const isLookedUp = isObject(written) && typeof written['CloudTrailEvent'] === 'string';
    const each = isLookedUp ? parse(file, String(written['CloudTrailEvent'])) : written;
    if (!isObject(each)) throw new UserError(`${file} holds something that is no event`, 'an event is a JSON object');
    return isObject(each['detail']) ? { record: each['detail'], envelope: each } : { record: each };
  });
}

function parse(file: string, text: string): unknown {
  try {
    return readJson(text).value;
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const before = text.slice(0, error.position).split('\n');
    throw new UserError(
      `${file}:${before.length}:${(before.at(-1) ?? '').length + 1} ${error.reason}`,
      'mend the JSON, or take an event as `aws cloudtrail lookup-events` prints it under CloudTrailEvent',
    );
  }
}
