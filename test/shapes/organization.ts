import { type Change, copied, revised } from './changes.ts';
import { and, bucketPolicy } from './policies.ts';
import type { Shape } from './shape.ts';

const ORGANIZATION_ID = 'o-3cg8gexz2p';
const MANAGEMENT = { account: '123456789012', region: 'us-east-1' };
const PAYMENTS = { account: '038575967742', region: 'us-east-1' };
const LOG_BUCKET = 'acme-org-trail-logs';

const OTHERS_ARE_DENIED = {
  Sid: 'OnlyOurOrganization',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${LOG_BUCKET}`, `arn:aws:s3:::${LOG_BUCKET}/*`],
  Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION_ID } },
};

const BUCKET: readonly Shape[] = [
  {
    name: 'everybody outside the organisation is denied, and CloudTrail with them',
    of: 'acme-org-trail',
    after: [bucketPolicy(and(OTHERS_ARE_DENIED), LOG_BUCKET)],
    expect: { 'trail-bucket-accepts-its-log-files': ['pass', 'fail', '(OnlyOurOrganization)'] },
  },
  {
    name: 'only the folder of the management account is open',
    of: 'acme-org-trail',
    after: [
      bucketPolicy(
        (statements) => statements.filter(({ Sid }) => Sid !== 'AWSCloudTrailOrganizationWrite20150319'),
        LOG_BUCKET,
      ),
    ],
    expect: {
      'trail-bucket-accepts-its-log-files': ['pass', 'fail', `s3:PutObject below AWSLogs/${ORGANIZATION_ID}/`],
    },
  },
];

const FILTERS_AT_PAYMENTS: readonly Change[] = [
  copied(['logs', 'cloudwatch'], MANAGEMENT, PAYMENTS),
  revised('logs:DescribeMetricFilters', (output) => ({ ...output, metricFilters: [] }), MANAGEMENT),
];

const WATCH: readonly Shape[] = [
  {
    name: 'by filters of a log group by the same name in another account of it',
    of: 'payments',
    after: FILTERS_AT_PAYMENTS,
    expect: { 'root-usage-is-noticed': ['pass', 'fail', 'log group /acme/cloudtrail has no metric filter'] },
  },
  {
    name: 'by a rule that is disabled',
    of: 'management',
    after: [
      revised(
        'events:ListRules',
        ({ Rules = [] }) => ({ Rules: Rules.map((rule) => ({ ...rule, State: 'DISABLED' as const })) }),
        MANAGEMENT,
      ),
    ],
    expect: { 'organization-changes-are-noticed': ['pass', 'fail', 'rule organization-changes is disabled'] },
  },
  {
    name: 'by a rule in another region than the events of Organizations arrive',
    of: 'management',
    after: [
      copied(['events'], MANAGEMENT, { ...MANAGEMENT, region: 'eu-west-1' }),
      revised('events:ListRules', () => ({ Rules: [] }), MANAGEMENT),
    ],
    expect: { 'organization-changes-are-noticed': ['pass', 'fail', 'UpdateOrganizationalUnit '] },
  },
];

export const ORGANIZATION: Readonly<Record<string, readonly Shape[]>> = {
  "a bucket policy of an organisation's trail by which": BUCKET,
  'an organisation that is watched': WATCH,
};
