import { expect, test } from 'vitest';
import { Link, type Resource } from '../../src/model/resource.ts';
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

function asked(fields: Readonly<Record<string, unknown>>, others: readonly Resource[] = []) {
  const topic = resource('topic', TOPIC, { kmsKeyId: KEY, trails: [], alarms: [], rules: [], ...fields });
  return [say('topic.keyServesPublishers()', topic, others), say('topic.keyRefusals()', topic, others)];
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
  [
    'a key that is named by its id, and its policy names by ARN',
    { kmsKeyId: '1234', alarms: [alarm], keyPolicy: lets('cloudwatch.amazonaws.com', { Resource: KEY }) },
    [true, []],
  ],
  [
    'a key that is named by an alias, whose policy names no key',
    { kmsKeyId: 'alias/mine', alarms: [alarm], keyPolicy: lets('cloudwatch.amazonaws.com') },
    [true, []],
  ],
  [
    'a key that is named by an alias, whose policy names a key',
    { kmsKeyId: 'alias/mine', alarms: [alarm], keyPolicy: lets('cloudwatch.amazonaws.com', { Resource: KEY }) },
    [expect.stringMatching(/^unknown: /), []],
  ],
  [
    'a key that is named by an alias, whose policy names a key for others',
    { kmsKeyId: 'alias/mine', alarms: [alarm], keyPolicy: lets('events.amazonaws.com', { Resource: KEY }) },
    [false, ['cloudwatch.amazonaws.com']],
  ],
  ...['aws:SourceOrgID', 'kms:CallerAccount', 'kms:ViaService'].map(
    (key): [string, Readonly<Record<string, unknown>>, unknown] => [
      `an alarm, where the policy asks for ${key}`,
      { alarms: [alarm], keyPolicy: lets('cloudwatch.amazonaws.com', { Condition: { StringEquals: { [key]: 'a' } } }) },
      [expect.stringMatching(/^unknown: /), []],
    ],
  ),
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

test('a rule that sends by a role may use the key as that role, and otherwise as its service', () => {
  const sends = (...targets: readonly object[]) => [resource('rule', rule.id, { targets })];
  const byRole = { Id: 'a', Arn: TOPIC, RoleArn: `arn:aws:iam::${ACCOUNT}:role/sender` };
  const elsewhere = { ...byRole, Arn: `${TOPIC}-2` };
  const fields = { rules: [rule], keyPolicy: lets('cloudwatch.amazonaws.com') };
  expect(asked(fields, sends(byRole))).toEqual([expect.stringMatching(/^unknown: .*role\/sender/), []]);
  expect(asked(fields, sends(elsewhere, { Id: 'b', Arn: TOPIC }))).toEqual([false, ['events.amazonaws.com']]);
  expect(asked(fields, sends(byRole, { Id: 'b', Arn: TOPIC }))).toEqual([false, ['events.amazonaws.com']]);
});
