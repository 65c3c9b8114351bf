/**
 * A trail's event selectors, as GetEventSelectors answers, with `HasCustomEventSelectors` of DescribeTrails.
 *
 * Source: CloudTrail API reference, "EventSelector", "DataResource", "AdvancedEventSelector" and
 * "AdvancedFieldSelector". Every member may be missing or null, as in the API's own answers.
 */
export interface TrailSelectors {
  readonly EventSelectors?: readonly EventSelector[] | null | undefined;
  readonly AdvancedEventSelectors?: readonly AdvancedEventSelector[] | null | undefined;
  readonly HasCustomEventSelectors?: boolean | null | undefined;
}

/** A basic selector. */
export interface EventSelector {
  /** `All` (the default), `ReadOnly` or `WriteOnly`; for management and data events alike. */
  readonly ReadWriteType?: string | null | undefined;
  /** True by default. */
  readonly IncludeManagementEvents?: boolean | null | undefined;
  readonly ExcludeManagementEventSources?: readonly string[] | null | undefined;
  readonly DataResources?: readonly DataResource[] | null | undefined;
}

export interface DataResource {
  readonly Type?: string | null | undefined;
  readonly Values?: readonly string[] | null | undefined;
}

export interface AdvancedEventSelector {
  readonly Name?: string | null | undefined;
  readonly FieldSelectors?: readonly AdvancedFieldSelector[] | null | undefined;
}

export interface AdvancedFieldSelector {
  readonly Field?: string | null | undefined;
  readonly Equals?: readonly string[] | null | undefined;
  readonly StartsWith?: readonly string[] | null | undefined;
  readonly EndsWith?: readonly string[] | null | undefined;
  readonly NotEquals?: readonly string[] | null | undefined;
  readonly NotStartsWith?: readonly string[] | null | undefined;
  readonly NotEndsWith?: readonly string[] | null | undefined;
}

/**
 * How much of what was asked about a trail's selectors take: all of it, some and certainly not all,
 * nothing, or it cannot be told.
 */
export type Coverage = 'full' | 'partial' | 'none' | 'unknown';
