import type { HopState } from '../../model/walk.ts';

/** How one hop ends, and why. */
export interface HopVerdict {
  readonly state: HopState;
  /** A full, plain clause about what was looked at, such as `compares with >= 10, one event counts 1`. */
  readonly reason: string;
}
