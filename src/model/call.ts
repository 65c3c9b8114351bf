/** Where a request is made: with whose credentials, and to which region's endpoint. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** One AWS API request, before it is made. `input` is spelled as the SDK spells it. */
export interface CallRequest extends Place {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What AWS answered instead of an output. `status` is the HTTP status, 0 when none came back. */
export interface CallError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

/**
 * One recorded call: a line of evidence. Exactly one of `output` and `error` is there.
 * `at` is when the answer came (ISO 8601, UTC); dates inside `output` are ISO 8601 too.
 */
export interface RecordedCall extends CallRequest {
  readonly at: string;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly error?: CallError;
  readonly requestId?: string;
}

/** Points from a finding to the recorded call it rests on. */
export interface CallReference extends Place {
  /** `service:Operation`. */
  readonly call: string;
  /** The identity members of the request, such as `{ Bucket: "logs" }`. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly at: string;
  readonly requestId?: string;
  /** The error code, when AWS refused. */
  readonly error?: string;
}

/**
 * Answers calls: live (AWS) or replay (evidence). `undefined` means this source never made the call
 * and will not make it now. A refusal by AWS is an answer, with `error`; only what must end the run
 * (expired credentials, a full disk) is thrown.
 */
export interface CallSource {
  ask(request: CallRequest): Promise<RecordedCall | undefined>;
}
