import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadChecks } from '../src/catalog/load-checks.ts';
import { bundledEvents } from '../src/cli/bundled-events.ts';
import { judge } from '../src/engine/evaluate-check.ts';
import { exampleWorld } from '../src/engine/example-world.ts';
import { defaultParameters } from '../src/engine/parameters.ts';
import { testCheck } from '../src/engine/test-check.ts';

const checks = await loadChecks(await bundledEvents(), fileURLToPath(new URL('../checks', import.meta.url)));

test('there are checks, and no two share an id, aliases included', () => {
  const ids = checks.flatMap(({ id, aliases }) => [id, ...aliases]);
  expect(checks.length).toBeGreaterThan(30);
  expect(ids).toEqual([...new Set(ids)]);
});

// A check is tested by the examples it carries; adding a check adds its tests.
describe.each(checks.map((check) => [check.id, check] as const))('%s', (_id, check) => {
  test.each(check.examples.map((example) => [example.name, example.expect, example] as const))(
    '%s → %s',
    (_name, expected, example) => {
      const { resource, world } = exampleWorld(check.resource, example);
      const { finding } = judge(check, resource, { ...defaultParameters(check), ...example.params }, world);
      expect(finding.status, `${example.place} ${finding.message}`).toBe(expected);
      expect(finding.checkError).toBeUndefined();
    },
  );

  test('has an example for every status it can get, and an unknown one for every input', () => {
    expect(testCheck(check)).toEqual([]);
  });

  test('lies in a file named by its id', () => {
    expect(check.file.endsWith(`/${check.area}/${check.id}.yaml`), check.file).toBe(true);
  });
});
