import type { CallRequest } from '../model/call.ts';
import { findOperation } from '../model/operations.ts';
import { canonicalJson } from './canonical-json.ts';

/**
 * The input members that tell a call from others of its operation; the whole input where we do not
 * know the operation. A newer collector that sends one more member still finds old evidence.
 */
export function identityMembers({ service, operation, input }: CallRequest): Readonly<Record<string, unknown>> {
  const known = findOperation(`${service}:${operation}`);
  if (!known) return input;
  return Object.fromEntries(
    known.identity.filter((member) => input[member] !== undefined).map((member) => [member, input[member]]),
  );
}

/** What a call is found again by, whichever page it is. Sorts by account, region, service, operation, identity. */
export const callKey = (request: CallRequest): string =>
  canonicalJson([request.account, request.region, request.service, request.operation, identityMembers(request)]);

/** The token a page was asked for with; empty for the first page. */
export function pageToken({ service, operation, input }: CallRequest): string {
  const member = findOperation(`${service}:${operation}`)?.pages?.token;
  const token = member === undefined ? undefined : input[member];
  return typeof token === 'string' ? token : '';
}

/** What one page of a call is found again by. The key is a JSON array, so nothing has to part it from the token. */
export const pageKey = (request: CallRequest): string => `${callKey(request)}${pageToken(request)}`;
