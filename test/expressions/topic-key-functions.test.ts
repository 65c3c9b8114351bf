import { expect, test } from 'vitest';
import { Link } from '../../src/model/resource.ts';
import { say } from './say.ts';
import { ACCOUNT, denied, resource } from './world.ts';

const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`;
const gap = denied('kms:GetKeyPolicy');
const hole = denied('cloudwatch:DescribeAlarms');

const trail = new Link('trail', `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/main`);
const alarm = new Link('alarm', `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:root`);
const rule = new Link('rule', `arn:aws:events:eu-west-1:${ACCOUNT}:rule/root`);

const lets = (Service: string | readonly string[], more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service },
        Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        Resource: '*',
        ...more,
      },
    ],
  });

function asked(fields: Readonly<Record<string, unknown>>) {
  const topic = resource('topic', TOPIC, { kmsKeyId: KEY, trails: [], alarms: [], rules: [], ...fields });
  return [say('topic.keyServesPublishers()', topic), say('topic.keyRefusals()', topic)];
}

test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
  ['an alarm that may use it', { alarms: [alarm], keyPolicy: lets('cloudwatch.amazonaws.com') }, [true, []]],
  [
    'an alarm that may not',
    { alarms: [alarm], keyPolicy: lets('cloudtrail.amazonaws.com') },
    [false, ['cloudwatch.amazonaws.com']],
  ],
  [
    'a trail that may not',
    { trails: [trail], keyPolicy: lets('cloudwatch.amazonaws.com') },
    [false, ['cloudtrail.amazonaws.com']],
  ],
  [
    'a rule that may not',
    { rules: [rule], keyPolicy: lets('cloudwatch.amazonaws.com') },
    [false, ['events.amazonaws.com']],
  ],
  [
    'one of several that may not',
    {
      trails: [trail],
      alarms: [alarm],
      rules: [rule],
      keyPolicy: lets(['cloudwatch.amazonaws.com', 'events.amazonaws.com']),
    },
    [false, ['cloudtrail.amazonaws.com']],
  ],
  [
    'an alarm of the account that the policy names',
    {
      alarms: [alarm],
      keyPolicy: lets('cloudwatch.amazonaws.com', { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }),
    },
    [true, []],
  ],
  [
    'an alarm of another one',
    {
      alarms: [alarm],
      keyPolicy: lets('cloudwatch.amazonaws.com', {
        Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } },
      }),
    },
    [false, ['cloudwatch.amazonaws.com']],
  ],
  [
    "SNS's own key, which serves nobody",
    { kmsKeyId: 'alias/aws/sns', trails: [trail], alarms: [alarm, hole] },
    [false, ['cloudtrail.amazonaws.com', 'cloudwatch.amazonaws.com']],
  ],
  ['a key whose policy is not known', { alarms: [alarm], keyPolicy: gap }, [`unknown: ${gap.reason}`, []]],
  [
    'another alarm, perhaps',
    { alarms: [alarm, hole], keyPolicy: lets('cloudwatch.amazonaws.com') },
    [`unknown: ${hole.reason}`, []],
  ],
  [
    'an alarm that may not, whoever else there is',
    { alarms: [alarm, hole], keyPolicy: lets('events.amazonaws.com') },
    [false, ['cloudwatch.amazonaws.com']],
  ],
])('%s', (_title, fields, expected) => {
  expect(asked(fields)).toEqual(expected);
});
