import type { CallError, RecordedCall } from '../model/call.ts';
import type { Scrubber } from './scrub.ts';

const MAX_MESSAGE = 1_000;

/** An SDK output as evidence keeps it: no `$metadata`, dates as text, no secrets. */
export function recordedOutput(output: Readonly<Record<string, unknown>>, scrubber: Scrubber): NonNullable<RecordedCall['output']> {
  const { $metadata: _metadata, Credentials: _credentials, ...rest } = output;
  return JSON.parse(scrubber.clean(JSON.stringify(rest))) as Record<string, unknown>;
}

/** The shape that what the SDK throws may have. */
export interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly Code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string; readonly attempts?: number };
}

/** An SDK error as evidence keeps it. */
export function recordedError(error: SdkError, scrubber: Scrubber): CallError {
  const status = error.$metadata?.httpStatusCode ?? 0;
  return { code: codeOf(error), message: scrubber.clean(error.message ?? '').slice(0, MAX_MESSAGE), status };
}

function codeOf({ name = '', code, Code }: SdkError): string {
  // A page of HTML instead of an answer.
  if (name === 'SyntaxError') return 'UnparsableAnswer';
  if (name === '' || name === 'Error' || name === 'AggregateError') return Code ?? code ?? 'Unknown';
  return name === 'UnknownError' ? (Code ?? 'Unknown') : name;
}
