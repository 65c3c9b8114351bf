/**
 * How long S3 lifecycle rules leave objects in a bucket.
 *
 * Source: Amazon S3 User Guide, "Lifecycle configuration elements" and "Examples of lifecycle
 * configuration". Without versioning an object is gone when it expires. With versioning it is then
 * noncurrent, and gone only when a noncurrent-version rule removes it.
 */
export interface LifecycleRule {
  readonly Status?: string;
  readonly Prefix?: string;
  readonly Filter?: {
    readonly Prefix?: string;
    readonly Tag?: unknown;
    readonly ObjectSizeGreaterThan?: number;
    readonly ObjectSizeLessThan?: number;
    readonly And?: {
      readonly Prefix?: string;
      readonly Tags?: readonly unknown[];
      readonly ObjectSizeGreaterThan?: number;
      readonly ObjectSizeLessThan?: number;
    };
  };
  readonly Expiration?: {
    readonly Days?: number;
    readonly Date?: string;
    readonly ExpiredObjectDeleteMarker?: boolean;
  };
  readonly NoncurrentVersionExpiration?: {
    readonly NoncurrentDays?: number;
    readonly NewerNoncurrentVersions?: number;
  };
}

export interface LifecycleQuestion {
  /** Keys the answer is about start with this, such as `AWSLogs/`. */
  readonly prefix: string;
  readonly isVersioned: boolean;
  /** When the rules were read (ISO 8601), to count days until an expiration date. */
  readonly readAt: string;
}

/** `days` is Infinity when no rule ever removes the objects. */
export interface Lifetime {
  /** With only the rules that certainly apply. */
  readonly days: number;
  /** With those too that may apply: they filter by tag or size, which depends on the object. */
  readonly daysAtWorst: number;
}

/** The days from an object's creation until its last copy is gone. */
export function objectLifetime(rules: readonly LifecycleRule[], question: LifecycleQuestion): Lifetime {
  const enabled = rules.filter((rule) => rule.Status === 'Enabled' && touches(rule, question.prefix));
  return {
    days: lifetime(
      enabled.filter((rule) => isCertain(rule)),
      question,
    ),
    daysAtWorst: lifetime(enabled, question),
  };
}

/**
 * The days from when a version is overwritten or deleted until it is gone, at the earliest.
 *
 * Source: Amazon S3 User Guide, "Lifecycle configuration elements": a rule that spares the newest noncurrent versions
 * removes the others. How many newer ones there are is up to whoever writes, so sparing them guarantees nothing.
 */
export function versionLifetime(
  rules: readonly LifecycleRule[],
  { prefix }: Pick<LifecycleQuestion, 'prefix'>,
): Lifetime {
  const enabled = rules.filter((rule) => rule.Status === 'Enabled' && touches(rule, prefix));
  const shortest = (some: readonly LifecycleRule[]): number =>
    Math.min(...some.map(({ NoncurrentVersionExpiration: rule }) => rule?.NoncurrentDays ?? Infinity));
  return { days: shortest(enabled.filter(isCertain)), daysAtWorst: shortest(enabled) };
}

const lifetime = (rules: readonly LifecycleRule[], question: LifecycleQuestion): number => {
  const current = Math.min(...rules.map((rule) => expirationDays(rule, question.readAt)));
  if (!question.isVersioned) return current;
  const noncurrent = Math.min(...rules.map(noncurrentDays));
  return current + noncurrent;
};

const expirationDays = ({ Expiration: expiration }: LifecycleRule, readAt: string): number => {
  if (expiration?.Days !== undefined) return expiration.Days;
  if (expiration?.Date === undefined) return Infinity;
  return Math.max(0, Math.floor((Date.parse(expiration.Date) - Date.parse(readAt)) / 86_400_000));
};

// A log file is written once, so keeping the newest n noncurrent versions keeps it.
const noncurrentDays = ({ NoncurrentVersionExpiration: rule }: LifecycleRule): number =>
  rule?.NoncurrentDays === undefined || (rule.NewerNoncurrentVersions ?? 0) > 0 ? Infinity : rule.NoncurrentDays;

const prefixOf = (rule: LifecycleRule): string => rule.Filter?.And?.Prefix ?? rule.Filter?.Prefix ?? rule.Prefix ?? '';

const touches = (rule: LifecycleRule, prefix: string): boolean => mayHoldLogFiles(prefixOf(rule), prefix);

/** A folder of an account, perhaps of one in an organisation, and in it the folder of a service, perhaps cut short. */
const SERVICE_FOLDER = /^(?:o-[a-z0-9]+\/)?\d{12}\/([^/]+)/;

/**
 * Whether CloudTrail's files below `root`, such as `AWSLogs/`, may have keys that start with a prefix. Other services
 * deliver to folders of their own beside them: `AWSLogs/111122223333/Config/`.
 *
 * Source: CloudTrail user guide, "Finding your CloudTrail log files": the folders of digests and of Insights are called
 * `CloudTrail-Digest` and `CloudTrail-Insight`.
 */
export function mayHoldLogFiles(prefix: string, root: string): boolean {
  if (!prefix.startsWith(root)) return root.startsWith(prefix);
  const service = SERVICE_FOLDER.exec(prefix.slice(root.length))?.[1];
  return service === undefined || service.startsWith('CloudTrail') || 'CloudTrail'.startsWith(service);
}

// A rule for a part of the prefix certainly removes some of the objects asked about.
const isCertain = ({ Filter: filter }: LifecycleRule): boolean =>
  !filter ||
  (filter.Tag === undefined &&
    filter.ObjectSizeGreaterThan === undefined &&
    filter.ObjectSizeLessThan === undefined &&
    (filter.And === undefined ||
      ((filter.And.Tags ?? []).length === 0 &&
        filter.And.ObjectSizeGreaterThan === undefined &&
        filter.And.ObjectSizeLessThan === undefined)));
