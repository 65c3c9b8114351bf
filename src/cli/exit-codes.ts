/** What the process says with its exit code; other codes are reserved. */
export const EXIT = {
  ok: 0,
  /** Findings at or above --fail-on. */
  findings: 1,
  /** Asked wrongly, or AWS not reachable at all. */
  usage: 2,
  /** Could not see enough for the gate asked for. */
  incomplete: 3,
  /** Our bug. */
  bug: 70,
  interrupted: 130,
} as const;
