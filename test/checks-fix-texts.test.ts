import { fileURLToPath } from 'node:url';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { loadChecks } from '../src/catalog/load-checks.ts';
import { bundledEvents } from '../src/cli/bundled-events.ts';
import { judge } from '../src/engine/evaluate-check.ts';
import { exampleWorld } from '../src/engine/example-world.ts';
import { defaultParameters } from '../src/engine/parameters.ts';
import { quoteForShell, quoteForTerraform, quoteForYaml } from '../src/engine/quote.ts';
import type { Check, FIX_WAYS } from '../src/expressions/check.ts';
import { complaintsAbout } from './aws-operations.ts';
import { awsCalls, shellComplaint } from './fix-commands.ts';

const checks = await loadChecks(await bundledEvents(), fileURLToPath(new URL('../checks', import.meta.url)));

type Way = (typeof FIX_WAYS)[number];

/** The texts of a fix by way, as each failing example of the check fills them in. */
const fixes = (way: Way): readonly (readonly [string, string])[] =>
  checks.flatMap((check) =>
    check.fix[way] === undefined ? [] : [...new Set(filledIn(check, way))].map((text) => [check.id, text] as const),
  );

function filledIn(check: Check, way: Way): readonly string[] {
  return check.examples
    .filter(({ expect }) => expect === 'fail')
    .map((example) => {
      const { resource, world } = exampleWorld(check.resource, example);
      const { finding } = judge(check, resource, { ...defaultParameters(check), ...example.params }, world);
      return finding.fix?.[way] ?? check.fix[way]?.text ?? '';
    });
}

test.each(fixes('terraform'))('%s: the Terraform text parses as HCL', async (id, text) => {
  expect(await parseHcl(`${id}.tf`, text)).not.toEqual({});
});

/** The short forms of CloudFormation's functions that our texts use. */
const SHORT_FORMS = ['!Ref', '!GetAtt', '!Sub'].map((tag) => ({ tag, resolve: (value: string) => value }));

test.each(fixes('cloudformation'))('%s: the CloudFormation text parses as YAML', (_id, text) => {
  const { errors, warnings, contents } = parseDocument(text, { customTags: SHORT_FORMS });
  expect([...errors, ...warnings].map(({ message }) => message)).toEqual([]);
  expect(contents?.toJSON()).toBeTypeOf('object');
});

/** A name that wants to be more than a name, in every language. */
const HOSTILE = `a'b"$(nothing) \${nothing} %{nothing} \`nothing\`: #{[`;

/** The texts with this name for every expression. */
const withHostileNames = (way: Way, quote: (value: string) => string) =>
  checks.flatMap(({ id, fix }) => {
    const text = fix[way]?.text ?? '';
    return text.includes('{{') ? [[id, text.replaceAll(/\{\{.*?\}\}/gs, () => quote(HOSTILE))] as const] : [];
  });

test.each(withHostileNames('cli', quoteForShell))(
  '%s: a hostile name stays within a word of the command',
  (_id, text) => {
    const words = awsCalls(text).flat();
    expect(words.filter((word) => word.includes(HOSTILE)).length).toBeGreaterThan(0);
    expect(words.filter((word) => word.includes(quoteForShell(HOSTILE)))).toEqual([]);
  },
);

test.each(withHostileNames('cloudformation', quoteForYaml))(
  '%s: a hostile name stays a scalar of the YAML',
  (_id, text) => {
    const { errors, contents } = parseDocument(text, { customTags: SHORT_FORMS });
    expect(errors).toEqual([]);
    expect(leavesOf(contents?.toJSON())).toContain(HOSTILE);
  },
);

const leavesOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];

/** Whether a number stands bare in the Terraform text of a check. */
const hasNumber = (id: string): boolean =>
  checks.some(({ id: of, fix }) => of === id && /= \{\{params\.\w*Days\}\}/.test(fix.terraform?.text ?? ''));

test.each(withHostileNames('terraform', quoteForTerraform).filter(([id]) => !hasNumber(id)))(
  '%s: a hostile name stays inside a string of the Terraform text',
  async (id, text) => {
    expect(JSON.stringify(await parseHcl(`${id}.tf`, text))).toContain(JSON.stringify("a'b").slice(1, -1));
  },
);

describe.each(fixes('cli'))('%s', (_id, text) => {
  test('the commands are what a shell takes', () => {
    expect(shellComplaint(text)).toBe('');
  });

  test('a file that is read has been written by a command before', () => {
    for (const [url, file = ''] of text.matchAll(/file:\/\/(\S+)/g)) {
      expect(text.slice(0, text.indexOf(url))).toContain(`> ${file}\n`);
    }
  });

  test('each calls an operation that AWS has, with options that it has', async () => {
    const calls = awsCalls(text);
    expect(calls.length).toBeGreaterThan(0);
    const complaints = await Promise.all(calls.map(complaintsAbout));
    expect(complaints.flat()).toEqual([]);
  });
});
