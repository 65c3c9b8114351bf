import { ACCOUNT, filtersFor, metricFilter, STRANGER } from './account.ts';
import type { Change } from './changes.ts';
import { type Control, PATTERNS } from './patterns.ts';
import type { Shape } from './shape.ts';

/** One metric filter reads otherwise. */
const pattern = (control: Control, text: string): Change => filtersFor(control, metricFilter(control, text));

/** One metric filter has a further clause. */
const and = (control: Control, clause: string): Change =>
  pattern(control, `{ (${PATTERNS[control].slice(1, -1)}) && (${clause}) }`);

const nameIn = (...names: readonly string[]): string =>
  `{ ${names.map((name) => `($.eventName = ${name})`).join(' || ')} }`;

const TRAIL_NAMES = ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'] as const;

// Each takes a part of what is done to trails, and counts it in the metric that the alarm watches.
const MADE = metricFilter('made', nameIn('CreateTrail', 'UpdateTrail'), 'cloudtrail-config-changes');
const STOPPED = metricFilter(
  'stopped',
  nameIn('DeleteTrail', 'StartLogging', 'StopLogging'),
  'cloudtrail-config-changes',
);

const WRITTEN: readonly Shape[] = [
  {
    name: 'event names joined by &&: no event has five names',
    after: [pattern('cloudtrail-config-changes', nameIn(...TRAIL_NAMES).replaceAll('||', '&&'))],
    expect: {
      'cloudtrail-changes-are-noticed': [
        'pass',
        'fail',
        'metric filter cloudtrail-config-changes names the event, but does not take it',
      ],
    },
  },
  {
    name: 'clauses in another order, in other brackets',
    after: [
      pattern(
        'cloudtrail-config-changes',
        '{($.eventName=StopLogging)||(($.eventName="DeleteTrail")||($.eventName=StartLogging||$.eventName = CreateTrail))||$.eventName=UpdateTrail}',
      ),
      pattern(
        'root-usage',
        '{ ($.eventType != AwsServiceEvent) && ($.userIdentity.invokedBy NOT EXISTS) && ($.userIdentity.type = Root) }',
      ),
    ],
    expect: { 'cloudtrail-changes-are-noticed': ['pass', 'pass'], 'root-usage-is-noticed': ['pass', 'pass'] },
  },
  {
    name: 'two filters that only together take every event',
    before: [filtersFor('cloudtrail-config-changes', MADE)],
    after: [filtersFor('cloudtrail-config-changes', MADE, STOPPED)],
    expect: { 'cloudtrail-changes-are-noticed': ['fail', 'pass'] },
  },
  {
    name: 'the first of the two alone',
    after: [filtersFor('cloudtrail-config-changes', MADE)],
    expect: {
      'cloudtrail-changes-are-noticed': ['pass', 'fail', '(DeleteTrail, StartLogging, StopLogging '],
    },
  },
  {
    name: 'the second of the two alone',
    after: [filtersFor('cloudtrail-config-changes', STOPPED)],
    expect: { 'cloudtrail-changes-are-noticed': ['pass', 'fail', '(CreateTrail, UpdateTrail '] },
  },
  {
    name: 'values in lower case',
    after: [
      pattern(
        'cloudtrail-config-changes',
        PATTERNS['cloudtrail-config-changes'].toLowerCase().replaceAll('eventname', 'eventName'),
      ),
      pattern('root-usage', PATTERNS['root-usage'].replace('"Root"', '"root"')),
    ],
    expect: {
      'cloudtrail-changes-are-noticed': [
        'pass',
        'fail',
        '(CreateTrail, UpdateTrail, DeleteTrail, StartLogging, StopLogging ',
      ],
      'root-usage-is-noticed': ['pass', 'fail', 'root creates an access key'],
    },
  },
  {
    name: 'the name of an API call that CloudTrail records by another name',
    after: [
      pattern(
        's3-bucket-policy-changes',
        PATTERNS['s3-bucket-policy-changes'].replace('= PutBucketLifecycle)', '= PutBucketLifecycleConfiguration)'),
      ),
    ],
    expect: { 'bucket-policy-changes-are-noticed': ['pass', 'fail', '(PutBucketLifecycle '] },
  },
];

const NARROWED: readonly Shape[] = [
  {
    name: 'only events of a foreign account',
    after: [and('cloudtrail-config-changes', `$.recipientAccountId = "${STRANGER}"`)],
    expect: { 'cloudtrail-changes-are-noticed': ['pass', 'fail', 'names the event, but does not take it'] },
  },
  {
    name: 'only events of the own account',
    before: [and('cloudtrail-config-changes', `$.recipientAccountId = "${STRANGER}"`)],
    after: [and('cloudtrail-config-changes', `$.recipientAccountId = "${ACCOUNT}"`)],
    expect: { 'cloudtrail-changes-are-noticed': ['fail', 'pass'] },
  },
  {
    name: 'the own account written as a number, which AWS does not say how to compare with a string',
    after: [and('cloudtrail-config-changes', `$.recipientAccountId = ${ACCOUNT}`)],
    expect: { 'cloudtrail-changes-are-noticed': ['pass', 'unknown', 'number'] },
  },
  {
    name: 'a foreign account written as a number, which is no match either way',
    after: [and('cloudtrail-config-changes', `$.recipientAccountId = ${STRANGER}`)],
    expect: { 'cloudtrail-changes-are-noticed': ['pass', 'fail', 'names the event, but does not take it'] },
  },
  {
    name: 'but not what the deployment role does',
    after: [
      and('cloudtrail-config-changes', `$.userIdentity.arn != "arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/*"`),
      and(
        'iam-policy-changes',
        `$.userIdentity.sessionContext.sessionIssuer.arn != "arn:aws:iam::${ACCOUNT}:role/Deploy"`,
      ),
    ],
    expect: { 'cloudtrail-changes-are-noticed': ['pass', 'pass'], 'iam-policy-changes-are-noticed': ['pass', 'pass'] },
  },
  {
    name: 'but not what the deployment role does, of events that have no role: != takes no absent field',
    after: [
      and(
        'console-signin-no-mfa',
        `$.userIdentity.sessionContext.sessionIssuer.arn != "arn:aws:iam::${ACCOUNT}:role/Deploy"`,
      ),
      and('console-auth-failures', `$.userIdentity.arn != "arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/*"`),
    ],
    expect: {
      'console-sign-in-without-mfa-is-noticed': ['pass', 'fail', 'a user signs in without MFA'],
      'console-sign-in-failures-are-noticed': ['pass', 'fail', '(a user fails to sign in '],
    },
  },
  {
    name: 'but not what the deployment role does, and absent fields thought of',
    before: [and('console-auth-failures', `$.userIdentity.arn != "*/Deploy/*"`)],
    after: [and('console-auth-failures', `($.userIdentity.arn NOT EXISTS) || ($.userIdentity.arn != "*/Deploy/*")`)],
    expect: { 'console-sign-in-failures-are-noticed': ['fail', 'pass'] },
  },
];

const FILTERED: readonly Shape[] = [
  {
    name: 'only of calls that succeed',
    after: [and('cloudtrail-config-changes', '$.errorCode NOT EXISTS')],
    expect: { 'cloudtrail-changes-are-noticed': ['pass', 'pass'] },
  },
  {
    name: 'only of calls with an error other than one: those that succeed have none',
    after: [and('cloudtrail-config-changes', '$.errorCode != "AccessDenied"')],
    expect: { 'cloudtrail-changes-are-noticed': ['pass', 'fail', 'names the event, but does not take it'] },
  },
];

const BROAD: readonly Shape[] = [
  {
    name: 'a wildcard that takes calls that only read, too',
    after: [pattern('nacl-changes', '{ $.eventName = "*NetworkAcl*" }')],
    expect: {
      'network-acl-changes-are-noticed': ['pass', 'pass'],
      'metric-filter-is-not-too-broad': [
        'pass',
        'fail',
        'nacl-changes takes everyday events too (a role reads the network ACLs)',
      ],
    },
  },
  {
    name: 'refused calls as the benchmark worded them from 1.3 to 1.5: || with two negations takes nearly everything',
    after: [
      pattern(
        'unauthorized-api-calls',
        '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") || ($.sourceIPAddress!="delivery.logs.amazonaws.com") || ($.eventName!="HeadBucket") }',
      ),
    ],
    expect: {
      'unauthorized-api-calls-are-noticed': ['pass', 'pass'],
      'metric-filter-is-not-too-broad': ['pass', 'fail', 'unauthorized-api-calls takes everyday events too'],
    },
  },
  {
    name: 'refused calls as the benchmark words them since 4.0: && binds tighter',
    after: [
      pattern(
        'unauthorized-api-calls',
        '{ ($.errorCode ="*UnauthorizedOperation") || ($.errorCode ="AccessDenied*") && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }',
      ),
    ],
    expect: {
      'unauthorized-api-calls-are-noticed': ['pass', 'pass'],
      'metric-filter-is-not-too-broad': ['pass', 'pass'],
    },
  },
];

export const METRIC_FILTERS: Readonly<Record<string, readonly Shape[]>> = {
  'a metric filter as people write it': WRITTEN,
  'a metric filter with a clause more': NARROWED,
  'a metric filter for calls by their error': FILTERED,
  'a metric filter that takes more than it should': BROAD,
};
