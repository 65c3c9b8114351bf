import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSkeleton } from '../../src/catalog/check-skeleton.ts';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { bundledEvents } from '../../src/cli/bundled-events.ts';
import { testCheck } from '../../src/engine/test-check.ts';
import type { Check } from '../../src/expressions/check.ts';
import { RESOURCE_TYPES, type ResourceType } from '../../src/model/resources/index.ts';

const idOf = (type: ResourceType): string => `skeleton-of-${type.toLowerCase()}`;

let folder: string;
let checks: readonly Check[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailproof-skeleton-'));
  await mkdir(join(folder, 'own'));
  for (const resource of RESOURCE_TYPES) {
    const text = checkSkeleton({ id: idOf(resource), resource, severity: 'low', schema: '../check.schema.json' });
    await writeFile(join(folder, `own/${idOf(resource)}.yaml`), text);
  }
  checks = await loadChecks(await bundledEvents(), folder);
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(RESOURCE_TYPES)('a new check of %s', (type) => {
  const own = (): Check => checks.find(({ id }) => id === idOf(type)) as Check;

  test('passes its own examples, one of each status', () => {
    expect(testCheck(own())).toEqual([]);
    expect(own().examples.map(({ expect }) => expect)).toEqual(['pass', 'fail', 'not-applicable', 'unknown']);
  });

  test('says what it was asked to be', () => {
    expect(own()).toMatchObject({ resource: type, severity: 'low', area: 'own' });
  });

  test('asks for evidence, not for what is known anyway', () => {
    expect(own().assertion).not.toMatchObject([{ condition: { text: expect.stringMatching(/\.(id|name|arn)\b/) } }]);
  });
});
