import type { ResourceSchema } from './schema.ts';

export const role = {
  title: 'role',
  description: 'An IAM role by which CloudTrail delivers the events of a trail to CloudWatch Logs.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'arn', 'name', 'account', 'trustPolicy', 'policies', 'trails'],
  properties: {
    id: { type: 'string', description: 'The ARN.' },
    arn: { type: 'string', description: 'The ARN.' },
    name: { type: 'string', description: 'The name, without the path.' },
    account: { type: 'string', description: 'The account in its ARN.' },
    trustPolicy: {
      type: 'string',
      opaque: true,
      description: 'Who may take on the role: the policy as AWS gave it.',
      call: 'iam:GetRole',
    },
    permissionsBoundary: {
      type: 'string',
      opaque: true,
      description: 'The policy that bounds what the role may do, as AWS gave it; left out without one.',
      call: 'iam:GetRole',
    },
    policies: {
      type: 'array',
      holes: true,
      description: 'What the role may do: the policies in it and those attached to it.',
      call: 'iam:ListRolePolicies',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'document'],
        properties: {
          name: { type: 'string', description: 'The name.' },
          document: { type: 'string', opaque: true, description: 'The policy as AWS gave it.' },
        },
      },
    },
    trails: {
      type: 'array',
      items: { link: 'trail' },
      holes: true,
      description: 'The trails that deliver by it.',
      call: 'cloudtrail:DescribeTrails',
    },
  },
} as const satisfies ResourceSchema;
