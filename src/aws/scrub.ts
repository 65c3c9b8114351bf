/** AWS credentials, as far as we look at them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

/** Owner of the credentials the run started with; those of a session belong to its account. */
export const BASE = 'base';

const MASK = '[secret]';
/** Real keys have 16 characters and more. Replacing a test's `AWS_SECRET_ACCESS_KEY=test` would garble evidence. */
const SHORTEST_SECRET = 12;

const LOOKS_SECRET = [
  // Access key ids, also after a percent-encoded separator.
  /(?<=^|[^A-Za-z0-9]|%[0-9A-Fa-f]{2})(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  // How session tokens begin.
  /(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=%_-]*/g,
];

/**
 * Takes credentials out of what is recorded or shown. AWS echoes them: a signature error quotes the
 * canonical request, session token included.
 */
export class Scrubber {
  readonly #byOwner = new Map<string, Set<string>>();

  /** Keeps credentials in mind, together with those they replace. */
  learn(owner: string, { accessKeyId, secretAccessKey, sessionToken }: Credentials): void {
    const secrets = this.#byOwner.get(owner) ?? new Set();
    this.#byOwner.set(owner, secrets);
    for (const secret of [accessKeyId, secretAccessKey, sessionToken]) {
      if (secret !== undefined && secret.length >= SHORTEST_SECRET)
        for (const form of formsOf(secret)) secrets.add(form);
    }
  }

  forget(owner: string): void {
    this.#byOwner.delete(owner);
  }

  /** A text without the secrets of the owners named (all, if none), and without anything shaped like one. */
  text(text: string, owners: Iterable<string> = this.#byOwner.keys()): string {
    let clean = text;
    for (const owner of owners) {
      for (const secret of this.#byOwner.get(owner) ?? []) {
        if (clean.includes(secret)) clean = clean.replaceAll(secret, MASK);
      }
    }
    for (const pattern of LOOKS_SECRET) clean = clean.replace(pattern, MASK);
    return clean;
  }

  /** A JSON value, every text in it scrubbed. Answers are long, so only for the secrets that can be in them. */
  value<T>(value: T, owners: readonly string[]): T {
    if (typeof value === 'string') return this.text(value, owners) as T;
    if (Array.isArray(value)) return value.map((each) => this.value(each as unknown, owners)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [this.text(name, owners), this.value(member as unknown, owners)]),
    ) as T;
  }
}

/** A secret as it stands in a query, in a canonical request, in JSON and in XML. */
function formsOf(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret);
  return [
    secret,
    encoded,
    encoded.replaceAll(/%[0-9A-F]{2}/g, (each) => each.toLowerCase()),
    encodeURIComponent(encoded),
    secret.replaceAll('/', '\\/'),
    secret.replaceAll('+', '&#43;').replaceAll('/', '&#47;').replaceAll('=', '&#61;'),
    secret.replaceAll('+', '&#x2B;').replaceAll('/', '&#x2F;').replaceAll('=', '&#x3D;'),
  ];
}
