/** Resources below a region and an account, by service; by action where a service has several kinds. */
const REGIONAL: Readonly<Record<string, string>> = {
  cloudtrail: 'trail/any',
  guardduty: 'detector/any',
  securityhub: 'hub/default',
  kms: 'key/any',
  'config:stopconfigurationrecorder': 'configuration-recorder/any/any',
  'config:deleteconfigurationrecorder': 'configuration-recorder/any/any',
  'config:putconfigurationrecorder': 'configuration-recorder/any/any',
  // CloudWatch Logs asks for log groups with `:*` at the end, tags aside.
  logs: 'log-group:any:*',
  'logs:deletelogstream': 'log-group:any:log-stream:any',
  'ec2:deleteflowlogs': 'vpc-flow-log/any',
};

const S3_OBJECT_ACTION = /object(?!lockconfiguration)|bypassgovernance/;

/**
 * The ARN of a resource of no special name that an action is done to; `*` where the action is for no resource, or
 * for one we have no name for. A statement that names certain resources does not match it.
 *
 * Source: Service Authorization Reference, "Resource types defined by" each service.
 */
export function anyResource(action: string, partition: string, account: string): string {
  const asked = action.toLowerCase();
  const [service = ''] = asked.split(':');
  if (service === 's3') return `arn:${partition}:s3:::${S3_OBJECT_ACTION.test(asked) ? 'any/any' : 'any'}`;
  const resource = REGIONAL[asked] ?? REGIONAL[service];
  return resource === undefined ? '*' : `arn:${partition}:${service}:any-region-1:${account}:${resource}`;
}
