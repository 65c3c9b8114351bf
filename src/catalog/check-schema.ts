import type { FromSchema } from 'json-schema-to-ts';
import { PARAMETER_FORMATS } from '../expressions/check.ts';
import { SEVERITIES, STATUSES } from '../model/finding.ts';
import { RESOURCE_TYPES } from '../model/resources/index.ts';

const text = (description: string) => ({ type: 'string', minLength: 1, description }) as const;
const expression = (description: string) => text(`${description} (CEL)`);

const clauses = {
  description: 'One expression that must be true, or several, each with what to say when it is missed.',
  oneOf: [
    expression('What must be true'),
    {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['expr', 'miss'],
        properties: {
          expr: expression('What must be true'),
          miss: text('What to say when it is not: a phrase, with {{expressions}} filled in.'),
        },
      },
    },
  ],
} as const;

const quantifier = (description: string) =>
  ({
    type: 'object',
    description,
    additionalProperties: false,
    required: ['of', 'as', 'that'],
    properties: {
      of: expression('The list to look through'),
      as: { type: 'string', pattern: '^[a-z][A-Za-z]*$', description: 'What an element is called.' },
      where: expression('Which elements count; all without it'),
      that: clauses,
    },
  }) as const;

/** A check file. Written to `schemas/check.schema.json`, so that editors complete and explain it. */
export const checkSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Trailproof check',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'severity', 'resource', 'message', 'why', 'fix', 'references', 'examples'],
  properties: {
    $schema: { type: 'string', description: 'The schema, for editors that look for it here.' },
    id: {
      type: 'string',
      pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
      maxLength: 64,
      description: 'For ever: never reused.',
    },
    title: { type: 'string', minLength: 3, maxLength: 120, description: 'The state we want; reports list passes too.' },
    severity: {
      type: 'string',
      enum: SEVERITIES,
      description: 'How bad it is where it fails: what --fail-on compares with, and what reports sort by.',
    },
    status: {
      type: 'string',
      enum: ['stable', 'experimental', 'deprecated'],
      default: 'stable',
      description: 'A deprecated check is left out of profiles that take all; say in `successor` what replaces it.',
    },
    since: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$', description: 'The version that brought it.' },
    aliases: { type: 'array', items: { type: 'string' }, description: 'Earlier ids.' },
    successor: text('The check that replaces a deprecated one.'),
    resource: { type: 'string', enum: RESOURCE_TYPES, description: 'What is judged: one finding each.' },
    params: {
      type: 'object',
      description: 'What profiles and configuration may set.',
      propertyNames: { pattern: '^[a-z][A-Za-z]*$' },
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['type', 'default', 'description'],
        properties: {
          type: {
            type: 'string',
            enum: ['string', 'int', 'bool', 'list<string>'],
            description: 'What it is in expressions.',
          },
          default: {
            description: 'What it is where nobody sets it.',
            oneOf: [
              { type: 'string' },
              { type: 'number' },
              { type: 'boolean' },
              { type: 'array', items: { type: 'string' } },
            ],
          },
          description: text('What it means, with its unit.'),
          enum: {
            type: 'array',
            minItems: 1,
            items: { type: 'string' },
            description: 'All that a string, or each string of a list, may be.',
          },
          min: { type: 'integer', description: 'The least that an int may be.' },
          format: {
            type: 'string',
            enum: PARAMETER_FORMATS,
            description: 'What a string, or each string of a list, must be unless it is empty.',
          },
        },
      },
    },
    when: expression('Whether there is anything to judge: false is not-applicable'),
    assert: clauses,
    some: quantifier('At least one element must qualify.'),
    every: quantifier('Each element must qualify.'),
    none: quantifier('No element may qualify.'),
    message: text('Names the flaw and what follows from it, with {{expressions}} filled in.'),
    why: text('Why it matters.'),
    fix: {
      type: 'object',
      description: 'What to do where it fails.',
      additionalProperties: false,
      required: ['summary'],
      properties: {
        summary: text('What to do.'),
        cli: text('AWS CLI commands, with {{expressions}} filled in.'),
        terraform: text('Terraform arguments or resources.'),
        cloudformation: text('CloudFormation properties or resources.'),
        caution: text('What doing it will not cure, or may break.'),
      },
    },
    references: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', pattern: '^https://' },
      description: "Where to read on: AWS's own documentation first.",
    },
    examples: {
      type: 'array',
      minItems: 2,
      description: 'The tests and the documentation.',
      items: {
        type: 'object',
        required: ['name', 'expect'],
        properties: {
          name: text('What the example shows.'),
          expect: { type: 'string', enum: STATUSES, description: 'The status it must get.' },
          params: { type: 'object', description: 'Parameters of the check, for this example only.' },
        },
        additionalProperties: { type: 'object' },
      },
    },
  },
  oneOf: [{ required: ['assert'] }, { required: ['some'] }, { required: ['every'] }, { required: ['none'] }],
} as const;

/** A check file as written. */
export type CheckFile = FromSchema<typeof checkSchema>;
