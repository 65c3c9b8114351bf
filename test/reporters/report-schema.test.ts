import { Ajv } from 'ajv';
import type { FromSchema } from 'json-schema-to-ts';
import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { reportSchema } from '../../src/reporters/report-schema.ts';
import { changed } from './changed.ts';
import { fixtureReport } from './fixture-report.ts';

const validate = new Ajv({ strict: true, allErrors: true }).compile(reportSchema);

const undecided = fixtureReport.findings.findIndex(({ status }) => status === 'unknown');

test('a report fits', () => {
  expect(validate(fixtureReport), JSON.stringify(validate.errors)).toBe(true);
});

test.each(['new', 'tool/new', 'checks/0/new', 'findings/0/new', 'findings/0/resource/new'])(
  'a member of a later version is kept: %s',
  (path) => {
    expect(validate(changed(fixtureReport, path, 1))).toBe(true);
  },
);

test.each<[string, string, unknown]>([
  ['another version of the schema', 'schemaVersion', 2],
  ['another tool', 'tool/name', 'trailprobe'],
  ['no findings', 'findings', undefined],
  ['an unknown status', 'findings/0/status', 'ok'],
  ['an unknown severity', 'checks/0/severity', 'info'],
  ['a finding without evidence', 'findings/0/evidence', undefined],
  ['an undecided finding without a reason', `findings/${undecided}/reasons`, undefined],
  ['an undecided finding with an empty list of reasons', `findings/${undecided}/reasons`, []],
  ['a negative count', 'summary/unknown', -1],
  ['counts without the undecided', 'summary/unknown', undefined],
  ['a digest that is none', 'evidence/files', { 'organization.ndjson.gz': 'abc' }],
  ['a call that names no service', 'findings/0/evidence/0/call', 'DescribeTrails'],
  ['an account of which nobody knows whether it was seen', 'accounts/0/seen', undefined],
])('%s does not fit', (_, path, to) => {
  expect(validate(changed(fixtureReport, path, to))).toBe(false);
});

test('what fits is a Report, as far as the compiler can tell', () => {
  const asReport = (parsed: FromSchema<typeof reportSchema>): Report => parsed;
  expect(asReport(structuredClone(fixtureReport) as FromSchema<typeof reportSchema>)).toEqual(fixtureReport);
});
