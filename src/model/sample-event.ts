/**
 * In which regions an event can come up: in every one; only in the partition's leading region
 * (us-east-1, cn-north-1, us-gov-west-1); in the region of the sign-in endpoint, which may be any.
 */
export type Where = (typeof WHERE)[number];
export const WHERE = ['region', 'global', 'sign-in'] as const;

export const SILENCES = ['subscription', 'nothing'] as const;

/** One sample event: what it changes in the base record, with `${…}` where the drill fills in names. */
export interface EventTemplate {
  /** What happens, in few words: a verb and what it is done to. */
  readonly name: string;
  readonly where: Where;
  /**
   * What of its subject it silences: an alarm that is deleted does not tell of that. By default the
   * subject itself, where that is part of an alarm chain.
   */
  readonly silences?: (typeof SILENCES)[number];
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

const COMMON_VARIABLES = ['account', 'organization', 'region', 'partition'] as const;
const SUBJECT_VARIABLES = {
  account: [],
  trail: ['trail.name', 'trail.arn'],
  bucket: ['bucket.name', 'bucket.arn'],
  key: ['key.id', 'key.arn'],
  logGroup: ['logGroup.name'],
  metricFilter: ['metricFilter.name', 'logGroup.name'],
  alarm: ['alarm.name'],
  topic: ['topic.arn'],
  rule: ['rule.name'],
} as const;

export type Subject = keyof typeof SUBJECT_VARIABLES;
export const SUBJECTS = Object.keys(SUBJECT_VARIABLES) as readonly Subject[];

/** The names that `${…}` may hold in the records of a set about such a subject. */
export const variablesOf = (subject: Subject): readonly string[] => [
  ...COMMON_VARIABLES,
  ...SUBJECT_VARIABLES[subject],
];

/** Every set by its id, and the record all templates start from. */
export interface SampleEvents {
  readonly base: Readonly<Record<string, unknown>>;
  readonly sets: ReadonlyMap<string, EventSet>;
}
