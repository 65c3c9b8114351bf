import type { Link } from '../model/resource.ts';
import { linkKey } from './follow.ts';

/** Links still to be followed, each once in the whole run. */
export class PendingLinks {
  readonly #seen = new Set<string>();
  #waiting = new Map<string, { link: Link; from: string }>();

  /** Whether nobody has followed it yet; from now on somebody has. */
  take(link: Link): boolean {
    const key = linkKey(link);
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  /** Remembers a link for the second wave; of several accounts that hold it, the first by id asks. */
  add(link: Link, from: string): void {
    const key = linkKey(link);
    const waiting = this.#waiting.get(key);
    if (waiting) {
      if (from < waiting.from) this.#waiting.set(key, { link, from });
    } else this.#waiting.set(key, { link, from });
  }

  drain(): readonly { readonly link: Link; readonly from: string }[] {
    const batch = [...this.#waiting.values()].filter(({ link }) => this.take(link));
    this.#waiting = new Map();
    return batch.toSorted((a, b) => (linkKey(a.link) < linkKey(b.link) ? -1 : 1));
  }
}
