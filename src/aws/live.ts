import type { CallRequest, CallSource, RecordedCall } from '../model/call.ts';
import { roleArn } from '../model/role-arn.ts';
import { EXPIRED_CREDENTIALS } from '../model/sort-error.ts';
import { toOutput } from './answer.ts';
import { Clients } from './clients.ts';
import { Budget, type Concurrency, DEFAULT_CONCURRENCY } from './concurrency.ts';
import { BaseCredentials, type CredentialProvider, NoCredentials, standardChain } from './credentials.ts';
import { CredentialsExpired } from './errors.ts';
import { type AllowList, COLLECTING } from './guard.ts';
import { BASE, type Credentials, Scrubber } from './scrub.ts';
import { type Answer, type CallEvent, type Outgoing, send } from './send.ts';
import { NotAssumed, type Role, Sessions } from './sessions.ts';

export interface LiveOptions {
  /** Trailproof's own version, for the user agent. */
  readonly version: string;
  /** Where what is not regional is asked, sessions included. */
  readonly region: string;
  /** A profile of the AWS configuration files. */
  readonly profile?: string | undefined;
  /** Instead of the SDK's standard chain. */
  readonly credentials?: CredentialProvider | undefined;
  /** The role in every account but the caller's. */
  readonly roleName?: string | undefined;
  readonly externalId?: string | undefined;
  /** How the session appears in the scanned accounts' trails. */
  readonly sessionName?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly concurrency?: Concurrency | undefined;
  readonly allowed?: AllowList | undefined;
  readonly maxAttempts?: number | undefined;
  readonly connectTimeoutMs?: number | undefined;
  readonly requestTimeoutMs?: number | undefined;
  readonly onCall?: ((event: CallEvent) => void) | undefined;
  /** Aborted, everything under way and everything asked later throws its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Stamps what is recorded. */
  readonly now?: (() => Date) | undefined;
}

/** Who the run's own credentials belong to. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly partition: string;
}

/** AWS itself as a source of calls. Ask `whoAmI` first. */
export interface Live extends CallSource {
  ask(request: CallRequest): Promise<RecordedCall>;
  /** Learns whose credentials these are; the answer may be a refusal. Throws NoCredentials. */
  identify(): Promise<{ readonly caller?: Caller; readonly answer: Answer }>;
  /** The role to assume in an account, as the options name it. */
  roleArn(account: string): string;
  /** Lets go of an account that is done: its session and its clients. */
  release(account: string): void;
  close(): void;
}

export const createLive = (options: LiveOptions): Live => new LiveCalls(options);

const IDENTIFY_ATTEMPTS = 3;
const DEFAULT_SESSION_NAME = 'trailproof';

class LiveCalls implements Live {
  readonly #options: LiveOptions;
  readonly #scrubber = new Scrubber();
  readonly #base: BaseCredentials;
  readonly #clients: Clients;
  readonly #sessions: Sessions;
  readonly #budget: Budget;
  readonly #now: () => Date;
  #caller: Caller | undefined;

  constructor(options: LiveOptions) {
    const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#base = new BaseCredentials(options.credentials ?? standardChain(options.profile), this.#scrubber);
    this.#budget = new Budget(concurrency);
    this.#clients = new Clients({
      version: options.version,
      allowed: options.allowed ?? COLLECTING,
      maxAttempts: options.maxAttempts ?? 8,
      endpoint: options.endpoint,
      connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
      requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
      connections: concurrency.total,
    });
    this.#sessions = new Sessions({
      ask: (role) => this.#askForSession(role),
      roleIn: (account) => ({ arn: this.roleArn(account), region: options.region }),
      scrubber: this.#scrubber,
      now: () => this.#now().getTime(),
    });
  }

  async identify(): Promise<{ readonly caller?: Caller; readonly answer: Answer }> {
    const { region } = this.#options;
    await this.#base.get();
    const client = await this.#clients.once({ region, service: 'sts' }, () => this.#base.get(), IDENTIFY_ATTEMPTS);
    const answer = await this.#send(client, {
      account: '',
      region,
      service: 'sts',
      operation: 'GetCallerIdentity',
      input: {},
    });
    const { Account: account, Arn: arn } = (answer.raw ?? {}) as { Account?: string; Arn?: string };
    if (account === undefined || arn === undefined) return { answer };
    this.#caller = { account, arn, partition: arn.split(':')[1] ?? 'aws' };
    return { caller: this.#caller, answer };
  }

  async ask(request: CallRequest): Promise<RecordedCall> {
    this.#options.signal?.throwIfAborted();
    const { account, region, service } = request;
    return this.#budget.run(`${account} ${region} ${service}`, async () => {
      this.#options.signal?.throwIfAborted();
      return isAssumption(request) ? this.#recordAssumption(request) : this.#recordCall(request);
    });
  }

  roleArn(account: string): string {
    const { roleName } = this.#options;
    if (roleName === undefined) throw new Error(`asked in ${account}, but no role was given to assume there`);
    return roleArn(this.#knownCaller().partition, account, roleName);
  }

  release(account: string): void {
    this.#clients.release(account);
    this.#sessions.release(account);
  }

  close(): void {
    this.#clients.close();
  }

  async #recordCall(request: CallRequest): Promise<RecordedCall> {
    const { account } = request;
    let answer: Answer;
    try {
      answer = await this.#withRenewal(
        account,
        () => this.#credentials(account),
        async (used) => {
          if (account !== this.#knownCaller().account) await this.#sessions.renew(account, used);
          else if (!(await this.#base.renew(used))) return false;
          return true;
        },
        async () => this.#send(await this.#clients.get(request, () => this.#credentials(account)), request),
      );
    } catch (error) {
      if (!(error instanceof NotAssumed)) throw error;
      answer = { error: { ...error.error, message: error.message } };
    }
    return this.#record(request, answer, answer.raw && toOutput(answer.raw));
  }

  /** The session's credentials stay here; recorded is who we became, and never the external id. */
  async #recordAssumption(request: CallRequest): Promise<RecordedCall> {
    const { account, region, input } = request;
    if (account !== this.#knownCaller().account) throw new Error(`a role is assumed by the caller, not by ${account}`);
    const arn = String(input['RoleArn']);
    const answer = await this.#sessions.assume(arn.split(':')[4] ?? '', { arn, region });
    const { AssumedRoleUser } = answer.raw ? toOutput(answer.raw) : {};
    const recorded = { ...request, input: { RoleArn: arn, RoleSessionName: this.#sessionName() } };
    return this.#record(recorded, answer, answer.raw && { AssumedRoleUser });
  }

  async #askForSession({ arn, region }: Role): Promise<Answer> {
    const { account } = this.#knownCaller();
    const { externalId } = this.#options;
    const input = {
      RoleArn: arn,
      RoleSessionName: this.#sessionName(),
      ...(externalId !== undefined && { ExternalId: externalId }),
    };
    const answer = await this.#withRenewal(
      account,
      () => this.#baseCredentials(),
      (used) => this.#base.renew(used),
      async () => {
        const client = await this.#clients.get({ account, region, service: 'sts' }, () => this.#base.get());
        return this.#send(client, { account, region, service: 'sts', operation: 'AssumeRole', input });
      },
    );
    if (!answer.error || externalId === undefined) return answer;
    return {
      ...answer,
      error: { ...answer.error, message: answer.error.message.replaceAll(externalId, '[external id]') },
    };
  }

  /** Makes a call; when its credentials have expired, once more with new ones. */
  async #withRenewal(
    account: string,
    credentials: () => Promise<Credentials>,
    renew: (used: Credentials) => Promise<boolean>,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    const used = await credentials();
    const answer = await call();
    if (!hasExpired(answer)) return answer;
    if (!(await renew(used))) throw new CredentialsExpired(account, answer.error.code);
    // A client keeps the credentials it was made with.
    this.#clients.release(account);
    const second = await call();
    if (hasExpired(second)) throw new CredentialsExpired(account, second.error.code);
    return second;
  }

  #credentials(account: string): Promise<Credentials> {
    return account === this.#knownCaller().account ? this.#baseCredentials() : this.#sessions.credentials(account);
  }

  /** They were there when the run began: if there are none now, they have run out. */
  async #baseCredentials(): Promise<Credentials> {
    try {
      return await this.#base.get();
    } catch (error) {
      if (!(error instanceof NoCredentials)) throw error;
      throw new CredentialsExpired(this.#knownCaller().account, error.code, error.message);
    }
  }

  #send(client: Parameters<typeof send>[0], request: Outgoing): Promise<Answer> {
    const { onCall, signal } = this.#options;
    return send(client, request, { scrubber: this.#scrubber, onCall, signal });
  }

  #record(
    { account, region, service, operation, input }: CallRequest,
    { error, requestId }: Answer,
    output?: object,
  ): RecordedCall {
    const call = {
      at: this.#now().toISOString(),
      account,
      region,
      service,
      operation,
      input,
      ...(error ? { error } : { output: (output ?? {}) as Record<string, unknown> }),
      ...(requestId !== undefined && { requestId }),
    };
    return this.#scrubber.value(call, [BASE, account]);
  }

  #knownCaller(): Caller {
    if (!this.#caller) throw new Error('nobody knows yet whose credentials these are: call whoAmI first');
    return this.#caller;
  }

  #sessionName(): string {
    return this.#options.sessionName ?? DEFAULT_SESSION_NAME;
  }
}

const isAssumption = ({ service, operation }: CallRequest): boolean => service === 'sts' && operation === 'AssumeRole';

const hasExpired = (answer: Answer): answer is Answer & { error: { code: string } } =>
  answer.error !== undefined && EXPIRED_CREDENTIALS.has(answer.error.code);
