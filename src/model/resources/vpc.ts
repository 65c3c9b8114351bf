import type { ResourceSchema } from './schema.ts';

export const vpc = {
  title: 'VPC',
  description: 'A virtual network of an account of the run. One that another account shares is judged in its own.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'arn', 'name', 'account', 'region', 'isDefault', 'flowLogs'],
  properties: {
    id: { type: 'string', description: 'The ARN.' },
    arn: { type: 'string', description: 'The ARN.' },
    name: { type: 'string', description: 'The VPC id: `vpc-0123456789abcdef0`.' },
    account: { type: 'string', description: 'The account id.' },
    region: { type: 'string', description: 'The region code.' },
    isDefault: {
      type: 'boolean',
      description: 'Whether it is the VPC that AWS made for the region.',
      call: 'ec2:DescribeVpcs',
    },
    flowLogs: {
      type: 'array',
      holes: true,
      description: 'The flow logs of the whole VPC; those of a single subnet or network interface are not among them.',
      call: 'ec2:DescribeFlowLogs',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'status', 'trafficType', 'deliverStatus'],
        properties: {
          id: { type: 'string', description: 'The id: `fl-0123456789abcdef0`.' },
          status: { type: 'string', description: 'ACTIVE while it logs.' },
          trafficType: {
            type: 'string',
            enum: ['ACCEPT', 'REJECT', 'ALL'],
            description: 'Which traffic it logs: accepted, rejected, or both.',
          },
          deliverStatus: { type: 'string', description: 'How delivery goes: SUCCESS or FAILED.' },
          deliverError: { type: 'string', description: 'Why delivery fails, such as `Access error`.' },
          destinationType: {
            type: 'string',
            enum: ['cloud-watch-logs', 's3', 'kinesis-data-firehose'],
            description: 'What kind of place it delivers to.',
          },
        },
      },
    },
  },
} as const satisfies ResourceSchema;
