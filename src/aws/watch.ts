import type { MiddlewareStack } from './guard.ts';

/** What one request, with its retries, did on the wire. */
export interface Watch {
  /** Where it went. */
  host?: string;
  /** HTTP status of the last answer; 0 while none came. */
  status: number;
  attempts: number;
  /** Attempts that AWS answered with "too fast". */
  throttles: number;
}

const THROTTLE = /throttl|TooManyRequests|RequestLimitExceeded|SlowDown|LimitExceededException|PriorRequestNotComplete/i;

/** Watches the attempts of one command. */
export function watch(command: { readonly middlewareStack: unknown }): Watch {
  const seen: Watch = { status: 0, attempts: 0, throttles: 0 };
  const stack = command.middlewareStack as MiddlewareStack;
  stack.add(
    (next) => async (args) => {
      seen.attempts += 1;
      try {
        return await next(args);
      } catch (error) {
        if (seen.status === 429 || THROTTLE.test((error as Error).name)) seen.throttles += 1;
        throw error;
      }
    },
    // Low: inside the retry, once for each attempt.
    { step: 'finalizeRequest', priority: 'low', name: 'trailproofAttempts' },
  );
  stack.add(
    (next) => async (args) => {
      seen.host = (args.request as { hostname?: string }).hostname ?? '';
      seen.status = 0;
      const result = await next(args);
      seen.status = (result.response as { statusCode?: number }).statusCode ?? 0;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'trailproofStatus' },
  );
  return seen;
}
