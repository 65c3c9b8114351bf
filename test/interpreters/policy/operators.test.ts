import { describe, expect, test } from 'vitest';
import { evaluatePolicy, type Request, UNKNOWN, type Verdict } from '../../../src/interpreters/policy/index.ts';

type Value = string | readonly string[] | typeof UNKNOWN | undefined;
type Answer = boolean | 'unknown';

/** Whether a condition holds, seen from an Allow that has nothing else to fail. */
const holds = (condition: object, key: string, value: Value, version = '2012-10-17'): Answer => {
  const statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: condition };
  const context: Request['context'] = value === undefined ? {} : { [key]: value };
  const answers: Record<Verdict, Answer> = {
    allow: true,
    'implicit-deny': false,
    unknown: 'unknown',
    'explicit-deny': false,
  };
  const request = { principal: 'anonymous', action: 's3:GetObject', resource: 'arn:aws:s3:::b/x', context } as const;
  return answers[evaluatePolicy({ Version: version, Statement: statement }, request)];
};

const TRAIL = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/t';

/** An operator, what the policy says, values that it takes, values that it does not. */
const OPERATORS: readonly [string, string | readonly string[], readonly string[], readonly string[]][] = [
  ['StringEquals', 'a*', ['a*'], ['ab', 'A*', '']],
  ['StringEquals', ['a', 'b'], ['a', 'b'], ['c']],
  ['StringNotEquals', ['a', 'b'], ['c', 'A'], ['a', 'b']],
  ['StringEqualsIgnoreCase', 'aB', ['ab', 'AB'], ['a', 'abc']],
  ['StringNotEqualsIgnoreCase', 'aB', ['a'], ['ab', 'AB']],
  ['StringLike', 'a*c?', ['acd', 'abbbcc'], ['ac', 'Acd', 'acde']],
  ['StringLike', 'a**b', ['ab', 'axb'], ['a']],
  ['StringNotLike', 'a*', ['ba'], ['a', 'ab']],
  ['ArnEquals', 'arn:aws:cloudtrail:*:111122223333:trail/*', [TRAIL], [TRAIL.replace('1111', '2222'), 'x']],
  ['ArnLike', 'arn:aws:s:*:1:f/*', ['arn:aws:s:r:1:f/d', 'arn:aws:s::1:f/a:b'], ['arn:aws:s:r:9:store/x:1:f/d']],
  ['ArnNotEquals', 'arn:aws:s:*:1:f/*', ['arn:aws:s:r:2:f/d', 'arn:aws:s:r:9:store/x:1:f/d'], ['arn:aws:s:r:1:f/d']],
  ['ArnNotLike', TRAIL, [`${TRAIL}2`], [TRAIL]],
  ['NumericEquals', '10', ['10', '10.0', '+10'], ['1', '100']],
  ['NumericNotEquals', '10', ['1'], ['10', '10.00']],
  ['NumericLessThan', '1.2', ['1.1', '-3'], ['1.2', '1.20', '2']],
  ['NumericLessThanEquals', '1.2', ['1.1', '1.2'], ['1.3']],
  ['NumericGreaterThan', '9', ['10'], ['9', '8']],
  ['NumericGreaterThanEquals', '9', ['10', '9'], ['8.9']],
  ['DateEquals', '2026-11-23T00:00:00Z', ['2026-11-23', '2026-11-23T01:00:00+01:00', '1795392000'], ['2026-11-24']],
  ['DateNotEquals', '2026-11-23T00:00:00Z', ['2026-11-24'], ['2026-11-23']],
  ['DateLessThan', '2026-11-23', ['2026-11-22T23:59:59Z'], ['2026-11-23', '2027-01']],
  ['DateLessThanEquals', '2026-11-23', ['2026-11-23'], ['2026-11-23T00:00:01Z']],
  ['DateGreaterThan', '2026-11-23', ['2026-11-23T00:00:00.5Z'], ['2026-11-23']],
  ['DateGreaterThanEquals', '2026-11-23', ['2026-11-23'], ['2026-11-22']],
  ['Bool', 'true', ['true'], ['false']],
  ['BinaryEquals', 'QmluYXJ5', ['QmluYXJ5'], ['QmluYXJ6']],
  ['IpAddress', '203.0.113.0/24', ['203.0.113.0', '203.0.113.255'], ['203.0.114.0', '2001:db8::1']],
  ['IpAddress', '203.0.113.7', ['203.0.113.7'], ['203.0.113.8']],
  ['IpAddress', '0.0.0.0/0', ['1.2.3.4'], ['::1']],
  ['IpAddress', '10.1.2.3/8', ['10.9.9.9'], ['11.0.0.0']],
  [
    'IpAddress',
    '2001:DB8:1234:5678::/64',
    ['2001:db8:1234:5678::9', '2001:db8:1234:5678:1:2:3:4'],
    ['2001:db8:1234:5679::'],
  ],
  ['IpAddress', '::ffff:1.2.3.4', ['::ffff:102:304'], ['1:ffff::1']],
  ['NotIpAddress', ['10.0.0.0/8', '192.168.0.0/16'], ['11.0.0.1'], ['10.0.0.1', '192.168.1.1']],
];

const isNegated = (operator: string): boolean => operator.includes('Not');

describe.each(OPERATORS)('%s of %j', (operator, values, takes, leaves) => {
  const key = 'aws:Key';
  test.each(takes)('takes %s', (value) => {
    expect(holds({ [operator]: { [key]: values } }, key, value)).toBe(true);
    expect(holds({ [`${operator}IfExists`]: { [key]: values } }, key, value)).toBe(true);
    expect(holds({ [`ForAnyValue:${operator}`]: { [key]: values } }, key, [value])).toBe(true);
  });

  test.each(leaves)('leaves %s', (value) => {
    expect(holds({ [operator]: { [key]: values } }, key, value)).toBe(false);
    expect(holds({ [`${operator}IfExists`]: { [key]: values } }, key, value)).toBe(false);
    const asEmpty = value === '' ? 'unknown' : false;
    expect(holds({ [`ForAllValues:${operator}`]: { [key]: values } }, key, [value])).toBe(asEmpty);
  });

  test('without the key, with an unknown one', () => {
    expect(holds({ [operator]: { [key]: values } }, key, undefined)).toBe(isNegated(operator));
    expect(holds({ [operator]: { [key]: values } }, key, [])).toBe(isNegated(operator));
    expect(holds({ [`${operator}IfExists`]: { [key]: values } }, key, undefined)).toBe(true);
    expect(holds({ [`ForAnyValue:${operator}`]: { [key]: values } }, key, undefined)).toBe(false);
    expect(holds({ [`ForAnyValue:${operator}IfExists`]: { [key]: values } }, key, undefined)).toBe(true);
    expect(holds({ [`ForAllValues:${operator}`]: { [key]: values } }, key, undefined)).toBe(true);
    expect(holds({ [operator]: { [key]: values } }, key, UNKNOWN)).toBe('unknown');
    expect(holds({ [`${operator}IfExists`]: { [key]: values } }, key, UNKNOWN)).toBe('unknown');
  });
});

test.each<[string, object, Value, Answer]>([
  ['Null true wants the key absent', { Null: { k: 'true' } }, undefined, true],
  ['Null true fails with the key', { Null: { k: 'true' } }, 'x', false],
  ['Null false wants it there', { Null: { k: 'false' } }, 'x', true],
  ['Null false fails without it', { Null: { k: false } }, undefined, false],
  ['Null of an unknown key', { Null: { k: 'true' } }, UNKNOWN, 'unknown'],
  ['Null of neither', { Null: { k: 'maybe' } }, 'x', 'unknown'],
  ['Null with IfExists does not exist', { NullIfExists: { k: 'true' } }, undefined, 'unknown'],
  ['an operator nobody knows', { StringResembles: { k: 'x' } }, 'x', 'unknown'],
  ['an operator in another case', { stringequals: { k: 'x' } }, 'x', 'unknown'],
  ['an inherited name is no operator', { constructor: { k: 'x' } }, 'x', 'unknown'],
  ['key names in any case', { StringEquals: { K: 'x' } }, 'x', true],
  ['all operators must hold', { StringEquals: { k: 'x' }, StringLike: { k: 'y*' } }, 'x', false],
  ['all keys must hold', { StringEquals: { k: 'x', other: 'y' } }, 'x', false],
  ['an empty condition holds', {}, undefined, true],
  ['an operator without keys holds', { StringEquals: {} }, undefined, true],
  ['no values take nothing', { StringEquals: { k: [] } }, 'x', false],
  ['no values exclude nothing', { StringNotEquals: { k: [] } }, 'x', true],
  ['numbers and booleans are texts', { StringEquals: { k: [1, true] } }, 'true', true],
  ['a number that is none', { NumericEquals: { k: '10' } }, 'ten', 'unknown'],
  ['a number too long to be exact', { NumericEquals: { k: '10000000000000001' } }, '10000000000000000', 'unknown'],
  ['a year could be seconds', { DateLessThan: { k: '2026' } }, '2025-01-01', 'unknown'],
  ['a date that is none', { DateLessThan: { k: '2026-02-99' } }, '2025-01-01', 'unknown'],
  ['a boolean that is none', { Bool: { k: 'yes' } }, 'true', 'unknown'],
  ['an address that is none', { IpAddress: { k: '10.0.0.0/8' } }, '10.0.0', 'unknown'],
  ['a range that is none', { IpAddress: { k: '10.0.0.0/33' } }, '10.0.0.0', 'unknown'],
  ['octal-looking addresses', { IpAddress: { k: '10.0.0.0/8' } }, '010.0.0.1', 'unknown'],
  ['two gaps in an address', { IpAddress: { k: '::/0' } }, '1::2::3', 'unknown'],
  ['IPv6 without a prefix length', { IpAddress: { k: '2001:db8::1' } }, '2001:db8::2', 'unknown'],
  ['IPv6 without a prefix length, far away', { IpAddress: { k: '2001:db8::1' } }, '2002::2', false],
  ['base 64 that is none', { BinaryEquals: { k: 'Qm' } }, 'QmluYXJ5', 'unknown'],
  ['an ARN operator with what is no ARN', { ArnLike: { k: '*' } }, TRAIL, 'unknown'],
  ['one good value beside an unreadable one', { Bool: { k: ['yes', 'true'] } }, 'true', true],
  ['any value', { 'ForAnyValue:StringEquals': { k: ['a', 'b'] } }, ['c', 'b'], true],
  ['no value', { 'ForAnyValue:StringEquals': { k: ['a', 'b'] } }, ['c', 'd'], false],
  ['all values', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, ['b', 'a', 'b'], true],
  ['not all values', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, ['b', 'c'], false],
  ['any value that is not', { 'ForAnyValue:StringNotEquals': { k: ['a', 'b'] } }, ['a', 'c'], true],
  ['all values that are not', { 'ForAllValues:StringNotEquals': { k: ['a', 'b'] } }, ['a', 'c'], false],
  ['empty values under ForAnyValue', { 'ForAnyValue:StringEquals': { k: '' } }, '', 'unknown'],
  ['empty values under ForAllValues', { 'ForAllValues:StringEquals': { k: '' } }, '', true],
  ['several values without a set operator', { StringEquals: { k: 'a' } }, ['a', 'b'], 'unknown'],
  ['several values without a set operator that agree', { StringLike: { k: 'a*' } }, ['ab', 'ac'], true],
  ['several values of which none will do', { StringEquals: { k: 'a' } }, ['b', 'c'], false],
])('%s', (_title, condition, value, answer) => {
  expect(holds(condition, 'k', value)).toBe(answer);
});

describe('policy variables', () => {
  const ask = (Condition: object, context: Record<string, Exclude<Value, undefined>>, Version = '2012-10-17') =>
    evaluatePolicy(
      { Version, Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition } },
      { principal: 'anonymous', action: 's3:GetObject', resource: 'arn:aws:s3:::b/x', context },
    );
  const home = { StringLike: { 's3:prefix': 'home/${aws:username}/*' } };
  test.each<[string, Verdict, Verdict]>([
    ['known', ask(home, { 's3:prefix': 'home/ann/x', 'AWS:UserName': 'ann' }), 'allow'],
    ['of somebody else', ask(home, { 's3:prefix': 'home/bob/x', 'aws:username': 'ann' }), 'implicit-deny'],
    [
      'whose value looks like a wildcard',
      ask(home, { 's3:prefix': 'home/bob/x', 'aws:username': '*' }),
      'implicit-deny',
    ],
    ['not known', ask(home, { 's3:prefix': 'home/bob/x', 'aws:username': UNKNOWN }), 'unknown'],
    ['without a value', ask(home, { 's3:prefix': 'home/bob/x' }), 'unknown'],
    ['with several values', ask(home, { 's3:prefix': 'home/bob/x', 'aws:username': ['bob', 'ann'] }), 'unknown'],
    ['that cannot matter', ask(home, { 's3:prefix': 'work/bob/x' }), 'implicit-deny'],
    ['in the old version', ask(home, { 's3:prefix': 'home/${aws:username}/x' }, '2008-10-17'), 'allow'],
    [
      'in the old version, replaced',
      ask(home, { 's3:prefix': 'home/ann/x', 'aws:username': 'ann' }, '2008-10-17'),
      'implicit-deny',
    ],
    ['with a default', ask({ StringEquals: { k: "${aws:username, 'nobody'}" } }, { k: 'nobody' }), 'allow'],
    [
      'with a default not taken',
      ask({ StringEquals: { k: "${aws:username, 'nobody'}" } }, { k: 'nobody', 'aws:username': 'ann' }),
      'implicit-deny',
    ],
    ['for a star', ask({ StringLike: { k: 'a${*}${?}${$}' } }, { k: 'a*?$' }), 'allow'],
    ['for a star only', ask({ StringLike: { k: 'a${*}' } }, { k: 'ab' }), 'implicit-deny'],
    ['without an end', ask({ StringLike: { k: '${a*' } }, { k: '${ab' }), 'allow'],
    [
      'in an ARN',
      ask(
        { ArnLike: { k: 'arn:aws:iam::1:user/${aws:username}' } },
        { k: 'arn:aws:iam::1:user/ann', 'aws:username': 'ann' },
      ),
      'allow',
    ],
    ['as an ARN', ask({ ArnEquals: { k: '${aws:PrincipalArn}' } }, { k: TRAIL, 'aws:PrincipalArn': TRAIL }), 'allow'],
    [
      'in an ARN, not known',
      ask({ ArnNotLike: { k: 'arn:aws:iam::1:user/${aws:username}' } }, { k: 'arn:aws:iam::1:user/ann' }),
      'unknown',
    ],
    [
      'ignoring case',
      ask({ StringEqualsIgnoreCase: { k: 'X${aws:username}' } }, { k: 'xANN', 'aws:username': 'Ann' }),
      'allow',
    ],
    ['where there are none: numbers', ask({ NumericEquals: { k: '${n}' } }, { k: '1', n: '1' }), 'unknown'],
  ])('%s', (_title, verdict, expected) => {
    expect(verdict).toBe(expected);
  });
});
