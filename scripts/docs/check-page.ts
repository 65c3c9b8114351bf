import { relative } from 'node:path';
import type { Profile } from '../../src/catalog/load-profile.ts';
import { type ProfilePointer, pointersTo } from '../../src/catalog/profile-pointers.ts';
import { callsOf } from '../../src/engine/calls-of-check.ts';
import { type Check, type Clause, isQuantifier } from '../../src/expressions/check.ts';
import { operationOf } from '../../src/model/operations.ts';
import { markdownBlock, markdownCode, markdownLink, markdownProse, markdownText } from '../../src/reporters/escape.ts';
import { link, page, section, table } from './page.ts';

/** Every page of docs/checks, by path. */
export function checkPages(checks: readonly Check[], profiles: readonly Profile[]): ReadonlyMap<string, string> {
  const areas = [...new Set(checks.map(({ area }) => area))].toSorted();
  const index = page(
    'Checks',
    `${checks.length} checks, by area. ${link('Profiles', '../profiles/README.md')} say which of them a framework asks for; ` +
      `${link('write a check', '../guides/write-a-check.md')} says how to add your own. ` +
      'Where a page has `{{…}}`, a finding has the value, such as the name of the resource.',
    ...areas.map((area) => section(markdownText(area), checkTable(checks.filter((check) => check.area === area)))),
  );
  return new Map([
    ['docs/checks/README.md', index],
    ...checks.map((check): [string, string] => [
      `docs/checks/${check.id}.md`,
      checkPage(check, pointersTo(check, profiles)),
    ]),
  ]);
}

/** Checks with their severity, each with a link to its page. */
export const checkTable = (checks: readonly Check[], folder = ''): string =>
  table(
    ['Check', 'Severity', 'What should hold'],
    checks.map(({ id, severity, title }) => [
      link(markdownCode(id), `${folder}${id}.md`),
      severity,
      markdownText(title),
    ]),
  );

function checkPage(check: Check, profiles: readonly ProfilePointer[]): string {
  const { id, title, area, severity, status, aliases, resource, why, fix, examples, references } = check;
  const facts = [
    markdownCode(id),
    severity,
    markdownText(area),
    `judges each ${link(markdownCode(resource), `../resources/${resource}.md`)}`,
    ...(status === 'stable' ? [] : [status]),
    ...(aliases.length === 0 ? [] : [`earlier called ${aliases.map(markdownCode).join(', ')}`]),
  ];
  return page(
    markdownText(title),
    facts.join(' · '),
    markdownProse(why),
    section('What it asks', asked(check)),
    section('Parameters', parameters(check)),
    section('Asked for by', askedForBy(profiles)),
    section('What it needs to read', permissions(check)),
    section('Fix', markdownProse(fix.summary.text)),
    section('AWS CLI', fix.cli ? markdownBlock(fix.cli.text, 'sh') : '', 3),
    section('Terraform', fix.terraform ? markdownBlock(fix.terraform.text, 'hcl') : '', 3),
    section('CloudFormation', fix.cloudformation ? markdownBlock(fix.cloudformation.text, 'yaml') : '', 3),
    section('Caution', fix.caution === undefined ? '' : markdownProse(fix.caution), 3),
    section(
      'Examples',
      table(
        ['Status', 'When'],
        examples.map(({ name, expect }) => [expect, markdownText(name)]),
      ),
    ),
    section('References', references.map((each) => `- ${markdownLink(each)}`).join('\n')),
    `${link('The check itself', `../../${relative('.', check.file).replaceAll('\\', '/')}`)} · ${link('All checks', 'README.md')}`,
  );
}

/** The expressions, and what the finding says of each that does not hold. */
function asked({ when, assertion, message }: Check): string {
  const isList = isQuantifier(assertion);
  const clauses = isList ? assertion.that : assertion;
  const rows: [string, string][] = [
    ...(when ? ([['when', markdownCode(when.text)]] as [string, string][]) : []),
    ...(isList
      ? ([[assertion.kind, `${markdownCode(assertion.as)} of ${markdownCode(assertion.of.text)}`]] as [
          string,
          string,
        ][])
      : []),
    ...(isList && assertion.where ? ([['where', markdownCode(assertion.where.text)]] as [string, string][]) : []),
    ...clauses.flatMap(clauseRows),
  ];
  return `${table(['', ''], rows)}\n\nWhere it does not hold, the finding says: ${markdownText(message.text.replaceAll(/\s+/g, ' '))}`;
}

const clauseRows = ({ condition, miss }: Clause, index: number): [string, string][] => [
  [index === 0 ? 'asks' : 'and', markdownCode(condition.text)],
  ...(miss ? ([['or it', markdownText(miss.text)]] as [string, string][]) : []),
];

const parameters = ({ params }: Check): string =>
  table(
    ['Name', 'Type', 'Default', 'What it means'],
    Object.entries(params).map(([name, { type, default: value, description, enum: values, min }]) => [
      markdownCode(name),
      `${markdownCode(type)}${values ? `: ${values.map(markdownCode).join(' or ')}` : ''}${min === undefined ? '' : `, at least ${min}`}`,
      markdownCode(JSON.stringify(value)),
      markdownText(description),
    ]),
  );

const askedForBy = (profiles: readonly ProfilePointer[]): string =>
  table(
    ['Profile', 'Controls'],
    profiles.map(({ profile, controls }) => [
      link(markdownCode(profile), `../profiles/${profile}.md`),
      controls.map(markdownCode).join(', '),
    ]),
  );

const permissions = (check: Check): string =>
  table(
    ['Call', 'IAM action'],
    callsOf(check).flatMap((call) => {
      const { action } = operationOf(call);
      return action === undefined ? [] : [[markdownCode(call), markdownCode(action)]];
    }),
  );
