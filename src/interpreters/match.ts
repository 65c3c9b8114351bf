/** Whether an event is taken, and where AWS's documents leave open whether it would be. */
export interface Match {
  readonly matched: boolean;
  /** Why another answer is possible, one reason each; empty where AWS's behaviour is documented or makes no difference. */
  readonly uncertain: readonly string[];
}
