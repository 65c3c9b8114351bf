import type { CallError } from '../model/call.ts';
import { requestIdOf, toCallError } from './answer.ts';
import { type AwsClient, commandOf } from './clients.ts';
import { OperationRefused } from './errors.ts';
import type { Scrubber } from './scrub.ts';
import { watch } from './watch.ts';

/** What came of one request, retries included. For progress and `--debug`: no bodies, no secrets. */
export interface CallEvent {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly ms: number;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly attempts: number;
  /** How many of the attempts were too fast for AWS. */
  readonly throttles: number;
  /** The code, when it was refused. */
  readonly error?: string;
}

/** What came back: the SDK's own answer, not yet fit to be recorded, or a refusal already scrubbed. */
export interface Answer {
  readonly raw?: object;
  readonly error?: CallError;
  readonly requestId?: string;
  /** Where the request went. */
  readonly host?: string;
}

/** A request as the SDK takes it. */
export interface Outgoing {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

export interface SendOptions {
  readonly scrubber: Scrubber;
  readonly signal?: AbortSignal | undefined;
  readonly onCall?: ((event: CallEvent) => void) | undefined;
}

const LONGEST_MESSAGE = 1000;
const LONGEST_CODE = 100;

/** Sends one request. Throws only what is no answer: an interruption, a refused operation, a bug. */
export async function send(
  client: AwsClient,
  request: Outgoing,
  { scrubber, signal, onCall }: SendOptions,
): Promise<Answer> {
  const { account, region, service, operation, input } = request;
  const command = await commandOf(service, operation, input);
  if (!command) throw new OperationRefused(service, operation);
  const seen = watch(command);
  const start = performance.now();
  const report = (status: number, error?: CallError): void =>
    onCall?.({
      account,
      region,
      service,
      operation,
      ms: Math.round(performance.now() - start),
      status,
      attempts: seen.attempts,
      throttles: seen.throttles,
      ...(error && { error: error.code }),
    });

  let raw: object;
  try {
    raw = await client.send(command, signal ? { abortSignal: signal } : {});
  } catch (thrown) {
    signal?.throwIfAborted();
    const error = thrown instanceof OperationRefused ? undefined : toCallError(thrown, seen);
    if (!error) throw thrown;
    const clean = {
      code: cap(scrubber.text(error.code), LONGEST_CODE),
      message: cap(scrubber.text(error.message), LONGEST_MESSAGE),
      status: error.status,
    };
    report(clean.status, clean);
    return { error: clean, ...identified(thrown), ...(seen.host !== undefined && { host: seen.host }) };
  }
  report(seen.status);
  return { raw, ...identified(raw) };
}

function identified(answer: unknown): Pick<Answer, 'requestId'> {
  const requestId = requestIdOf(answer);
  return requestId === undefined || requestId === '' ? {} : { requestId };
}

const cap = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
