import { describe, expect, test } from 'vitest';
import { endOf } from '../../src/drill/path.ts';
import { type Publisher, topicPath } from '../../src/drill/topic-path.ts';
import { resource, worldOf } from '../expressions/world.ts';

const OWN = '111122223333';
const TOPIC = `arn:aws:sns:eu-west-1:${OWN}:alerts`;
const alarm = (account = OWN): Publisher => ({
  service: 'cloudwatch.amazonaws.com',
  arn: `arn:aws:cloudwatch:eu-west-1:${account}:alarm:a`,
  account,
  organizationId: 'o-abc',
});
const rule = (roleArn?: string, account = OWN): Publisher => ({
  service: 'events.amazonaws.com',
  arn: `arn:aws:events:eu-west-1:${account}:rule/r`,
  account,
  organizationId: 'o-abc',
  ...(roleArn !== undefined && { roleArn }),
});
const service = (name: string) => ({
  Effect: 'Allow',
  Principal: { Service: name },
  Action: 'sns:Publish',
  Resource: TOPIC,
});
const DEFAULT = {
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['SNS:Publish', 'SNS:Subscribe'],
  Resource: TOPIC,
  Condition: { StringEquals: { 'AWS:SourceOwner': OWN } },
};
const PERIMETER = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:*',
  Resource: TOPIC,
  Condition: {
    StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abc' },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  },
};
const ROLE = 'arn:aws:iam::444455556666:role/publish';

const end = (publisher: Publisher, fields: object, ...statements: readonly object[]) => {
  const topic = resource(
    'topic',
    TOPIC,
    {
      policy: JSON.stringify({ Version: '2008-10-17', Statement: statements }),
      subscriptions: [{ protocol: 'email', isConfirmed: true }],
      ...fields,
    },
    { name: 'alerts', region: 'eu-west-1', account: OWN },
  );
  return endOf(topicPath(topic, publisher, worldOf([topic])));
};

describe('a topic takes the message', () => {
  test.each<[string, Publisher, readonly object[], string]>([
    ['of an alarm that its policy names', alarm(), [service('cloudwatch.amazonaws.com')], 'yes'],
    ['of an alarm of its own account, by the default policy', alarm(), [DEFAULT], 'yes'],
    ['of an alarm of another account, not by the default policy', alarm('444455556666'), [DEFAULT], 'no'],
    [
      'behind a Deny on strangers that spares services',
      alarm(),
      [service('cloudwatch.amazonaws.com'), PERIMETER],
      'yes',
    ],
    ['by the default policy behind such a Deny', alarm(), [DEFAULT, PERIMETER], 'yes'],
    [
      'not where CloudWatch itself is denied',
      alarm(),
      [DEFAULT, { ...service('cloudwatch.amazonaws.com'), Effect: 'Deny' }],
      'no',
    ],
    ['of a rule that its policy names', rule(), [service('events.amazonaws.com')], 'yes'],
    ['not of a rule, by the default policy', rule(), [DEFAULT], 'no'],
    ['of a rule by its role', rule(ROLE, '444455556666'), [{ ...service(''), Principal: { AWS: ROLE } }], 'yes'],
    [
      'not of a role that is denied',
      rule(ROLE, '444455556666'),
      [service('events.amazonaws.com'), { ...service(''), Principal: { AWS: ROLE }, Effect: 'Deny' }],
      'no',
    ],
    ['perhaps by a role of its own account', rule(`arn:aws:iam::${OWN}:role/publish`), [], 'unknown'],
    ['not with a policy that names somebody else', alarm(), [service('s3.amazonaws.com')], 'no'],
  ])('%s', (_title, publisher, statements, expected) => {
    expect(end(publisher, {}, ...statements)).toBe(expected);
  });
});

describe('an encrypted topic', () => {
  const key = (...statements: readonly object[]) => ({
    kmsKeyId: 'alias/alerts',
    keyPolicy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  });
  const uses = {
    ...service('cloudwatch.amazonaws.com'),
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    Resource: '*',
  };
  test('needs a key that the service may use', () => {
    const allowed = service('cloudwatch.amazonaws.com');
    expect(end(alarm(), key(uses), allowed)).toBe('yes');
    expect(end(alarm(), key({ ...uses, Action: 'kms:Decrypt' }), allowed)).toBe('no');
    expect(end(alarm(), { kmsKeyId: 'alias/aws/sns' }, allowed)).toBe('no');
    expect(end(alarm(), { kmsKeyId: 'alias/alerts', keyPolicy: '{' }, allowed)).toBe('unknown');
  });
});
