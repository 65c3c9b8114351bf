/** What happened to a trail's deliveries. Hours are counted back from now. */
export interface TrailHealth {
  readonly deliveredHoursAgo?: number;
  readonly deliveryError?: string;
  readonly digestHoursAgo?: number;
  readonly digestDeliveryError?: string;
  readonly cloudWatchLogsHoursAgo?: number;
  readonly cloudWatchLogsDeliveryError?: string;
  readonly notificationError?: string;
}

/**
 * What the test AWS is like, where moto cannot be told. Rules look each time they are asked, so a test
 * may change it while the world runs.
 */
export interface Settings {
  readonly management: string;
  readonly homeRegion: string;
  /** Every account of the organisation and its name, the management account included. */
  readonly organizationAccounts: ReadonlyMap<string, string>;
  /** Accounts outside the organisation. */
  readonly otherAccounts: ReadonlySet<string>;
  /** Members for which the organisation's trail does not exist. */
  readonly withoutOrganizationTrail: Set<string>;
  /** Members that may ask what the management account may ask, for CloudTrail. */
  readonly delegatedAdministrators: Set<string>;

  /** The only role that can be assumed. */
  readonly roleName: string;
  /** Accounts whose role refuses everybody. */
  readonly refusingAccounts: Set<string>;
  /** Demanded by every role, when set. */
  externalId: string | undefined;

  /** Enabled regions of every account that has none of its own below. */
  readonly regions: string[];
  readonly regionsByAccount: Map<string, readonly string[]>;

  /** By trail name. */
  readonly trailHealth: Map<string, TrailHealth>;
  /** What moto forgets of log groups, by name. */
  readonly logGroups: Map<string, { readonly logGroupClass?: string; readonly deletionProtectionEnabled?: boolean }>;
  /** Buckets on which MFA delete is enabled. */
  readonly mfaDeleteBuckets: Set<string>;
  /** Buckets whose policy is public. */
  readonly publicBuckets: Set<string>;
  /** Endpoints that never confirmed their subscription. */
  readonly pendingSubscriptions: Set<string>;
  /** The clock of the test AWS. */
  now: () => Date;
}

export const REGIONS = ['us-east-1', 'eu-west-1', 'eu-central-1', 'ap-southeast-2'] as const;

/** An AWS in good health. */
export function defaultSettings(
  management: string,
  organizationAccounts: ReadonlyMap<string, string>,
  otherAccounts: ReadonlySet<string>,
): Settings {
  return {
    management,
    homeRegion: 'us-east-1',
    organizationAccounts,
    otherAccounts,
    withoutOrganizationTrail: new Set(),
    delegatedAdministrators: new Set(),
    roleName: 'TrailproofAudit',
    refusingAccounts: new Set(),
    externalId: undefined,
    regions: [...REGIONS],
    regionsByAccount: new Map(),
    trailHealth: new Map(),
    logGroups: new Map(),
    mfaDeleteBuckets: new Set(),
    publicBuckets: new Set(),
    pendingSubscriptions: new Set(),
    now: () => new Date(),
  };
}

export const regionsOf = ({ regions, regionsByAccount }: Settings, account: string): readonly string[] =>
  regionsByAccount.get(account) ?? regions;

export const allAccounts = ({ organizationAccounts, otherAccounts }: Settings): readonly string[] => [
  ...organizationAccounts.keys(),
  ...otherAccounts,
];
