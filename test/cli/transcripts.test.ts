import { fileURLToPath } from 'node:url';
import { describe, type ExpectStatic, test } from 'vitest';
import { CHECK_PAGES } from './check-pages.ts';
import type { Page } from './page.ts';
import { PROFILE_PAGES } from './profile-pages.ts';
import { emptyFolder, type Run, refusingAws, runCli } from './run-cli.ts';

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00',
  AWS_SECRET_ACCESS_KEY: 'example-secret-example-secret-example-00',
};
const REGION = { AWS_REGION: 'eu-west-1' };

const MISSPELT = `id: my-check
title: Trails sign log files
severity: high
resource: trail
assert: trail.logFileValidatoinEnabled
message: Trail {{trail.name}} signs nothing.
why: Nobody could prove what it says.
fix: { summary: Turn it on. }
references: [https://example.com]
examples:
  - { name: on, expect: pass, trail: { logFileValidationEnabled: true } }
  - { name: off, expect: fail, trail: { logFileValidationEnabled: false } }
`;

const PAGES: readonly Page[] = [
  { name: 'help', title: 'Help', command: ['--help'], exit: 0 },
  { name: 'scan-help', title: 'Help of a command', command: ['scan', '--help'], exit: 0 },
  { name: 'unknown-option', title: 'An unknown option', command: ['scan', '--fail-one', 'high'] },
  { name: 'unknown-command', title: 'An unknown command', command: ['scam'] },
  { name: 'missing-argument', title: 'An argument left out', command: ['evidence', 'verify'] },
  { name: 'unknown-severity', title: 'A severity that is none', command: ['scan', '--sample', '--fail-on', 'hihg'] },
  { name: 'unknown-format', title: 'A format that is none', command: ['scan', '--sample', '--format', 'sarf'] },
  {
    name: 'bad-accounts',
    title: 'An account that is none',
    command: ['scan', '--accounts', '111122223333,1234'],
    env: { ...CREDENTIALS, ...REGION },
  },
  { name: 'bad-regions', title: 'A region that is none', command: ['scan', '--regions', 'eu-west'], env: CREDENTIALS },
  { name: 'evaluate-nothing', title: 'Evaluating nothing', command: ['evaluate'] },
  { name: 'evaluate-missing-folder', title: 'Evaluating a folder that is not there', command: ['evaluate', 'nowhere'] },
  {
    name: 'evaluate-no-evidence',
    title: 'Evaluating a folder that holds no evidence',
    command: ['evaluate', 'notes'],
    files: { 'notes/read.me': 'Nothing.\n' },
  },
  {
    name: 'verify-missing-folder',
    title: 'Verifying a folder that is not there',
    command: ['evidence', 'verify', 'nowhere'],
  },
  {
    name: 'verify-no-evidence',
    title: 'Verifying a folder that holds no evidence',
    command: ['evidence', 'verify', 'notes'],
    files: { 'notes/read.me': 'Nothing.\n' },
  },
  {
    name: 'verify-broken-manifest',
    title: 'Verifying a folder whose manifest is no JSON',
    command: ['evidence', 'verify', 'mine'],
    files: { 'mine/manifest.json': '{ "schemaVersion": 1,\n' },
  },
  {
    name: 'malformed-yaml',
    title: 'Own checks that are no YAML',
    command: ['scan', '--sample', '--checks', 'mine'],
    files: { 'mine/own.yaml': 'id: my-check\ntitle: "Trails sign log files\nseverity: high\n' },
  },
  {
    name: 'misspelt-field',
    title: 'An own check with a misspelt field',
    command: ['checks', 'test', 'mine'],
    files: { 'mine/own.yaml': MISSPELT },
  },
  {
    name: 'missing-checks',
    title: 'A folder of checks that is not there',
    command: ['scan', '--sample', '--checks', 'mine'],
  },
  {
    name: 'missing-config',
    title: 'A configuration that is not there',
    command: ['scan', '--sample', '--config', 'mine.yaml'],
  },
  {
    name: 'misspelt-config',
    title: 'A configuration with a misspelt key',
    command: ['scan', '--sample'],
    files: { 'trailproof.yaml': 'profile: [baseline]\n' },
  },
  {
    name: 'unknown-profile',
    title: 'A profile nobody has written',
    command: ['scan', '--sample', '--profile', 'basline'],
  },
  {
    name: 'aws-profile',
    title: 'A profile of AWS taken for one of ours',
    command: ['scan', '--profile', 'prod'],
    files: { 'aws.config': '[default]\nregion = eu-west-1\n\n[profile prod]\nregion = eu-west-1\n' },
    env: { AWS_CONFIG_FILE: '<folder>/aws.config' },
  },
  {
    name: 'unknown-aws-profile',
    title: 'A profile of AWS that does not exist',
    command: ['scan', '--aws-profile', 'prod'],
    env: REGION,
  },
  { name: 'no-region', title: 'No region', command: ['scan'], env: CREDENTIALS },
  { name: 'no-credentials', title: 'No credentials', command: ['scan'], env: REGION },
  {
    name: 'unreachable-endpoint',
    title: 'An endpoint that does not answer',
    command: ['scan'],
    env: { ...CREDENTIALS, ...REGION, AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' },
  },
  {
    name: 'bad-endpoint',
    title: 'An endpoint that is no URL',
    command: ['scan'],
    env: { ...CREDENTIALS, ...REGION, AWS_ENDPOINT_URL: 'nowhere', AWS_MAX_ATTEMPTS: '1' },
  },
  {
    name: 'unknown-output',
    title: 'An output whose ending says no format',
    command: ['scan', '--sample', '-o', 'report.pdf'],
  },
  {
    name: 'unknown-check',
    title: 'A check that does not exist',
    command: ['checks', 'explain', 'trail-signs-logfiles'],
  },
  { name: 'report-missing', title: 'A report that is not there', command: ['report', '--from', 'report.json'] },
  {
    name: 'report-foreign',
    title: 'A report that is none',
    command: ['report', '--from', 'package.json'],
    files: { 'package.json': '{ "name": "mine" }\n' },
  },
];

// A record of the sample organisation, as CloudTrail writes it.
const STOP_LOGGING = {
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', accountId: '123456789012', userName: 'mallory' },
  eventTime: '2026-11-20T10:00:00Z',
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'StopLogging',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.10',
  requestParameters: { name: 'acme-org-trail' },
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '123456789012',
  eventCategory: 'Management',
};
const stopLogging = (change: object = {}): string => `${JSON.stringify({ ...STOP_LOGGING, ...change })}\n`;

const DRILL_PAGES: readonly Page[] = [
  { name: 'drill-help', title: 'Help of the drill', command: ['drill', '--help'], exit: 0 },
  {
    name: 'drill-sets',
    title: 'A drill with two sets of sample events',
    command: ['drill', 'root-usage', 'trail-stopped', '--sample'],
    exit: 0,
  },
  {
    name: 'drill-set-twice',
    title: 'A drill with a set named twice, in one account',
    command: ['drill', 'organizations-changes', 'organizations-changes', '--sample', '--accounts', '123456789012'],
    exit: 0,
  },
  {
    name: 'drill-gaps',
    title: 'A drill with what not all accounts let be seen',
    command: ['drill', 'log-group-deleted', 'alarm-deleted', '--sample'],
    exit: 0,
  },
  {
    name: 'drill-evidence',
    title: 'A drill in one account of an organisation, of which nothing else was collected',
    command: ['drill', 'alarm-deleted', 'log-group-deleted', '--evidence', 'test/evidence/member'],
    exit: 0,
  },
  {
    name: 'drill-nothing-to-do-it-to',
    title: 'A drill with what an account does not have',
    command: ['drill', 'rule-disabled', '--sample', '--accounts', '248979350925'],
    exit: 0,
  },
  {
    name: 'drill-json',
    title: 'A drill as JSON',
    command: ['drill', 'trail-stopped', 'alarm-deleted', '--sample', '--accounts', '835156653787', '--json'],
    exit: 0,
  },
  {
    name: 'drill-event-file',
    title: 'A drill with an event of a file',
    command: ['drill', 'stop.json', '--sample'],
    files: { 'stop.json': stopLogging() },
    exit: 0,
  },
  {
    name: 'drill-log-file',
    title: 'A drill with a log file of several accounts, beside a set',
    command: ['drill', 'log.json', 'account-removed', '--sample'],
    files: {
      'log.json': `{"Records":[${[
        stopLogging(),
        stopLogging({ eventName: 'DeleteTrail' }),
        stopLogging({ recipientAccountId: '887413399879' }),
        stopLogging({ eventName: 'ListTrails', readOnly: true }),
      ].join()}]}`,
    },
    exit: 0,
  },
  { name: 'drill-unknown-set', title: 'A misspelt set of sample events', command: ['drill', 'rot-usage', '--sample'] },
  { name: 'drill-nothing', title: 'A drill in nothing', command: ['drill', 'root-usage'] },
  {
    name: 'drill-foreign-account',
    title: 'A drill in an account that the evidence does not hold',
    command: ['drill', 'root-usage', '--sample', '--accounts', '111122223333'],
  },
  { name: 'drill-missing-file', title: 'An event file that is not there', command: ['drill', 'stop.json', '--sample'] },
  {
    name: 'drill-broken-json',
    title: 'An event file that is no JSON',
    command: ['drill', 'stop.json', '--sample'],
    files: { 'stop.json': '{\n  "eventName": "StopLogging",\n  "awsRegion": us-east-1\n}\n' },
  },
  {
    name: 'drill-no-record',
    title: 'An event file that holds lines of text',
    command: ['drill', './app.log', '--sample'],
    files: { 'app.log': 'started\n' },
  },
  {
    name: 'drill-foreign-event',
    title: 'An event of an account that the evidence does not hold',
    command: ['drill', 'stop.json', '--sample'],
    files: { 'stop.json': stopLogging({ recipientAccountId: '111122223333' }) },
  },
  {
    name: 'drill-event-without-account',
    title: 'An event that names no account',
    command: ['drill', 'stop.json', '--sample'],
    files: { 'stop.json': stopLogging({ recipientAccountId: undefined }) },
  },
  {
    name: 'drill-event-without-region',
    title: 'An event that names no region',
    command: ['drill', 'stop.json', '--sample'],
    files: { 'stop.json': stopLogging({ awsRegion: undefined }) },
  },
  {
    name: 'drill-event-in-disabled-region',
    title: 'An event of a region in which nothing can happen',
    command: ['drill', 'stop.json', '--sample'],
    files: { 'stop.json': stopLogging({ awsRegion: 'ap-east-1' }) },
  },
  {
    name: 'drill-large-event',
    title: 'An event too large for CloudWatch Logs',
    command: ['drill', 'stop.json', '--sample'],
    files: { 'stop.json': stopLogging({ userAgent: 'x'.repeat(300_000) }) },
  },
  {
    name: 'drill-two-places',
    title: 'A drill of the sample, and of evidence',
    command: ['drill', 'root-usage', '--sample', '--evidence', 'evidence'],
  },
];

const ROOT_USAGE =
  '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';

const PATTERN_PAGES: readonly Page[] = [
  { name: 'pattern-help', title: 'Help of patterns', command: ['pattern', '--help'], exit: 0 },
  {
    name: 'pattern-holds',
    title: 'A filter pattern that does what it is there for',
    command: ['pattern', ROOT_USAGE, '--control', 'root-usage'],
    exit: 0,
  },
  {
    name: 'pattern-misses',
    title: 'A filter pattern that misses, and takes too much',
    command: [
      'pattern',
      '{ ($.eventName = "*NetworkAcl*") && ($.eventName != "*Entry") }',
      '--control',
      'nacl-changes',
    ],
    exit: 1,
  },
  {
    name: 'pattern-uncertain',
    title: 'A filter pattern of which AWS does not say what it takes',
    command: ['pattern', '{ $.eventName = "Stop*ging" || $.eventName = "Get*Status" }', '--control', 'trail-stopped'],
    exit: 3,
  },
  {
    name: 'pattern-json',
    title: 'A pattern as JSON',
    command: ['pattern', '{ $.eventName = DeleteTrail }', '--event', 'stop.json', '--json'],
    files: { 'stop.json': stopLogging() },
    exit: 1,
  },
  {
    name: 'pattern-event-pattern',
    title: 'An event pattern on the events of two files',
    command: [
      'pattern',
      '{"source": ["aws.cloudtrail"], "detail": {"eventName": [{"prefix": "Stop"}]}}',
      '--event',
      'stop.json,envelope.json',
    ],
    files: {
      'stop.json': stopLogging(),
      'envelope.json': `{"source": "aws.cloudtrail", "detail": ${stopLogging({ eventName: 'StartLogging' })}}`,
    },
    exit: 1,
  },
  {
    name: 'pattern-on-text',
    title: 'A filter pattern on lines of a log',
    command: ['pattern', 'ERROR -timeout', '--event', 'app.log'],
    files: { 'app.log': '[INFO] started\nERROR: disk full\n\nERROR: timeout\n' },
    exit: 1,
  },
  {
    name: 'pattern-kind',
    title: 'A pattern that is said to be an event pattern',
    command: ['pattern', '[]', '--kind', 'event', '--control', 'trail-stopped'],
  },
  {
    name: 'pattern-unknown-kind',
    title: 'A kind of pattern that is none',
    command: ['pattern', '{ $.eventName = StopLogging }', '--kind', 'events', '--control', 'trail-stopped'],
  },
  {
    name: 'pattern-unreadable-filter',
    title: 'A filter pattern that cannot be read',
    command: ['pattern', '{ ($.eventName = StopLogging) ||\n  ($.eventName = ) }', '--control', 'trail-stopped'],
  },
  {
    name: 'pattern-unreadable-event-pattern',
    title: 'An event pattern that cannot be read',
    command: ['pattern', '{"detail": {"eventName": [{"prefx": "Stop"}]}}', '--control', 'trail-stopped'],
  },
  {
    name: 'pattern-event-pattern-on-text',
    title: 'An event pattern on lines of a log',
    command: ['pattern', '{"source": ["aws.cloudtrail"]}', '--event', 'app.log'],
    files: { 'app.log': 'ERROR: disk full\n' },
  },
  {
    name: 'pattern-no-event',
    title: 'A pattern and nothing to run it on',
    command: ['pattern', '{ $.eventName = StopLogging }'],
  },
  {
    name: 'pattern-empty-file',
    title: 'A pattern and a file without events',
    command: ['pattern', '{ $.eventName = StopLogging }', '--event', 'log.json'],
    files: { 'log.json': '{ "Records": [] }\n' },
  },
  {
    name: 'pattern-unknown-control',
    title: 'A pattern and a misspelt set of sample events',
    command: ['pattern', '{ $.eventName = StopLogging }', '--control', 'trail-stoped'],
  },
];

const quoted = (word: string): string => (/^[\w./=,-]+$/.test(word) ? word : `'${word}'`);

/** A page of the manual: the command, its output, its exit code. */
function transcript({ title, command, env = {} }: Page, { exit, stdout, stderr }: Run, folder: string): string {
  const settings = Object.entries(env).filter(
    ([name]) => !name.startsWith('AWS_ACCESS') && !name.startsWith('AWS_SECRET'),
  );
  const line = [
    ...settings.map(([name, value]) => `${name}=${quoted(value)}`),
    'trailproof',
    ...command.map(quoted),
  ].join(' ');
  const part = (name: string, text: string): readonly string[] =>
    text === '' ? [] : [`${name}:`, '', '```', text.trimEnd(), '```', ''];
  const page = [
    `# ${title}`,
    '',
    '```console',
    `$ ${line}`,
    '```',
    '',
    ...part('stdout', stdout),
    ...part('stderr', stderr),
    `exit ${exit}`,
    '',
  ].join('\n');
  return page.replaceAll(folder, '<folder>').replaceAll(/127\.0\.0\.1:\d{2,}/g, '127.0.0.1:<port>');
}

/** What every error owes its reader. */
function expectOneMessage(expect: ExpectStatic, { exit, stdout, stderr }: Run): void {
  expect(exit).toBe(2);
  expect(stdout).toBe('');
  const lines = stderr.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^(trailproof|error): \S/);
  expect(lines.length, 'a message and a next step').toBeGreaterThanOrEqual(2);
  expect(lines.at(-1), 'a next step').toMatch(/^ {2}→ \S|^\(.*--help.*\)$/);
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(stderr).not.toContain('bug of trailproof');
  expect(stderr).not.toContain('\u001b');
}

const RECORDED = fileURLToPath(new URL('../evidence/', import.meta.url));

async function perform(page: Page, expect: ExpectStatic): Promise<void> {
  const { folder, remove } = await emptyFolder(page.files);
  try {
    const env = Object.fromEntries(
      Object.entries(page.env ?? {}).map(([name, value]) => [name, value.replace('<folder>', folder)]),
    );
    const command = page.command.map((word) => word.replace(/^test\/evidence\//, RECORDED));
    const run = await runCli(folder, command, env);
    await expect(transcript(page, run, folder)).toMatchFileSnapshot(`../golden/cli/${page.name}.md`);
    if (page.exit === undefined) expectOneMessage(expect, run);
    else expect(run).toMatchObject({ exit: page.exit, stderr: '' });
  } finally {
    await remove();
  }
}

describe.concurrent('the command says what is wrong and what to do next', { timeout: 30_000 }, () => {
  test.for([...PAGES, ...DRILL_PAGES, ...PATTERN_PAGES, ...CHECK_PAGES, ...PROFILE_PAGES])(
    '$title',
    (page, { expect }) => perform(page, expect),
  );

  test.for([
    [
      'expired-credentials',
      'Credentials that have expired',
      'ExpiredToken',
      'The security token included in the request is expired',
      403,
    ],
    [
      'wrong-credentials',
      'Credentials that AWS does not know',
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      403,
    ],
    ['outage', 'An AWS that cannot answer', 'ServiceUnavailable', 'Please try again later.', 503],
  ] as const)('%s: %s', async ([name, title, code, message, status], { expect }) => {
    const aws = await refusingAws(code, message, status);
    try {
      await perform(
        {
          name,
          title,
          command: ['scan'],
          env: { ...CREDENTIALS, ...REGION, AWS_ENDPOINT_URL: aws.url, AWS_MAX_ATTEMPTS: '1' },
        },
        expect,
      );
      // Not taken for so many empty regions: nothing else is asked.
      expect(new Set(aws.asked)).toEqual(new Set(['GetCallerIdentity']));
    } finally {
      await aws.close();
    }
  });
});
