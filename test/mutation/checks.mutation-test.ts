import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { bundledEvents } from '../../src/cli/bundled-events.ts';
import { mutateCheck } from './mutate-check.ts';
import { noticing } from './notice.ts';

const events = await bundledEvents();
const checks = await loadChecks(events, fileURLToPath(new URL('../../checks', import.meta.url)));
const mutants = new Map(checks.map((check) => [check.id, mutateCheck(check, events)]));
const equivalent = parse(readFileSync(new URL('equivalent.yaml', import.meta.url), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

test.each(checks.map((check) => [check.id, check] as const))('%s: an example notices every change', (id, check) => {
  const isNoticed = noticing(check);
  const listed = new Set(Object.keys(equivalent[id] ?? {}));
  const unnoticed = (mutants.get(id) ?? []).filter((mutant) => !isNoticed(mutant));
  const keys = new Set(unnoticed.map(({ key }) => key));

  expect(
    unnoticed.filter(({ key }) => !listed.has(key)).map(({ place, key }) => `${place} ${key}`),
    'add an example that tells the two apart, or list the change in equivalent.yaml with the reason why none can',
  ).toEqual([]);
  expect(
    [...listed].filter((key) => !keys.has(key)),
    'listed in equivalent.yaml, but an example notices it, or the check reads differently now',
  ).toEqual([]);
});

test('what is listed as equivalent belongs to a check and has a reason', () => {
  expect(Object.keys(equivalent).filter((id) => !mutants.has(id))).toEqual([]);
  for (const [id, reasons] of Object.entries(equivalent))
    for (const [key, reason] of Object.entries(reasons)) expect(reason, `${id} ${key}`).toMatch(/\w+ \w+ \w+/);
});

test('nearly all changes make a check that compiles', () => {
  const all = [...mutants.values()].flat();
  expect(all.length).toBeGreaterThan(5 * checks.length);
  expect(all.filter(({ check }) => check === undefined).length / all.length).toBeLessThan(0.05);
});
