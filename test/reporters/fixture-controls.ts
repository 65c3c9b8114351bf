import type { ControlResult, ProfileControls } from '../../src/model/control.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { fixtureReport } from './fixture-report.ts';

/** The hand-made report by two frameworks that ask one check with different parameters; a severity changed, an account excluded. */

const counts = (fail: number, unknown: number, pass: number, notApplicable: number): ControlResult['counts'] => ({
  fail,
  unknown,
  pass,
  'not-applicable': notApplicable,
});

const REST = {
  mapping: 'published',
  checks: [{ check: 'bucket-keeps-versions' }],
  counts: counts(0, 0, 1, 0),
} as const;

const first: ProfileControls = {
  profile: 'framework-1.0',
  title: 'A framework, version 1.0',
  authority: 'https://example.com/framework',
  controls: [
    {
      id: '3.1',
      title: 'Every account is recorded in all its regions, whatever may come, by a trail that nobody stops',
      status: 'not-met',
      mapping: 'published',
      checks: [{ check: 'account-has-logging-trail' }, { check: 'trail-signs-log-files' }],
      counts: counts(2, 1, 3, 0),
    },
    {
      id: '3.10',
      title: 'Log files are locked',
      status: 'undecided',
      mapping: 'ours',
      checks: [{ check: 'bucket-locks-objects', params: { days: 90 } }],
      counts: counts(0, 1, 0, 0),
    },
    { ...REST, id: '3.2', title: 'Versions are kept', status: 'met' },
    {
      ...REST,
      id: '3.3',
      title: 'Versions are kept, those of partners too',
      status: 'manual',
      manual: 'Ask the partners for theirs.\n\nOnce a year.',
    },
    {
      ...REST,
      id: '3.4',
      title: 'Versions of what is not there are kept',
      status: 'not-applicable',
      counts: counts(0, 0, 0, 1),
    },
    {
      id: '3.5',
      title: 'Somebody reads the logs',
      status: 'manual',
      mapping: 'ours',
      checks: [],
      counts: counts(0, 0, 0, 0),
      manual: 'Nobody but you knows who does.',
    },
  ],
};

const second: ProfileControls = {
  profile: 'other-2',
  title: 'Another framework',
  controls: [
    {
      id: 'AU-9 (2)',
      title: 'Logs are locked for a year',
      status: 'not-met',
      mapping: 'published',
      checks: [{ check: 'bucket-locks-objects', params: { days: 365 } }],
      counts: counts(1, 0, 1, 0),
    },
  ],
};

const variant = (finding: Finding, index: number): Finding =>
  finding.check === 'bucket-locks-objects' ? { ...finding, params: { days: index % 2 === 0 ? 90 : 365 } } : finding;

export const reportWithControls: Report = {
  ...fixtureReport,
  profiles: ['framework-1.0', 'other-2'],
  excluded: ['555555555555'],
  controls: [first, second],
  checks: fixtureReport.checks.map((check) => ({
    ...check,
    ...(check.id === 'bucket-locks-objects' && {
      params: { mode: 'COMPLIANCE' },
      variants: [
        { params: { days: 365 }, profiles: ['other-2'] },
        { params: { days: 90 }, profiles: ['framework-1.0', 'baseline'] },
      ],
    }),
    ...(check.id === 'trail-signs-log-files' && {
      severityChanged: { from: 'low' as const, reason: 'Our auditors ask for it <first>.' },
    }),
  })),
  findings: fixtureReport.findings.flatMap((finding, index) =>
    finding.check === 'bucket-locks-objects' ? [variant(finding, 0), variant(finding, 1)] : [variant(finding, index)],
  ),
};
