import { CONTROL_STATUSES, MAPPINGS } from '../model/control.ts';
import { SEVERITIES, STATUSES } from '../model/finding.ts';
import { HOP_KINDS } from '../model/walk.ts';

// Unknown members are allowed everywhere, and kept: a report of a later version can still be read.

const text = (description: string) => ({ type: 'string', description }) as const;
const count = (description: string) => ({ type: 'integer', minimum: 0, description }) as const;
const texts = (description: string) => ({ type: 'array', items: { type: 'string' }, description }) as const;

const resource = {
  type: 'object',
  description: 'Names a resource.',
  required: ['type', 'id', 'name'],
  properties: {
    type: text('Its type, such as `trail`.'),
    id: text('The ARN where AWS has one.'),
    name: text('What people call it.'),
    account: text('Left out where it could not be found out.'),
    region: text('Left out for what has no region.'),
  },
} as const;

const clauseStatus = { type: 'string', enum: ['pass', 'fail', 'unknown'] } as const;

const clauses = (description: string) =>
  ({
    type: 'array',
    description,
    items: {
      type: 'object',
      required: ['expression', 'status', 'values'],
      properties: {
        expression: text('The expression, in CEL.'),
        status: clauseStatus,
        miss: text('What the clause says when it is missed.'),
        values: {
          type: 'array',
          description: 'What it read; a gap shows as its reason.',
          items: {
            type: 'object',
            required: ['path', 'value'],
            properties: { path: text('Such as `trail.isLogging`.'), value: text('The value, as text.') },
          },
        },
      },
    },
  }) as const;

const evidence = {
  type: 'array',
  description: 'The recorded calls it rests on.',
  items: {
    type: 'object',
    required: ['account', 'region', 'call', 'input', 'at'],
    properties: {
      account: text('Whose credentials asked.'),
      region: text("Which region's endpoint answered."),
      call: { type: 'string', pattern: '^[^:]+:[^:]+$', description: '`service:Operation`.' },
      input: { type: 'object', description: 'The identity members of the request.' },
      at: text('When the answer came, ISO 8601.'),
      requestId: text("AWS's id of the request."),
      error: text('The error code, when AWS refused.'),
    },
  },
} as const;

const hop = {
  type: 'object',
  required: ['kind', 'state', 'text'],
  properties: {
    kind: { type: 'string', enum: HOP_KINDS, description: 'What the event passes.' },
    state: {
      type: 'string',
      enum: ['yes', 'no', 'unknown'],
      description: 'Passed, the end of the way, or nobody can tell.',
    },
    resource,
    text: text('A whole clause, such as `alarm root-usage goes off`.'),
  },
} as const;

const walk = {
  type: 'object',
  required: ['set', 'account', 'events', 'regions', 'end', 'hops', 'others'],
  properties: {
    set: text('The set of sample events.'),
    account: text('The account in which they happen.'),
    events: texts('The events, by name.'),
    regions: texts('The regions in which they happen.'),
    end: { type: 'string', enum: ['noticed', 'unnoticed', 'unknown'] },
    hops: { type: 'array', description: 'The way that leads farthest.', items: hop },
    others: { type: 'array', description: 'Where the other ways stop.', items: hop },
  },
} as const;

const parameters = (description: string) =>
  ({
    type: 'object',
    description,
    additionalProperties: {
      anyOf: [
        { type: 'string' },
        { type: 'number' },
        { type: 'boolean' },
        { type: 'array', items: { type: 'string' } },
      ],
    },
  }) as const;

const finding = {
  type: 'object',
  required: ['check', 'resource', 'status', 'message', 'evidence'],
  properties: {
    check: text('The id of the check.'),
    params: parameters(
      'Where profiles ask the check with different parameters: those by which this finding differs from the others.',
    ),
    resource,
    status: { type: 'string', enum: STATUSES },
    message: text('For `fail` the flaw and what follows from it, for others why.'),
    clauses: clauses('What was asked of the resource, and what came of it.'),
    candidates: {
      type: 'array',
      description: 'Each element of the list the check looks through.',
      items: {
        type: 'object',
        required: ['resource', 'status', 'clauses'],
        properties: { resource, status: clauseStatus, clauses: clauses('What it misses or leaves open.') },
      },
    },
    walks: {
      type: 'array',
      description: 'How the sample events of a drill end that it rests on; those that take the same way together.',
      items: walk,
    },
    reasons: texts('What could not be read.'),
    checkError: {
      type: 'boolean',
      const: true,
      description: 'The expression broke without a gap: a bug of the check.',
    },
    fix: {
      type: 'object',
      description: "The check's fix with this resource's names filled in; failures only.",
      properties: {
        cli: text('AWS CLI commands.'),
        terraform: text('Terraform arguments or resources; left out where no name stands in them.'),
        cloudformation: text('CloudFormation properties or resources; left out where no name stands in them.'),
      },
    },
    evidence,
  },
  if: { properties: { status: { const: 'unknown' } } },
  then: { required: ['reasons'], properties: { reasons: { type: 'array', minItems: 1 } } },
} as const;

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

const control = {
  type: 'object',
  required: ['id', 'title', 'status', 'mapping', 'checks', 'counts'],
  properties: {
    id: text("The framework's own number."),
    title: text('What it asks for, in our own words.'),
    status: {
      type: 'string',
      enum: CONTROL_STATUSES,
      description:
        '`not-met` with any failure, else `undecided` with anything unknown, else `manual` where something is left for a person to judge, else `met` with a pass; `not-applicable` where nothing was there to judge.',
    },
    mapping: {
      type: 'string',
      enum: MAPPINGS,
      description: 'Who says that these checks show it: `published` by the author of the framework or AWS, or `ours`.',
    },
    checks: {
      type: 'array',
      description: 'The findings behind it: those of these checks.',
      items: {
        type: 'object',
        required: ['check'],
        properties: {
          check: text('The id of the check.'),
          params: parameters('Only the findings with these parameters.'),
        },
      },
    },
    counts: {
      type: 'object',
      description: 'How many of those findings came out how.',
      required: STATUSES,
      properties: {
        fail: count('Findings that fail.'),
        unknown: count('Findings that are undecided.'),
        pass: count('Findings that pass.'),
        'not-applicable': count('Findings with nothing to judge.'),
      },
    },
    manual: text('What is left for a person to judge.'),
  },
} as const;

const controls = {
  type: 'array',
  description: 'The view by control of each profile that has controls.',
  items: {
    type: 'object',
    required: ['profile', 'title', 'controls'],
    properties: {
      profile: text('The id of the profile.'),
      title: text('What it is called.'),
      authority: text('Where the framework is published.'),
      controls: { type: 'array', items: control, description: 'In the order of the profile.' },
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
