import type { CallEvent } from '../aws/send.ts';

const REDRAW_MS = 100;

/** One line on a terminal that says how far collecting is; silent anywhere else. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #isShown: boolean;
  readonly #started = Date.now();
  #accounts = 0;
  #done = 0;
  #calls = 0;
  #throttles = 0;
  #drawn = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.#isShown = stream.isTTY;
  }

  /** How many accounts there are to look into. */
  start(accounts: number): void {
    this.#accounts = accounts;
  }

  onCall({ throttles }: CallEvent): void {
    this.#calls++;
    this.#throttles += throttles;
    this.#draw(false);
  }

  onAccount(): void {
    this.#done++;
    this.#draw(true);
  }

  end(): void {
    if (this.#isShown) this.#stream.write('\r\u001b[K');
  }

  #draw(now: boolean): void {
    const time = Date.now();
    if (!this.#isShown || (!now && time - this.#drawn < REDRAW_MS)) return;
    this.#drawn = time;
    const seconds = (time - this.#started) / 1000;
    const left =
      this.#done === 0 ? '' : ` · about ${duration((seconds / this.#done) * (this.#accounts - this.#done))} left`;
    const throttled = this.#throttles === 0 ? '' : ` · ${this.#throttles} throttled`;
    this.#stream.write(`\r\u001b[K${this.#done}/${this.#accounts} accounts · ${this.#calls} calls${throttled}${left}`);
  }
}

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
