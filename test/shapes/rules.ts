import { ACCOUNT, ELSEWHERE, filtersFor, HOME, REGIONS } from './account.ts';
import { asked, type Change, revised } from './changes.ts';
import type { Control } from './patterns.ts';
import type { Shape } from './shape.ts';

interface Rule {
  readonly pattern: object;
  readonly state?: 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  /** Who may publish to its topic. */
  readonly publisher?: string;
}

/** No metric filter takes what a control is about, so that only a rule can. */
const without = (control: Control): Change => filtersFor(control);

/** A rule on the default bus of a region, with a topic there that somebody reads. */
function ruleIn(
  region: string,
  { pattern, state = 'ENABLED', publisher = 'events.amazonaws.com' }: Rule,
): readonly Change[] {
  const place = { account: ACCOUNT, region };
  const name = 'watch';
  const TopicArn = `arn:aws:sns:${region}:${ACCOUNT}:rule-alerts`;
  const Policy = JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { Service: publisher }, Action: 'sns:Publish', Resource: TopicArn }],
  });
  return [
    revised(
      'events:ListRules',
      () => ({
        Rules: [
          {
            Name: name,
            Arn: `arn:aws:events:${region}:${ACCOUNT}:rule/${name}`,
            EventPattern: JSON.stringify(pattern),
            State: state,
            EventBusName: 'default',
          },
        ],
      }),
      place,
    ),
    asked(
      'events:ListTargetsByRule',
      { EventBusName: 'default', Rule: name },
      { Targets: [{ Id: 'alert', Arn: TopicArn }] },
      place,
    ),
    asked('sns:GetTopicAttributes', { TopicArn }, { Attributes: { TopicArn, Policy } }, place),
    asked(
      'sns:ListSubscriptionsByTopic',
      { TopicArn },
      { Subscriptions: [{ TopicArn, Protocol: 'email', SubscriptionArn: `${TopicArn}:0a1b2c3d` }] },
      place,
    ),
  ];
}

const everywhere = (rule: Rule): readonly Change[] => REGIONS.flatMap((region) => ruleIn(region, rule));

const IAM = { source: ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'] };
const NO_IAM_FILTER = without('iam-policy-changes');

const REGION: readonly Shape[] = [
  {
    name: 'in the region where the events of a global service arrive',
    before: [NO_IAM_FILTER],
    after: [NO_IAM_FILTER, ...ruleIn(HOME, { pattern: IAM })],
    expect: { 'iam-policy-changes-are-noticed': ['fail', 'pass'] },
  },
  {
    name: 'in another region than the events of a global service arrive',
    before: [NO_IAM_FILTER, ...ruleIn(HOME, { pattern: IAM })],
    after: [NO_IAM_FILTER, ...ruleIn(ELSEWHERE, { pattern: IAM })],
    expect: {
      'iam-policy-changes-are-noticed': ['pass', 'fail', 'AttachGroupPolicy, DetachGroupPolicy '],
    },
  },
  {
    name: 'in one region, for events that arrive in any',
    before: [without('config-changes'), ...everywhere({ pattern: { source: ['aws.config'] } })],
    after: [without('config-changes'), ...ruleIn(HOME, { pattern: { source: ['aws.config'] } })],
    expect: { 'config-changes-are-noticed': ['pass', 'fail', 'ap-southeast-2, eu-central-1, eu-west-1'] },
  },
];

const REFUSED = { detail: { errorCode: [{ wildcard: '*UnauthorizedOperation' }, { prefix: 'AccessDenied' }] } };
const NO_REFUSED_FILTER = without('unauthorized-api-calls');
const ALL = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

const STATE: readonly Shape[] = [
  {
    name: 'ENABLED, for events that only read',
    before: [NO_REFUSED_FILTER, ...everywhere({ pattern: REFUSED, state: ALL })],
    after: [NO_REFUSED_FILTER, ...everywhere({ pattern: REFUSED, state: 'ENABLED' })],
    expect: {
      'unauthorized-api-calls-are-noticed': [
        'pass',
        'fail',
        'rule watch gets no events that only read (its state is ENABLED)',
      ],
    },
  },
  {
    name: 'ENABLED, for events that write',
    before: [NO_IAM_FILTER, ...ruleIn(HOME, { pattern: IAM, state: 'DISABLED' })],
    after: [NO_IAM_FILTER, ...ruleIn(HOME, { pattern: IAM, state: 'ENABLED' })],
    expect: { 'iam-policy-changes-are-noticed': ['fail', 'pass'] },
  },
  {
    name: 'DISABLED',
    before: [NO_IAM_FILTER, ...ruleIn(HOME, { pattern: IAM, state: 'ENABLED' })],
    after: [NO_IAM_FILTER, ...ruleIn(HOME, { pattern: IAM, state: 'DISABLED' })],
    expect: { 'iam-policy-changes-are-noticed': ['pass', 'fail', 'rule watch is disabled'] },
  },
];

const NO_TRAIL_FILTER = without('cloudtrail-config-changes');
const trailCalls = (...eventName: readonly unknown[]) => ({ source: ['aws.cloudtrail'], detail: { eventName } });
const TRAIL_CALLS = trailCalls({ suffix: 'Trail' }, { wildcard: 'St*Logging' });

const WRITTEN: readonly Shape[] = [
  {
    name: 'a * in a plain string, where it is a letter like any other',
    before: [NO_TRAIL_FILTER, ...everywhere({ pattern: TRAIL_CALLS })],
    after: [NO_TRAIL_FILTER, ...everywhere({ pattern: trailCalls('*Trail', 'St*Logging') })],
    expect: {
      'cloudtrail-changes-are-noticed': [
        'pass',
        'fail',
        '(CreateTrail, UpdateTrail, DeleteTrail, StartLogging, StopLogging ',
      ],
    },
  },
  {
    name: 'a field of the record asked outside detail',
    before: [NO_TRAIL_FILTER, ...everywhere({ pattern: TRAIL_CALLS })],
    after: [NO_TRAIL_FILTER, ...everywhere({ pattern: { source: ['aws.cloudtrail'], eventName: [{ prefix: '' }] } })],
    expect: {
      'cloudtrail-changes-are-noticed': [
        'pass',
        'fail',
        '(CreateTrail, UpdateTrail, DeleteTrail, StartLogging, StopLogging ',
      ],
    },
  },
  {
    name: 'an error other than one: calls that succeed have none',
    before: [
      NO_TRAIL_FILTER,
      ...everywhere({ pattern: { detail: { ...TRAIL_CALLS.detail, errorCode: [{ exists: false }] } } }),
    ],
    after: [
      NO_TRAIL_FILTER,
      ...everywhere({
        pattern: { detail: { ...TRAIL_CALLS.detail, errorCode: [{ 'anything-but': ['AccessDenied'] }] } },
      }),
    ],
    expect: {
      'cloudtrail-changes-are-noticed': [
        'pass',
        'fail',
        '(CreateTrail, UpdateTrail, DeleteTrail, StartLogging, StopLogging ',
      ],
    },
  },
  {
    name: 'a topic that lets in alarms only',
    before: [NO_TRAIL_FILTER, ...everywhere({ pattern: TRAIL_CALLS })],
    after: [NO_TRAIL_FILTER, ...everywhere({ pattern: TRAIL_CALLS, publisher: 'cloudwatch.amazonaws.com' })],
    expect: {
      'cloudtrail-changes-are-noticed': [
        'pass',
        'fail',
        'the policy of topic rule-alerts does not let events.amazonaws.com publish',
      ],
    },
  },
];

export const RULES: Readonly<Record<string, readonly Shape[]>> = {
  'a rule of EventBridge': REGION,
  'a rule of EventBridge in state': STATE,
  'a rule of EventBridge with': WRITTEN,
};
