import { describe, expect, test } from 'vitest';
import { say } from './say.ts';
import { denied, resource } from './world.ts';

const described = denied('cloudtrail:DescribeTrails');
const encrypted = denied('s3:GetBucketEncryption');
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234';

const rule = (more: object = {}) => ({
  id: 'r',
  isEnabled: true,
  prefix: '',
  isForTaggedOnly: false,
  takesKmsEncrypted: true,
  ...more,
});
const bucket = (rules: readonly object[], fields: object = {}) =>
  resource('bucket', 'b', {
    replicationRules: rules,
    logPrefixes: ['AWSLogs/'],
    logKmsKeyIds: [],
    encryption: { algorithm: 'AES256' },
    ...fields,
  });
const replicates = (...given: Parameters<typeof bucket>) => say('bucket.replicatesLogs()', bucket(...given));
const plain = rule({ takesKmsEncrypted: false });

describe('log files are copied', () => {
  test.each<[string, unknown, unknown]>([
    ['by a rule for everything', replicates([rule()]), true],
    ['by a rule for their prefix', replicates([rule({ prefix: 'AWSLogs/' })]), true],
    ['by a rule for the beginning of it', replicates([rule({ prefix: 'AWS' })]), true],
    ['not by a rule for another prefix', replicates([rule({ prefix: 'exports/' })]), false],
    ["not by a rule for another service's logs", replicates([rule({ prefix: 'AWSLogs/111122223333/Config/' })]), false],
    ['not by a disabled rule', replicates([rule({ isEnabled: false })]), false],
    ['by one rule beside others that do not count', replicates([rule({ isEnabled: false }), rule()]), true],
    [
      'not below a second prefix that no rule is for',
      replicates([rule({ prefix: 'AWSLogs/' })], { logPrefixes: ['AWSLogs/', 'p/AWSLogs/'] }),
      false,
    ],
    [
      'below two prefixes by a rule for each',
      replicates([rule({ prefix: 'AWSLogs/' }), rule({ prefix: 'p/' })], { logPrefixes: ['AWSLogs/', 'p/AWSLogs/'] }),
      true,
    ],
    ['unencrypted, by a rule that leaves out what is encrypted', replicates([plain]), true],
    ['not when encrypted, by such a rule', replicates([plain], { logKmsKeyIds: [KEY] }), false],
    ['when encrypted, by a rule that takes it', replicates([rule()], { logKmsKeyIds: [KEY] }), true],
    [
      'though there may be another key, by a rule that takes all',
      replicates([rule()], { logKmsKeyIds: [described] }),
      true,
    ],
    [
      'by a rule that leaves out what is encrypted, where the bucket encrypts nothing',
      replicates([plain], { encryption: undefined }),
      true,
    ],
  ])('%s', (_title, answer, expected) => {
    expect(answer).toBe(expected);
  });

  test.each<[string, unknown, RegExp]>([
    [
      'where a rule is for a part of the prefix',
      replicates([rule({ prefix: 'AWSLogs/1/' })]),
      /below AWSLogs\/1\/ only/,
    ],
    ['where a rule is for tagged objects', replicates([rule({ isForTaggedOnly: true })]), /certain tags only/],
    ['where nobody knows whether the rule works', replicates([rule({ isEnabled: described })]), /DescribeTrails/],
    [
      'where there may be another prefix',
      replicates([rule({ prefix: 'AWSLogs/' })], { logPrefixes: ['AWSLogs/', described] }),
      /DescribeTrails/,
    ],
    ['where there may be a key', replicates([plain], { logKmsKeyIds: [described] }), /DescribeTrails/],
    [
      'where one of several trails has a key',
      replicates([plain], { logPrefixes: ['a/AWSLogs/', 'b/AWSLogs/'], logKmsKeyIds: [KEY] }),
      /one by one/,
    ],
    [
      'where the default encryption is not known',
      replicates([plain], { encryption: encrypted }),
      /GetBucketEncryption/,
    ],
    [
      'where its algorithm is not known',
      replicates([plain], { encryption: { algorithm: encrypted } }),
      /GetBucketEncryption/,
    ],
    [
      'where the default encryption is KMS, and no trail has a key',
      replicates([plain], { encryption: { algorithm: 'aws:kms' } }),
      /AWS does not say/,
    ],
  ])('is not known %s', (_title, answer, reason) => {
    expect(answer).toMatch(/^unknown: /);
    expect(answer).toMatch(reason);
  });

  test('certainly not, whatever else is not known', () => {
    expect(replicates([], { logPrefixes: ['AWSLogs/', described], logKmsKeyIds: [described] })).toBe(false);
  });
});

test('what rules leave out is said for each prefix', () => {
  const limits = (...given: Parameters<typeof bucket>) => say('bucket.replicationLimits()', bucket(...given));
  expect(limits([])).toBe('AWSLogs/: no rule that is enabled');
  expect(limits([plain], { logKmsKeyIds: [KEY] })).toBe('AWSLogs/: rule r leaves out what KMS encrypts');
  expect(limits([rule({ prefix: 'p/' })], { logPrefixes: ['AWSLogs/', 'p/AWSLogs/'] })).toBe(
    'AWSLogs/: no rule that is enabled',
  );
});
