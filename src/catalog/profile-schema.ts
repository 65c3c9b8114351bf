import type { FromSchema } from 'json-schema-to-ts';
import { MAPPINGS } from '../model/control.ts';
import { SEVERITIES } from '../model/finding.ts';

const parameters = {
  type: 'object',
  description: 'Parameters of checks, by name: every check that has a parameter of that name takes it.',
  additionalProperties: {
    oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'array', items: { type: 'string' } }],
  },
} as const;

const checkIds = { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } } as const;

const mapping = {
  type: 'string',
  enum: MAPPINGS,
  description: '`published`: its author names these checks, or AWS does; `ours`: we, or you, say that they show it.',
} as const;

const control = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title'],
  anyOf: [{ required: ['checks'] }, { required: ['manual'] }],
  properties: {
    id: {
      type: 'string',
      pattern: '^\\S(.*\\S)?$',
      maxLength: 40,
      description: "The framework's own number, in quotes.",
    },
    title: { type: 'string', minLength: 3, description: 'What it asks for, in your own words.' },
    checks: { ...checkIds, description: 'The checks that show it.' },
    manual: {
      type: 'string',
      minLength: 3,
      description: 'What nobody but a person can judge, and why; beside checks, what they leave to look at.',
    },
    mapping,
    params: { ...parameters, description: 'Parameters of its checks, for this control only.' },
  },
} as const;

/** A profile file. Written to `schemas/profile.schema.json`. */
export const profileSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Trailproof profile',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'description'],
  oneOf: [{ required: ['checks'] }, { required: ['controls'] }],
  properties: {
    $schema: { type: 'string', description: 'The schema, for editors that look for it here.' },
    id: { type: 'string', pattern: '^[a-z][a-z0-9.]*(-[a-z0-9.]+)*$', description: 'What --profile names.' },
    title: { type: 'string', minLength: 3, description: 'What reports call it.' },
    description: { type: 'string', minLength: 3, description: 'What it asks for, and what it leaves out.' },
    authority: { type: 'string', pattern: '^https://', description: 'Where the framework is published.' },
    mapping: { ...mapping, description: `${mapping.description} For controls that do not say; \`ours\` without it.` },
    checks: {
      description: '`all`, or the ids of the checks it asks for.',
      oneOf: [{ type: 'string', enum: ['all'] }, checkIds],
    },
    controls: {
      type: 'array',
      minItems: 1,
      items: control,
      description: 'Instead of checks: the controls of a framework, in its order.',
    },
    params: parameters,
  },
} as const;

const accounts = { type: 'array', minItems: 1, items: { type: 'string', pattern: '^\\d{12}$' } } as const;
const units = { type: 'array', minItems: 1, items: { type: 'string', pattern: '^(ou|r)-' } } as const;

/** `trailproof.yaml`. Written to `schemas/config.schema.json`. */
export const configSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Trailproof configuration',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'The schema, for editors that look for it here.' },
    profiles: {
      type: 'array',
      minItems: 1,
      items: { type: 'string' },
      description: 'Profiles by id, or by path relative to this file; `baseline` without it.',
    },
    checks: {
      type: 'array',
      items: { type: 'string' },
      description: 'Folders of your own checks, relative to this file.',
    },
    params: parameters,
    roleName: { type: 'string', minLength: 1, description: 'The role to assume in every account of the organisation.' },
    accounts: { ...accounts, description: 'Only these accounts.' },
    organizationalUnits: { ...units, description: 'Only accounts below these.' },
    regions: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', pattern: '^[a-z]{2}(-[a-z]+)+-\\d$' },
      description: 'Only these regions.',
    },
    failOn: {
      type: 'string',
      enum: SEVERITIES,
      description: 'Exit 1 for failures at or above.',
    },
    exclude: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      description: 'Left out of a scan of the organisation, whatever else names them.',
      properties: {
        accounts: { ...accounts, description: 'Not these accounts.' },
        organizationalUnits: { ...units, description: 'No accounts below these.' },
      },
    },
    severities: {
      type: 'object',
      description: 'How bad failures of a check are for you, by its id.',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['severity', 'reason'],
        properties: {
          severity: { type: 'string', enum: SEVERITIES, description: 'Instead of its own.' },
          reason: { type: 'string', minLength: 3, description: 'Why; reports show it.' },
        },
      },
    },
  },
} as const;

export type ProfileFile = FromSchema<typeof profileSchema>;
export type Config = FromSchema<typeof configSchema>;
