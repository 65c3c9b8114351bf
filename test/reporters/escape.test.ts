import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  jsonText,
  markdownBlock,
  markdownCode,
  markdownLink,
  markdownProse,
  markdownRow,
  markdownText,
  sarifText,
  terminalLines,
  terminalText,
} from '../../src/reporters/escape.ts';
import { hostileNames } from './hostile-names.ts';

const INVISIBLE = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|[^ \P{Zs}]/u;

const CODE_SPAN = /(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g;
/** What a Markdown parser sees as text. */
const outsideCode = (markdown: string): string => markdown.replace(CODE_SPAN, '¤');

/** Nothing with a meaning in Markdown, HTML or on GitHub. */
const INERT = /^[\p{L}\p{M}\p{N} ¤.,;:!?'"“”‘’()%/–—-]*$/u;

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'`|\\<>[]()*_~@#&:-!.\n\t \u202e\u001bab1') }),
  fc.constantFrom(...hostileNames),
);

describe('nothing acts, and everything can be seen', () => {
  test.each(hostileNames.map((name) => ({ name, shown: terminalText(name).slice(0, 60) })))('$shown', ({ name }) => {
    expect(terminalText(name)).not.toMatch(INVISIBLE);
    expect(sarifText(name)).not.toMatch(INVISIBLE);
    expect(sarifText(name)).not.toContain('](');
    expect(jsonText(name)).not.toMatch(INVISIBLE);
    expect(JSON.parse(jsonText(name))).toBe(name);
    expect(outsideCode(markdownText(name))).toMatch(INERT);
    expect(outsideCode(markdownCode(name))).toBe('¤');
  });

  test('for names nobody thought of', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        expect(terminalText(name)).not.toMatch(INVISIBLE);
        expect(JSON.parse(jsonText(name))).toBe(name);
        const text = markdownText(name);
        expect(outsideCode(text)).toMatch(INERT);
        expect(text).not.toMatch(INVISIBLE);
        expect(outsideCode(text)).not.toMatch(/www\.|gh-\d|^(?:\d+[.)]|-+)(?: |$)|^ {4}/i);
        expect(outsideCode(markdownProse(name).replaceAll('\n\n', ' '))).toMatch(INERT);
        expect(
          markdownRow([markdownCode(name), text])
            .replace(/\\\|/g, '')
            .split('|'),
        ).toHaveLength(4);
      }),
      { numRuns: 2000, seed: 2 },
    );
  });

  test('a bidi mark, an escape sequence and a line break are spelled out', () => {
    expect(terminalText('a\u202eb\u001b[31m\nc')).toBe('a\\u{202e}b\\u{1b}[31m\\u{a}c');
  });

  test("a command to GitHub's runner is broken, an address of IPv6 is not", () => {
    expect(terminalText('::add-mask::x')).toBe('\\u{3a}:add-mask::x');
    expect(terminalText('a ::error file=x::y ##[warning]z')).toBe('a \\u{3a}:error file=x::y \\u{23}#[warning]z');
    expect(terminalText('from ::/0 to arn:aws:s3:::b')).toBe('from ::/0 to arn:aws:s3:::b');
  });
});

describe('Markdown', () => {
  test('leaves a sentence alone, and marks what is more than words', () => {
    expect(markdownText('Trail main (the old one) doesn’t log; since May, "nobody" noticed.')).toBe(
      'Trail main (the old one) doesn’t log; since May, "nobody" noticed.',
    );
    expect(markdownText('AccessDenied on s3:GetBucketPolicy in 222222222222.')).toBe(
      'AccessDenied on `s3:GetBucketPolicy` in `222222222222`.',
    );
  });

  test('breaks mentions, references, links and lists', () => {
    expect(markdownText('@octocat fixed #12 and GH-3 (see https://evil.example/), www.evil.example')).toBe(
      '`@octocat` fixed `#12` and `GH-3` (see `https://evil.example/`), `www.evil.example`',
    );
    expect(markdownText('1. one')).toBe('`1.` one');
    expect(markdownText('- one')).toBe('`-` one');
  });

  test('fences code with more backticks than it holds', () => {
    expect(markdownCode('a`b')).toBe('``a`b``');
    expect(markdownCode('`')).toBe('`` ` ``');
    expect(markdownBlock('a\n```\n\u001bb', 'sh')).toBe('````sh\na\n```\n\\u{1b}b\n````');
  });

  test('keeps a pipe inside its cell, even behind a backslash', () => {
    expect(markdownRow([markdownCode('a|b'), markdownCode('a\\|b')])).toBe('| `a\\|b` | `a\\\\u{7c}b` |');
  });

  test('takes code and paragraphs from an author, and nothing else', () => {
    expect(markdownProse('See `aws x --y`,\nor <b>.\n\n# No heading')).toBe(
      'See `aws x --y`, or `<b>`.\n\n`#` No heading',
    );
    expect(markdownProse('`a``b`')).toBe('`a` `b`');
  });

  test('links to plain https addresses only', () => {
    expect(markdownLink('https://docs.aws.amazon.com/a/b.html#c')).toBe('<https://docs.aws.amazon.com/a/b.html#c>');
    expect(markdownLink('javascript:alert(1)')).toBe('`javascript:alert(1)`');
    expect(markdownLink('https://x.example/><script>')).toBe('`https://x.example/><script>`');
  });
});

test('a command keeps its lines', () => {
  expect(terminalLines('aws x \\\n\t--y\u001b\n')).toEqual(['aws x \\', '  --y\\u{1b}']);
});
