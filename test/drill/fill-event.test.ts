import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillEvent } from '../../src/drill/fill-event.ts';
import { mergePatch } from '../../src/drill/merge-patch.ts';
import type { EventTemplate, SampleEvents } from '../../src/model/sample-event.ts';

describe('a merge patch', () => {
  // RFC 7396, appendix A.
  test.each<[original: unknown, patch: unknown, result: unknown]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j patched with %j', (original, patch, result) => {
    expect(mergePatch(original, patch)).toEqual(result);
  });

  test('takes __proto__ and the like for members', () => {
    const merged = mergePatch(JSON.parse('{"a":1}'), JSON.parse('{"__proto__":{"b":2},"constructor":{"c":3}}'));
    expect(JSON.stringify(merged)).toBe('{"a":1,"__proto__":{"b":2},"constructor":{"c":3}}');
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(mergePatch(merged, JSON.parse('{"__proto__":null,"toString":null}'))).toEqual({
      a: 1,
      constructor: { c: 3 },
    });
  });

  test('changes neither argument, and applied twice does no more than once', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (original, patch) => {
        const before = JSON.stringify([original, patch]);
        const merged = mergePatch(original, patch);
        expect(JSON.stringify([original, patch])).toBe(before);
        expect(mergePatch(merged, patch)).toEqual(merged);
      }),
      { numRuns: 10_000, seed: 2026 },
    );
  });
});

describe('filling in', () => {
  const events: SampleEvents = {
    base: { userIdentity: { type: 'AssumedRole', accountId: '${account}' }, awsRegion: '${region}', readOnly: true },
    sets: new Map(),
  };
  const template = (record: EventTemplate['record']): EventTemplate => ({
    name: 'it happens',
    where: 'region',
    record,
  });
  const names = { account: '444455556666', region: 'eu-west-1', 'trail.name': 'main' };

  test('replaces variables in the base and in the patch, however deep', () => {
    const record = {
      readOnly: false,
      requestParameters: { names: ['${trail.name}', { is: 'arn:x:${region}:${account}:${trail.name}' }], days: 1 },
    };
    expect(fillEvent(events, template(record), names)).toEqual({
      userIdentity: { type: 'AssumedRole', accountId: '444455556666' },
      awsRegion: 'eu-west-1',
      readOnly: false,
      requestParameters: { names: ['main', { is: 'arn:x:eu-west-1:444455556666:main' }], days: 1 },
    });
  });

  test('leaves keys and the template as they are', () => {
    const record = { requestParameters: { '${account}': '${account}' } };
    expect(fillEvent(events, template(record), names)).toMatchObject({
      requestParameters: { '${account}': '444455556666' },
    });
    expect(record).toEqual({ requestParameters: { '${account}': '${account}' } });
  });

  test.each(['${account}', '$&', '$1', '$$', '"}', '\u0000', '{{x}}', '__proto__'])(
    'takes the name %j as text',
    (name) => {
      const filled = fillEvent(events, template({ a: '<${trail.name}|${trail.name}>' }), {
        ...names,
        'trail.name': name,
      });
      expect(filled['a']).toBe(`<${name}|${name}>`);
    },
  );

  test.each(['toString', '__proto__', 'bucket.name', ''])('refuses ${%s}, which is not given', (name) => {
    expect(() => fillEvent(events, template({ a: `\${${name}}` }), names)).toThrow(
      new RangeError(`there is nothing to fill in for \${${name}}`),
    );
  });
});
