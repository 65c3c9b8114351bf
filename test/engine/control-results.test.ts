import { describe, expect, test } from 'vitest';
import type { Ask } from '../../src/catalog/select-checks.ts';
import { controlResults, statusOf } from '../../src/engine/control-results.ts';
import { variantsOf } from '../../src/engine/variants.ts';
import type { Check } from '../../src/expressions/check.ts';
import type { Finding, Status } from '../../src/model/finding.ts';

describe('a control is', () => {
  test.each([
    ['not-met', { fail: 1, unknown: 1, pass: 1, 'not-applicable': 1 }, true],
    ['not-met', { fail: 1, unknown: 0, pass: 9, 'not-applicable': 0 }, false],
    ['undecided', { fail: 0, unknown: 1, pass: 9, 'not-applicable': 0 }, false],
    ['undecided', { fail: 0, unknown: 1, pass: 9, 'not-applicable': 0 }, true],
    ['manual', { fail: 0, unknown: 0, pass: 9, 'not-applicable': 0 }, true],
    ['manual', { fail: 0, unknown: 0, pass: 0, 'not-applicable': 9 }, true],
    ['manual', { fail: 0, unknown: 0, pass: 0, 'not-applicable': 0 }, true],
    ['met', { fail: 0, unknown: 0, pass: 1, 'not-applicable': 9 }, false],
    ['not-applicable', { fail: 0, unknown: 0, pass: 0, 'not-applicable': 1 }, false],
  ] as const)('%s with %o, by hand: %s', (expected, counts, manual) => {
    expect(statusOf(counts, manual)).toBe(expected);
  });
});

test('what a control counts is the findings of its checks, with its own parameters', () => {
  const lasting = { id: 'lasting', params: { days: { type: 'int', default: 30, description: 'Days.' } } };
  const ask = (check: object, parameters = {}): Ask => ({ profile: 'mine', check: check as Check, parameters });
  const plain = ask({ id: 'plain', params: {} });
  const [short, long] = [ask(lasting), ask(lasting, { days: 90 })];
  const finding = (check: string, status: Status, params?: Finding['params']): Finding => ({
    check,
    resource: { type: 'trail', id: 't', name: 't' },
    status,
    message: '',
    evidence: [],
    ...(params && { params }),
  });
  const control = (id: string, ...asks: readonly Ask[]) => ({ id, title: id, mapping: 'ours' as const, asks });
  const manual = { ...control('c'), manual: 'Look.' };
  const [result] = controlResults(
    [{ profile: 'mine', title: 'Mine', controls: [control('a', plain, long), control('b', short), manual] }],
    variantsOf([plain, short, long]),
    [
      finding('plain', 'pass'),
      finding('plain', 'not-applicable'),
      finding('lasting', 'pass', { days: 30 }),
      finding('lasting', 'fail', { days: 90 }),
      finding('other', 'fail'),
    ],
  );
  expect(result?.controls).toEqual([
    {
      id: 'a',
      title: 'a',
      status: 'not-met',
      mapping: 'ours',
      checks: [{ check: 'plain' }, { check: 'lasting', params: { days: 90 } }],
      counts: { fail: 1, unknown: 0, pass: 1, 'not-applicable': 1 },
    },
    {
      id: 'b',
      title: 'b',
      status: 'met',
      mapping: 'ours',
      checks: [{ check: 'lasting', params: { days: 30 } }],
      counts: { fail: 0, unknown: 0, pass: 1, 'not-applicable': 0 },
    },
    {
      id: 'c',
      title: 'c',
      status: 'manual',
      mapping: 'ours',
      checks: [],
      counts: { fail: 0, unknown: 0, pass: 0, 'not-applicable': 0 },
      manual: 'Look.',
    },
  ]);
});
