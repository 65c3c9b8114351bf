import type { CallError } from '../model/call.ts';

/** An answer of the SDK as it is recorded: no `$metadata`, dates as text, neither bytes nor streams. */
export function toOutput(answer: object): Record<string, unknown> {
  const { $metadata: _, ...members } = answer as { $metadata?: unknown };
  return toPlain(members) as Record<string, unknown>;
}

function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  // oxlint-disable-next-line unicorn/no-instanceof-builtins -- the SDK hands out JSON members as String objects
  if (value instanceof String) return String(value);
  if (Array.isArray(value)) return value.map(toPlain);
  if (ArrayBuffer.isView(value) || 'pipe' in value || 'getReader' in value) return undefined;
  const members = Object.entries(value).map(([name, member]) => [name, toPlain(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** A body that is not what the service speaks, such as an HTML page. */
export const UNPARSABLE = 'UnparsableAnswer';

/** Names the SDK gives an error it could not read a code for. */
const NAMELESS = new Set(['', 'Error', 'Unknown', 'UnknownError', 'S3ServiceException', 'S3ControlServiceException']);

interface SdkError extends Error {
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly Code?: unknown;
  readonly code?: unknown;
}

/**
 * What AWS, or the way to it, answered instead of an output; `undefined` for an error that came from
 * neither, which is a bug of ours. `status` and `method` are what was seen on the wire.
 */
export function toCallError(
  thrown: unknown,
  { status, method }: { readonly status: number; readonly method: string },
): CallError | undefined {
  const error = thrown as SdkError;
  if (error.$fault !== undefined && !(isInvented(error) && method !== 'HEAD')) {
    const code = NAMELESS.has(error.name) && typeof error.Code === 'string' ? error.Code : error.name;
    return { code: code || 'Unknown', message: error.message ?? '', status: error.$metadata?.httpStatusCode ?? status };
  }
  const networkCode = networkCodeOf(error);
  if (networkCode !== undefined) return { code: networkCode, message: error.message ?? '', status: 0 };
  if (status === 0) return undefined;
  // The parser's own words quote the body, and change with the SDK.
  return { code: UNPARSABLE, message: `HTTP ${status} with a body that is not what this service speaks`, status };
}

/**
 * Whether the SDK found neither code nor message. It then calls a 404 "NotFound", which must not pass for
 * AWS saying that there is none. (An answer to HEAD has no body: there the status is all AWS says.)
 */
const isInvented = ({ name, message, Code }: SdkError): boolean =>
  typeof Code !== 'string' &&
  /^(Unknown(Error)?)?$/.test(message ?? '') &&
  (NAMELESS.has(name) || name.startsWith('NotFound'));

/** `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, `HPE_INVALID_CONSTANT`, `TimeoutError` …; none for a wrong argument. */
export function networkCodeOf(thrown: unknown): string | undefined {
  const { name, code } = thrown as SdkError;
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) && !code.startsWith('ERR_INVALID_ARG')) return code;
  return name === 'TimeoutError' ? name : undefined;
}

export const requestIdOf = (answer: unknown): string | undefined =>
  (answer as { $metadata?: { requestId?: string } }).$metadata?.requestId;
