import type { CallRequest } from '../model/call.ts';
import { findOperation, identityMembers } from '../model/operations.ts';
import { canonicalJson } from './canonical-json.ts';

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
