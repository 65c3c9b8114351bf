import type { FromSchema } from 'json-schema-to-ts';

const parameters = {
  type: 'object',
  description: 'Parameters of checks, by name: every check that has a parameter of that name takes it.',
  additionalProperties: {
    oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'array', items: { type: 'string' } }],
  },
} as const;

/** A profile file. Written to `schemas/profile.schema.json`. */
export const profileSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Trailproof profile',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'description', 'checks'],
  properties: {
    $schema: { type: 'string' },
    id: { type: 'string', pattern: '^[a-z][a-z0-9.]*(-[a-z0-9.]+)*$', description: 'What --profile names.' },
    title: { type: 'string', minLength: 3 },
    description: { type: 'string', minLength: 3 },
    checks: {
      description: '`all`, or the ids of the checks it asks for.',
      oneOf: [
        { type: 'string', enum: ['all'] },
        { type: 'array', minItems: 1, items: { type: 'string' } },
      ],
    },
    params: parameters,
  },
} as const;

/** `trailproof.yaml`. Written to `schemas/config.schema.json`. */
export const configSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Trailproof configuration',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    profiles: {
      type: 'array',
      minItems: 1,
      items: { type: 'string' },
      description: 'Profiles by id; `baseline` without it.',
    },
    checks: {
      type: 'array',
      items: { type: 'string' },
      description: 'Folders of your own checks, relative to this file.',
    },
    params: parameters,
    roleName: { type: 'string', minLength: 1, description: 'The role to assume in every account of the organisation.' },
    accounts: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', pattern: '^\\d{12}$' },
      description: 'Only these accounts.',
    },
    organizationalUnits: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', pattern: '^(ou|r)-' },
      description: 'Only accounts below these.',
    },
    regions: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', pattern: '^[a-z]{2}(-[a-z]+)+-\\d$' },
      description: 'Only these regions.',
    },
    failOn: {
      type: 'string',
      enum: ['critical', 'high', 'medium', 'low'],
      description: 'Exit 1 for failures at or above.',
    },
  },
} as const;

export type ProfileFile = FromSchema<typeof profileSchema>;
export type Config = FromSchema<typeof configSchema>;
