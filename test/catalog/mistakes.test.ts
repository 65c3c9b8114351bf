import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { loadConfig, selectChecks, UnknownProfile } from '../../src/catalog/load-profile.ts';
import { CatalogError } from '../../src/catalog/source-file.ts';

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

function seeded(text: string, right: string, wrong: string): string {
  const parts = text.split(right);
  if (parts.length !== 2) throw new Error(`"${right}" is there ${parts.length - 1} times`);
  return parts.join(wrong);
}

/** What is wrong with the file, as `line:column message`. */
async function complaints(file: string, loading: Promise<unknown>): Promise<readonly string[]> {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CatalogError)) throw new Error(`it is not refused: ${String(error)}`);
  for (const problem of error.problems) expect(problem.file).toBe(file);
  return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

/** The mistake, what is written, what is written instead, line:column, a part of the message. */
type Row = readonly [mistake: string, right: string, wrong: string, place: string, says: string];

const expectOne = (found: readonly string[], place: string, says: string): void => {
  expect(found, found.join('\n')).toHaveLength(1);
  expect(found[0]?.split(' ', 1)[0], found[0]).toBe(place);
  expect(found[0]).toContain(says);
};

const refused = (base: string) =>
  async function (_mistake: string, right: string, wrong: string, place: string, says: string): Promise<void> {
    const file = await save('check.yaml', seeded(base, right, wrong));
    expectOne(await complaints(file, loadChecks(file)), place, says);
  };

test('without a mistake the files load', async () => {
  const checks = await loadChecks(await save('check.yaml', CHECK));
  expect(await loadChecks(await save('quantified.yaml', QUANTIFIED))).toHaveLength(1);
  const configuration = await loadConfig(await save('trailproof.yaml', CONFIG));
  const selection = await selectChecks([await save('mine.yaml', PROFILE)], folder, checks, configuration);
  expect(selection).toMatchObject({ profiles: ['mine'], parameters: { days: 90 } });
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
    ['YAML that does not parse', 'fix: { summary: Mend it. }', 'fix: { summary: Mend it.', '?', ''],
    ['a wrong indentation', 'why: Because.', ' why: Because.', '?', ''],
    ['a doubled key', 'why: Because.', 'why: Because.\nwhy: Twice.', '?', ''],
    ['an alias', 'title: A check of my own', 'title: &t A check of my own\naliases: [*t]', '?', ''],
    ['an unknown tag', 'why: Because.', 'why: !include because.md', '?', ''],
    ['an empty file', CHECK, '', '?', ''],
  ];
  test.each(yaml)('%s', refused(CHECK));

  const schema: readonly Row[] = [
    ['an unknown key', 'why: Because.', 'why: Because.\ncolour: red', '?', 'unknown key "colour"'],
    ['a misspelt key', 'when: ', 'wehn: ', '?', 'unknown key "wehn" (did you mean "when"?)'],
    ['a misspelt key inside', 'summary: Mend it.', 'summary: Mend it., terrafrom: x', '?', 'unknown key "terrafrom" (did you mean "terraform"?)'],
    ['a missing key', 'why: Because.\n', '', '?', '"why" is missing'],
    ['a missing key inside', '{ summary: Mend it. }', '{ cli: mend }', '?', '"summary" is missing'],
    ['both assert and a quantifier', 'why: Because.', 'why: Because.\nsome: { of: trail.insightTypes, as: insight, that: "true" }', '?', 'expected exactly one of assert, some, every, none'],
    ['neither assert nor a quantifier', 'assert: trail.logFileValidationEnabled\n', '', '?', 'expected exactly one of assert, some, every, none'],
    ['an unknown severity', 'severity: high', 'severity: hihg', '?', '"hihg" is not allowed (did you mean "high"?); expected one of critical, high, medium, low'],
    ['an unknown resource', 'resource: trail', 'resource: trial', '?', '"trial" is not allowed (did you mean "trail"?)'],
    ['an id in another case', 'id: my-check', 'id: MyCheck', '?', '"MyCheck" does not have the form'],
    ['a reference that is no link', '[https://example.com]', '[the manual]', '?', '"the manual" does not have the form ^https://'],
    ['an unknown status in an example', 'expect: fail', 'expect: failed', '?', '"failed" is not allowed (did you mean "fail"?)'],
    ['an assert that is a number', 'assert: trail.logFileValidationEnabled', 'assert: 3', '?', 'string'],
    ['a clause without its miss', 'assert: trail.logFileValidationEnabled', 'assert: [{ expr: trail.isShadow }]', '?', '"miss" is missing'],
    ['too few examples', CHECK.slice(CHECK.indexOf('  - { name: off')), '', '?', ''],
  ];
  test.each(schema)('%s', refused(CHECK));

  const expressions: readonly Row[] = [
    asserts('a syntax error', 'trail.isShadow &&', '?', ''),
    asserts('a misspelt variable', 'trial.isShadow', '?', 'nothing is called "trial" here (did you mean "trail"?)'),
    asserts('a misspelt field', 'trail.isShadow || trail.logFileValidatoinEnabled', '?', 'there is no field "logFileValidatoinEnabled" (did you mean "logFileValidationEnabled"?)'),
    asserts('a misspelt field behind a link', 'present(trail.bucket) && trail.bucket.versionning.isEnabled', '?', '(did you mean "versioning"?)'),
    asserts('a misspelt function', 'trail.cover(trail)', '?', ''),
    asserts('a comparison of different types', 'trail.name == 3', '?', ''),
    asserts('a number compared with a text parameter', 'params.days == trail.name', '?', ''),
    asserts('an expression that yields no bool', 'trail.name', '?', 'the expression yields string, expected bool'),
    asserts('has()', 'has(trail.bucket)', '?', 'has() is not type-checked; use present(…)'),
    asserts('an optional member outside present()', 'trail.kmsKeyId != ""', '?', 'trail.kmsKeyId may be absent; read it only under present(trail.kmsKeyId)'),
    asserts('an optional member under another present()', 'present(trail.topic) && trail.kmsKeyId != ""', '?', 'trail.kmsKeyId may be absent'),
    asserts('an optional member under one of two', '(present(trail.kmsKeyId) || trail.isShadow) && trail.kmsKeyId != ""', '?', 'trail.kmsKeyId may be absent'),
    asserts('an optional member behind an optional link outside present()', 'trail.key.enabled', '?', 'trail.key may be absent'),
    asserts('an optional member behind a link outside present()', 'trail.bucket.objectLock.mode == "COMPLIANCE"', '?', ''),
    asserts('present() of something that is no member', 'present(trail)', '?', 'present(…) takes a member of a resource'),
    asserts('a list read by position', 'trail.insightTypes[0] == "x"', '?', 'lists are not read by position'),
    asserts('a key read without a guard', 'trail.bucket.tags["team"] == "x"', '?', ''),
    asserts('a pattern that is no literal', 'trail.name.matches(trail.homeRegion)', '?', 'matches() takes a literal pattern'),
    asserts('a pattern that looks ahead', 'trail.name.matches("a(?=b)")', '?', 'the pattern cannot be matched in linear time'),
    asserts('a pattern that looks back', String.raw`trail.name.matches("(a)\\1")`, '?', 'the pattern cannot be matched in linear time'),
    asserts('a pattern too long', `trail.name.matches("${'a'.repeat(201)}")`, '?', 'a pattern has at most 200 characters'),
    asserts('a value that the field never has', 'present(trail.bucket.objectLock.mode) && trail.bucket.objectLock.mode == "COMPLIANT"', '?', 'trail.bucket.objectLock.mode is never "COMPLIANT" (did you mean "COMPLIANCE"?); it is one of GOVERNANCE, COMPLIANCE'),
    asserts('a list of values with one that the field never has', 'present(trail.bucket.objectLock.mode) && trail.bucket.objectLock.mode in ["GOVERNANCE", "NONE"]', '?', 'is never "NONE"'),
    asserts('comprehensions nested too deep', 'trail.insightTypes.all(a, trail.insightTypes.all(b, trail.insightTypes.all(c, trail.insightTypes.all(d, a + b + c + d != ""))))', '?', 'at most 3 comprehensions may be nested'),
    asserts('a parameter nobody declared', 'params.dayz > 3', '?', ''),
    asserts('an opaque field', 'present(trail.eventSelectors.x)', '?', ''),
    ['a mistake in a block of several lines', 'assert: trail.logFileValidationEnabled', 'assert: |\n  trail.isShadow ||\n  trail.isMultiRegoinTrail', '?', '(did you mean "isMultiRegionTrail"?)'],
    ['a mistake in a folded block', 'assert: trail.logFileValidationEnabled', 'assert: >-\n  trail.isShadow ||\n  trail.isMultiRegoinTrail', '?', '(did you mean "isMultiRegionTrail"?)'],
    ['a mistake in quotes', '"!trail.isShadow"', '"!trail.isShadows"', '?', '(did you mean "isShadow"?)'],
    ['a mistake in a clause', 'assert: trail.logFileValidationEnabled', 'assert:\n  - { expr: trail.isShadow, miss: is one }\n  - { expr: trail.isMulti, miss: is none }', '?', 'there is no field "isMulti"'],
    ['a misspelt field in the message', '{{trail.name}}', '{{trail.nmae}}', '?', 'there is no field "nmae" (did you mean "name"?)'],
    ['a misspelt field in the fix', 'Mend it.', '"Mend {{trail.nmae}}."', '?', '(did you mean "name"?)'],
    ['braces that do not close', '{{trail.name}}', '{{trail.name', '?', 'braces that do not pair up'],
    ['braces that do not open', 'Trail {{trail.name}} is', 'Trail {{trail.name}} }} is', '?', 'braces that do not pair up'],
    ['nothing between braces', '{{trail.name}}', '{{}}', '?', ''],
  ];
  test.each(expressions)('%s', refused(CHECK));

  const quantifiers: readonly Row[] = [
    ['a quantifier over what is no list', 'of: account.trails', 'of: account.name', '?', 'account.name is no list of resources or objects, but string'],
    ['a quantifier over texts', 'of: account.trails', 'of: account.regions', '?', 'account.regions is no list of resources or objects, but list<string>'],
    ['a quantifier whose element takes the name of the resource', 'as: trail', 'as: account', '?', '"account" is already the name of something else'],
    ['a quantifier whose element takes the name of the parameters', 'as: trail', 'as: params', '?', '"params" is already the name of something else'],
    ['a quantifier without `as`', '  as: trail\n', '', '?', '"as" is missing'],
    ['a misspelt key in a quantifier', '  where: ', '  were: ', '?', 'unknown key "were" (did you mean "where"?)'],
    ['a misspelt field of the element', 'expr: trail.status.isLogging', 'expr: trail.status.isLoging', '?', '(did you mean "isLogging"?)'],
    ['a misspelt field in a miss', '{{trail.homeRegion}}', '{{trail.homeRegoin}}', '?', '(did you mean "homeRegion"?)'],
    ['a condition that yields no bool', 'where: trail.isMultiRegionTrail', 'where: trail.name', '?', 'the expression yields string, expected bool'],
    ['the element outside of the quantifier', '{{account.name}}', '{{trail.name}}', '?', 'nothing is called "trail" here'],
    ['size() of a list of resources', 'expr: trail.status.isLogging', 'expr: size(account.trails) > 0', '?', ''],
    ['.size() of a list of resources', 'expr: trail.status.isLogging', 'expr: account.trails.size() > 0', '?', 'account.trails may be known only in part; use count(account.trails)'],
  ];
  test.each(quantifiers)('%s', refused(QUANTIFIED));

  const others: readonly Row[] = [
    ['a default of another type', 'default: 30', 'default: thirty', '?', '"thirty" is no int'],
    ['a default that is no whole number', 'default: 30', 'default: 1.5', '?', '1.5 is no int'],
    ['an unknown type of parameter', 'type: int', 'type: integer', '?', '"integer" is not allowed (did you mean "int"?)'],
    ['an example for another resource', 'params: { days: 7 }, trail:', 'params: { days: 7 }, trial:', '?', 'unknown key "trial" (did you mean "trail"?); expected trail'],
    ['an unknown parameter in an example', '{ days: 7 }', '{ dayz: 7 }', '?', 'the check has no parameter "dayz" (did you mean "days"?)'],
    ['a parameter of another type in an example', '{ days: 7 }', '{ days: seven }', '?', '"seven" is no int'],
  ];
  test.each(others)('%s', refused(CHECK));
});

test('every mistake of every file is named at once', async () => {
  const own = join(folder, 'check.yaml');
  await save('check.yaml', seeded(seeded(CHECK, 'trail.logFileValidationEnabled\n', 'trail.on\n'), 'trail.name', 'trail.nmae'));
  const other = await save('other.yaml', seeded(CHECK, 'severity: high', 'severity: bad'));
  const error = await loadChecks(own, other).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CatalogError);
  const { problems } = error as CatalogError;
  expect(problems.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([`${own}:8:15`, `${own}:9:23`, `${other}:3:11`]);
});

test('an id that another file has taken is refused', async () => {
  const [one, two] = [await save('one.yaml', CHECK), await save('two.yaml', CHECK)];
  expectOne(await complaints(two, loadChecks(one, two)), '1:5', `the id "my-check" is taken by ${one}`);
});

test('a folder that is not there is refused', async () => {
  const place = join(folder, 'nowhere');
  expectOne(await complaints(place, loadChecks(place)), '1:1', 'there is no such file or folder');
});

describe('a profile is refused for', () => {
  const profiles: readonly Row[] = [
    ['an unknown check', '[my-check]', '[my-chek]', '?', 'there is no check "my-chek" (did you mean "my-check"?)'],
    ['an unknown parameter', '  days: 90', '  dayz: 90', '?', 'no check has a parameter "dayz" (did you mean "days"?)'],
    ['a parameter of another type', 'days: 90', 'days: ninety', '?', '"ninety" is no int'],
    ['a parameter that is an object', 'days: 90', 'days: { from: 1 }', '?', ''],
    ['a misspelt key', 'description:', 'descripton:', '?', ''],
    ['a missing key', 'title: My profile\n', '', '?', '"title" is missing'],
    ['checks that are neither ids nor all', '[my-check]', 'some', '?', ''],
  ];
  test.each(profiles)('%s', async (_mistake, right, wrong, place, says) => {
    const checks = await loadChecks(await save('check.yaml', CHECK));
    const file = await save('mine.yaml', seeded(PROFILE, right, wrong));
    expectOne(await complaints(file, selectChecks([file], folder, checks)), place, says);
  });

  test('a name nobody has given', async () => {
    const place = await mkdtemp(join(folder, 'profiles-'));
    await writeFile(join(place, 'baseline.yaml'), PROFILE);
    await expect(selectChecks(['basline'], place, [])).rejects.toThrow('there is no profile "basline" (did you mean "baseline"?); there is baseline');
    await expect(selectChecks(['basline'], place, [])).rejects.toBeInstanceOf(UnknownProfile);
  });
});

describe('trailproof.yaml is refused for', () => {
  const configurations: readonly Row[] = [
    ['a misspelt key', 'profiles:', 'profile:', '?', 'unknown key "profile" (did you mean "profiles"?)'],
    ['an unknown severity', 'failOn: high', 'failOn: hihg', '?', '(did you mean "high"?)'],
    ['a region that is none', '[eu-west-1]', '[eu-west]', '?', '"eu-west" does not have the form'],
    ['an unknown parameter', '  days: 90', '  dayz: 90', '?', 'no check has a parameter "dayz" (did you mean "days"?)'],
    ['a parameter of another type', 'days: 90', 'days: [ninety]', '?', '["ninety"] is no int'],
  ];
  test.each(configurations)('%s', async (_mistake, right, wrong, place, says) => {
    const checks = await loadChecks(await save('check.yaml', CHECK));
    const file = await save('trailproof.yaml', seeded(CONFIG, right, wrong));
    const loading = loadConfig(file).then((configuration) => selectChecks([], folder, checks, configuration));
    expectOne(await complaints(file, loading), place, says);
  });

  test('not being there', async () => {
    const file = join(folder, 'absent.yaml');
    expectOne(await complaints(file, loadConfig(file)), '1:1', 'there is no such configuration file');
  });
});
