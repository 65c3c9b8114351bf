import type { CallError } from '../model/call.ts';
import type { Credentials, Scrubber } from './scrub.ts';
import type { Answer } from './send.ts';

/** Renewed while this much of it is left: a slow call must not outlive its credentials. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** Which role to assume, and where to ask for it. */
export interface Role {
  readonly arn: string;
  readonly region: string;
}

/** The role could not be assumed now. */
export class NotAssumed extends Error {
  readonly error: CallError;
  constructor(arn: string, error: CallError) {
    super(`sts:AssumeRole of ${arn}: ${error.message}`);
    this.name = 'NotAssumed';
    this.error = error;
  }
}

export interface SessionsOptions {
  /** Asks STS for a session. */
  readonly ask: (role: Role) => Promise<Answer>;
  /** The role for an account nobody assumed one in yet: a resumed run takes the recorded answer for it. */
  readonly roleIn: (account: string) => Role;
  readonly scrubber: Scrubber;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Assumed roles, an account each. Their credentials never leave this process. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, { readonly role: Role; readonly credentials: Credentials }>();
  readonly #underWay = new Map<string, Promise<Answer>>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Assumes a role and keeps its credentials for the account. Two at once become one. */
  assume(account: string, role: Role): Promise<Answer> {
    const underWay = this.#underWay.get(account);
    if (underWay) return underWay;
    const answer = this.#assume(account, role).finally(() => this.#underWay.delete(account));
    this.#underWay.set(account, answer);
    return answer;
  }

  /** Credentials that are good for a while; assumes the role anew when they are not. */
  async credentials(account: string): Promise<Credentials> {
    const session = this.#sessions.get(account);
    if (session && !this.#isRunningOut(session.credentials)) return session.credentials;
    return this.#credentialsAnew(account);
  }

  /** Credentials other than those just used in vain. */
  async renew(account: string, used: Credentials): Promise<void> {
    const current = this.#sessions.get(account)?.credentials;
    if (!current || current.accessKeyId === used.accessKeyId) await this.#credentialsAnew(account);
  }

  release(account: string): void {
    this.#sessions.delete(account);
    this.#options.scrubber.forget(account);
  }

  async #credentialsAnew(account: string): Promise<Credentials> {
    const role = this.#sessions.get(account)?.role ?? this.#options.roleIn(account);
    const { error } = await this.assume(account, role);
    const session = this.#sessions.get(account);
    if (error || !session)
      throw new NotAssumed(role.arn, error ?? { code: 'Unknown', message: 'no credentials came back', status: 200 });
    return session.credentials;
  }

  async #assume(account: string, role: Role): Promise<Answer> {
    const answer = await this.#options.ask(role);
    const credentials = answer.raw && credentialsIn(answer.raw);
    if (credentials) {
      this.#options.scrubber.learn(account, credentials);
      this.#sessions.set(account, { role, credentials });
    }
    return answer;
  }

  #isRunningOut({ expiration }: Credentials): boolean {
    return expiration !== undefined && expiration.getTime() - this.#options.now() < RENEW_BEFORE_MS;
  }
}

function credentialsIn(raw: object): Credentials | undefined {
  const { Credentials: found } = raw as {
    Credentials?: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string; Expiration?: Date };
  };
  if (found?.AccessKeyId === undefined || found.SecretAccessKey === undefined) return undefined;
  return {
    accessKeyId: found.AccessKeyId,
    secretAccessKey: found.SecretAccessKey,
    sessionToken: found.SessionToken,
    expiration: found.Expiration,
  };
}
