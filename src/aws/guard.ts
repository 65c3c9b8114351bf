import type { STSClient } from '@aws-sdk/client-sts';
import { operations } from '../model/operations.ts';
import { OperationRefused } from './errors.ts';

/** `service:Operation` of everything a client may be used for. */
export type AllowList = ReadonlySet<string>;

/** What collecting may ask, and nothing else: the operations of the table. */
export const COLLECTING: AllowList = new Set(Object.keys(operations));

/** The part of an SDK client that is the same in all of them. */
export type MiddlewareStack = Pick<STSClient['middlewareStack'], 'add'>;

/** Makes a client refuse what is not on the list, before the request is even built. */
export function guard(client: { readonly middlewareStack: unknown }, service: string, allowed: AllowList): void {
  (client.middlewareStack as MiddlewareStack).add(
    (next, context) => async (args) => {
      const operation = String(context['commandName']).replace(/Command$/, '');
      if (!allowed.has(`${service}:${operation}`)) throw new OperationRefused(service, operation);
      return next(args);
    },
    { step: 'initialize', priority: 'high', name: 'trailproofGuard' },
  );
}
