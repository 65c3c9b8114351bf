import { SEVERITIES, STATUSES } from '../model/finding.ts';
import { controls } from './controls-schema.ts';
import { finding } from './finding-schema.ts';
import { count, parameters, text, texts } from './schema-parts.ts';

// Unknown members are allowed everywhere, and kept: a report of a later version can still be read.

const check = {
  type: 'object',
  required: ['id', 'title', 'area', 'severity', 'resource', 'why', 'fix', 'references', 'params'],
  properties: {
    id: text('For ever: never reused.'),
    title: text('The state we want.'),
    area: text('The folder of the check.'),
    severity: { type: 'string', enum: SEVERITIES },
    severityChanged: {
      type: 'object',
      description: 'What the severity is by the check itself, where the configuration sets another.',
      required: ['from', 'reason'],
      properties: { from: { type: 'string', enum: SEVERITIES }, reason: text('Why it is another here.') },
    },
    resource: text('The type of resource it judges.'),
    why: text('Why it matters.'),
    fix: {
      type: 'object',
      required: ['summary'],
      properties: {
        summary: text('What to do.'),
        cli: text('AWS CLI commands.'),
        terraform: text('Terraform arguments or resources.'),
        cloudformation: text('CloudFormation properties or resources.'),
        caution: text('What doing it will not cure, or may break.'),
      },
    },
    references: texts('Where to read more.'),
    params: { type: 'object', description: 'The parameters it was judged with; without those of its variants.' },
    variants: {
      type: 'array',
      description: 'Where profiles ask it with different parameters: each set of values, and who asks for it.',
      minItems: 2,
      items: {
        type: 'object',
        required: ['params', 'profiles'],
        properties: { params: parameters('The values.'), profiles: texts('The profiles that ask for them.') },
      },
    },
  },
} as const;

const account = {
  type: 'object',
  required: ['id', 'seen', 'regions'],
  properties: {
    id: text('Twelve digits.'),
    name: text('Its name in the organisation.'),
    seen: { type: 'boolean', description: 'Whether it could be looked into.' },
    reason: text('Why not, when not seen.'),
    regions: texts('Regions looked into.'),
  },
} as const;

const summary = {
  type: 'object',
  required: [...STATUSES, 'checkErrors', 'failures'],
  properties: {
    fail: count('Findings that fail.'),
    unknown: count('Findings that are undecided.'),
    pass: count('Findings that pass.'),
    'not-applicable': count('Findings with nothing to judge.'),
    checkErrors: count('Undecided findings that are bugs of a check.'),
    failures: {
      type: 'object',
      description: 'Failures by severity.',
      required: SEVERITIES,
      properties: {
        critical: count('Critical failures.'),
        high: count('High failures.'),
        medium: count('Medium failures.'),
        low: count('Low failures.'),
      },
    },
  },
} as const;

/** A report, as `--format json` writes it. Written to `schemas/report.schema.json`. */
export const reportSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Trailproof report',
  type: 'object',
  required: ['schemaVersion', 'tool', 'evidence', 'caller', 'profiles', 'accounts', 'checks', 'summary', 'findings'],
  properties: {
    schemaVersion: { type: 'integer', const: 1 },
    tool: {
      type: 'object',
      required: ['name', 'version'],
      properties: { name: { type: 'string', const: 'trailproof' }, version: text('The version that made the report.') },
    },
    evidence: {
      type: 'object',
      description: 'What the report rests on.',
      required: ['runId', 'from', 'to', 'complete', 'calls', 'files'],
      properties: {
        runId: text('The digest of the plan.'),
        from: text('The first answer, ISO 8601.'),
        to: text('The last answer, ISO 8601.'),
        complete: { type: 'boolean', description: 'False when collecting did not finish.' },
        calls: count('Recorded calls.'),
        files: {
          type: 'object',
          description: 'SHA-256 of each evidence file, by path.',
          additionalProperties: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        },
      },
    },
    caller: {
      type: 'object',
      description: 'Who collected.',
      required: ['account', 'arn'],
      properties: { account: text('The account of the credentials.'), arn: text('The identity behind them.') },
    },
    organization: {
      type: 'object',
      required: ['id', 'managementAccountId'],
      properties: { id: text('`o-…`'), managementAccountId: text('The account that owns it.') },
    },
    profiles: texts('The profiles that were judged.'),
    accounts: { type: 'array', items: account, description: 'Every account of the run, seen or not.' },
    excluded: texts('Accounts that the configuration keeps out of the run.'),
    checks: { type: 'array', items: check, description: 'The texts of the checks, once.' },
    controls,
    summary,
    findings: { type: 'array', items: finding, description: 'Sorted by account, region, resource, check.' },
  },
} as const;
