/** Lets a number of tasks run at once; the others wait their turn. */
export class Semaphore {
  readonly #size: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(size: number) {
    this.#size = size;
  }

  get isIdle(): boolean {
    return this.#running === 0;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running < this.#size) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      // The place is handed on, not given back: nobody who comes later can slip in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

/** How many calls may be under way. */
export interface Concurrency {
  /** In all. */
  readonly total: number;
  /** To one service in one region of one account: AWS counts requests there. */
  readonly perPlace: number;
}

export const DEFAULT_CONCURRENCY: Concurrency = { total: 48, perPlace: 4 };

/** One overall budget, and one for each place. */
export class Budget {
  readonly #total: Semaphore;
  readonly #perPlace: number;
  readonly #places = new Map<string, Semaphore>();

  constructor({ total, perPlace }: Concurrency) {
    this.#total = new Semaphore(total);
    this.#perPlace = perPlace;
  }

  /** Waits for the place first, so that a slow service does not hold what others could use. */
  async run<T>(place: string, task: () => Promise<T>): Promise<T> {
    const semaphore = this.#places.get(place) ?? new Semaphore(this.#perPlace);
    this.#places.set(place, semaphore);
    try {
      return await semaphore.run(() => this.#total.run(task));
    } finally {
      if (semaphore.isIdle) this.#places.delete(place);
    }
  }
}
