import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { loadConfig } from '../../src/catalog/load-config.ts';
import { selectChecks } from '../../src/catalog/select-checks.ts';
import type { Check } from '../../src/expressions/check.ts';
import { problemsOf, seeded } from './refusal.ts';

const check = (id: string, params = '', more = ''): string => `id: ${id}
title: A check of my own
severity: high
resource: trail
${more}${params}
assert: trail.logFileValidationEnabled
message: Trail {{trail.name}} is wrong.
why: Because.
fix: { summary: Mend it. }
references: [https://example.com]
examples:
  - { name: on, expect: pass, trail: { logFileValidationEnabled: true } }
  - { name: off, expect: fail, trail: { logFileValidationEnabled: false } }
`;

const DAYS = 'params: { days: { type: int, default: 30, description: Days. } }';

const PROFILE = `id: framework
title: A framework
description: What it asks for.
authority: https://example.com/framework
mapping: published
params: { days: 90 }
controls:
  - id: "3.1"
    title: Trails are signed
    checks: [lasting, signed]
  - id: "3.10"
    title: Trails are signed for long
    checks: [lasting]
    params: { days: 180 }
    mapping: ours
  - id: "3.2"
    title: Somebody reads them
    manual: Nobody but you knows who does.
`;

const CONFIG = `profiles: [framework.yaml]
accounts: ["111122223333"]
organizationalUnits: [ou-ab12-aaaaaaaa]
exclude:
  accounts: ["444455556666"]
  organizationalUnits: [ou-ab12-bbbbbbbb]
severities:
  signed: { severity: low, reason: It is done elsewhere. }
`;

let folder = '';
let checks: readonly Check[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailproof-controls-'));
  await save('lasting.yaml', check('lasting', DAYS));
  await save('signed.yaml', check('signed', '', 'aliases: [signs]'));
  const noEvents = { sets: new Map() } as unknown as Parameters<typeof loadChecks>[0];
  checks = await loadChecks(noEvents, join(folder, 'lasting.yaml'), join(folder, 'signed.yaml'));
});
afterAll(() => rm(folder, { recursive: true }));

async function save(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const select = async (names: readonly string[] | undefined, config?: string) =>
  selectChecks(names, folder, checks, config === undefined ? undefined : await loadConfig(config));

describe('a profile with controls', () => {
  test('asks their checks with its parameters and theirs', async () => {
    const { profiles, asks, controls } = await select([await save('framework.yaml', PROFILE)]);
    expect(profiles).toEqual(['framework']);
    expect(asks.map(({ check: { id }, parameters, profile }) => [profile, id, parameters])).toEqual([
      ['framework', 'lasting', { days: 90 }],
      ['framework', 'signed', { days: 90 }],
      ['framework', 'lasting', { days: 180 }],
    ]);
    const [framework] = controls;
    const { controls: own = [], ...head } = framework ?? {};
    expect(head).toEqual({ profile: 'framework', title: 'A framework', authority: 'https://example.com/framework' });
    expect(own.map(({ id, mapping, manual, asks: { length } }) => [id, mapping, manual, length])).toEqual([
      ['3.1', 'published', undefined, 2],
      ['3.10', 'ours', undefined, 1],
      ['3.2', 'published', 'Nobody but you knows who does.', 0],
    ]);
  });

  test('takes a mapping that nobody declares for ours', async () => {
    const file = await save('framework.yaml', seeded(PROFILE, 'mapping: published\n', ''));
    const { controls } = await select([file]);
    expect(controls[0]?.controls.map(({ mapping }) => mapping)).toEqual(['ours', 'ours', 'ours']);
  });

  test('may name a check by an earlier id, and has it once', async () => {
    const file = await save('framework.yaml', seeded(PROFILE, '[lasting, signed]', '[signs, signed]'));
    const { controls } = await select([file]);
    expect(controls[0]?.controls[0]?.asks.map(({ check: { id } }) => id)).toEqual(['signed']);
  });

  test('gives way to the configuration in all its parameters', async () => {
    await save('framework.yaml', PROFILE);
    const config = await save('trailproof.yaml', 'profiles: [./framework.yaml]\nparams: { days: 7 }\n');
    const { asks } = await select(undefined, config);
    expect(asks.map(({ parameters }) => parameters['days'])).toEqual([7, 7, 7]);
  });

  const rows: readonly (readonly [mistake: string, right: string, wrong: string, place: string, says: string])[] = [
    ['an id that YAML takes for a number', '"3.10"', '3.10', '11:9', 'must be string; put it in quotes'],
    ['an id given twice', '"3.10"', '"3.1"', '11:9', 'the control "3.1" is there already'],
    ['an id with space around it', '"3.10"', '"3.10 "', '11:9', 'does not have the form'],
    [
      'an unknown check',
      '[lasting, signed]',
      '[lasting, singed]',
      '10:23',
      'no check "singed" (did you mean "signed"?)',
    ],
    ['a check named twice', '[lasting, signed]', '[signed, signed]', '10:22', 'is there twice'],
    ['no check', '[lasting, signed]', '[]', '10:13', 'holds too little; expected at least 1'],
    [
      'neither checks nor a reason',
      '    checks: [lasting, signed]\n',
      '',
      '8:5',
      'expected at least one of checks, manual',
    ],
    ['an unknown mapping', 'mapping: ours', 'mapping: our', '15:14', '(did you mean "ours"?)'],
    [
      'a mapping that is unknown for all',
      'mapping: published',
      'mapping: publish',
      '5:10',
      '(did you mean "published"?)',
    ],
    [
      'an unknown parameter',
      'params: { days: 180 }',
      'params: { dayz: 180 }',
      '14:15',
      'no check has a parameter "dayz" (did you mean "days"?)',
    ],
    ['a parameter of another type', '180', 'long', '14:21', '"long" is no int'],
    [
      'a parameter that none of its checks has',
      '[lasting, signed]',
      '[signed]\n    params: { days: 1 }',
      '11:15',
      'no check has a parameter "days"',
    ],
    ['an unknown parameter for all', 'params: { days: 90 }', 'params: { dayz: 90 }', '6:11', '(did you mean "days"?)'],
    ['a misspelt key', 'manual:', 'manul:', '18:5', 'unknown key "manul" (did you mean "manual"?)'],
    [
      'an authority that is no link',
      'https://example.com/framework',
      'CIS',
      '4:12',
      '"CIS" does not have the form ^https://',
    ],
    [
      'checks beside controls',
      'controls:\n',
      'checks: all\ncontrols:\n',
      '1:1',
      'expected exactly one of checks, controls',
    ],
    ['a control without a title', '    title: Trails are signed\n', '', '8:5', '"title" is missing'],
  ];
  test.each(rows)('is refused for %s', async (_, right, wrong, place, says) => {
    const file = await save('wrong.yaml', seeded(PROFILE, right, wrong));
    const problems = await problemsOf(select([file]));
    expect(problems.join('\n')).toContain(`${file}:${place} `);
    expect(problems.join('\n')).toContain(says);
  });

  test('is refused with all its mistakes at once', async () => {
    const wrong = seeded(
      seeded(PROFILE, '[lasting, signed]', '[lastign]'),
      'params: { days: 90 }',
      'params: { dayz: 90 }',
    );
    expect(await problemsOf(select([await save('wrong.yaml', wrong)]))).toHaveLength(2);
  });

  test('is refused when another of the run has its id', async () => {
    const [one, two] = [await save('framework.yaml', PROFILE), await save('copy.yaml', PROFILE)];
    expect(await problemsOf(select([one, two]))).toEqual([`${two}:1:5 the id "framework" is taken by ${one}`]);
    expect((await select([one, one])).profiles).toEqual(['framework']);
  });
});

describe('trailproof.yaml', () => {
  test('changes the severity of a check, and keeps what it was', async () => {
    await save('framework.yaml', PROFILE);
    const { asks } = await select(undefined, await save('trailproof.yaml', CONFIG));
    const [lasting, signed] = asks.map(({ check: { severity, severityChanged } }) => [severity, severityChanged]);
    expect(lasting).toEqual(['high', undefined]);
    expect(signed).toEqual(['low', { from: 'high', reason: 'It is done elsewhere.' }]);
  });

  test('may be a file of comments', async () => {
    const config = await save('trailproof.yaml', '# Nothing yet.\n');
    expect((await loadConfig(config)).config).toEqual({});
  });

  const rows: readonly (readonly [mistake: string, right: string, wrong: string, place: string, says: string])[] = [
    [
      'a profile nobody has written',
      '[framework.yaml]',
      '[framwork]',
      '1:12',
      'there is no profile "framwork" (did you mean "framework"?)',
    ],
    ['an excluded account that is none', '"444455556666"', '"4444"', '5:14', 'does not have the form'],
    [
      'an excluded account that is a number',
      '"444455556666"',
      '444455556666',
      '5:14',
      'must be string; put it in quotes',
    ],
    ['an excluded unit that is none', 'ou-ab12-bbbbbbbb', 'sandbox', '6:25', 'does not have the form'],
    ['an account in and out', '444455556666', '111122223333', '5:14', '111122223333 is named in "accounts" too'],
    ['a unit in and out', 'ou-ab12-bbbbbbbb', 'ou-ab12-aaaaaaaa', '6:25', 'is named in "organizationalUnits" too'],
    [
      'a misspelt key of exclude',
      '  accounts: ["4',
      '  acounts: ["4',
      '5:3',
      'unknown key "acounts" (did you mean "accounts"?)',
    ],
    [
      'an exclude without anything',
      '  accounts: ["444455556666"]\n  organizationalUnits: [ou-ab12-bbbbbbbb]\n',
      '  {}\n',
      '5:3',
      'holds too little; expected at least 1',
    ],
    [
      'a severity of a check that does not exist',
      '  signed:',
      '  singed:',
      '8:3',
      'there is no check "singed" (did you mean "signed"?)',
    ],
    [
      'a severity given twice',
      '  signed:',
      '  signs: { severity: low, reason: It is so. }\n  signed:',
      '9:3',
      'the severity of signed is set already',
    ],
    ['a severity that is none', 'severity: low', 'severity: lwo', '8:23', '(did you mean "low"?)'],
    ['a severity without a reason', ', reason: It is done elsewhere.', '', '8:11', '"reason" is missing'],
    [
      'a severity with an empty reason',
      'It is done elsewhere.',
      '""',
      '8:36',
      'is too short; expected at least 3 characters',
    ],
  ];
  test.each(rows)('is refused for %s', async (_, right, wrong, place, says) => {
    await save('framework.yaml', PROFILE);
    const file = await save('wrong-config.yaml', seeded(CONFIG, right, wrong));
    const problems = await problemsOf(loadConfig(file).then(() => select(undefined, file)));
    expect(problems.join('\n')).toContain(`${file}:${place} `);
    expect(problems.join('\n')).toContain(says);
  });
});
