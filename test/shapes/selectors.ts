import type { Outputs } from '../../src/model/outputs.ts';
import { LOG_BUCKET, SENSITIVE_BUCKET } from './account.ts';
import { type Change, type Part, revised } from './changes.ts';
import type { Shape } from './shape.ts';

/** `Equals`, `NotStartsWith`, … with their values. */
type Operators = Readonly<Record<string, readonly string[]>>;
type Answer = Part<Outputs['cloudtrail:GetEventSelectors']>;

const basic = (...EventSelectors: NonNullable<Answer['EventSelectors']>): Change =>
  revised('cloudtrail:GetEventSelectors', ({ TrailARN }) => ({ TrailARN, EventSelectors }));

/** Advanced selectors without names, each by its fields. */
const advanced = (...selectors: readonly Readonly<Record<string, Operators>>[]): Change =>
  revised('cloudtrail:GetEventSelectors', ({ TrailARN }) => ({
    TrailARN,
    AdvancedEventSelectors: selectors.map((fields) => ({
      FieldSelectors: Object.entries(fields).map(([Field, operators]) => ({ Field, ...operators })),
    })),
  }));

const MANAGEMENT = { eventCategory: { Equals: ['Management'] } };
const OBJECTS = { eventCategory: { Equals: ['Data'] }, 'resources.type': { Equals: ['AWS::S3::Object'] } };
const ALL_OBJECTS = [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }];

const DIRECTIONS: readonly Shape[] = [
  {
    name: 'one for reads and one for writes',
    before: [basic({ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true, DataResources: ALL_OBJECTS })],
    after: [
      basic(
        { ReadWriteType: 'ReadOnly', IncludeManagementEvents: true, DataResources: ALL_OBJECTS },
        { ReadWriteType: 'WriteOnly', IncludeManagementEvents: true, DataResources: ALL_OBJECTS },
      ),
    ],
    expect: {
      'region-records-management-events': ['fail', 'pass'],
      'account-records-object-reads': ['fail', 'pass'],
      'account-records-object-writes': ['pass', 'pass'],
      'sensitive-bucket-records-object-events': ['fail', 'pass'],
      'unauthorized-api-calls-are-noticed': ['fail', 'pass'],
    },
  },
  {
    name: 'writes only',
    after: [basic({ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true, DataResources: ALL_OBJECTS })],
    expect: {
      'region-records-management-events': ['pass', 'fail', 'does not have all calls recorded that only read'],
      'account-records-object-reads': ['pass', 'fail', 'does not record who reads'],
      'account-records-object-writes': ['pass', 'pass'],
      'sensitive-bucket-records-object-events': ['pass', 'fail', 'does not have all reads recorded'],
      'unauthorized-api-calls-are-noticed': ['pass', 'fail', 'the event selectors of trail lone-trail leave it out'],
      'cloudtrail-changes-are-noticed': ['pass', 'pass'],
    },
  },
];

const ADVANCED: readonly Shape[] = [
  {
    name: 'without a name',
    before: [advanced(OBJECTS)],
    after: [advanced(MANAGEMENT, OBJECTS)],
    expect: {
      'region-records-management-events': ['fail', 'pass'],
      'account-records-object-reads': ['pass', 'pass'],
      'account-records-object-writes': ['pass', 'pass'],
      'sensitive-bucket-records-object-events': ['pass', 'pass'],
      'root-usage-is-noticed': ['fail', 'pass'],
    },
  },
  {
    name: 'one bucket, the sensitive one',
    after: [
      advanced(MANAGEMENT, { ...OBJECTS, 'resources.ARN': { StartsWith: [`arn:aws:s3:::${SENSITIVE_BUCKET}/`] } }),
    ],
    expect: {
      'sensitive-bucket-records-object-events': ['pass', 'pass'],
      'account-records-object-reads': ['pass', 'fail', SENSITIVE_BUCKET],
      'account-records-object-writes': ['pass', 'fail', SENSITIVE_BUCKET],
    },
  },
  {
    name: 'one bucket, another one',
    after: [
      advanced(MANAGEMENT, { ...OBJECTS, 'resources.ARN': { StartsWith: ['arn:aws:s3:::lone-customers-old/'] } }),
    ],
    expect: {
      'sensitive-bucket-records-object-events': ['pass', 'fail', 'lone-trail: nothing'],
      'account-records-object-writes': ['pass', 'fail', 'lone-customers-old'],
    },
  },
  {
    name: 'one bucket as a whole, which names an object without a name',
    after: [advanced(MANAGEMENT, { ...OBJECTS, 'resources.ARN': { Equals: [`arn:aws:s3:::${SENSITIVE_BUCKET}/`] } })],
    expect: { 'sensitive-bucket-records-object-events': ['pass', 'fail', 'lone-trail: nothing'] },
  },
  {
    name: 'one prefix of the sensitive bucket',
    after: [
      advanced(MANAGEMENT, {
        ...OBJECTS,
        'resources.ARN': { StartsWith: [`arn:aws:s3:::${SENSITIVE_BUCKET}/cards/`] },
      }),
    ],
    expect: {
      'sensitive-bucket-records-object-events': ['pass', 'fail', 'cards/'],
      'account-records-object-writes': ['pass', 'fail', 'cards/'],
    },
  },
  {
    name: 'one event name',
    after: [advanced(MANAGEMENT, { ...OBJECTS, eventName: { Equals: ['DeleteObject'] } })],
    expect: {
      'sensitive-bucket-records-object-events': ['pass', 'fail', 'DeleteObject'],
      'account-records-object-reads': ['pass', 'fail', 'lone-trail: nothing'],
      'account-records-object-writes': ['pass', 'fail', 'DeleteObject'],
    },
  },
  {
    name: 'every bucket but the one it delivers to, so as not to record itself',
    before: [
      advanced(MANAGEMENT, { ...OBJECTS, 'resources.ARN': { NotStartsWith: [`arn:aws:s3:::${SENSITIVE_BUCKET}/`] } }),
    ],
    after: [advanced(MANAGEMENT, { ...OBJECTS, 'resources.ARN': { NotStartsWith: [`arn:aws:s3:::${LOG_BUCKET}/`] } })],
    expect: {
      'sensitive-bucket-records-object-events': ['fail', 'pass'],
      'account-records-object-reads': ['fail', 'pass'],
      'account-records-object-writes': ['fail', 'pass'],
    },
  },
];

const LEAVES_OUT_KMS = {
  'region-records-every-event-source': ['pass', 'fail', 'leaves out events of kms.amazonaws.com'],
  'region-records-management-events': ['pass', 'pass'],
  'kms-key-disabling-and-deletion-is-noticed': ['pass', 'fail', 'the event selectors of trail lone-trail leave it out'],
  'root-usage-is-noticed': ['pass', 'pass'],
} as const satisfies Shape['expect'];

const SOURCES: readonly Shape[] = [
  {
    name: 'in a basic selector',
    after: [
      basic({
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        ExcludeManagementEventSources: ['kms.amazonaws.com'],
      }),
    ],
    expect: LEAVES_OUT_KMS,
  },
  {
    name: 'in an advanced selector',
    after: [advanced({ ...MANAGEMENT, eventSource: { NotEquals: ['kms.amazonaws.com'] } })],
    expect: LEAVES_OUT_KMS,
  },
  {
    name: 'of reads only, which are the many',
    after: [
      basic(
        {
          ReadWriteType: 'ReadOnly',
          IncludeManagementEvents: true,
          ExcludeManagementEventSources: ['kms.amazonaws.com'],
        },
        { ReadWriteType: 'WriteOnly', IncludeManagementEvents: true },
      ),
    ],
    expect: {
      'region-records-every-event-source': ['pass', 'fail', 'leaves out events of kms.amazonaws.com'],
      'kms-key-disabling-and-deletion-is-noticed': ['pass', 'pass'],
    },
  },
];

export const SELECTORS: Readonly<Record<string, readonly Shape[]>> = {
  'event selectors by direction': DIRECTIONS,
  'advanced event selectors': ADVANCED,
  'event selectors that leave out KMS': SOURCES,
};
