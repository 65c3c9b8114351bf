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

/** An event data store of CloudTrail Lake; what is left out is as AWS makes it. */
export interface EventDataStore {
  readonly name: string;
  /** The last part of the ARN. */
  readonly id: string;
  readonly region: string;
  readonly status?:
    | 'CREATED'
    | 'ENABLED'
    | 'PENDING_DELETION'
    | 'STARTING_INGESTION'
    | 'STOPPED_INGESTION'
    | 'STOPPING_INGESTION';
  readonly multiRegion?: boolean;
  readonly organization?: boolean;
  readonly retentionDays?: number;
  readonly terminationProtection?: boolean;
  readonly kmsKeyArn?: string;
  /** One selector each. */
  readonly eventCategories?: readonly string[];
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
  readonly logGroups: Map<
    string,
    { readonly logGroupClass?: string; readonly deletionProtectionEnabled?: boolean; readonly kmsKeyId?: string }
  >;
  /** Days between rotations of KMS keys that rotate, by key id; 365 without. */
  readonly rotationPeriods: Map<string, number>;
  /** Buckets on which MFA delete is enabled. */
  readonly mfaDeleteBuckets: Set<string>;
  /** Buckets whose policy is public. */
  readonly publicBuckets: Set<string>;
  /** Endpoints that never confirmed their subscription. */
  readonly pendingSubscriptions: Set<string>;
  /** Why AWS Config could not deliver its last history, by `account/region`. */
  readonly configDeliveryErrors: Map<string, string>;
  /** GuardDuty detectors that do not analyse management events, by `account/region`. */
  readonly blindDetectors: Set<string>;
  /** By the account they belong to: an organisation's by its management account. */
  readonly eventDataStores: Map<string, readonly EventDataStore[]>;
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
    rotationPeriods: new Map(),
    mfaDeleteBuckets: new Set(),
    publicBuckets: new Set(),
    pendingSubscriptions: new Set(),
    configDeliveryErrors: new Map(),
    blindDetectors: new Set(),
    eventDataStores: new Map(),
    now: () => new Date(),
  };
}

export const regionsOf = ({ regions, regionsByAccount }: Settings, account: string): readonly string[] =>
  regionsByAccount.get(account) ?? regions;

export const allAccounts = ({ organizationAccounts, otherAccounts }: Settings): readonly string[] => [
  ...organizationAccounts.keys(),
  ...otherAccounts,
];
