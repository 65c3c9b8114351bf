import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Selection } from '../../src/catalog/select-checks.ts';
import { evaluateCalls, loadSelection } from '../../src/cli/evaluate-evidence.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { gate } from '../../src/cli/gate.ts';
import { judgeOptions } from '../../src/cli/options.ts';
import { readerOf } from '../../src/cli/output.ts';
import { readEvidence } from '../../src/cli/read-evidence.ts';
import type { FindingsReference } from '../../src/model/control.ts';
import { type Finding, STATUSES } from '../../src/model/finding.ts';
import { referenceKey } from '../../src/model/parameter.ts';
import type { Report } from '../../src/model/report.ts';
import { formats } from '../../src/reporters/index.ts';
import { reportSchema } from '../../src/reporters/report-schema.ts';
import { checkGitHubRules } from '../sarif/github-rules.ts';
import { emptyFolder } from './run-cli.ts';

const ASKED = ['cis-aws-7.0', 'pci-dss-4.0.1', 'nist-800-53-r5'] as const;

const judge = async (selection: Selection): Promise<Report> => {
  const { manifest, calls } = await readEvidence('reports/evidence');
  return evaluateCalls(manifest, calls, selection);
};

let report: Report;
beforeAll(async () => {
  report = await judge(await loadSelection({ profiles: ASKED }));
}, 60_000);

describe('three frameworks in one run, without a configuration', () => {
  test('make one report that fits its schema, with three views', () => {
    const validate = new Ajv({ strict: true }).compile(reportSchema);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.profiles).toEqual(ASKED);
    expect(report.controls?.map(({ profile }) => profile)).toEqual(ASKED);
  });

  test('count in each control the findings that it names', () => {
    const fits = (finding: Finding) => (reference: FindingsReference) =>
      referenceKey(reference) === referenceKey(finding);
    for (const { profile, controls } of report.controls ?? []) {
      for (const { id, checks, counts } of controls) {
        const named = report.findings.filter((finding) => checks.some(fits(finding)));
        const found = STATUSES.map((status) => named.filter((finding) => finding.status === status).length);
        expect(found, `${profile} ${id}`).toEqual(STATUSES.map((status) => counts[status]));
      }
    }
  });

  test('tell findings of one check on one resource apart', async () => {
    const [one] = report.checks.filter(({ variants }) => variants !== undefined);
    expect(one).toBeDefined();
    for (const name of ['sarif', 'sarif-github'] as const) {
      const reporter = await formats[name].load();
      const text = [...reporter(readerOf(report), { colour: false, width: 80, verbose: false })].join('');
      const log = JSON.parse(text) as Log;
      expect(checkGitHubRules(log, { kind: name })).toEqual([]);
      for (const { results = [] } of log.runs) {
        const prints = results.map(
          (result) => `${result.ruleId} ${result.partialFingerprints?.['primaryLocationLineHash']}`,
        );
        expect(new Set(prints).size).toBe(prints.length);
      }
    }
  });

  test('find in each check what they would find alone', async () => {
    const alone = await judge(await loadSelection({ profiles: ['pci-dss-4.0.1'] }));
    const shown = ({ controls = [] }: Report) =>
      controls
        .filter(({ profile }) => profile === 'pci-dss-4.0.1')
        .flatMap(({ controls: own }) => own.map(({ id, status, counts }) => [id, status, counts]));
    expect(shown(alone)).toEqual(shown(report));
  });
});

test('parameters of the configuration hold for every profile, and make of all variants one', async () => {
  const { folder, remove } = await emptyFolder({
    'trailproof.yaml': 'params: { logGroupRetentionDays: 30, spareLogBuckets: true }\n',
  });
  try {
    const { checks, findings } = await judge(
      await loadSelection({ profiles: ASKED, config: `${folder}/trailproof.yaml` }),
    );
    expect(checks.flatMap(({ id, variants }) => (variants ? [id] : []))).toEqual([]);
    expect(findings.filter(({ params }) => params)).toEqual([]);
    expect(checks.find(({ id }) => id === 'log-group-keeps-events-long-enough')?.params).toMatchObject({
      logGroupRetentionDays: 30,
    });
  } finally {
    await remove();
  }
});

test('a severity of the configuration is what the gate and the summary go by', async () => {
  const { folder, remove } = await emptyFolder({
    'trailproof.yaml': 'severities: { trail-signs-log-files: { severity: critical, reason: We say so. } }\n',
  });
  try {
    const asked = { profiles: ['cis-aws-7.0'] };
    const before = await judge(await loadSelection(asked));
    const after = await judge(await loadSelection({ ...asked, config: `${folder}/trailproof.yaml` }));
    const failures = before.findings.filter(
      ({ check, status }) => check === 'trail-signs-log-files' && status === 'fail',
    );
    expect(failures.length).toBeGreaterThan(0);
    expect(after.summary.failures.critical - before.summary.failures.critical).toBe(failures.length);
    expect(gate({ ...before, findings: failures }, 'critical')).toBe(EXIT.ok);
    expect(gate({ ...after, findings: failures }, 'critical')).toBe(EXIT.findings);
    expect(after.checks.find(({ id }) => id === 'trail-signs-log-files')).toMatchObject({
      severity: 'critical',
      severityChanged: { from: 'medium', reason: 'We say so.' },
    });
  } finally {
    await remove();
  }
});

test('profiles may be named in one option or in several', () => {
  const [option] = judgeOptions();
  const read = (...texts: readonly string[]) =>
    texts.reduce<unknown>((before, text) => option?.parseArg?.(text, before), undefined);
  expect(read('a,b', 'c')).toEqual(['a', 'b', 'c']);
  expect(read('a', 'b', ' c ')).toEqual(['a', 'b', 'c']);
});
