/** Why a value could not be read. Only these; an AWS answer that means "there is none" is no gap. */
export type GapKind =
  | 'denied'
  | 'disabled-region'
  | 'throttled'
  | 'failed'
  | 'not-collected'
  | 'not-scanned';

/**
 * A value that could not be read. It travels through links and expressions: who needs it gets
 * `unknown`, who does not is unaffected.
 */
export class Gap {
  readonly kind: GapKind;
  /** For people: `AccessDenied on s3:GetBucketPolicy in 222222222222`. */
  readonly reason: string;

  constructor(kind: GapKind, reason: string) {
    this.kind = kind;
    this.reason = reason;
  }
}

/** Stored as `{ "gap": "reason" }` where a resource is written as JSON or YAML. */
export const isGap = (value: unknown): value is Gap => value instanceof Gap;
