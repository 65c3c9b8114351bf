import type { MiddlewareStack } from './guard.ts';

/** What one request, with its retries, did on the wire. */
export interface Watch {
  /** Where it went. */
  host?: string;
  method: string;
  /** HTTP status of the last answer; 0 while none came. */
  status: number;
  attempts: number;
  /** Attempts that AWS answered with "too fast". */
  throttles: number;
}

const THROTTLE =
  /throttl|TooManyRequests|RequestLimitExceeded|SlowDown|LimitExceededException|PriorRequestNotComplete/i;

/** Watches the attempts of one command, and refuses web pages. */
export function watch(command: { readonly middlewareStack: unknown }): Watch {
  const seen: Watch = { method: '', status: 0, attempts: 0, throttles: 0 };
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
      const { hostname = '', method = '' } = args.request as { hostname?: string; method?: string };
      Object.assign(seen, { host: hostname, method, status: 0 });
      const result = await next(args);
      const response = result.response as HttpResponse;
      seen.status = response.statusCode;
      await refuseWebPage(response);
      return result;
    },
    // Low: next to the wire, before the answer is parsed.
    { step: 'deserialize', priority: 'low', name: 'trailproofWire' },
  );
  return seen;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

const WEB_PAGE = /^\s*(<!doctype html|<html)/i;

/**
 * A proxy's page is no answer. The SDK's XML parser would take it for an empty one: a list without
 * buckets, or a topic that does not exist. Only the media type is not enough: moto calls its XML so.
 */
async function refuseWebPage(response: HttpResponse): Promise<void> {
  if (!/\bhtml\b/i.test(response.headers['content-type'] ?? '')) return;
  const chunks: Buffer[] = [];
  for await (const chunk of response.body as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  // The answer to a HEAD request has no body to look at; but whoever stands in for AWS numbers its answers as AWS does.
  const isAws = body.length > 0 ? !WEB_PAGE.test(body.toString('utf8', 0, 200)) : hasAwsHeader(response);
  if (isAws) {
    response.body = new Uint8Array(body);
    return;
  }
  throw Object.assign(new Error('a web page instead of an answer'), {
    $metadata: { httpStatusCode: response.statusCode },
  });
}

const hasAwsHeader = ({ headers }: HttpResponse): boolean =>
  Object.keys(headers).some((name) => name.startsWith('x-amz'));
