import type { ResourceSchema } from './schema.ts';

export const region = {
  title: 'region',
  description: 'A region enabled in an account of the run.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'name', 'account', 'trails'],
  properties: {
    id: { type: 'string', description: 'Account and region: `111122223333/eu-west-1`.' },
    name: { type: 'string', description: 'The region code.' },
    account: { type: 'string', description: 'The account id.' },
    trails: {
      type: 'array',
      items: { link: 'trail' },
      holes: true,
      description: 'The trails that record this region: those of every region, and those homed here.',
      call: 'cloudtrail:ListTrails',
    },
  },
} as const satisfies ResourceSchema;
