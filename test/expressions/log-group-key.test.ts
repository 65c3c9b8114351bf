import { expect, test } from 'vitest';
import { Link } from '../../src/model/resource.ts';
import { say } from './say.ts';
import { ACCOUNT, resource } from './world.ts';

const GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:trail`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`;
const CONTEXT = 'kms:EncryptionContext:aws:logs:arn';

const may = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
  Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
  Resource: '*',
  Condition: { ArnEquals: { [CONTEXT]: GROUP } },
  ...more,
});

function asked(...Statement: readonly object[]) {
  const group = resource('logGroup', GROUP, { key: new Link('key', KEY) }, { region: 'eu-west-1' });
  const key = resource('key', KEY, { policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
  return [say('logGroup.keyLetsItEncrypt()', group, [key]), say('logGroup.keyRefusals()', group, [key])] as const;
}

test.each<[string, readonly object[], boolean]>([
  ['the documented statement', [may()], true],
  [
    'one for every log group of the account',
    [may({ Condition: { ArnLike: { [CONTEXT]: `arn:aws:logs:*:${ACCOUNT}:*` } } })],
    true,
  ],
  ['one for another log group', [may({ Condition: { ArnEquals: { [CONTEXT]: `${GROUP}-2` } } })], false],
  [
    'one with the asterisk that log groups end in elsewhere, as a text',
    [may({ Condition: { StringEquals: { [CONTEXT]: `${GROUP}:*` } } })],
    false,
  ],
  ['one for the service of another region', [may({ Principal: { Service: 'logs.us-east-1.amazonaws.com' } })], false],
  ['one for encrypting only', [may({ Action: ['kms:Encrypt', 'kms:GenerateDataKey*'] })], false],
  [
    'one beside a Deny of everybody',
    [may(), { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }],
    false,
  ],
  ['no statement', [], false],
])('%s', (_title, statements, expected) => {
  expect(asked(...statements)[0]).toBe(expected);
});

test('what is refused is named, with the statement', () => {
  expect(asked(may({ Action: 'kms:GenerateDataKey' }))[1]).toBe('kms:Decrypt, allowed by no statement');
  expect(asked(may(), { Sid: 'No', Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' })[1]).toBe(
    'kms:Decrypt, denied by statement 2 (No)',
  );
});

test.each<[string, object, RegExp]>([
  [
    'a service without a region',
    may({ Principal: { Service: 'logs.amazonaws.com' } }),
    /kms:GenerateDataKey may be refused by statement 1/,
  ],
  [
    'an account it acts for',
    may({ Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } }),
    /may be refused by statement 1/,
  ],
  [
    'the service it comes through',
    may({ Condition: { StringEquals: { 'kms:ViaService': 'logs.eu-west-1.amazonaws.com' } } }),
    /may be refused by statement 1/,
  ],
])('of %s AWS does not say enough', (_title, statement, reason) => {
  expect(asked(statement)[0]).toMatch(reason);
  expect(asked(statement)[0]).toMatch(/^unknown: /);
});
