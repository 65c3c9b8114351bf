import { describe, expect, test } from 'vitest';
import { notificationTargetsOf, replicationRulesOf } from '../../src/collectors/bucket-rules.ts';
import { Gap } from '../../src/model/gap.ts';
import type { Outputs } from '../../src/model/outputs.ts';

type Notifications = Outputs['s3:GetBucketNotificationConfiguration'];

/** A rule as the wire gives it: what it does not say is left out. */
type Rule = Readonly<Record<string, unknown>>;

const rulesOf = (...Rules: readonly Rule[]) =>
  replicationRulesOf({ ReplicationConfiguration: { Rules } } as unknown as Outputs['s3:GetBucketReplication']);
const to = (Bucket: string): Rule => ({ Status: 'Enabled', Destination: { Bucket } });

describe('a replication rule', () => {
  test('without a filter takes all objects that KMS does not encrypt', () => {
    expect(rulesOf({ ...to('arn:aws:s3:::copy'), ID: 'copy' })).toEqual([
      {
        id: 'copy',
        isEnabled: true,
        prefix: '',
        isForTaggedOnly: false,
        takesKmsEncrypted: false,
        destinationBucket: 'copy',
      },
    ]);
  });

  test.each<[string, Rule, object]>([
    ['a filter says its prefix', { Filter: { Prefix: 'AWSLogs/' } }, { prefix: 'AWSLogs/', isForTaggedOnly: false }],
    ['the old spelling does', { Prefix: 'AWSLogs/' }, { prefix: 'AWSLogs/', isForTaggedOnly: false }],
    [
      'several conditions do',
      { Filter: { And: { Prefix: 'AWSLogs/', Tags: [{ Key: 'a', Value: 'b' }] } } },
      { prefix: 'AWSLogs/', isForTaggedOnly: true },
    ],
    ['a tag limits it', { Filter: { Tag: { Key: 'a', Value: 'b' } } }, { prefix: '', isForTaggedOnly: true }],
    ['conditions without tags do not', { Filter: { And: { Prefix: 'a/', Tags: [] } } }, { isForTaggedOnly: false }],
    ['it is disabled', { Status: 'Disabled' }, { isEnabled: false }],
    [
      'it takes what KMS encrypts',
      { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } },
      { takesKmsEncrypted: true },
    ],
    [
      'it leaves out what KMS encrypts',
      { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Disabled' } } },
      { takesKmsEncrypted: false },
    ],
    [
      'it names the account of the destination',
      { Destination: { Bucket: 'arn:aws:s3:::copy', Account: '222222222222' } },
      { destinationAccount: '222222222222' },
    ],
  ])('%s', (_title, rule, expected) => {
    expect(rulesOf({ ...to('arn:aws:s3:::copy'), ...rule })).toMatchObject([expected]);
  });

  test('without an id is named by its number', () => {
    expect(rulesOf(to('arn:aws:s3:::a'), to('arn:aws:s3:::b'))).toMatchObject([{ id: '1' }, { id: '2' }]);
  });

  test('of which AWS leaves something out has a gap there', () => {
    const [rule] = rulesOf({ ID: 'odd', Status: undefined, Destination: undefined });
    expect(rule?.isEnabled).toEqual(new Gap('failed', 'AWS did not say whether replication rule odd works'));
    expect(rule?.destinationBucket).toEqual(new Gap('failed', 'AWS did not say where replication rule odd copies to'));
  });
});

test('whoever is notified is named by ARN and account, whatever it is', () => {
  const output = {
    TopicConfigurations: [{ TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t', Events: [] }],
    QueueConfigurations: [{ QueueArn: 'arn:aws:sqs:eu-west-1:222222222222:q', Events: [] }],
    LambdaFunctionConfigurations: [
      { LambdaFunctionArn: 'arn:aws:lambda:eu-west-1:333333333333:function:f', Events: [] },
    ],
    EventBridgeConfiguration: {},
  };
  const targets = notificationTargetsOf(output as unknown as Notifications);
  expect(targets.map(({ account }) => account)).toEqual(['111122223333', '222222222222', '333333333333']);
  expect(targets[2]?.arn).toBe('arn:aws:lambda:eu-west-1:333333333333:function:f');
  expect(notificationTargetsOf({} as Notifications)).toEqual([]);
});
