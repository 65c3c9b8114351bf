/** A question that the documents leave open, and that AWS itself can answer. */
export interface OpenQuestion {
  readonly kind: 'filter' | 'event';
  /** The account and region of the filter or rule: there it is asked. */
  readonly account: string;
  readonly region: string;
  readonly pattern: string;
  /** The event in JSON: for a filter the record, for a rule the envelope. */
  readonly event: string;
}

/** AWS's answers: whether a pattern takes an event; `undefined` for what was not asked or not answered. */
export type Confirmations = (question: OpenQuestion) => boolean | undefined;
