import type { FromSchema } from 'json-schema-to-ts';
import { SILENCES, SUBJECTS, WHERE } from '../model/sample-event.ts';

const where = {
  type: 'string',
  enum: WHERE,
  description:
    'In which regions it can come up: `region`, in every one; `global`, only in the leading region of the partition (IAM, Organizations, the root user); `sign-in`, in the region of the sign-in endpoint used.',
} as const;

const record = {
  type: 'object',
  description: 'What it changes in record.yaml: an RFC 7396 merge patch. A null takes a member away.',
} as const;

const event = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'record'],
  properties: {
    name: { type: 'string', minLength: 3, maxLength: 120, description: 'What happens, in few words.' },
    where,
    silences: {
      type: 'string',
      enum: SILENCES,
      description:
        'What it keeps from telling of it: by default its subject, where that is part of an alarm chain; `subscription`, one subscription of the topic; `nothing`.',
    },
    record,
  },
} as const;

const events = (description: string) => ({ type: 'array', minItems: 1, description, items: event }) as const;

const names = {
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  description: 'Names of calls to `source` that change something: one event each.',
  items: { type: 'string', minLength: 1 },
} as const;

/** A file of sample events. Written to `schemas/events.schema.json`. */
export const eventsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Trailproof sample events',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'subject', 'where', 'mustNot', 'why', 'references'],
  properties: {
    $schema: { type: 'string' },
    id: {
      type: 'string',
      pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
      maxLength: 64,
      description: 'For ever: never reused.',
    },
    title: { type: 'string', minLength: 3, maxLength: 120, description: 'What happens, as a phrase.' },
    subject: { type: 'string', enum: SUBJECTS, description: 'What it is done to; drilled once for each of them.' },
    only: {
      type: 'string',
      enum: ['management-account', 'member-accounts'],
      description: "Only in the organisation's management account, or only in the others; in every account without it.",
    },
    where,
    source: { type: 'string', pattern: '^[a-z0-9.-]+\\.[a-z]+$', description: 'The eventSource of `names`.' },
    names,
    requestParameters: {
      type: 'object',
      description: 'What a call of `names`, or one named in `beyond` or `forms`, was asked with, by its name.',
      additionalProperties: { type: 'object' },
    },
    must: events('Somebody must hear of these, besides `names`.'),
    mustNot: events('Everyday noise that looks alike.'),
    may: events('Caught or not, both are fine.'),
    beyond: {
      type: 'array',
      minItems: 1,
      description: 'Worth an alarm, though no benchmark asks for one: names of calls, or events.',
      items: { oneOf: [{ type: 'string', minLength: 1 }, event] },
    },
    forms: {
      type: 'object',
      description: 'Other sets of `names` and `must`, in whole, that older or stricter texts ask for.',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        properties: { names, must: events('Events besides `names`.') },
      },
    },
    why: { type: 'string', minLength: 3, description: 'Why somebody should hear of it.' },
    references: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^https://' } },
  },
} as const;

/** `record.yaml`, the CloudTrail record that every template starts from. */
export const recordSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['userIdentity', 'eventSource', 'eventName', 'awsRegion', 'readOnly', 'eventType', 'recipientAccountId'],
} as const;

export type EventSetFile = FromSchema<typeof eventsSchema>;
