import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOf, type PatternKind, tracePattern } from '../../src/cli/pattern-trace.ts';
import { UserError } from '../../src/cli/user-error.ts';

const record = { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com' };
const wrapped = (detail: object) => ({ source: 'aws.cloudtrail', detail });
const trace = (kind: PatternKind, pattern: string, event = record) =>
  tracePattern(kind, pattern, { record: event }, wrapped);

function errorOf(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('expected a UserError');
}

test.each<[pattern: string, kind: PatternKind]>([
  ['{"source": ["aws.iam"]}', 'event'],
  [' \n{\n  "source": ["aws.iam"]}', 'event'],
  ['{"source"', 'event'],
  ['{}', 'event'],
  ['{ }', 'event'],
  ['{ $.eventName = StopLogging }', 'filter'],
  ['{($.eventName=X)}', 'filter'],
  ['[ip, user]', 'filter'],
  ['["a"]', 'filter'],
  ['"{"', 'filter'],
  ['ERROR', 'filter'],
  ['', 'filter'],
])('%j is taken for a pattern of kind %s', (pattern, kind) => {
  expect(kindOf(pattern)).toBe(kind);
});

describe('a pattern is run on', () => {
  test('a record, by a filter', () => {
    expect(trace('filter', '{ $.eventName = StopLogging && $.eventSource = iam* }')).toMatchObject({
      match: { matched: false, uncertain: [] },
      conditions: [
        { text: '$.eventName = StopLogging', found: ['StopLogging'], matched: true, decided: false },
        { text: '$.eventSource = iam*', found: ['cloudtrail.amazonaws.com'], matched: false, decided: true },
      ],
    });
  });

  test('a line, by a filter', () => {
    const { match } = tracePattern('filter', 'ERROR -timeout', { record: 'ERROR: disk full' }, wrapped);
    expect(match).toEqual({ matched: true, uncertain: [] });
  });

  test('the envelope of the file, or one made for the record, by an event pattern', () => {
    const pattern = '{"source": ["aws.cloudtrail"], "detail": {"eventName": ["StopLogging"]}}';
    expect(trace('event', pattern).match).toEqual({ matched: true, uncertain: [] });
    const envelope = { source: 'aws.iam', detail: record };
    expect(tracePattern('event', pattern, { record, envelope }, wrapped)).toMatchObject({
      match: { matched: false },
      conditions: [{ found: ['aws.iam'], matched: false }, { matched: true }],
    });
  });

  test('no line, by an event pattern', () => {
    const error = errorOf(() => tracePattern('event', '{"source": ["x"]}', { record: 'ERROR' }, wrapped));
    expect(error).toMatchObject({ message: expect.stringContaining('line of text'), hint: 'name a JSON file' });
  });
});

const LONG = 'a'.repeat(200);

describe('a mistake is shown with a caret under it', () => {
  test.each<[kind: PatternKind, pattern: string, shown: string]>([
    ['filter', '{ $.eventName = }', '  { $.eventName = }\n                  ^'],
    ['filter', '{ ($.a = b) ||\n  ($.c = ) ||\n  ($.d = e) }', '    ($.c = ) ||\n           ^'],
    ['filter', '\n{', '  {\n   ^'],
    ['filter', '{ $.a =\n', '  \n  ^'],
    ['event', '', '  \n  ^'],
    ['event', '\n{}', '  {}\n  ^'],
    [
      'event',
      '{"detail": {"eventName": "StopLogging"}}',
      '  {"detail": {"eventName": "StopLogging"}}\n                           ^',
    ],
    ['event', '{\n  "source": ["a"}', '    "source": ["a"}\n                  ^'],
    // Of a long line what is near the mistake.
    ['filter', `{ $.${LONG} = }`, `  ${'a'.repeat(57)} = }\n  ${' '.repeat(60)}^`],
    ['event', `{"a" 1, "${LONG}": 1}`, `  {"a" 1, "${'a'.repeat(56)}\n       ^`],
  ])('%s %j', (kind, pattern, shown) => {
    const { message, hint } = errorOf(() => trace(kind, pattern));
    const [what, ...lines] = message.split('\n');
    expect(what).toMatch(
      kind === 'filter' ? /^the filter pattern cannot be read: \S/ : /^the event pattern cannot be read: \S/,
    );
    expect(lines.join('\n')).toBe(shown);
    expect(hint).toContain(kind === 'filter' ? 'CloudWatch Logs User Guide' : 'EventBridge User Guide');
  });
});

test('whatever the pattern, there is an answer, or a caret on a line of its own', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '$.a',
    '=',
    '&&',
    '%',
    '\n',
    ' ',
    ':',
    ',',
    '"a"',
    '1',
    '*',
    '(',
  );
  const pattern = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(pattern, fc.constantFrom<PatternKind>('filter', 'event'), (text, kind) => {
      try {
        expect(trace(kind, text).match).toBeDefined();
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const [caret = '', line = ''] = error.message.split('\n').toReversed();
        expect(caret).toMatch(/^ {2,}\^$/);
        // Under a character of the line, or just behind it.
        expect(caret.length).toBeLessThanOrEqual(line.length + 1);
        expect(text.split('\n')).toContain(line.slice(2));
      }
    }),
    { numRuns: 10_000, seed: 2026 },
  );
});
