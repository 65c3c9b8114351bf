import type { CallName } from '../model/operations.ts';
import { operations } from '../model/operations.ts';

/** What collecting may call: just what the collectors know. */
export const COLLECTING: ReadonlySet<string> = new Set(Object.keys(operations) as CallName[]);

/** A request that Trailproof must never make; nothing has left the process. */
export class OperationRefused extends Error {
  constructor(call: string) {
    super(`refused: ${call} is not among the read operations that Trailproof makes`);
    this.name = 'OperationRefused';
  }
}

/** The part of an SDK client that takes middleware. */
interface Guardable {
  readonly middlewareStack: {
    add(middleware: (next: (args: never) => Promise<never>, context: { commandName?: string }) => (args: never) => Promise<never>, options: object): void;
  };
}

/** Lets a client make only the allowed operations of its service. Enforced before anything is serialised or signed. */
export function guard(client: Guardable, service: string, allowed: ReadonlySet<string>): void {
  client.middlewareStack.add(
    (next, context) => (args) => {
      assertAllowed(`${service}:${(context.commandName ?? '').replace(/Command$/, '')}`, allowed);
      return next(args);
    },
    { step: 'initialize', priority: 'high', name: 'trailproofGuard' },
  );
}

/** Throws OperationRefused for anything that is not allowed. */
export function assertAllowed(call: string, allowed: ReadonlySet<string>): void {
  if (!allowed.has(call)) throw new OperationRefused(call);
}
