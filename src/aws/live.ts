import type { CallRequest, CallSource, Place, RecordedCall } from '../model/call.ts';
import { EXPIRED_CREDENTIALS } from '../model/sort-error.ts';
import { recordedError, recordedOutput, type SdkError } from './answer.ts';
import { type Client, createClient, createCommand } from './clients.ts';
import { assertAllowed, COLLECTING } from './guard.ts';
import { Limiter } from './limiter.ts';
import { Scrubber } from './scrub.ts';

export interface LiveOptions {
  readonly region: string;
  /** A profile of the AWS configuration files. */
  readonly profile?: string;
  /** The role to assume in another account. */
  readonly roleArn?: (account: string) => string;
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly endpoint?: string;
  readonly version: string;
  /** Tries of one request before it counts as failed. */
  readonly maxAttempts?: number;
  /** Requests under way at once, overall and per account, region and service. */
  readonly concurrency?: number;
  readonly concurrencyPerService?: number;
  readonly onCall?: (event: CallEvent) => void;
}

/** One answered request, for progress and `--debug`. Holds nothing that was sent. */
export interface CallEvent extends Place {
  readonly service: string;
  readonly operation: string;
  readonly ms: number;
  readonly status: number;
  readonly attempts: number;
  readonly error?: string;
}

/** The credentials the run started with no longer work; what is recorded stays, and the run can be resumed. */
export class CredentialsExpired extends Error {
  readonly hint = 'get new credentials and run the same command again: it goes on where it stopped';
  readonly code: string;
  constructor(account: string, code: string) {
    super(`the credentials for account ${account} have expired (${code})`);
    this.code = code;
    this.name = 'CredentialsExpired';
  }
}

/** Calls to AWS, and the identity behind them. */
export interface Live extends CallSource {
  /** The account whose credentials the run started with; set once it is known. */
  callerAccount: string;
  /** Frees the clients of an account. */
  release(account: string): void;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}
type Provider = () => Promise<Credentials>;

const UNKNOWN_CALLER = '';

/** Opens a source of live calls. Nothing is asked until the first call. */
export async function createLive(options: LiveOptions): Promise<Live> {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const chain = fromNodeProviderChain({ ...(options.profile !== undefined && { profile: options.profile }), clientConfig: { region: options.region } });
  return new LiveCalls(options, () => chain());
}

class LiveCalls implements Live {
  callerAccount = UNKNOWN_CALLER;
  readonly #options: LiveOptions;
  readonly #base: Provider;
  readonly #scrubber = new Scrubber();
  readonly #sessions = new Map<string, Provider>();
  readonly #assumed = new Map<string, Credentials>();
  readonly #clients = new Map<string, Promise<Client>>();
  readonly #overall: Limiter;
  readonly #limiters = new Map<string, Limiter>();
  #requestHandler: unknown;

  constructor(options: LiveOptions, base: Provider) {
    this.#options = options;
    this.#base = this.#watched(base);
    this.#overall = new Limiter(options.concurrency ?? 50);
  }

  async ask(request: CallRequest): Promise<RecordedCall> {
    assertAllowed(`${request.service}:${request.operation}`, COLLECTING);
    const key = `${request.account} ${request.region} ${request.service}`;
    const limiter = this.#limiters.get(key) ?? new Limiter(this.#options.concurrencyPerService ?? 8);
    this.#limiters.set(key, limiter);
    const call = await limiter.run(() => this.#overall.run(() => this.#send(request, key)));
    if (call.error && EXPIRED_CREDENTIALS.has(call.error.code)) throw new CredentialsExpired(request.account, call.error.code);
    return call;
  }

  release(account: string): void {
    for (const key of this.#clients.keys()) if (key.startsWith(`${account} `)) this.#clients.delete(key);
    for (const key of this.#limiters.keys()) if (key.startsWith(`${account} `)) this.#limiters.delete(key);
  }

  async #send(request: CallRequest, key: string): Promise<RecordedCall> {
    const { service, operation } = request;
    const started = Date.now();
    const isAssuming = operation === 'AssumeRole';
    const input = isAssuming ? this.#roleInput(request.input) : request.input;
    try {
      const client = await this.#client(key, request);
      const output = await client.send(await createCommand(service, operation, input));
      const { requestId, attempts = 1, httpStatusCode: status = 200 } = (output['$metadata'] ?? {}) as NonNullable<SdkError['$metadata']>;
      if (isAssuming) this.#remember(request, output);
      this.#tell(request, started, { status, attempts });
      return { ...recorded(request, isAssuming), output: recordedOutput(output, this.#scrubber), ...(requestId && { requestId }) };
    } catch (thrown) {
      const error = thrown as SdkError;
      const answer = recordedError(error, this.#scrubber);
      this.#tell(request, started, { status: answer.status, attempts: error.$metadata?.attempts ?? 1, error: answer.code });
      const requestId = error.$metadata?.requestId;
      return { ...recorded(request, isAssuming), error: answer, ...(requestId && { requestId }) };
    }
  }

  #client(key: string, { account, region, service }: CallRequest): Promise<Client> {
    let client = this.#clients.get(key);
    if (!client) {
      const { profile: _profile, endpoint, version, maxAttempts = 8 } = this.#options;
      client = createClient(service, {
        region,
        credentials: this.#credentials(account),
        ...(endpoint !== undefined && { endpoint }),
        version,
        maxAttempts,
        ...(this.#requestHandler !== undefined && { requestHandler: this.#requestHandler }),
        allowed: COLLECTING,
      }).then((made) => {
        this.#requestHandler ??= made.config.requestHandler;
        return made;
      });
      this.#clients.set(key, client);
    }
    return client;
  }

  #credentials(account: string): Provider {
    if (account === this.callerAccount || this.callerAccount === UNKNOWN_CALLER) return this.#base;
    return this.#session(account);
  }

  /** A role session, entered when first needed and renewed when it runs out. */
  #session(account: string): Provider {
    const known = this.#sessions.get(account);
    if (known) return known;
    let current: Credentials | undefined = this.#assumed.get(account);
    const session = this.#watched(async () => {
      if (current && !isOver(current)) return current;
      const { roleArn, region } = this.#options;
      if (!roleArn) throw new Error(`no role to assume in account ${account}`);
      const place = { account: this.callerAccount, region, service: 'sts' };
      const client = await this.#client(`${place.account} ${region} sts`, { ...place, operation: 'AssumeRole', input: {} });
      current = sessionOf(await client.send(await createCommand('sts', 'AssumeRole', this.#roleInput({ RoleArn: roleArn(account) }))));
      return current;
    });
    this.#sessions.set(account, session);
    return session;
  }

  #remember({ input }: CallRequest, output: Readonly<Record<string, unknown>>): void {
    this.#assumed.set(String(input['RoleArn']).split(':')[4] ?? '', sessionOf(output));
  }

  #roleInput(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { externalId, sessionName = 'trailproof' } = this.#options;
    return { ...input, RoleSessionName: sessionName, ...(externalId !== undefined && { ExternalId: externalId }) };
  }

  #watched(provider: Provider): Provider {
    return async () => {
      const credentials = await provider();
      this.#scrubber.add(credentials.accessKeyId, credentials.secretAccessKey, credentials.sessionToken, this.#options.externalId);
      return credentials;
    };
  }

  #tell({ account, region, service, operation }: CallRequest, started: number, rest: Pick<CallEvent, 'status' | 'attempts' | 'error'>): void {
    this.#options.onCall?.({ account, region, service, operation, ms: Date.now() - started, ...rest });
  }
}

/** Credentials are renewed this long before they run out. */
const EARLY_MS = 300_000;
const isOver = ({ expiration }: Credentials): boolean => expiration !== undefined && expiration.getTime() - Date.now() < EARLY_MS;

function sessionOf(output: Readonly<Record<string, unknown>>): Credentials {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken, Expiration } = (output['Credentials'] ?? {}) as {
    AccessKeyId?: string;
    SecretAccessKey?: string;
    SessionToken?: string;
    Expiration?: Date;
  };
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken !== undefined && { sessionToken: SessionToken }),
    ...(Expiration && { expiration: Expiration }),
  };
}

const recorded = ({ account, region, service, operation, input }: CallRequest, isAssuming: boolean) => ({
  at: new Date().toISOString(),
  account,
  region,
  service,
  operation,
  input: isAssuming ? { RoleArn: input['RoleArn'] } : input,
});
