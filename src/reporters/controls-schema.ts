import { CONTROL_STATUSES, MAPPINGS } from '../model/control.ts';
import { STATUSES } from '../model/finding.ts';
import { count, parameters, text } from './schema-parts.ts';

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

/** The view by control in a report. */
export const controls = {
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
