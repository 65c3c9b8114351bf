import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { quoteForShell, quoteForTerraform, quoteForYaml } from '../../src/engine/quote.ts';

/** Names that are fine as they are, or try to be something else than a name. */
const NAMES = [
  'acme-logs',
  'arn:aws:logs:eu-west-1:111122223333:log-group:/trail:*',
  'arn:aws:s3:::acme-logs/',
  '365',
  '007',
  '1e3',
  '0x1f',
  '12:30:45',
  '2026-11-23',
  'yes',
  'Null',
  '~',
  '',
  ' a b ',
  "it's",
  'say "no"',
  '$(touch pwned)',
  '`touch pwned`',
  '${file("/etc/passwd")}',
  '%{ if true }x%{ endif }',
  '$${kept}',
  '$$${a}',
  'a; touch pwned',
  'a && b | c > d',
  'back\\slash',
  '\\${a}',
  'two\nlines',
  'tab\there',
  '- item',
  'key: value',
  'a #comment',
  '&anchor',
  '*alias',
  '!Ref Secret',
  '[a, b]',
  '{a: b}',
  'a, b',
  '"] }',
  '-n',
  'ä ö 日本 🪣',
  '\u0007bell',
  'back\bspace\fform\\b',
];

test.each(NAMES)('the shell reads %j as one word', (name) => {
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\036' ${quoteForShell(name)}`], { encoding: 'utf8' });
  expect(stdout.split('\x1e')).toEqual([name, '']);
});

test.each(NAMES)('YAML reads %j as one scalar, in a block and in a list', (name) => {
  const written = quoteForYaml(name);
  const [block, list] = [parse(`a: ${written}`) as unknown, parse(`a: [${written}, b]`) as unknown];
  // A number stands where a number is wanted, and a name is never one.
  const expected = written === '365' ? 365 : name;
  expect(block).toEqual({ a: expected });
  expect(list).toEqual({ a: [expected, 'b'] });
});

test.each(NAMES)('Terraform reads %j inside the string', (name) => {
  const { value, rest } = readHclString(`"${quoteForTerraform(name)}" = 1`);
  expect(value).toBe(name);
  expect(rest).toBe(' = 1');
});

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Reads a quoted string of Terraform; throws at a template, which a name must never become. */
function readHclString(text: string): { readonly value: string; readonly rest: string } {
  let value = '';
  for (let at = 1; at < text.length; ) {
    const [, escaped, code, literal, template] =
      /^(?:\\(?:([nrt"\\])|u([\da-f]{4}))|([$%])\3\{|([$%])\{)/i.exec(text.slice(at)) ?? [];
    if (text[at] === '"') return { value, rest: text.slice(at + 1) };
    if (template !== undefined) throw new Error(`a template begins at ${text.slice(at)}`);
    if (escaped !== undefined) [value, at] = [value + ESCAPES[escaped], at + 2];
    else if (code !== undefined) [value, at] = [value + String.fromCharCode(Number.parseInt(code, 16)), at + 6];
    else if (literal !== undefined) [value, at] = [`${value}${literal}{`, at + 3];
    else [value, at] = [value + text[at], at + 1];
  }
  throw new Error('the string does not end');
}
