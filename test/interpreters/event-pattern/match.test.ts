import { describe, expect, test } from 'vitest';
import { matchEventPattern, parseEventPattern } from '../../../src/interpreters/event-pattern/index.ts';
import { PatternError } from '../../../src/interpreters/pattern-error.ts';
import { Steps } from '../../../src/interpreters/steps.ts';
import { events, patterns, stopLogging } from './samples.ts';
import { inDoubt, notInDoubt, onOneField, onStopLogging, onStructure, type Vector } from './vectors.ts';

const shown = (vectors: readonly Vector[]) =>
  vectors.map(([pattern, matched, event = {}]) => ({
    title: `${JSON.stringify(pattern)} ${matched ? 'takes' : 'leaves'} ${event === stopLogging ? 'it' : JSON.stringify(event)}`,
    pattern,
    event,
    matched,
  }));

describe('the event that stops a trail', () => {
  test.each(shown(onStopLogging))('$title', ({ pattern, event, matched }) => {
    expect(matchEventPattern(pattern, event)).toEqual({ matched, uncertain: [] });
  });
});

describe('one field', () => {
  test.each(shown(onOneField))('$title', ({ pattern, event, matched }) => {
    expect(matchEventPattern(pattern, event)).toEqual({ matched, uncertain: [] });
  });
});

describe('nested events', () => {
  test.each(shown(onStructure))('$title', ({ pattern, event, matched }) => {
    expect(matchEventPattern(pattern, event)).toEqual({ matched, uncertain: [] });
  });
});

describe('in doubt', () => {
  test.each(inDoubt)('%s', (_title, pattern, event, matched, doubts) => {
    const match = matchEventPattern(pattern, event);
    expect(match.matched).toBe(matched);
    expect(match.uncertain).toEqual(doubts.map((doubt) => expect.stringContaining(doubt) as string));
  });
});

describe('a doubt that makes no difference is not named', () => {
  test.each(notInDoubt)('%s', (_title, pattern, event, matched) => {
    expect(matchEventPattern(pattern, event)).toEqual({ matched, uncertain: [] });
  });
});

test('each sample pattern takes the records it was written for', () => {
  const taken = patterns.map((pattern) =>
    events.flatMap((event, index) => (matchEventPattern(pattern, event).matched ? [index] : [])),
  );
  expect(taken).toEqual([[0], [2], [], [2], [1], [3], [1]]);
});

test('a pattern that was read is not read again, and a plain object that looks like one is', () => {
  const read = parseEventPattern({ detail: { eventName: ['StopLogging'] } });
  expect(matchEventPattern(read, stopLogging).matched).toBe(true);
  expect(() => matchEventPattern({ root: { kind: 'object', fields: [], branches: [] } }, stopLogging)).toThrow(
    PatternError,
  );
});

describe('whatever the input', () => {
  const nested = (levels: number, wrap: (inner: unknown) => unknown) => {
    let value: unknown = 'bottom';
    for (let level = 0; level < levels; level += 1) value = wrap(value);
    return { a: value };
  };

  test('an event of 100,000 levels is matched', () => {
    expect(
      matchEventPattern(
        { a: { a: { b: [1] } } },
        nested(100_000, (inner) => ({ a: inner })),
      ).matched,
    ).toBe(false);
    expect(
      matchEventPattern(
        { a: ['bottom'] },
        nested(100_000, (inner) => [inner]),
      ).matched,
    ).toBe(true);
  });

  test('an array of 100,000 elements is matched', () => {
    const a = Array.from({ length: 100_000 }, (_none, index) => ({ x: index, y: -index }));
    const match = matchEventPattern({ a: { x: [99_999], y: [-99_999] } }, { a });
    expect(match).toEqual({ matched: true, uncertain: [] });
  });

  test('fields that almost all of 10,000 elements lack are looked for once', () => {
    const a = Array.from({ length: 10_000 }, (_none, index) => (index === 0 ? { y: 1 } : { x: 1 }));
    const match = matchEventPattern({ a: { y: [{ exists: false }], x: [2] } }, { a });
    expect(match).toEqual({ matched: false, uncertain: [] });
  });

  test('without steps left the answer is uncertain', () => {
    const steps = new Steps(3);
    const { uncertain } = matchEventPattern({ detail: { eventName: ['StopLogging'] } }, stopLogging, steps);
    expect(uncertain).toEqual(['to work it out takes more than 3 steps']);
  });

  test('the most combinations on a large event end in time', () => {
    const letters = [...'abcdefghi'];
    const or = (name: string) => ({
      [name]: { $or: [{ x: [{ wildcard: '*1*2*3*z' }] }, { y: [{ wildcard: '*3*2*1*z' }] }] },
    });
    const pattern = Object.assign({}, ...letters.map(or)) as object;
    const elements = Array.from({ length: 300 }, () => ({ x: '123'.repeat(30), y: '321'.repeat(30) }));
    const event = Object.fromEntries(letters.map((letter) => [letter, elements]));
    const started = performance.now();
    expect(matchEventPattern(pattern, event).matched).toBe(false);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
