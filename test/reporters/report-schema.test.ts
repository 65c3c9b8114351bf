import { Ajv } from 'ajv';
import type { FromSchema } from 'json-schema-to-ts';
import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { reportSchema } from '../../src/reporters/report-schema.ts';
import { fixtureReport } from './fixture-report.ts';

const validate = new Ajv({ strict: true, allErrors: true }).compile(reportSchema);

const copy = (): Record<string, any> => structuredClone(fixtureReport) as unknown as Record<string, any>;

test('a report fits', () => {
  expect(validate(copy()), JSON.stringify(validate.errors)).toBe(true);
});

test('members of a later version are kept, wherever they are', () => {
  const report = copy();
  report['new'] = report['tool'].new = report['findings'][0].new = report['findings'][0].resource.new = 1;
  expect(validate(report)).toBe(true);
});

test.each<[string, (report: any) => void]>([
  ['another version of the schema', (report) => (report.schemaVersion = 2)],
  ['another tool', (report) => (report.tool.name = 'trailprobe')],
  ['no findings', (report) => delete report.findings],
  ['an unknown status', (report) => (report.findings[0].status = 'ok')],
  ['an unknown severity', (report) => (report.checks[0].severity = 'info')],
  ['a finding without evidence', (report) => delete report.findings[0].evidence],
  ['an undecided finding without a reason', (report) => delete report.findings.find((f: any) => f.status === 'unknown').reasons],
  ['an undecided finding with an empty list of reasons', (report) => (report.findings.find((f: any) => f.status === 'unknown').reasons = [])],
  ['a negative count', (report) => (report.summary.unknown = -1)],
  ['counts without the undecided', (report) => delete report.summary.unknown],
  ['a digest that is none', (report) => (report.evidence.files['organization.ndjson.gz'] = 'abc')],
  ['a call that names no service', (report) => (report.findings[0].evidence[0].call = 'DescribeTrails')],
  ['an account of which nobody knows whether it was seen', (report) => delete report.accounts[0].seen],
])('%s does not fit', (_, damage) => {
  const report = copy();
  damage(report);
  expect(validate(report)).toBe(false);
});

test('what fits is a Report, as far as the compiler can tell', () => {
  const asReport = (parsed: FromSchema<typeof reportSchema>): Report => parsed;
  expect(asReport(copy() as FromSchema<typeof reportSchema>)).toEqual(fixtureReport);
});
