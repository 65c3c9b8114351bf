import type { CallReference } from '../../src/model/call.ts';
import type { Finding, Severity, Status } from '../../src/model/finding.ts';
import type { CheckText, Report, ReportReader, ScannedAccount } from '../../src/model/report.ts';
import { hostileNames } from './hostile-names.ts';

/** A report made by hand: every status and severity, an account not seen, a check's bug, names that attack the reader. */

const MANAGEMENT = '111111111111';
const LOG_ARCHIVE = '222222222222';
const WORKLOAD = '333333333333';
const SANDBOX = '444444444444';

const accounts: readonly ScannedAccount[] = [
  { id: MANAGEMENT, name: 'management', seen: true, regions: ['eu-west-1', 'us-east-1'] },
  { id: LOG_ARCHIVE, name: 'log archive', seen: true, regions: ['eu-west-1', 'us-east-1'] },
  { id: WORKLOAD, name: 'shop | <b>prod</b>', seen: true, regions: ['eu-west-1'] },
  {
    id: SANDBOX,
    name: 'sandbox',
    seen: false,
    reason: `AccessDenied on sts:AssumeRole in ${SANDBOX} us-east-1`,
    regions: [],
  },
];

const checks: readonly CheckText[] = [
  {
    id: 'account-has-logging-trail',
    title: 'Accounts are covered by a multi-region trail that logs',
    area: 'trail',
    severity: 'critical',
    resource: 'account',
    why: 'What no trail records cannot be found again.\nAn attacker picks the region that nobody watches.',
    fix: {
      summary: 'Create an organisation trail that covers every region, and start it.',
      terraform:
        'resource "aws_cloudtrail" "organization" {\n  is_multi_region_trail = true\n  is_organization_trail = true\n}',
      caution: 'It records from now on. What happened before stays unknown.',
    },
    references: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html'],
    params: {},
  },
  {
    id: 'trail-signs-log-files',
    title: 'Trails sign digests of their log files',
    area: 'trail',
    severity: 'medium',
    resource: 'trail',
    why: 'Anyone who can write to the log bucket can also rewrite what it says about them.\n\nSigned digests do not stop that, but they make it provable: see `aws cloudtrail validate-logs`.',
    fix: {
      summary: 'Turn on log file validation for the trail.',
      cli: 'aws cloudtrail update-trail --name {{trail.arn}} --enable-log-file-validation',
      terraform: 'enable_log_file_validation = true',
      caution: 'Digests start with the change. Log files delivered before it stay unproven.',
    },
    references: [
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-cli.html',
    ],
    params: {},
  },
  {
    id: 'bucket-locks-objects',
    title: 'Log buckets lock their objects',
    area: 'storage',
    severity: 'high',
    resource: 'bucket',
    why: 'Without Object Lock an administrator can delete the evidence.',
    fix: {
      summary: 'Set a default retention in compliance mode.',
      cli: 'aws s3api put-object-lock-configuration \\\n  --bucket {{bucket.name}} \\\n  --object-lock-configuration file://lock.json',
    },
    references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html'],
    params: { days: 365, mode: 'COMPLIANCE' },
  },
  {
    id: 'log-group-is-kept-long-enough',
    title: 'Log groups keep events as long as asked',
    area: 'detection',
    severity: 'low',
    resource: 'logGroup',
    why: 'Alarms look at the present, investigations at last year.',
    fix: { summary: 'Set the retention of the log group.' },
    references: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html'],
    params: { days: 365 },
  },
  {
    id: 'bucket-keeps-versions',
    title: 'Log buckets keep versions',
    area: 'storage',
    severity: 'medium',
    resource: 'bucket',
    why: 'Without versions an overwritten log file is gone.',
    fix: { summary: 'Turn on versioning.', cloudformation: 'VersioningConfiguration:\n  Status: Enabled' },
    references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html'],
    params: {},
  },
  {
    id: 'key-rotates',
    title: 'Keys that encrypt logs rotate',
    area: 'encryption',
    severity: 'low',
    resource: 'key',
    why: 'A key that never changes protects everything it ever encrypted, or nothing.',
    fix: { summary: 'Turn on rotation.' },
    references: ['https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html'],
    params: {},
  },
];

const call = (name: string, account: string, rest: Partial<CallReference> = {}): CallReference => ({
  call: name,
  account,
  region: 'eu-west-1',
  input: {},
  at: '2026-11-20T10:00:01.000Z',
  requestId: '0a1b2c3d-0000-4000-8000-000000000001',
  ...rest,
});

const trail = (name: string, account: string, region = 'eu-west-1') => ({
  type: 'trail',
  id: `arn:aws:cloudtrail:${region}:${account}:trail/${name}`,
  name,
  account,
  region,
});
const logGroup = (name: string, account: string) => ({
  type: 'logGroup',
  id: `arn:aws:logs:eu-west-1:${account}:log-group:${name}`,
  name,
  account,
  region: 'eu-west-1',
});
const wholeAccount = (id: string) => ({ type: 'account', id, name: id, account: id });
const logBucket = {
  type: 'bucket',
  id: 'arn:aws:s3:::example-audit-logs',
  name: 'example-audit-logs',
  account: LOG_ARCHIVE,
  region: 'eu-west-1',
};

const denied = `AccessDenied on s3:GetBucketObjectLockConfiguration in ${LOG_ARCHIVE} eu-west-1`;
const refused = `AccessDeniedException on cloudtrail:DescribeTrails in ${WORKLOAD} eu-west-1`;

const findings: readonly Finding[] = [
  {
    check: 'account-has-logging-trail',
    resource: wholeAccount(MANAGEMENT),
    status: 'pass',
    message: `Account ${MANAGEMENT} is covered by trail organization.`,
    candidates: [{ resource: trail('organization', MANAGEMENT), status: 'pass', clauses: [] }],
    evidence: [call('cloudtrail:DescribeTrails', MANAGEMENT)],
  },
  {
    check: 'trail-signs-log-files',
    resource: trail('organization', MANAGEMENT),
    status: 'pass',
    message: 'Trail organization signs digests of its log files.',
    clauses: [
      {
        expression: 'trail.logFileValidationEnabled',
        status: 'pass',
        values: [{ path: 'trail.logFileValidationEnabled', value: 'true' }],
      },
    ],
    evidence: [call('cloudtrail:DescribeTrails', MANAGEMENT)],
  },
  {
    check: 'trail-signs-log-files',
    resource: trail('organization', MANAGEMENT, 'us-east-1'),
    status: 'not-applicable',
    message: 'A copy of a trail homed in another region.',
    evidence: [call('cloudtrail:DescribeTrails', MANAGEMENT, { region: 'us-east-1' })],
  },
  {
    check: 'key-rotates',
    resource: {
      type: 'key',
      id: `arn:aws:kms:eu-west-1:${LOG_ARCHIVE}:key/0f0f0f0f-1111-4222-8333-444444444444`,
      name: '0f0f0f0f-1111-4222-8333-444444444444',
      account: LOG_ARCHIVE,
      region: 'eu-west-1',
    },
    status: 'unknown',
    message: 'It could not be decided whether the key rotates.',
    reasons: ['check error: no such overload: string < int'],
    checkError: true,
    evidence: [call('kms:GetKeyRotationStatus', LOG_ARCHIVE)],
  },
  {
    check: 'bucket-keeps-versions',
    resource: logBucket,
    status: 'pass',
    message: 'Log buckets keep versions.',
    evidence: [call('s3:GetBucketVersioning', LOG_ARCHIVE, { input: { Bucket: 'example-audit-logs' } })],
  },
  {
    check: 'bucket-locks-objects',
    resource: logBucket,
    status: 'unknown',
    message: 'It could not be decided whether bucket example-audit-logs locks its objects.',
    clauses: [
      {
        expression: 'bucket.objectLock.mode == params.mode',
        status: 'unknown',
        values: [{ path: 'bucket.objectLock', value: denied }],
      },
    ],
    reasons: [denied],
    evidence: [
      call('s3:GetObjectLockConfiguration', LOG_ARCHIVE, {
        input: { Bucket: 'example-audit-logs' },
        error: 'AccessDenied',
      }),
    ],
  },
  {
    check: 'account-has-logging-trail',
    resource: wholeAccount(WORKLOAD),
    status: 'fail',
    message: `No trail covers account ${WORKLOAD}, so what happens there is recorded nowhere.`,
    candidates: [
      {
        resource: trail('old', WORKLOAD),
        status: 'fail',
        clauses: [
          {
            expression: 'trail.isMultiRegionTrail',
            status: 'fail',
            miss: 'covers only eu-west-1',
            values: [{ path: 'trail.isMultiRegionTrail', value: 'false' }],
          },
          {
            expression: 'trail.status.isLogging',
            status: 'fail',
            miss: 'does not log since 2026-03-01T00:00:00Z',
            values: [
              { path: 'trail.status.isLogging', value: 'false' },
              { path: 'trail.status.stopLoggingTime', value: '2026-03-01T00:00:00Z' },
            ],
          },
        ],
      },
      {
        resource: trail('half-read', WORKLOAD),
        status: 'unknown',
        clauses: [
          {
            expression: 'trail.isMultiRegionTrail',
            status: 'unknown',
            values: [{ path: 'trail.isMultiRegionTrail', value: refused }],
          },
        ],
      },
    ],
    evidence: [
      call('cloudtrail:DescribeTrails', WORKLOAD),
      call('cloudtrail:GetTrailStatus', WORKLOAD, {
        input: { Name: `arn:aws:cloudtrail:eu-west-1:${WORKLOAD}:trail/old` },
      }),
    ],
  },
  {
    check: 'bucket-locks-objects',
    resource: { ...logBucket, id: 'arn:aws:s3:::shop-logs', name: 'shop-logs', account: WORKLOAD },
    status: 'fail',
    message: 'Bucket shop-logs locks nothing, so an administrator can delete the evidence.',
    clauses: [
      {
        expression: 'present(bucket.objectLock)',
        status: 'fail',
        miss: 'has no Object Lock',
        values: [{ path: 'bucket.objectLock', value: 'absent' }],
      },
    ],
    fix: {
      cli: 'aws s3api put-object-lock-configuration \\\n  --bucket shop-logs \\\n  --object-lock-configuration file://lock.json',
    },
    evidence: [call('s3:GetObjectLockConfiguration', WORKLOAD, { input: { Bucket: 'shop-logs' } })],
  },
  ...hostileNames.map(
    (name): Finding => ({
      check: 'trail-signs-log-files',
      resource: trail(name, WORKLOAD),
      status: 'fail',
      message: `Trail ${name} writes no signed digests, so an edited or deleted log file would go unnoticed.`,
      clauses: [
        {
          expression: 'trail.logFileValidationEnabled || trail.tags["skip"] == "yes"',
          status: 'fail',
          values: [
            { path: 'trail.logFileValidationEnabled', value: 'false' },
            { path: 'trail.tags["skip"]', value: name },
          ],
        },
      ],
      fix: {
        cli: `aws cloudtrail update-trail --name '${name.replaceAll("'", `'\\''`)}' --enable-log-file-validation`,
      },
      evidence: [call('cloudtrail:DescribeTrails', WORKLOAD, { input: { Tag: name } })],
    }),
  ),
  {
    check: 'trail-signs-log-files',
    resource: trail('half-read', WORKLOAD),
    status: 'unknown',
    message: 'It could not be decided whether trail half-read signs digests.',
    reasons: [refused],
    evidence: [call('cloudtrail:DescribeTrails', WORKLOAD, { error: 'AccessDeniedException' })],
  },
  {
    check: 'bucket-locks-objects',
    resource: { type: 'bucket', id: 'arn:aws:s3:::somewhere-else', name: 'somewhere-else' },
    status: 'unknown',
    message: 'It could not be decided whether bucket somewhere-else locks its objects.',
    reasons: [`the owner of bucket somewhere-else is unknown: account ${SANDBOX} was not scanned`, refused],
    evidence: [],
  },
  {
    check: 'log-group-is-kept-long-enough',
    resource: logGroup('/aws/cloudtrail/shop', WORKLOAD),
    status: 'fail',
    message: 'Log group /aws/cloudtrail/shop forgets events after 30 days instead of 365.',
    clauses: [
      {
        expression: 'logGroup.retentionInDays >= params.days',
        status: 'fail',
        values: [{ path: 'logGroup.retentionInDays', value: '30' }],
      },
    ],
    evidence: [call('logs:DescribeLogGroups', WORKLOAD, { input: { logGroupNamePrefix: '/aws/cloudtrail/shop' } })],
  },
  {
    check: 'trail-signs-log-files',
    resource: trail('old', WORKLOAD),
    status: 'unknown',
    message: 'It could not be decided whether trail old signs digests.',
    reasons: [refused],
    evidence: [call('cloudtrail:DescribeTrails', WORKLOAD, { error: 'AccessDeniedException' })],
  },
  {
    check: 'account-has-logging-trail',
    resource: wholeAccount(SANDBOX),
    status: 'unknown',
    message: `It could not be decided whether account ${SANDBOX} is covered.`,
    reasons: [`AccessDenied on sts:AssumeRole in ${SANDBOX} us-east-1`],
    evidence: [
      call('sts:AssumeRole', MANAGEMENT, {
        input: { RoleArn: `arn:aws:iam::${SANDBOX}:role/audit` },
        error: 'AccessDenied',
      }),
    ],
  },
];

const count = (status: Status, severity?: Severity): number =>
  findings.filter(
    (finding) =>
      finding.status === status &&
      (severity === undefined || checks.find(({ id }) => id === finding.check)?.severity === severity),
  ).length;

const sortKey = ({ resource, check }: Finding): string =>
  [resource.account ?? '~', resource.region ?? '', resource.type, resource.id, check].join('\0');

export const fixtureReport: Report = {
  schemaVersion: 1,
  tool: { name: 'trailproof', version: '0.1.0' },
  evidence: {
    runId: '5f'.repeat(32),
    from: '2026-11-20T10:00:00.000Z',
    to: '2026-11-20T10:04:10.000Z',
    complete: false,
    calls: 214,
    files: { [`accounts/${MANAGEMENT}.ndjson.gz`]: 'a0'.repeat(32), 'organization.ndjson.gz': 'b1'.repeat(32) },
  },
  caller: { account: MANAGEMENT, arn: `arn:aws:sts::${MANAGEMENT}:assumed-role/audit/weekly` },
  organization: { id: 'o-exampleorgid', managementAccountId: MANAGEMENT },
  profiles: ['baseline'],
  accounts,
  checks,
  summary: {
    fail: count('fail'),
    unknown: count('unknown'),
    pass: count('pass'),
    'not-applicable': count('not-applicable'),
    checkErrors: findings.filter(({ checkError }) => checkError).length,
    failures: {
      critical: count('fail', 'critical'),
      high: count('fail', 'high'),
      medium: count('fail', 'medium'),
      low: count('fail', 'low'),
    },
  },
  findings: findings.toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)),
};

/** A report as a reporter reads it. */
export const readerOf = ({ findings: list, ...head }: Report): ReportReader => ({ head, findings: () => list });

export const fixture: ReportReader = readerOf(fixtureReport);

/** A report of healthy accounts, as many as asked for: one pass each, and a failure in every second. */
export function reportOfAccounts(size: number): ReportReader {
  const ids = Array.from({ length: size }, (_, index) => String(100_000_000_000 + index));
  return readerOf({
    ...fixtureReport,
    accounts: ids.map((id) => ({ id, seen: true, regions: ['eu-west-1'] })),
    findings: ids.map((id, index) => ({
      check: 'account-has-logging-trail',
      resource: wholeAccount(id),
      status: index % 2 === 0 ? 'pass' : 'fail',
      message: `Account ${id}.`,
      evidence: [],
    })),
  });
}
