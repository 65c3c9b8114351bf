import { STATUSES } from '../model/finding.ts';
import { HOP_KINDS } from '../model/walk.ts';
import { parameters, text, texts } from './schema-parts.ts';

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

/** A finding in a report. */
export const finding = {
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
