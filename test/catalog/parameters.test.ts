import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { bundledEvents } from '../../src/cli/bundled-events.ts';
import { evaluateCalls, loadSelection } from '../../src/cli/evaluate-evidence.ts';
import { readEvidence } from '../../src/cli/read-evidence.ts';
import type { Finding, Status } from '../../src/model/finding.ts';
import { complaints } from './refusal.ts';

const ORGANIZATION = 'reports/evidence';
const LONE = 'test/evidence/lone';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailproof-parameters-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function save(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

/** By check, then by the name of what is judged: its verdict now. `*` is all that was decided before and is not named. */
type Verdicts = Readonly<Record<string, Readonly<Record<string, Exclude<Status, 'unknown'>>>>>;

interface Row {
  readonly asked: string;
  readonly evidence: string;
  /** What `trailproof.yaml` sets before and after. */
  readonly before?: string;
  readonly after: string;
  readonly expected: Verdicts;
}

const ORGANIZATION_TRAIL = { 'acme-org-trail': 'pass', '*': 'fail' } as const;
const NOTHING_SENSITIVE = { '*': 'not-applicable' } as const;

const ROWS: readonly Row[] = [
  {
    asked: 'fewer days of log files',
    evidence: ORGANIZATION,
    after: 'retentionDays: 30',
    expected: { 'log-bucket-keeps-logs-long-enough': { 'acme-sandbox-logs': 'pass' } },
  },
  {
    asked: 'as many days of log files as they are locked for',
    evidence: ORGANIZATION,
    after: 'retentionDays: 400',
    expected: {},
  },
  {
    asked: 'more days of log files than they are locked for',
    evidence: ORGANIZATION,
    after: 'retentionDays: 401',
    expected: {
      'log-bucket-lock-covers-retention': { 'acme-org-trail-logs': 'fail', 'acme-web-trail-logs': 'fail' },
    },
  },
  {
    asked: 'more days of events in log groups',
    evidence: ORGANIZATION,
    after: 'logGroupRetentionDays: 401',
    expected: {
      'log-group-keeps-events-long-enough': {
        '/acme/cloudtrail': 'fail',
        '/legacy/cloudtrail': 'fail',
        '/web/cloudtrail': 'fail',
      },
    },
  },
  {
    asked: 'as many days of lock as there are',
    evidence: ORGANIZATION,
    after: 'lockDays: 400',
    expected: {},
  },
  {
    asked: 'more days of lock',
    evidence: ORGANIZATION,
    after: 'lockDays: 401',
    expected: { 'log-bucket-locks-log-files': { 'acme-org-trail-logs': 'fail', 'acme-web-trail-logs': 'fail' } },
  },
  {
    asked: 'fewer days of lock',
    evidence: LONE,
    after: 'lockDays: 90',
    expected: { 'log-bucket-locks-log-files': { 'lone-trail-logs': 'pass' } },
  },
  {
    asked: 'a lock that nobody can lift',
    evidence: LONE,
    before: 'lockDays: 90',
    after: 'lockDays: 90\n  lockMode: COMPLIANCE',
    expected: { 'log-bucket-locks-log-files': { 'lone-trail-logs': 'fail' } },
  },
  {
    asked: 'another tag that says what is sensitive',
    evidence: ORGANIZATION,
    after: 'sensitiveTagKey: team',
    expected: {
      'sensitive-bucket-is-under-a-logging-trail': NOTHING_SENSITIVE,
      'sensitive-bucket-records-object-events': NOTHING_SENSITIVE,
      'sensitive-table-records-item-events': NOTHING_SENSITIVE,
    },
  },
  {
    asked: 'another word for what is sensitive',
    evidence: ORGANIZATION,
    after: 'sensitiveTagValues: [public]',
    expected: {
      'sensitive-bucket-is-under-a-logging-trail': { 'acme-web-static': 'pass', ...NOTHING_SENSITIVE },
      'sensitive-bucket-records-object-events': { 'acme-web-static': 'pass', ...NOTHING_SENSITIVE },
      'sensitive-table-records-item-events': NOTHING_SENSITIVE,
    },
  },
  {
    asked: 'one account for log buckets',
    evidence: ORGANIZATION,
    after: 'logArchiveAccount: "248979350925"',
    expected: {
      'log-bucket-belongs-to-the-designated-account': {
        'acme-org-trail-logs': 'pass',
        'acme-web-trail-logs': 'pass',
        '*': 'fail',
      },
    },
  },
  {
    asked: 'one bucket',
    evidence: ORGANIZATION,
    after: 'designatedBucket: acme-org-trail-logs',
    expected: { 'trail-delivers-to-the-designated-bucket': ORGANIZATION_TRAIL },
  },
  {
    asked: 'one log group, without the end that AWS puts to it',
    evidence: ORGANIZATION,
    after: 'designatedLogGroup: arn:aws:logs:us-east-1:123456789012:log-group:/acme/cloudtrail',
    expected: { 'trail-delivers-to-the-designated-log-group': ORGANIZATION_TRAIL },
  },
  {
    asked: 'one topic',
    evidence: ORGANIZATION,
    after: 'designatedTopic: arn:aws:sns:us-east-1:123456789012:acme-trail-notifications',
    expected: { 'trail-notifies-the-designated-topic': ORGANIZATION_TRAIL },
  },
  {
    asked: 'one key',
    evidence: ORGANIZATION,
    after: 'designatedKey: arn:aws:kms:us-east-1:874229568959:key/c189c726-0732-42e5-b18b-76e857c5bae4',
    expected: { 'trail-is-encrypted-with-the-designated-key': ORGANIZATION_TRAIL },
  },
];

describe('asked for in trailproof.yaml, on the same recorded evidence,', () => {
  const read = new Map<string, ReturnType<typeof readEvidence>>();
  const judged = new Map<string, Promise<Judged>>();

  interface Judged {
    readonly findings: readonly Finding[];
    /** The parameters of each check. */
    readonly params: ReadonlyMap<string, readonly string[]>;
  }

  async function judge(evidence: string, params: string): Promise<Judged> {
    const reading = read.get(evidence) ?? readEvidence(evidence);
    read.set(evidence, reading);
    const { manifest, calls } = await reading;
    const selection = await loadSelection({ config: await save('trailproof.yaml', `params:\n  ${params}\n`) });
    const { findings, checks } = await evaluateCalls(manifest, calls, selection);
    return { findings, params: new Map(checks.map(({ id, params: own }) => [id, Object.keys(own)])) };
  }

  const judgedOnce = (evidence: string, params: string): Promise<Judged> => {
    const key = `${evidence} ${params}`;
    const running = judged.get(key) ?? judge(evidence, params);
    judged.set(key, running);
    return running;
  };

  test.each(ROWS)(
    '$asked: the verdicts it should change do, and no other',
    async ({ evidence, before = 'lockMode: GOVERNANCE', after, expected }) => {
      const was = await judgedOnce(evidence, before);
      const is = await judgedOnce(evidence, after);
      const set = [...after.matchAll(/^ *([A-Za-z]+):/gm)].map(([, name = '']) => name);
      const takes = (check: string): boolean => set.some((name) => was.params.get(check)?.includes(name));

      const due = ({ check, resource: { name }, status }: Finding): Status =>
        expected[check]?.[name] ?? (status === 'unknown' ? undefined : expected[check]?.['*']) ?? status;
      expect(is.findings.map(verdict)).toEqual(
        was.findings.map((finding) => verdict({ ...finding, status: due(finding) })),
      );
      // Of what does not take the parameter nothing changes at all, be it a word.
      const untouched = ({ findings }: Judged) => findings.filter(({ check }) => !takes(check));
      expect(JSON.stringify(untouched(is))).toBe(JSON.stringify(untouched(was)));

      for (const [check, verdicts] of Object.entries(expected)) {
        const changed = was.findings.filter((finding) => finding.check === check && due(finding) !== finding.status);
        expect(changed, check).not.toEqual([]);
        const names = new Set(
          was.findings.filter((finding) => finding.check === check).map(({ resource }) => resource.name),
        );
        for (const name of Object.keys(verdicts)) if (name !== '*') expect(names).toContain(name);
      }
    },
  );
});

const verdict = ({ check, resource: { account, region, id }, status }: Finding): string =>
  `${check} of ${id} in ${account} ${region}: ${status}`;

describe('trailproof.yaml is refused for a parameter that', () => {
  test.each([
    ['nobody has', 'lockMdoe: COMPLIANCE', '2:3 no check has a parameter "lockMdoe" (did you mean "lockMode"?)'],
    ['is none of its values', 'lockMode: FOO', '2:13 "FOO" is not allowed; expected one of GOVERNANCE, COMPLIANCE'],
    [
      'is nearly one of them',
      'lockMode: COMPLIANCY',
      '2:13 "COMPLIANCY" is not allowed (did you mean "COMPLIANCE"?); expected one of GOVERNANCE, COMPLIANCE',
    ],
    [
      'is none of them, one of which is empty',
      'vpcForm: all',
      '2:12 "all" is not allowed; expected one of "", with-classic-link',
    ],
    ['is in another case', 'lockMode: governance', '2:13 "governance" is not allowed'],
    ['is no number', 'retentionDays: soon', '2:18 "soon" is no int'],
    ['is no whole number', 'lockDays: 1.5', '2:13 1.5 is no int'],
    ['is less than a day', 'retentionDays: 0', '2:18 0 is too little; expected at least 1'],
    ['is negative', 'interruptionDays: -7', '2:21 -7 is too little; expected at least 1'],
    ['is no list', 'sensitiveTagValues: secret', '2:23 "secret" is no list<string>; put it in brackets, [ ]'],
    ['YAML takes for a number', 'logArchiveAccount: 222222222222', '2:22 222222222222 is no string; put it in quotes'],
    ['is a number in quotes', 'retentionDays: "90"', '2:18 "90" is no int; leave out the quotes'],
    ['is a list', 'designatedBucket: [logs]', '2:21 ["logs"] is no string'],
    ['is no account id', 'logArchiveAccount: "2222"', '2:22 "2222" is no account id; expected twelve digits'],
    [
      'has one that is no account id',
      'trustedAccounts: ["222222222222", payments]',
      '2:20 "payments" is no account id; expected twelve digits',
    ],
    ['is no ARN', 'designatedTopic: trail-news', '2:20 "trail-news" is no ARN; expected one such as arn:aws:sns:'],
    ['is neither true nor false', 'topicWanted: sure', '2:16 "sure" is no bool'],
  ])('%s', async (_mistake, line, says) => {
    const config = await save('trailproof.yaml', `params:\n  ${line}\n`);
    const [first = '', ...more] = await complaints(config, loadSelection({ config }));
    expect(first.startsWith(says), first).toBe(true);
    expect(more).toEqual([]);
  });
});

const CHECK = `id: my-check
title: A check of my own
severity: high
resource: trail
params:
  mode: { type: string, enum: [ON, OFF], default: ON, description: Mode. }
  days: { type: int, min: 1, default: 30, description: Days. }
  kinds: { type: list<string>, enum: [A, B], default: [A], description: Kinds. }
assert: trail.logFileValidationEnabled
message: Trail {{trail.name}} is wrong.
why: Because.
fix: { summary: Mend it. }
references: [https://example.com]
examples:
  - { name: on, expect: pass, params: { mode: OFF, days: 1, kinds: [B] }, trail: { logFileValidationEnabled: true } }
  - { name: off, expect: fail, trail: { logFileValidationEnabled: false } }
`;

test('a check that limits its parameters loads', async () => {
  const [check] = await loadChecks(await bundledEvents(), await save('check.yaml', CHECK));
  expect(check?.params).toMatchObject({ mode: { enum: ['ON', 'OFF'] }, days: { min: 1 }, kinds: { enum: ['A', 'B'] } });
});

describe('a check file is refused for', () => {
  test.each([
    ['a default that is none of the values', 'default: ON', 'default: BOTH', '6:51 "BOTH" is not allowed'],
    ['a default below the least', 'default: 30', 'default: 0', '7:39 0 is too little; expected at least 1'],
    ['a default with an element too many', 'default: [A]', 'default: [A, C]', '8:55 "C" is not allowed'],
    ['a value in an example', 'mode: OFF', 'mode: OFFF', '15:47 "OFFF" is not allowed (did you mean "OFF"?)'],
    ['too little in an example', 'days: 1', 'days: 0', '15:58 0 is too little'],
    [
      'values for a number',
      'type: int, min: 1',
      'type: int, enum: ["1"]',
      '7:9 only a string or a list<string> has an enum',
    ],
    ['a least text', 'type: string, enum: [ON, OFF]', 'type: string, min: 1', '6:9 only an int has a min'],
    ['a number of some format', 'type: string, enum: [ON, OFF]', 'type: int, format: arn', '6:9 only a string'],
    ['no values at all', 'enum: [ON, OFF]', 'enum: []', '6:31 holds too little; expected at least 1'],
  ])('%s', async (_mistake, right, wrong, says) => {
    const file = await save('check.yaml', CHECK.replace(right, wrong));
    const found = await complaints(file, loadChecks(await bundledEvents(), file));
    expect(found.join('\n')).toContain(says);
  });
});
