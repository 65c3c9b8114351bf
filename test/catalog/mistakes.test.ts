import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { loadConfig } from '../../src/catalog/load-config.ts';
import { UnknownProfile } from '../../src/catalog/load-profile.ts';
import { selectChecks } from '../../src/catalog/select-checks.ts';
import { bundledEvents } from '../../src/cli/bundled-events.ts';
import { complaints, problemsOf, seeded } from './refusal.ts';

const events = await bundledEvents();
const CHECK = `id: my-check
title: A check of my own
severity: high
resource: trail
params:
  days: { type: int, default: 30, description: Days. }
when: "!trail.isShadow"
assert: trail.logFileValidationEnabled
message: Trail {{trail.name}} is wrong.
why: Because.
fix: { summary: Mend it. }
references: [https://example.com]
examples:
  - { name: on, expect: pass, trail: { isShadow: false, logFileValidationEnabled: true } }
  - { name: off, expect: fail, params: { days: 7 }, trail: { isShadow: false, logFileValidationEnabled: false } }
`;

const QUANTIFIED = `id: my-check
title: A check of my own
severity: high
resource: account
some:
  of: account.trails
  as: trail
  where: trail.isMultiRegionTrail
  that:
    - { expr: trail.status.isLogging, miss: "is not logging in {{trail.homeRegion}}" }
message: Account {{account.name}} is wrong.
why: Because.
fix: { summary: Mend it. }
references: [https://example.com]
examples:
  - { name: on, expect: pass, account: { trails: [{ isMultiRegionTrail: true, status: { isLogging: true } }] } }
  - { name: off, expect: fail, account: { trails: [] } }
`;

const PROFILE = `id: mine
title: My profile
description: What I ask for.
checks: [my-check]
params:
  days: 90
`;

const CONFIG = `profiles: [baseline]
regions: [eu-west-1]
failOn: high
params:
  days: 90
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailproof-mistakes-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function save(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

/** The mistake, what is written, what is written instead, line:column, a part of the message. */
type Row = readonly [mistake: string, right: string, wrong: string, place: string, says: string];

// Two places where one mistake is two problems.
const expectAt = (found: readonly string[], places: string, says: string): void => {
  expect(found.map((problem) => problem.split(' ', 1)[0]).join(' '), found.join('\n')).toBe(places);
  expect(found.join('\n')).toContain(says);
};

const refused = (base: string) =>
  async function (_mistake: string, right: string, wrong: string, place: string, says: string): Promise<void> {
    const file = await save('check.yaml', seeded(base, right, wrong));
    expectAt(await complaints(file, loadChecks(events, file)), place, says);
  };

test('without a mistake the files load', async () => {
  const checks = await loadChecks(events, await save('check.yaml', CHECK));
  expect(await loadChecks(events, await save('quantified.yaml', QUANTIFIED))).toHaveLength(1);
  const configuration = await loadConfig(await save('trailproof.yaml', CONFIG));
  const selection = await selectChecks([await save('mine.yaml', PROFILE)], folder, checks, configuration);
  expect(selection).toMatchObject({ profiles: ['mine'], asks: [{ profile: 'mine', parameters: { days: 90 } }] });
});

const asserts = (mistake: string, wrong: string, place: string, says: string): Row => [
  mistake,
  'assert: trail.logFileValidationEnabled',
  `assert: ${wrong}`,
  place,
  says,
];

describe('a check file is refused for', () => {
  const yaml: readonly Row[] = [
    [
      'YAML that does not parse',
      'fix: { summary: Mend it. }',
      'fix: { summary: Mend it.',
      '12:1',
      'must be sufficiently indented and end with a }',
    ],
    ['a wrong indentation', 'why: Because.', ' why: Because.', '9:10 9:10', 'Nested mappings are not allowed'],
    ['a doubled key', 'why: Because.', 'why: Because.\nwhy: Twice.', '11:1', 'Map keys must be unique'],
    ['an unknown tag', 'why: Because.', 'why: !include because.md', '10:6', 'Unresolved tag: !include'],
    ['an empty file', CHECK, '', '1:1 1:1', 'must be object'],
  ];
  test.each(yaml)('%s', refused(CHECK));

  const schema: readonly Row[] = [
    ['an unknown key', 'why: Because.', 'why: Because.\ncolour: red', '11:1', 'unknown key "colour"'],
    ['a misspelt key', 'when: ', 'wehn: ', '7:1', 'unknown key "wehn" (did you mean "when"?)'],
    [
      'a misspelt key inside',
      'summary: Mend it.',
      'summary: Mend it., terrafrom: x',
      '11:27',
      'unknown key "terrafrom" (did you mean "terraform"?)',
    ],
    ['a missing key', 'why: Because.\n', '', '1:1', '"why" is missing'],
    ['a missing key inside', '{ summary: Mend it. }', '{ cli: mend }', '11:6', '"summary" is missing'],
    [
      'both assert and a quantifier',
      'why: Because.',
      'why: Because.\nsome: { of: trail.insightTypes, as: insight, that: "true" }',
      '1:1',
      'expected exactly one of assert, some, every, none',
    ],
    [
      'neither assert nor a quantifier',
      'assert: trail.logFileValidationEnabled\n',
      '',
      '1:1',
      'expected exactly one of assert, some, every, none',
    ],
    [
      'an unknown severity',
      'severity: high',
      'severity: hihg',
      '3:11',
      '"hihg" is not allowed (did you mean "high"?); expected one of critical, high, medium, low',
    ],
    [
      'an unknown resource',
      'resource: trail',
      'resource: trial',
      '4:11',
      '"trial" is not allowed (did you mean "trail"?)',
    ],
    ['an id in another case', 'id: my-check', 'id: MyCheck', '1:5', '"MyCheck" does not have the form'],
    [
      'a reference that is no link',
      '[https://example.com]',
      '[the manual]',
      '12:14',
      '"the manual" does not have the form ^https://',
    ],
    [
      'an unknown status in an example',
      'expect: fail',
      'expect: failed',
      '15:26',
      '"failed" is not allowed (did you mean "fail"?)',
    ],
    ['an assert that is a number', 'assert: trail.logFileValidationEnabled', 'assert: 3', '8:9', 'string'],
    [
      'a clause that is a number',
      'assert: trail.logFileValidationEnabled',
      'assert: [{ expr: 3, miss: is one }]',
      '8:18',
      'must be string',
    ],
    [
      'an unknown key in a clause',
      'assert: trail.logFileValidationEnabled',
      'assert: [{ expr: trail.isShadow, mis: is one }]',
      '8:10 8:34',
      'unknown key "mis" (did you mean "miss"?)',
    ],
    [
      'a clause without its miss',
      'assert: trail.logFileValidationEnabled',
      'assert: [{ expr: trail.isShadow }]',
      '8:10',
      '"miss" is missing',
    ],
    [
      'too few examples',
      CHECK.slice(CHECK.indexOf('  - { name: off')),
      '',
      '14:3',
      'holds too little; expected at least 2',
    ],
  ];
  test.each(schema)('%s', refused(CHECK));

  const expressions: readonly Row[] = [
    asserts('a syntax error', 'trail.isShadow &&', '8:26', 'Unexpected token: EOF'),
    asserts('a misspelt variable', 'trial.isShadow', '8:9', 'nothing is called "trial" here (did you mean "trail"?)'),
    asserts(
      'a misspelt field',
      'trail.isShadow || trail.logFileValidatoinEnabled',
      '8:33',
      'there is no field "logFileValidatoinEnabled" (did you mean "logFileValidationEnabled"?)',
    ),
    asserts(
      'a misspelt field behind a link',
      'present(trail.bucket) && trail.bucket.versionning.isEnabled',
      '8:47',
      '(did you mean "versioning"?)',
    ),
    asserts('a misspelt function', 'trail.cover(trail)', '8:9', "found no matching overload for 'trail.cover(trail)'"),
    asserts('a comparison of different types', 'trail.name == 3', '8:9', 'no such overload: string == int'),
    asserts(
      'a number compared with a text parameter',
      'params.days == trail.name',
      '8:9',
      'no such overload: int == string',
    ),
    asserts('an expression that yields no bool', 'trail.name', '8:9', 'the expression yields string, expected bool'),
    asserts('has()', 'has(trail.bucket)', '8:9', 'has() is not type-checked; use present(…)'),
    asserts(
      'an optional member outside present()',
      'trail.kmsKeyId != ""',
      '8:9',
      'trail.kmsKeyId may be absent; read it only under present(trail.kmsKeyId)',
    ),
    asserts(
      'an optional member under another present()',
      'present(trail.topic) && trail.kmsKeyId != ""',
      '8:33',
      'trail.kmsKeyId may be absent',
    ),
    asserts(
      'an optional member under one of two',
      '(present(trail.kmsKeyId) || trail.isShadow) && trail.kmsKeyId != ""',
      '8:56',
      'trail.kmsKeyId may be absent',
    ),
    asserts(
      'an optional member behind an optional link outside present()',
      'trail.key.enabled',
      '8:9 8:19',
      'trail.key may be absent',
    ),
    asserts(
      'an optional member behind a link outside present()',
      'trail.bucket.objectLock.mode == "COMPLIANCE"',
      '8:9 8:9',
      'trail.bucket.objectLock.mode may be absent; read it only under present(trail.bucket.objectLock.mode)',
    ),
    asserts(
      'present() of something that is no member',
      'present(trail)',
      '8:9',
      'present(…) takes a member of a resource',
    ),
    asserts('a list read by position', 'trail.insightTypes[0] == "x"', '8:9', 'lists are not read by position'),
    asserts(
      'a key read without a guard',
      'trail.bucket.tags["team"] == "x"',
      '8:9',
      'the key may be absent; read it only after ""team" in trail.bucket.tags"',
    ),
    asserts(
      'a pattern that is no literal',
      'trail.name.matches(trail.homeRegion)',
      '8:28',
      'matches() takes a literal pattern',
    ),
    asserts(
      'a pattern that looks ahead',
      'trail.name.matches("a(?=b)")',
      '8:28',
      'the pattern cannot be matched in linear time',
    ),
    asserts(
      'a pattern that looks back',
      String.raw`trail.name.matches("(a)\\1")`,
      '8:28',
      'the pattern cannot be matched in linear time',
    ),
    asserts(
      'a pattern too long',
      `trail.name.matches("${'a'.repeat(201)}")`,
      '8:28',
      'a pattern has at most 200 characters',
    ),
    asserts(
      'a value that the field never has',
      'present(trail.bucket.objectLock.mode) && trail.bucket.objectLock.mode == "COMPLIANT"',
      '8:82',
      'trail.bucket.objectLock.mode is never "COMPLIANT" (did you mean "COMPLIANCE"?); it is one of GOVERNANCE, COMPLIANCE',
    ),
    asserts(
      'a list of values with one that the field never has',
      'present(trail.bucket.objectLock.mode) && trail.bucket.objectLock.mode in ["GOVERNANCE", "NONE"]',
      '8:97',
      'is never "NONE"',
    ),
    asserts(
      'comprehensions nested too deep',
      'trail.insightTypes.all(a, trail.insightTypes.all(b, trail.insightTypes.all(c, trail.insightTypes.all(d, a + b + c + d != ""))))',
      '8:87',
      'at most 3 comprehensions may be nested',
    ),
    asserts(
      'a parameter nobody declared',
      'params.dayz > 3',
      '8:16',
      'there is no field "dayz" (did you mean "days"?)',
    ),
    asserts(
      'a field that lies further in',
      'trail.isLogging',
      '8:15',
      'there is no field "isLogging" here (did you mean "trail.status.isLogging"?)',
    ),
    asserts('an opaque field', 'present(trail.eventSelectors)', '8:23', 'there is no field "eventSelectors"'),
    [
      'a mistake in a block of several lines',
      'assert: trail.logFileValidationEnabled',
      'assert: |\n  trail.isShadow ||\n  trail.isMultiRegoinTrail',
      '10:9',
      '(did you mean "isMultiRegionTrail"?)',
    ],
    [
      'a mistake in a folded block',
      'assert: trail.logFileValidationEnabled',
      'assert: >-\n  trail.isShadow ||\n  trail.isMultiRegoinTrail',
      '10:9',
      '(did you mean "isMultiRegionTrail"?)',
    ],
    ['a mistake in quotes', '"!trail.isShadow"', '"!trail.isShadows"', '7:15', '(did you mean "isShadow"?)'],
    [
      'a mistake in a clause',
      'assert: trail.logFileValidationEnabled',
      'assert:\n  - { expr: trail.isShadow, miss: is one }\n  - { expr: trail.isMulti, miss: is none }',
      '10:19',
      'there is no field "isMulti"',
    ],
    [
      'a misspelt field in the message',
      '{{trail.name}}',
      '{{trail.nmae}}',
      '9:24',
      'there is no field "nmae" (did you mean "name"?)',
    ],
    ['a misspelt field in the fix', 'Mend it.', '"Mend {{trail.nmae}}."', '11:31', '(did you mean "name"?)'],
    ['braces that do not close', '{{trail.name}}', '{{trail.name', '9:16', 'braces that do not pair up'],
    [
      'braces that do not open',
      'Trail {{trail.name}} is',
      'Trail {{trail.name}} }} is',
      '9:31',
      'braces that do not pair up',
    ],
    ['nothing between braces', '{{trail.name}}', '{{}}', '9:18', 'Unexpected token: EOF'],
  ];
  test.each(expressions)('%s', refused(CHECK));

  // Where YAML moves the text: folding, anchors.
  const moved: readonly Row[] = [
    ['an alias', 'title: A check of my own', 'title: &t A check of my own\naliases: [*t]', '3:11', 'alias'],
    [
      'a mistake in the first line of a folded block',
      'assert: trail.logFileValidationEnabled',
      'assert: >-\n  trail.isMultiRegoinTrail ||\n  trail.isShadow',
      '9:9',
      '(did you mean "isMultiRegionTrail"?)',
    ],
    [
      'a misspelt field in a folded message',
      'Trail {{trail.name}} is wrong.',
      '>-\n  Trail {{trail.nmae}} is\n  wrong.',
      '10:17',
      '(did you mean "name"?)',
    ],
  ];
  test.each(moved)('%s', refused(CHECK));

  const quantifiers: readonly Row[] = [
    [
      'a quantifier over what is no list',
      'of: account.trails',
      'of: account.name',
      '6:7',
      'account.name is no list of resources or objects, but string',
    ],
    [
      'a quantifier over texts',
      'of: account.trails',
      'of: account.regions',
      '6:7',
      'account.regions is no list of resources or objects, but list<string>',
    ],
    [
      'a quantifier whose element takes the name of the resource',
      'as: trail',
      'as: account',
      '7:7',
      '"account" is already the name of something else',
    ],
    [
      'a quantifier whose element takes the name of the parameters',
      'as: trail',
      'as: params',
      '7:7',
      '"params" is already the name of something else',
    ],
    ['a quantifier without `as`', '  as: trail\n', '', '6:3', '"as" is missing'],
    ['a misspelt key in a quantifier', '  where: ', '  were: ', '8:3', 'unknown key "were" (did you mean "where"?)'],
    [
      'a misspelt field of the element',
      'expr: trail.status.isLogging',
      'expr: trail.status.isLoging',
      '10:28',
      '(did you mean "isLogging"?)',
    ],
    [
      'a misspelt field in a miss',
      '{{trail.homeRegion}}',
      '{{trail.homeRegoin}}',
      '10:72',
      '(did you mean "homeRegion"?)',
    ],
    [
      'a condition that yields no bool',
      'where: trail.isMultiRegionTrail',
      'where: trail.name',
      '8:10',
      'the expression yields string, expected bool',
    ],
    [
      'the element outside of the quantifier',
      '{{account.name}}',
      '{{trail.name}}',
      '11:20',
      'nothing is called "trail" here',
    ],
    [
      'size() of a list of resources',
      'expr: trail.status.isLogging',
      'expr: size(account.trails) > 0',
      '10:15',
      'account.trails may be known only in part; use count(account.trails)',
    ],
    [
      '.size() of a list of resources',
      'expr: trail.status.isLogging',
      'expr: account.trails.size() > 0',
      '10:15',
      'account.trails may be known only in part; use count(account.trails)',
    ],
  ];
  test.each(quantifiers)('%s', refused(QUANTIFIED));

  const others: readonly Row[] = [
    ['a default of another type', 'default: 30', 'default: thirty', '6:31', '"thirty" is no int'],
    ['a default that is no whole number', 'default: 30', 'default: 1.5', '6:31', '1.5 is no int'],
    [
      'an unknown type of parameter',
      'type: int',
      'type: integer',
      '6:17',
      '"integer" is not allowed; expected one of string, int, bool, list<string>',
    ],
    [
      'an example for another resource',
      'params: { days: 7 }, trail:',
      'params: { days: 7 }, trial:',
      '15:53',
      'unknown key "trial" (did you mean "trail"?); expected trail',
    ],
    [
      'an unknown parameter in an example',
      '{ days: 7 }',
      '{ dayz: 7 }',
      '15:42',
      'the check has no parameter "dayz" (did you mean "days"?)',
    ],
    ['a parameter of another type in an example', '{ days: 7 }', '{ days: seven }', '15:48', '"seven" is no int'],
  ];
  test.each(others)('%s', refused(CHECK));
});

test('every mistake of every file is named at once', async () => {
  const own = join(folder, 'check.yaml');
  await save(
    'check.yaml',
    seeded(seeded(CHECK, 'trail.logFileValidationEnabled\n', 'trail.on\n'), 'trail.name', 'trail.nmae'),
  );
  const other = await save('other.yaml', seeded(CHECK, 'severity: high', 'severity: bad'));
  const problems = await problemsOf(loadChecks(events, own, other));
  expect(problems.map((problem) => problem.split(' ', 1)[0])).toEqual([`${own}:8:15`, `${own}:9:24`, `${other}:3:11`]);
});

test('an id that another file has taken is refused', async () => {
  const [one, two] = [await save('one.yaml', CHECK), await save('two.yaml', CHECK)];
  expectAt(await complaints(two, loadChecks(events, one, two)), '1:5', `the id "my-check" is taken by ${one}`);
});

test('a folder that is not there is refused', async () => {
  const place = join(folder, 'nowhere');
  expectAt(await complaints(place, loadChecks(events, place)), '1:1', 'there is no such file or folder');
});

describe('a profile is refused for', () => {
  const profiles: readonly Row[] = [
    ['an unknown check', '[my-check]', '[my-chek]', '4:10', 'there is no check "my-chek" (did you mean "my-check"?)'],
    [
      'an unknown parameter',
      '  days: 90',
      '  dayz: 90',
      '6:3',
      'no check has a parameter "dayz" (did you mean "days"?)',
    ],
    ['a parameter of another type', 'days: 90', 'days: ninety', '6:9', '"ninety" is no int'],
    [
      'a parameter that is an object',
      'days: 90',
      'days: { from: 1 }',
      '6:9',
      'expected exactly one of string, number, boolean, array',
    ],
    [
      'a misspelt key',
      'description:',
      'descripton:',
      '1:1 3:1',
      'unknown key "descripton" (did you mean "description"?)',
    ],
    ['a missing key', 'title: My profile\n', '', '1:1', '"title" is missing'],
    [
      'checks that are neither ids nor all',
      '[my-check]',
      'some',
      '4:9 4:9',
      '"some" is not allowed; expected one of all',
    ],
  ];
  test.each(profiles)('%s', async (_mistake, right, wrong, place, says) => {
    const checks = await loadChecks(events, await save('check.yaml', CHECK));
    const file = await save('mine.yaml', seeded(PROFILE, right, wrong));
    expectAt(await complaints(file, selectChecks([file], folder, checks)), place, says);
  });

  test('a name nobody has given', async () => {
    const place = await mkdtemp(join(folder, 'profiles-'));
    await writeFile(join(place, 'baseline.yaml'), PROFILE);
    await expect(selectChecks(['basline'], place, [])).rejects.toThrow(
      'there is no profile "basline" (did you mean "baseline"?); there is baseline',
    );
    await expect(selectChecks(['basline'], place, [])).rejects.toBeInstanceOf(UnknownProfile);
  });
});

describe('trailproof.yaml is refused for', () => {
  const configurations: readonly Row[] = [
    ['a misspelt key', 'profiles:', 'profile:', '1:1', 'unknown key "profile" (did you mean "profiles"?)'],
    ['an unknown severity', 'failOn: high', 'failOn: hihg', '3:9', '(did you mean "high"?)'],
    ['a region that is none', '[eu-west-1]', '[eu-west]', '2:11', '"eu-west" does not have the form'],
    [
      'an unknown parameter',
      '  days: 90',
      '  dayz: 90',
      '5:3',
      'no check has a parameter "dayz" (did you mean "days"?)',
    ],
    ['a parameter of another type', 'days: 90', 'days: [ninety]', '5:9', '["ninety"] is no int'],
  ];
  test.each(configurations)('%s', async (_mistake, right, wrong, place, says) => {
    const checks = await loadChecks(events, await save('check.yaml', CHECK));
    const file = await save('trailproof.yaml', seeded(CONFIG, right, wrong));
    const loading = loadConfig(file).then((configuration) => selectChecks([], folder, checks, configuration));
    expectAt(await complaints(file, loading), place, says);
  });

  test('not being there', async () => {
    const file = join(folder, 'absent.yaml');
    expectAt(await complaints(file, loadConfig(file)), '1:1', 'there is no such configuration file');
  });
});
