import type { ResourceSchema } from './schema.ts';

export const organization = {
  title: 'organization',
  description: 'An AWS Organization, as its management account, a delegated administrator or a member sees it.',
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'managementAccountId',
    'featureSet',
    'accounts',
    'trails',
    'enabledServices',
    'delegatedAdministrators',
  ],
  properties: {
    id: { type: 'string', description: 'The organisation id, `o-…`.' },
    managementAccountId: {
      type: 'string',
      description: 'The account that owns the organisation.',
      call: 'organizations:DescribeOrganization',
    },
    featureSet: {
      type: 'string',
      enum: ['ALL', 'CONSOLIDATED_BILLING'],
      description: 'Which features are on; organisation trails need ALL.',
      call: 'organizations:DescribeOrganization',
    },
    accounts: {
      type: 'array',
      items: { link: 'account' },
      holes: true,
      description: 'Every account of the organisation, suspended ones included.',
      call: 'organizations:ListAccounts',
    },
    trails: {
      type: 'array',
      items: { link: 'trail' },
      holes: true,
      description: 'Every organisation trail that any scanned account sees.',
      call: 'cloudtrail:DescribeTrails',
    },
    enabledServices: {
      type: 'array',
      items: { type: 'string' },
      description: 'Service principals with trusted access.',
      call: 'organizations:ListAWSServiceAccessForOrganization',
    },
    delegatedAdministrators: {
      type: 'array',
      items: { type: 'string' },
      description: 'Account ids that may administer CloudTrail for the organisation.',
      call: 'organizations:ListDelegatedAdministrators',
    },
  },
} as const satisfies ResourceSchema;
