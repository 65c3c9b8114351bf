import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { mistakeIn, parseCall, serializeCall } from '../../src/evidence/lines.ts';
import { callSchema, evidenceSchema } from '../../src/evidence/schema.ts';
import { recorded } from './samples.ts';

const place = { file: 'evidence/organization.ndjson.gz', line: 7 };
const denied = { code: 'AccessDenied', message: 'no', status: 403 };

test('a line has a fixed order of members, whatever order the call had', () => {
  const call = { requestId: 'r', output: { b: 1, a: 2 }, input: {}, operation: 'ListTrails', service: 'cloudtrail', region: 'r', account: '111111111111', at: '2026-11-20T10:00:00Z' };
  expect(serializeCall(call)).toBe(
    '{"at":"2026-11-20T10:00:00Z","account":"111111111111","region":"r","service":"cloudtrail","operation":"ListTrails","input":{},"output":{"b":1,"a":2},"requestId":"r"}',
  );
});

test('what is read is what was written, members nobody knows included', () => {
  const call = { ...recorded('s3:GetBucketPolicy', { error: denied, input: { Bucket: 'ö\u2028\n' } }), attempts: 3, later: { x: [null] } };
  const line = serializeCall(call);
  expect(line).not.toContain('\n');
  expect(parseCall(line, place)).toEqual(call);
  expect(serializeCall(parseCall(line, place))).toBe(line);
});

test.each([
  ['{"at":', 'is not JSON: "{\\"at\\":"'],
  ['[]', 'is not a recorded call: expected an object'],
  [JSON.stringify({ ...recorded('s3:ListBuckets'), account: '1' }), 'is not a recorded call: "account" must be twelve digits in quotes'],
  [JSON.stringify({ ...recorded('s3:ListBuckets'), at: 'yesterday' }), '"at" must be a UTC time such as 2026-11-20T10:00:00Z'],
  [JSON.stringify({ ...recorded('s3:ListBuckets'), error: denied }), 'expected either "output" or "error"'],
])('%s is refused with file and line', (line, message) => {
  expect(() => parseCall(line, place)).toThrow(message);
  expect(() => parseCall(line, place)).toThrow(/^evidence\/organization\.ndjson\.gz:7 /);
});

describe('the check by hand and the published schema agree', () => {
  const fitsSchema = new Ajv({ strict: true, strictRequired: false }).compile(callSchema);
  const good = { ...recorded('s3:ListBuckets'), requestId: 'r' };
  const bad = { ...recorded('s3:ListBuckets', { error: denied }), unknown: 1 };
  const values = [undefined, null, '', 'x', 0, -1, 1.5, {}, [], true, '111111111111', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00.5Z\n', denied, { ...denied, status: '403' }, { code: '', message: '', status: 1 }];
  const variants = [good, bad].flatMap((call) =>
    [...Object.keys(good), 'error', 'new'].flatMap((member) => values.map((value) => ({ ...call, [member]: value }))),
  );

  test.each([null, 1, 'x', [], good, bad, ...variants].map((value) => [JSON.stringify(value)]))('%s', (text) => {
    const value: unknown = JSON.parse(text);
    expect(mistakeIn(value) === undefined).toBe(fitsSchema(value));
  });
});

test('the published schema takes a line and refuses what is neither line nor manifest', () => {
  const validate = new Ajv({ strict: true, strictRequired: false }).compile(evidenceSchema);
  expect(validate(recorded('s3:ListBuckets'))).toBe(true);
  expect(validate({ hello: 'world' })).toBe(false);
});
