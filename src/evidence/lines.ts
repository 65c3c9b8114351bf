import type { RecordedCall } from '../model/call.ts';
import { EvidenceError } from './evidence-error.ts';

/** Where a line is, for messages. */
export interface LinePlace {
  readonly file: string;
  readonly line: number;
}

/** A recorded call as a line of evidence, without the line break. Members we do not know come last, as they were. */
export function serializeCall(call: RecordedCall): string {
  const { at, account, region, service, operation, input, output, error, requestId, ...unknown } = call;
  return JSON.stringify({ at, account, region, service, operation, input, output, error, requestId, ...unknown });
}

/** Reads a line of evidence back; throws an EvidenceError that says what is wrong with it. */
export function parseCall(text: string, place: LinePlace): RecordedCall {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new EvidenceError(place, `is not JSON: ${excerpt(text)}`, HINT, { cause });
  }
  const mistake = mistakeIn(value);
  if (mistake) throw new EvidenceError(place, `is not a recorded call: ${mistake}`, HINT);
  return value as RecordedCall;
}

const HINT = 'Evidence is not edited by hand. Take the file from the original folder again, or collect anew.';
const EXCERPT = 60;
const excerpt = (text: string): string => JSON.stringify(text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text);

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * What keeps a value from being a recorded call, if anything. By hand, because a folder has millions
 * of lines and ajv takes a moment to load; a test holds it against `callSchema`.
 */
export function mistakeIn(value: unknown): string | undefined {
  if (!isObject(value)) return 'expected an object';
  if (typeof value['at'] !== 'string' || !TIME.test(value['at'])) {
    return '"at" must be a UTC time such as 2026-11-20T10:00:00Z';
  }
  if (typeof value['account'] !== 'string' || !/^\d{12}$/.test(value['account'])) {
    return '"account" must be twelve digits in quotes';
  }
  for (const member of ['region', 'service', 'operation']) {
    if (!isText(value[member])) return `"${member}" must be a name`;
  }
  if (!isObject(value['input'])) return '"input" must be an object';
  if ('output' in value === 'error' in value) return 'expected either "output" or "error"';
  if ('output' in value && !isObject(value['output'])) return '"output" must be an object';
  if ('error' in value && !isCallError(value['error'])) return '"error" must have a code, a message and a status';
  if ('requestId' in value && !isText(value['requestId'])) return '"requestId" must be a name';
  return undefined;
}

const isCallError = (value: unknown): boolean =>
  isObject(value) &&
  isText(value['code']) &&
  typeof value['message'] === 'string' &&
  Number.isInteger(value['status']) &&
  (value['status'] as number) >= 0;
