import { loadChecks } from '../../catalog/load-checks.ts';
import { testCheck } from '../../engine/test-check.ts';
import { type Check, isQuantifier } from '../../expressions/check.ts';
import { didYouMean } from '../../expressions/suggest.ts';
import { bundledEvents } from '../bundled-events.ts';
import { EXIT } from '../exit-codes.ts';
import { packagePath } from '../package.ts';
import { UserError } from '../user-error.ts';

interface ChecksOptions {
  readonly checks?: string;
}

const load = async ({ checks }: ChecksOptions): Promise<readonly Check[]> =>
  loadChecks(await bundledEvents(), packagePath('checks'), ...(checks === undefined ? [] : [checks]));

/** `trailproof checks list`: by area, one line each. */
export async function listChecks(options: ChecksOptions & { readonly json?: boolean }): Promise<void> {
  const checks = await load(options);
  if (options.json) {
    const rows = checks.map(({ id, title, area, severity, resource, params }) => ({
      id,
      title,
      area,
      severity,
      resource,
      params,
    }));
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const width = Math.max(...checks.map(({ id }) => id.length));
  let area: string | undefined;
  for (const check of checks.toSorted((a, b) => (a.area === b.area ? 0 : a.area < b.area ? -1 : 1))) {
    if (check.area !== area) process.stdout.write(`${area === undefined ? '' : '\n'}${check.area}\n`);
    area = check.area;
    process.stdout.write(`  ${check.id.padEnd(width)}  ${check.severity.padEnd(8)}  ${check.title}\n`);
  }
  process.stdout.write(`\n${checks.length} checks\n`);
}

/** `trailproof checks explain`: a check's page in the terminal. */
export async function explainCheck(id: string, options: ChecksOptions): Promise<void> {
  const checks = await load(options);
  const check = checks.find((each) => each.id === id || each.aliases.includes(id));
  if (!check)
    throw new UserError(
      `there is no check "${id}"${didYouMean(
        id,
        checks.map((each) => each.id),
      )}`,
      'list them with `trailproof checks list`',
    );
  process.stdout.write(`${page(check).join('\n')}\n`);
}

function page(check: Check): readonly string[] {
  const { id, title, severity, resource, area, when, assertion, params, why, fix, references, examples } = check;
  const clauses = isQuantifier(assertion) ? assertion.that : assertion;
  return [
    title,
    `${id} · ${area} · ${severity} · judges each ${resource}`,
    '',
    why,
    '',
    'Asks',
    ...(when ? [`  when ${when.text}`] : []),
    ...(isQuantifier(assertion)
      ? [
          `  ${assertion.kind} ${assertion.as} of ${assertion.of.text}${assertion.where ? ` where ${assertion.where.text}` : ''}`,
        ]
      : []),
    ...clauses.map(({ condition }) => `  ${condition.text}`),
    ...Object.entries(params).map(
      ([name, { type, default: value, description }]) =>
        `  params.${name} (${type}, ${JSON.stringify(value)}): ${description}`,
    ),
    '',
    'Fix',
    `  ${fix.summary.text}`,
    ...section('AWS CLI', fix.cli?.text),
    ...section('Terraform', fix.terraform),
    ...section('CloudFormation', fix.cloudformation),
    ...section('Caution', fix.caution),
    '',
    'Examples',
    ...examples.map(({ name, expect }) => `  ${expect.padEnd(14)}  ${name}`),
    '',
    ...references,
  ];
}

const section = (title: string, text: string | undefined): readonly string[] =>
  text === undefined
    ? []
    : [
        `  ${title}:`,
        ...text
          .trim()
          .split('\n')
          .map((line) => `    ${line}`),
      ];

/** `trailproof checks test`: runs every example; exit 1 when one does not hold or an input has no unknown example. */
export async function testChecks(path: string | undefined): Promise<void> {
  const checks = await loadChecks(await bundledEvents(), path ?? packagePath('checks'));
  const problems = checks.flatMap(testCheck);
  for (const { place, message } of problems) process.stdout.write(`${place} ${message}\n`);
  const examples = checks.reduce((sum, check) => sum + check.examples.length, 0);
  process.stdout.write(
    `${checks.length} checks, ${examples} examples: ${problems.length === 0 ? 'all hold' : `${problems.length} problems`}\n`,
  );
  if (problems.length > 0) process.exitCode = EXIT.findings;
}
