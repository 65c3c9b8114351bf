import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadChecks } from '../src/catalog/load-checks.ts';
import { loadProfile, type Profile, profileNames } from '../src/catalog/load-profile.ts';
import { bundledEvents } from '../src/cli/bundled-events.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** `numbered('3', 2)` is 3.1 and 3.2. */
const numbered = (section: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${section}.${index + 1}`);

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * The controls of each profile, in its order. Reports and waivers of users name them: a number that goes, or comes to
 * mean another control, is a break that has to be made here on purpose.
 */
const CONTROLS: Readonly<Record<string, readonly string[]>> = {
  baseline: [],
  'cis-aws-1.2': [...numbered('2', 9), ...numbered('3', 14)],
  'cis-aws-1.4': ['2.1.2', '2.1.3', '2.1.5', ...numbered('3', 11), ...numbered('4', 15)],
  'cis-aws-1.5': ['2.1.2', '2.1.3', '2.1.5', ...numbered('3', 11), ...numbered('4', 16)],
  'cis-aws-2.0': ['2.1.1', '2.1.2', '2.1.4', ...numbered('3', 11), ...numbered('4', 16)],
  'cis-aws-3.0': ['2.1.1', '2.1.2', '2.1.4', ...numbered('3', 9), ...numbered('4', 16)],
  'cis-aws-4.0.1': ['2.1.1', '2.1.2', '2.1.4', ...numbered('3', 9), ...numbered('4', 16)],
  'cis-aws-5.0': ['2.1.1', '2.1.2', '2.1.4', ...numbered('3', 9), ...numbered('4', 16)],
  'cis-aws-6.0': ['3.1.1', '3.1.2', '3.1.4', ...numbered('4', 9), ...numbered('5', 16)],
  'cis-aws-7.0': ['3.1.1', '3.1.2', '3.1.4', ...numbered('4', 10), ...numbered('5', 16)],
  'aws-fsbp': words(`
    CloudTrail.1 CloudTrail.2 CloudTrail.4 CloudTrail.5 Config.1 EC2.6
    GuardDuty.1 GuardDuty.5 GuardDuty.6 GuardDuty.7 GuardDuty.8 GuardDuty.9
    GuardDuty.10 GuardDuty.11 GuardDuty.12 GuardDuty.13 KMS.3 KMS.5
    S3.1 S3.2 S3.3 S3.5 S3.6 S3.8 S3.9 S3.12 S3.13 S3.19 S3.24 SNS.4
  `),
  'pci-dss-4.0.1': words(`
    10.1.1 10.1.2
    10.2.1 10.2.1.1 10.2.1.2 10.2.1.3 10.2.1.4 10.2.1.5 10.2.1.6 10.2.1.7 10.2.2
    10.3.1 10.3.2 10.3.3 10.3.4
    10.4.1 10.4.1.1 10.4.2 10.4.2.1 10.4.3
    10.5.1
    10.6.1 10.6.2 10.6.3
    10.7.1 10.7.2 10.7.3
  `),
  'nist-800-53-r5': words(`
    AC-2(4) AC-2(12) AC-4(26) AC-6(9)
    AU-1 AU-2 AU-3 AU-3(1) AU-3(3) AU-4 AU-4(1)
    AU-5 AU-5(1) AU-5(2) AU-5(3) AU-5(4) AU-5(5)
    AU-6 AU-6(1) AU-6(3) AU-6(4) AU-6(5) AU-6(6) AU-6(7) AU-6(8) AU-6(9)
    AU-7 AU-7(1) AU-8
    AU-9 AU-9(1) AU-9(2) AU-9(3) AU-9(4) AU-9(5) AU-9(6) AU-9(7)
    AU-10 AU-10(1) AU-10(2) AU-10(3) AU-10(4) AU-11 AU-11(1)
    AU-12 AU-12(1) AU-12(2) AU-12(3) AU-12(4) AU-13 AU-13(1) AU-13(2) AU-13(3)
    AU-14 AU-14(1) AU-14(3) AU-15 AU-16 AU-16(1) AU-16(2) AU-16(3)
    CA-7 CA-9(1) CM-3 CM-3(6) CM-6(1) CM-8 CM-8(2) IR-4(1) IR-4(5) SA-8(22)
    SC-7(9) SC-7(10) SC-12 SC-12(2) SC-13 SC-28 SC-28(1) SC-28(3) SI-2 SI-3(8)
    SI-4 SI-4(1) SI-4(2) SI-4(4) SI-4(5) SI-4(12) SI-4(13) SI-4(20) SI-4(22) SI-4(25)
    SI-7(1) SI-7(3) SI-7(6) SI-7(7) SI-7(8) SI-12 SI-20
  `),
  soc2: words(`
    CC2.1 CC4.1 CC4.2 CC6.1 CC6.2 CC6.3 CC6.6 CC6.7 CC6.8
    CC7.1 CC7.2 CC7.3 CC7.4 CC7.5 CC8.1
  `),
  hipaa: words(`
    164.308(a)(1)(ii)(A) 164.308(a)(1)(ii)(B) 164.308(a)(1)(ii)(D) 164.308(a)(3)(ii)(A)
    164.308(a)(5)(ii)(C) 164.308(a)(6)(i) 164.308(a)(6)(ii) 164.308(a)(8)
    164.312(a)(2)(i) 164.312(a)(2)(iv) 164.312(b) 164.312(c)(1) 164.312(c)(2) 164.316(b)(2)(i)
  `),
  'iso-27001-2022': words(`
    A.5.24 A.5.25 A.5.26 A.5.27 A.5.28 A.5.33 A.6.8
    A.8.2 A.8.9 A.8.15 A.8.16 A.8.17 A.8.20 A.8.24
  `),
  'log-archive-baseline': Array.from({ length: 16 }, (_, index) => `LA-${index + 1}`),
};

const checks = await loadChecks(await bundledEvents(), folder('checks'));
const names = await profileNames(folder('profiles'));
const profiles: readonly Profile[] = await Promise.all(
  names.map((name) => loadProfile(name, folder('profiles'), checks)),
);

test('there are exactly the profiles whose controls are listed here', () => {
  expect(names.toSorted()).toEqual(Object.keys(CONTROLS).toSorted());
});

test('a profile is named as its file is, so no two share an id, nor a title', () => {
  expect(profiles.map(({ id }) => id)).toEqual(names);
  expect(new Set(profiles.map(({ title }) => title)).size).toBe(profiles.length);
});

// That every check exists, and every parameter too and of its type, is what reading a profile asserts.
describe.each(profiles.map((profile) => [profile.id, profile] as const))('%s', (id, { controls }) => {
  test('has the controls of its framework, in order', () => {
    expect(controls.map((control) => control.id)).toEqual(CONTROLS[id]);
  });

  test('says something of its own of every control', () => {
    expect(controls.filter((control) => control.checks.length === 0 && control.manual === undefined)).toEqual([]);
    expect(new Set(controls.map(({ title }) => title)).size).toBe(controls.length);
  });

  test('names no check that is on its way out', () => {
    const named = controls.flatMap((control) => control.checks);
    expect(named.filter(({ status }) => status === 'deprecated').map((check) => check.id)).toEqual([]);
  });
});
