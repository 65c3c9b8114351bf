import { describe, expect, test } from 'vitest';
import { traceEventPattern } from '../../../src/interpreters/event-pattern/index.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { stopLogging } from './samples.ts';

test('a trace says of each condition what it asks, where, what it found and whether it decided', () => {
  const text =
    '{"source": ["aws.s3"], "detail": {"eventName": ["StopLogging", {"prefix": "Delete"}], "errorCode": ["x"]}}';
  expect(traceEventPattern(text, stopLogging)).toEqual({
    match: { matched: false, uncertain: [] },
    conditions: [
      {
        path: ['source'],
        text: 'source: ["aws.s3"]',
        start: 11,
        end: 21,
        found: ['aws.cloudtrail'],
        matched: false,
        uncertain: [],
        decided: true,
      },
      {
        path: ['detail', 'eventName'],
        text: 'detail.eventName: ["StopLogging", {"prefix": "Delete"}]',
        start: 47,
        end: 84,
        found: ['StopLogging'],
        matched: true,
        uncertain: [],
        decided: false,
      },
      {
        path: ['detail', 'errorCode'],
        text: 'detail.errorCode: ["x"]',
        start: 99,
        end: 104,
        found: 'absent',
        matched: false,
        uncertain: [],
        decided: true,
      },
    ],
  });
});

describe('what decides', () => {
  const or = { a: [1], $or: [{ b: [2], c: [3] }, { d: [4] }] };
  test.each<[string, object, object, string]>([
    ['all fields of a match', { a: [1], b: { c: [2] } }, { a: 1, b: { c: 2 } }, 'a c'],
    ['the fields that fail', { a: [1], b: [2] }, { a: 1 }, 'b'],
    ['the branch that holds', or, { a: 1, b: 2, d: 4 }, 'a d'],
    ['both branches if both hold', or, { a: 1, b: 2, c: 3, d: 4 }, 'a b c d'],
    ['what fails in every branch', or, { a: 1, c: 3 }, 'b d'],
    ['not the branches if one of them holds', or, { a: 2, d: 4 }, 'a'],
    ['no field where each matches in another element', { a: { b: [1], c: [2] } }, { a: [{ b: 1 }, { c: 2 }] }, ''],
  ])('%s', (_title, pattern, event, names) => {
    const { conditions } = traceEventPattern(pattern, event);
    const decisive = conditions.filter(({ decided }) => decided);
    expect(decisive.map(({ path }) => path.at(-1)).join(' ')).toBe(names);
  });
});

test.each<[string, object, unknown]>([
  ['nothing', {}, 'absent'],
  ['a parent that is no object', { a: 'x' }, 'absent'],
  ['an empty array', { a: { b: [] } }, []],
  ['elements of arrays', { a: [{ b: [1, [2]] }, { c: 3 }, { b: { d: 4 } }] }, [1, 2, { d: 4 }]],
  ['null', { a: { b: null } }, [null]],
])('what was found: %s', (_title, event, found) => {
  expect(traceEventPattern({ a: { b: ['x'] } }, event).conditions[0]?.found).toEqual(found);
});

test('a doubt stands with its condition', () => {
  const { conditions } = traceEventPattern({ a: [{ exists: true }], b: [1] }, { a: {} });
  expect(conditions.map(({ uncertain }) => uncertain.length)).toEqual([1, 0]);
});

test('without steps left a trace is uncertain', () => {
  const { match, conditions } = traceEventPattern({ a: ['x'] }, { a: ['y', 'z'] }, new Steps(2));
  expect(match.uncertain).toEqual(['to work it out takes more than 2 steps']);
  expect(conditions[0]).toMatchObject({ found: [], uncertain: match.uncertain });
});
