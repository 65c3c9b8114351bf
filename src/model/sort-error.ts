import type { CallError, CallRequest } from './call.ts';
import { Gap, type GapKind } from './gap.ts';
import { findOperation } from './operations.ts';

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
  'AuthorizationErrorException',
  'AllAccessDisabled',
  'MethodNotAllowed',
]);

/** Codes of a region that is not enabled; the same codes mean bad credentials, so the caller is asked first. */
const DISABLED_REGION = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'AuthFailure',
  'OptInRequired',
  'InvalidAccessKeyId',
]);

const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'LimitExceededException',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'PriorRequestNotComplete',
]);

/** Codes that say the credentials have run out, not that something is forbidden. */
export const EXPIRED_CREDENTIALS: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenRefreshRequired',
  'CredentialsProviderError',
]);

const kindOf = ({ code, status }: CallError): GapKind => {
  if (THROTTLED.has(code) || status === 429) return 'throttled';
  if (DISABLED_REGION.has(code)) return 'disabled-region';
  if (DENIED.has(code) || status === 403) return 'denied';
  return 'failed';
};

/**
 * Says what AWS's refusal means: `absent` is a definite "there is none", anything else a gap.
 * The one table for errors; codes from the API reference of each service.
 */
export function sortError(request: CallRequest, error: CallError): 'absent' | Gap {
  const call = `${request.service}:${request.operation}`;
  const operation = findOperation(call);
  if (operation?.absent?.includes(error.code)) return 'absent';
  const kind = kindOf(error);
  const what = operation?.action ?? call;
  const where = `${request.account} ${request.region}`;
  return new Gap(kind, `${phrase(kind, error)} on ${what} in ${where}`);
}

const phrase = (kind: GapKind, { code, status }: CallError): string => {
  if (kind === 'disabled-region') return `${code} (region not enabled)`;
  if (code !== '' && code !== 'Unknown') return code;
  return status === 403 ? 'AccessDenied' : `HTTP ${status}`;
};

/** The gap of a call that this evidence does not hold. */
export function notCollected(request: CallRequest): Gap {
  const call = `${request.service}:${request.operation}`;
  const what = findOperation(call)?.action ?? call;
  return new Gap(
    'not-collected',
    `not collected: this evidence was made without it (${what} in ${request.account} ${request.region})`,
  );
}
