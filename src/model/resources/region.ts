import type { PropertySchema, ResourceSchema } from './schema.ts';

const fromService = {
  type: 'boolean',
  description: 'Made by another AWS service for its own use; what such a recorder records is no record of yours.',
} as const satisfies PropertySchema;

export const region = {
  title: 'region',
  description: 'A region enabled in an account of the run.',
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'name',
    'account',
    'trails',
    'configRecorders',
    'configRecorderStatus',
    'configDeliveryChannels',
    'configDeliveries',
  ],
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
    configRecorders: {
      type: 'array',
      description: 'The recorders of AWS Config: what they record once they are started.',
      call: 'config:DescribeConfigurationRecorders',
      items: {
        type: 'object',
        additionalProperties: false,
        required: [
          'name',
          'isServiceLinked',
          'allSupported',
          'includeGlobalResourceTypes',
          'resourceTypes',
          'excludedResourceTypes',
        ],
        properties: {
          name: { type: 'string', description: 'The name.' },
          isServiceLinked: fromService,
          recordingStrategy: {
            type: 'string',
            enum: ['ALL_SUPPORTED_RESOURCE_TYPES', 'INCLUSION_BY_RESOURCE_TYPES', 'EXCLUSION_BY_RESOURCE_TYPES'],
            description: 'How it chooses; may be left out where `allSupported` or `resourceTypes` say so.',
          },
          allSupported: {
            type: 'boolean',
            description: 'Records every resource type there is and will be, global IAM types aside.',
          },
          includeGlobalResourceTypes: {
            type: 'boolean',
            description: 'With `allSupported`: records IAM users, groups, roles and customer managed policies, too.',
          },
          resourceTypes: {
            type: 'array',
            items: { type: 'string' },
            description: 'The only types it records, where it names them.',
          },
          excludedResourceTypes: {
            type: 'array',
            items: { type: 'string' },
            description: 'The types it leaves out, with the strategy EXCLUSION_BY_RESOURCE_TYPES.',
          },
        },
      },
    },
    configRecorderStatus: {
      type: 'array',
      description: 'How the recorders of AWS Config are doing.',
      call: 'config:DescribeConfigurationRecorderStatus',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'isServiceLinked', 'isRecording'],
        properties: {
          name: { type: 'string', description: 'The name of the recorder.' },
          isServiceLinked: fromService,
          isRecording: { type: 'boolean', description: 'Whether it records now.' },
          lastStatus: {
            type: 'string',
            description:
              'What became of the last recording, in capitals: SUCCESS or FAILURE; not known while it is pending. Left out before the first.',
          },
          lastErrorMessage: { type: 'string', description: 'Why it last failed.' },
        },
      },
    },
    configDeliveryChannels: {
      type: 'array',
      description: 'Where AWS Config delivers to.',
      call: 'config:DescribeDeliveryChannels',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 's3BucketName'],
        properties: {
          name: { type: 'string', description: 'The name.' },
          s3BucketName: { type: 'string', description: 'The bucket that takes configuration histories and snapshots.' },
        },
      },
    },
    configDeliveries: {
      type: 'array',
      description: 'How the last delivery of each kind went, for each delivery channel; only what was ever tried.',
      call: 'config:DescribeDeliveryChannelStatus',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['channel', 'kind', 'lastStatus'],
        properties: {
          channel: { type: 'string', description: 'The name of the delivery channel.' },
          kind: {
            type: 'string',
            enum: ['history', 'snapshot', 'notification'],
            description: 'Configuration histories and snapshots go to the bucket, notifications to the topic.',
          },
          lastStatus: { type: 'string', description: 'In capitals: SUCCESS, FAILURE or NOT_APPLICABLE.' },
          lastErrorMessage: { type: 'string', description: 'Why it failed.' },
        },
      },
    },
    guardDuty: {
      type: 'object',
      description: 'The GuardDuty detector, of which a region has at most one; left out where there is none.',
      call: 'guardduty:GetDetector',
      additionalProperties: false,
      required: ['detectorId', 'status', 'cloudTrail'],
      properties: {
        detectorId: { type: 'string', description: 'The id of the detector.' },
        status: { type: 'string', enum: ['ENABLED', 'DISABLED'], description: 'DISABLED where it is suspended.' },
        cloudTrail: {
          type: 'string',
          enum: ['ENABLED', 'DISABLED'],
          description: 'Whether it analyses CloudTrail management events.',
        },
      },
    },
    securityHub: {
      type: 'object',
      description: 'Security Hub; left out where it is not enabled.',
      call: 'securityhub:DescribeHub',
      additionalProperties: false,
      required: ['arn'],
      properties: {
        arn: { type: 'string', description: 'The ARN of the hub.' },
      },
    },
  },
} as const satisfies ResourceSchema;
