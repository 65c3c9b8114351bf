/** The version of the evidence format. A change that old readers would misread gets a new number. */
export const SCHEMA_VERSION = 1;

const ACCOUNT = '^\\d{12}$';
const SHA256 = '^[0-9a-f]{64}$';
const account = (description: string) => ({ type: 'string', pattern: ACCOUNT, description }) as const;
const name = (description: string) => ({ type: 'string', minLength: 1, description }) as const;

/** One line of an evidence file: one AWS API request and what AWS answered. */
export const callSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Trailproof evidence, version 1: a recorded call',
  description: 'One AWS API request and its answer, as the SDK spells them. Members not named here are kept.',
  type: 'object',
  required: ['at', 'account', 'region', 'service', 'operation', 'input'],
  properties: {
    at: {
      type: 'string',
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$',
      description: 'When the answer came: ISO 8601, UTC.',
    },
    account: account('Whose credentials made the request.'),
    region: name('Whose endpoint was asked.'),
    service: name('Short name of the service: cloudtrail, s3, s3control, tagging …'),
    operation: name('As the SDK spells it: DescribeTrails.'),
    input: { type: 'object', description: 'The request. Never an external id.' },
    output: { type: 'object', description: 'The answer, without $metadata, dates in ISO 8601. Never credentials.' },
    error: {
      type: 'object',
      description: 'What AWS answered instead of an output.',
      required: ['code', 'message', 'status'],
      properties: {
        code: name('AccessDenied, NoSuchBucketPolicy, ECONNREFUSED …'),
        message: { type: 'string' },
        status: { type: 'integer', minimum: 0, description: 'HTTP status; 0 when none came back.' },
      },
    },
    requestId: name("AWS's name for the request."),
  },
  oneOf: [{ required: ['output'] }, { required: ['error'] }],
} as const;

/** `manifest.json`: what an evidence folder holds, and whether that is all of it. */
export const manifestSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Trailproof evidence, version 1: the manifest of a folder',
  type: 'object',
  required: ['schemaVersion', 'tool', 'runId', 'plan', 'files', 'complete'],
  properties: {
    schemaVersion: { type: 'integer', const: SCHEMA_VERSION },
    tool: {
      type: 'object',
      required: ['name', 'version'],
      properties: { name: { type: 'string', const: 'trailproof' }, version: name('The version that collected.') },
    },
    runId: { type: 'string', pattern: SHA256, description: 'SHA-256 of the plan as canonical JSON, hex.' },
    plan: {
      type: 'object',
      description: 'What the run set out to do.',
      required: ['caller', 'partition', 'region', 'accounts'],
      properties: {
        caller: {
          type: 'object',
          required: ['account', 'arn'],
          properties: { account: account('Whose credentials the run started with.'), arn: name('Who collected.') },
        },
        partition: name('aws, aws-us-gov, aws-cn …'),
        region: name('Where what is not regional was asked.'),
        roleName: name('The role assumed in every account but the caller’s.'),
        organization: {
          type: 'object',
          required: ['id', 'managementAccountId'],
          properties: { id: name('o-…'), managementAccountId: account('The management account.') },
        },
        accounts: {
          type: 'array',
          description: 'The accounts to look into, sorted.',
          items: {
            type: 'object',
            required: ['id'],
            properties: { id: account('The account.'), name: { type: 'string' } },
          },
        },
        regions: { type: 'array', items: name('A region.'), description: 'Only these regions, where given.' },
        organizationalUnits: { type: 'array', items: name('ou-…'), description: 'What the accounts were chosen by.' },
        excluded: {
          type: 'array',
          items: account('An account.'),
          description: 'Accounts left out on purpose, sorted.',
        },
      },
    },
    files: {
      type: 'array',
      description: 'Finished files, sorted by path.',
      items: {
        type: 'object',
        required: ['path', 'sha256', 'calls'],
        properties: {
          path: {
            type: 'string',
            pattern: '^(organization|confirmations|(accounts|links)/\\d{12})\\.ndjson\\.gz$',
            description: 'Relative to the folder, with /.',
          },
          sha256: { type: 'string', pattern: SHA256, description: 'Of the compressed file, hex.' },
          calls: { type: 'integer', minimum: 0 },
        },
      },
    },
    complete: { type: 'boolean', description: 'Whether everything planned was asked.' },
  },
} as const;

/** Both, as published: a line of a file, or the manifest. */
export const evidenceSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Trailproof evidence, version 1',
  description: 'manifest.json of an evidence folder, or one line of one of its .ndjson files.',
  definitions: { call: withoutDialect(callSchema), manifest: withoutDialect(manifestSchema) },
  oneOf: [{ $ref: '#/definitions/call' }, { $ref: '#/definitions/manifest' }],
} as const;

function withoutDialect<T extends { readonly $schema: string }>({
  $schema: _dialect,
  ...schema
}: T): Omit<T, '$schema'> {
  return schema;
}
