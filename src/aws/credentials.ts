import { networkCodeOf } from './answer.ts';
import { BASE, type Credentials, type Scrubber } from './scrub.ts';

/** Gives credentials; asked to force it, gets new ones where it can. */
export type CredentialProvider = (options?: { readonly forceRefresh?: boolean }) => Promise<Credentials>;

/** The SDK's standard chain: environment, profile, SSO, web identity, container, instance. */
export function standardChain(profile?: string): CredentialProvider {
  let chain: CredentialProvider | undefined;
  return async (options) => {
    if (!chain) {
      const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
      chain = fromNodeProviderChain(profile === undefined ? {} : { profile });
    }
    return chain(options);
  };
}

/** No credentials could be had. Says why without repeating any of them. */
export class NoCredentials extends Error {
  /** `CredentialsProviderError`, `ExpiredTokenException`, `ECONNREFUSED` … */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'NoCredentials';
    this.code = code;
  }
}

/** The credentials the run started with. */
export class BaseCredentials {
  readonly #provide: CredentialProvider;
  readonly #scrubber: Scrubber;

  constructor(provide: CredentialProvider, scrubber: Scrubber) {
    this.#provide = provide;
    this.#scrubber = scrubber;
  }

  get(): Promise<Credentials> {
    return this.#take();
  }

  /** Whether there are others to be had than those just used in vain. */
  async renew(used: Credentials): Promise<boolean> {
    if (!isSame(used, await this.#take())) return true;
    return !isSame(used, await this.#take({ forceRefresh: true }));
  }

  async #take(options?: { readonly forceRefresh: boolean }): Promise<Credentials> {
    try {
      const credentials = await this.#provide(options);
      this.#scrubber.learn(BASE, credentials);
      return credentials;
    } catch (error) {
      const { name, message } = error as Error;
      throw new NoCredentials(networkCodeOf(error) ?? name, this.#scrubber.text(message));
    }
  }
}

const isSame = (one: Credentials, other: Credentials): boolean =>
  one.accessKeyId === other.accessKeyId && one.sessionToken === other.sessionToken;
