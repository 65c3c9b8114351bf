import { expect, test } from 'vitest';
import { anyResource } from '../../src/expressions/any-resource.ts';
import { evaluatePolicy, parsePolicy } from '../../src/interpreters/policy/index.ts';

const ACCOUNT = '222222222222';

const isDenied = (action: string, Resource: string): boolean =>
  evaluatePolicy(parsePolicy({ Statement: [{ Effect: 'Deny', Action: '*', Resource }] }, { kind: 'scp' }), {
    principal: { arn: `arn:aws:iam::${ACCOUNT}:role/any-role` },
    action,
    resource: anyResource(action, 'aws', ACCOUNT),
    context: {},
  }) === 'explicit-deny';

test.each([
  ['cloudtrail:StopLogging', 'arn:aws:cloudtrail:*:*:trail/*', 'arn:aws:cloudtrail:*:*:trail/company'],
  ['guardduty:DeleteDetector', 'arn:aws:guardduty:*:*:detector/*', 'arn:aws:guardduty:*:*:detector/12abc34d567e8fa9'],
  [
    'securityhub:DisableSecurityHub',
    'arn:aws:securityhub:*:*:hub/default',
    'arn:aws:securityhub:eu-west-1:*:hub/default',
  ],
  [
    'config:StopConfigurationRecorder',
    'arn:aws:config:*:*:configuration-recorder/*',
    'arn:aws:config:*:*:configuration-recorder/default/*',
  ],
  [
    'config:DeleteConfigurationRecorder',
    'arn:aws:config:*:*:configuration-recorder/*',
    'arn:aws:config:*:*:config-rule/*',
  ],
  ['config:DeleteDeliveryChannel', '*', 'arn:aws:config:*:*:configuration-recorder/*'],
  ['logs:DeleteLogGroup', 'arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:*:*:log-group:company-*'],
  ['logs:DeleteLogGroup', 'arn:aws:logs:*:*:log-group:*:*', 'arn:aws:logs:*:*:log-group:*:log-stream:*'],
  [
    'logs:DeleteLogStream',
    'arn:aws:logs:*:*:log-group:*:log-stream:*',
    'arn:aws:logs:*:*:log-group:company-*:log-stream:*',
  ],
  ['s3:BypassGovernanceRetention', 'arn:aws:s3:::*/*', 'arn:aws:s3:::company-logs/*'],
  ['s3:DeleteObjectVersion', 'arn:aws:s3:::*/*', 'arn:aws:s3:::company-logs/*'],
  ['S3:DeleteBucket', 'arn:aws:s3:::*', 'arn:aws:s3:::*/*'],
  ['s3:PutBucketObjectLockConfiguration', 'arn:aws:s3:::*', 'arn:aws:s3:::*/*'],
  ['kms:ScheduleKeyDeletion', 'arn:aws:kms:*:*:key/*', 'arn:aws:kms:*:*:alias/*'],
  ['ec2:DeleteFlowLogs', 'arn:aws:ec2:*:*:vpc-flow-log/*', 'arn:aws:ec2:*:*:instance/*'],
  ['organizations:LeaveOrganization', '*', 'arn:aws:organizations::*:account/*'],
])('%s on any resource is denied by a policy for %s, and not by one for %s', (action, all, some) => {
  expect(isDenied(action, all)).toBe(true);
  expect(isDenied(action, some)).toBe(false);
});

test('a resource lies in the partition and account it is asked for', () => {
  expect(anyResource('kms:DisableKey', 'aws-cn', ACCOUNT)).toBe(`arn:aws-cn:kms:any-region-1:${ACCOUNT}:key/any`);
  expect(anyResource('s3:DeleteBucket', 'aws-us-gov', ACCOUNT)).toBe('arn:aws-us-gov:s3:::any');
});
