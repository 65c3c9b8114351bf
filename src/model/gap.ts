/** Why a value could not be read. Only these; an AWS answer that means "there is none" is no gap. */
export type GapKind =
  | 'denied'
  | 'disabled-region'
  | 'throttled'
  | 'failed'
  | 'not-collected'
  | 'not-scanned'
  /** AWS answered, but its documents leave open what follows. */
  | 'undocumented';

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

/** Several reasons for one value; of the kind of the first. */
export const allOf = (gaps: readonly Gap[]): Gap =>
  new Gap(gaps[0]?.kind ?? 'failed', [...new Set(gaps.map(({ reason }) => reason))].toSorted().join('; '));
