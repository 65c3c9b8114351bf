/** Thrown by {@link Steps.take} when a matcher has used up what it may take. Never leaves the interpreters. */
export class OutOfSteps extends Error {
  override readonly name = 'OutOfSteps';
}

/**
 * How much work a matcher may do for one pattern and one event, so that no input makes it hang.
 *
 * A step is one small unit: a node visited, a character compared, a state of an automaton advanced.
 */
export class Steps {
  /** Steps taken so far. */
  taken = 0;
  readonly limit: number;

  /** @param limit how many steps may be taken, at most */
  constructor(limit: number) {
    this.limit = limit;
  }

  take(count = 1): void {
    this.taken += count;
    if (this.taken > this.limit) throw new OutOfSteps(`more than ${this.limit} steps`);
  }
}
