import type { Log, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { Report, Reporter } from '../../src/model/report.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { sarifGithub } from '../../src/reporters/sarif-github.ts';
import { splitRuns } from '../../src/reporters/split-runs.ts';
import { fixtureReport, readerOf, reportOfAccounts } from './fixture-report.ts';

const options = { colour: false, width: 100, verbose: false };
const logOf = (reporter: Reporter, report: Report = fixtureReport): Log =>
  JSON.parse([...reporter(readerOf(report), options)].join('')) as Log;
const runOf = (log: Log, account: string): Run | undefined =>
  log.runs.find(({ automationDetails }) => automationDetails?.id === `trailproof/baseline/${account}/`);
const idsOf = (log: Log): readonly (string | undefined)[] =>
  log.runs.map(({ automationDetails }) => automationDetails?.id?.split('/')[2]);

const full = logOf(sarif);
const github = logOf(sarifGithub);

describe('the full log', () => {
  test('holds every finding, in a run for its account', () => {
    expect(full.runs.flatMap(({ results = [] }) => results)).toHaveLength(fixtureReport.findings.length);
    expect(idsOf(full)).toEqual(['111111111111', '222222222222', '333333333333', '444444444444', 'organization']);
  });

  test('leaves the undecided open and warns of each reason for each check', () => {
    const run = runOf(full, '222222222222');
    expect(run?.results?.[0]).toMatchObject({ ruleId: 'bucket-locks-objects', kind: 'open', level: 'none' });
    expect(run?.invocations?.[0]).toMatchObject({
      toolConfigurationNotifications: [{ level: 'warning', associatedRule: { id: 'key-rotates' } }],
      toolExecutionNotifications: [
        { descriptor: { id: 'incomplete-evidence' } },
        {
          level: 'warning',
          associatedRule: { id: 'bucket-locks-objects' },
          message: { text: 'AccessDenied on s3:GetBucketObjectLockConfiguration in 222222222222 eu-west-1.' },
        },
      ],
    });
  });

  test('says which account was not seen', () => {
    expect(
      runOf(full, '444444444444')?.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text),
    ).toContain('Account 444444444444 was not seen: AccessDenied on sts:AssumeRole in 444444444444 us-east-1.');
  });

  test('points at the evidence', () => {
    expect(runOf(full, '111111111111')?.results?.[0]?.properties?.['evidence']).toMatchObject([
      { call: 'cloudtrail:DescribeTrails' },
    ]);
  });
});

describe('the log for GitHub', () => {
  test('holds failures, and the undecided as notes', () => {
    const statuses = github.runs.flatMap(({ results = [] }) =>
      results.map(({ properties }) => properties?.['status'] as string),
    );
    const expected = fixtureReport.findings
      .map(({ status }) => status)
      .filter((status) => ['fail', 'unknown'].includes(status));
    expect(statuses.toSorted()).toEqual(expected.toSorted());
    expect(runOf(github, '222222222222')?.results?.[0]).toMatchObject({ level: 'note', kind: 'fail' });
  });

  test('gives an account its run when nothing is wrong there: that closes its alerts', () => {
    expect(runOf(github, '111111111111')?.results).toEqual([]);
    expect(idsOf(logOf(sarifGithub, { ...fixtureReport, findings: [] }))).toEqual(idsOf(github));
  });

  test('gives an account that was not seen no run: its alerts stay', () => {
    expect(idsOf(github)).toEqual(['111111111111', '222222222222', '333333333333', 'organization']);
    const elsewhere = runOf(github, 'organization')?.results?.map(({ message }) => message.text);
    expect(elsewhere).toContainEqual(expect.stringContaining('Undecided: account 444444444444'));
    expect(elsewhere).toContainEqual(expect.stringContaining('Undecided: bucket somewhere-else'));
  });

  test('outside of an organisation uses the category of the one account for the rest', () => {
    const { organization: _, ...alone } = fixtureReport;
    expect(idsOf(logOf(sarifGithub, alone))).toEqual(['222222222222', '333333333333', '111111111111']);
  });

  test('drops the least severe beyond what GitHub takes in one run', () => {
    const [first] = fixtureReport.findings.filter(
      ({ check, status }) => check === 'trail-signs-log-files' && status === 'fail',
    );
    const [worse] = fixtureReport.findings.filter(
      ({ check, status }) => check === 'account-has-logging-trail' && status === 'fail',
    );
    if (first === undefined || worse === undefined) throw new Error('the fixture has lost its failures');
    const findings = Array.from({ length: 25_000 }, () => first);
    const results = runOf(
      logOf(sarifGithub, { ...fixtureReport, findings: [...findings, worse] }),
      '333333333333',
    )?.results;
    expect(results).toHaveLength(25_000);
    expect(results?.[0]?.ruleId).toBe('account-has-logging-trail');
  });

  test.each([
    [1, [2]],
    [19, [20]],
    [20, [20, 1]],
    [45, [20, 20, 6]],
  ])('comes in files of at most 20 runs: %i accounts and the organisation', (accounts, runs) => {
    const files = [...splitRuns(reportOfAccounts(accounts))].map((pieces) => JSON.parse([...pieces].join('')) as Log);
    expect(files.map((log) => log.runs.length)).toEqual(runs);
    expect(files.flatMap(idsOf)).toEqual(
      idsOf(JSON.parse([...sarifGithub(reportOfAccounts(accounts), options)].join('')) as Log),
    );
  });
});

describe('what makes an alert the same alert', () => {
  const identities = (log: Log): readonly string[] =>
    log.runs
      .flatMap(({ results = [] }) => results)
      .map(({ ruleId, locations, partialFingerprints }) =>
        [
          ruleId,
          locations?.[0]?.physicalLocation?.artifactLocation?.uri,
          partialFingerprints?.['primaryLocationLineHash'],
        ].join(' '),
      );

  test('is check, place and fingerprint, and these never change', () => {
    expect(identities(github)).toContain(
      'bucket-locks-objects posture/333333333333/eu-west-1/bucket/shop-logs.yaml 8b37331e92a49b6a:1',
    );
  });

  test('stays through other texts, times, versions and reasons', () => {
    const later: Report = {
      ...fixtureReport,
      tool: { name: 'trailproof', version: '9.9.9' },
      evidence: {
        ...fixtureReport.evidence,
        from: '2027-01-01T00:00:00.000Z',
        to: '2027-01-01T00:00:01.000Z',
        runId: 'other',
      },
      checks: fixtureReport.checks.map((check) => ({ ...check, title: `New: ${check.title}` })),
      findings: fixtureReport.findings.map((finding) => ({
        ...finding,
        message: `New: ${finding.message}`,
        ...(finding.reasons && { reasons: ['Throttling'] }),
      })),
    };
    expect(identities(logOf(sarifGithub, later))).toEqual(identities(github));
    expect(idsOf(logOf(sarifGithub, later))).toEqual(idsOf(github));
  });

  test('stays when what failed can no longer be read', () => {
    const denied = fixtureReport.findings.map((finding) => ({
      ...finding,
      status: 'unknown' as const,
      reasons: ['AccessDenied'],
    }));
    const now = identities(logOf(sarifGithub, { ...fixtureReport, findings: denied }));
    expect(identities(github).filter((identity) => !now.includes(identity))).toEqual([]);
  });
});

test('texts of any length fit into a rule', () => {
  const [check, ...rest] = fixtureReport.checks;
  if (check === undefined) throw new Error('the fixture has lost its checks');
  const long = { ...check, why: '𝄞'.repeat(2000), title: 'x'.repeat(3000) };
  const rule = runOf(logOf(sarif, { ...fixtureReport, checks: [long, ...rest] }), '333333333333')?.tool.driver
    .rules?.[0];
  expect(rule?.shortDescription?.text).toHaveLength(1024);
  expect(rule?.fullDescription?.text.length).toBeLessThanOrEqual(1024);
  expect(rule?.fullDescription?.text).not.toMatch(/\p{Cs}/u);
});
