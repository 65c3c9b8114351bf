import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkSchema } from '../../src/catalog/check-schema.ts';
import { editorSchema } from '../../src/catalog/editor-schema.ts';
import { loadChecks } from '../../src/catalog/load-checks.ts';
import { SourceFile } from '../../src/catalog/source-file.ts';
import { bundledEvents } from '../../src/cli/bundled-events.ts';
import { DanglingExample } from '../../src/model/dangling.ts';
import { Gap } from '../../src/model/gap.ts';
import { RESOURCE_TYPES, schemaOf } from '../../src/model/resources/index.ts';
import type { PropertySchema } from '../../src/model/resources/schema.ts';

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
const validate = ajv.compile(editorSchema());

/** The value as an editor sees it: the text a tag stands before. */
function asEditorsSee(value: unknown): unknown {
  if (value instanceof Gap) return value.reason;
  if (value instanceof DanglingExample) return value.name;
  if (Array.isArray(value)) return value.map(asEditorsSee);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asEditorsSee(each)]));
}

const mistakes = (check: unknown): readonly string[] =>
  validate(asEditorsSee(check))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

let checks: Awaited<ReturnType<typeof loadChecks>>;
let own: Record<string, unknown>;
beforeAll(async () => {
  checks = await loadChecks(await bundledEvents(), 'checks');
  own = (await read('checks/trail/trail-signs-log-files.yaml')) as typeof own;
});

const read = async (file: string): Promise<unknown> => new SourceFile(file, await readFile(file, 'utf8')).value;

test('editors find nothing wrong with any check of ours', async () => {
  for (const { file } of checks) expect(mistakes(await read(file)), file).toEqual([]);
});

describe('editors see', () => {
  test.each([
    ['a misspelt field', { isShadw: true }],
    ['a misspelt field behind a link', { bucket: { objectLok: {} } }],
    ['a misspelt field of an object', { status: { isLoging: true } }],
    ['a text for a boolean', { isShadow: 'true' }],
    ['a text that is none of an enumeration', { bucket: { objectLock: { mode: 'GOVERNANC' } } }],
    ['a list for a text', { name: [] }],
    ['a text of a single word for a list', { insightTypes: 'ApiCallRateInsight' }],
  ])('%s', (_what, trail) => {
    expect(
      mistakes({ ...own, examples: [...(own['examples'] as object[]), { name: 'x', expect: 'pass', trail }] }),
    ).not.toEqual([]);
  });

  test('a type of resource that does not exist', () => {
    expect(
      mistakes({ ...own, examples: [...(own['examples'] as object[]), { name: 'x', expect: 'pass', tral: {} }] }),
    ).not.toEqual([]);
  });
});

test('a gap may stand for any field of any resource, and for what a link leads to', () => {
  const gap = new Gap('failed', 'AccessDenied on s3:GetBucketPolicy in 222222222222');
  for (const type of RESOURCE_TYPES) {
    const fields = Object.fromEntries(Object.keys(schemaOf(type).properties).map((name) => [name, gap]));
    expect(
      mistakes({
        ...own,
        examples: [...(own['examples'] as object[]), { name: 'x', expect: 'unknown', [type]: fields }],
      }),
      type,
    ).toEqual([]);
  }
});

/** The paths of everything in a schema that an editor could explain and does not. */
function unexplained(path: string, schema: Readonly<Record<string, unknown>>): readonly string[] {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Record<string, unknown>>);
  const inner = ['items', 'additionalProperties'].flatMap((key) =>
    typeof schema[key] === 'object' ? unexplained(`${path}[]`, schema[key] as Record<string, unknown>) : [],
  );
  const variants = ['oneOf', 'anyOf'].flatMap((key) =>
    ((schema[key] ?? []) as Record<string, unknown>[]).flatMap((each) => unexplained(path, each)),
  );
  return [
    ...properties.flatMap(([name, property]) => [
      ...(typeof property['description'] === 'string' ? [] : [`${path}.${name}`]),
      ...unexplained(`${path}.${name}`, property),
    ]),
    ...inner,
    ...variants,
  ];
}

test('every field of a check has a description', () => {
  expect(unexplained('check', checkSchema)).toEqual([]);
});

test.each(RESOURCE_TYPES)('every field of %s has a description', (type) => {
  const schema: unknown = schemaOf(type);
  expect(unexplained(type, schema as Record<string, PropertySchema>)).toEqual([]);
});
