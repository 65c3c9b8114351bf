/** In which regions an event can come up. */
export type Where = 'region' | 'global' | 'sign-in';

/** One sample event: what it changes in the base record, with `${…}` where the drill fills in names. */
export interface EventTemplate {
  /** What happens, in few words: a verb and what it is done to. */
  readonly name: string;
  readonly where: Where;
  /** An RFC 7396 merge patch over the base record. */
  readonly record: Readonly<Record<string, unknown>>;
}

/** Events of one kind: those somebody must hear of, and those that are everyday noise. */
export interface EventSet {
  readonly id: string;
  readonly title: string;
  /** The resource the events are done to; they are drilled once for each of it. */
  readonly subject: Subject;
  /** Only in the organisation's management account, or in every account. */
  readonly only?: 'management-account' | 'member-accounts';
  readonly must: readonly EventTemplate[];
  readonly mustNot: readonly EventTemplate[];
  /** Caught or not, both are fine. */
  readonly may: readonly EventTemplate[];
  /** Worth an alarm, though no benchmark asks for one. */
  readonly beyond: readonly EventTemplate[];
  /** Other sets of `must` that older or stricter texts ask for. */
  readonly forms: Readonly<Record<string, readonly EventTemplate[]>>;
}

export type Subject = 'account' | 'trail' | 'bucket' | 'key' | 'logGroup' | 'metricFilter' | 'alarm' | 'topic' | 'rule';

/** Every set by its id, and the record all templates start from. */
export interface SampleEvents {
  readonly base: Readonly<Record<string, unknown>>;
  readonly sets: ReadonlyMap<string, EventSet>;
}
