/** Secrets of this run: whatever text they turn up in, they are taken out of it. */
export class Scrubber {
  readonly #secrets = new Set<string>();

  /** Remembers the parts of credentials. */
  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) if (secret) this.#secrets.add(secret);
  }

  /** Text without secrets, and without anything shaped like an access key id. */
  clean(text: string): string {
    let cleaned = text;
    for (const secret of this.#secrets) {
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) cleaned = cleaned.replaceAll(form, '<secret>');
    }
    return cleaned.replaceAll(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '<access key>');
  }
}
