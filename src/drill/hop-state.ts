/** How one hop of the drill ends. `unknown` is neither: something could not be read, or AWS does not say. */
export type HopState = 'yes' | 'no' | 'unknown';

/** How one hop ends, and why. */
export interface HopVerdict {
  readonly state: HopState;
  /** A full, plain clause about what was looked at, such as `compares with >= 10, one event counts 1`. */
  readonly reason: string;
}
