import { SarifRuleBuilder } from 'node-sarif-builder';
import type { ReportingDescriptor } from 'sarif';
import type { Severity } from '../model/finding.ts';
import type { CheckText } from '../model/report.ts';
import { markdownBlock, markdownLink, markdownProse, terminalLines, visible } from './escape.ts';
import { sentence, shortened } from './sarif-text.ts';

export const LEVEL = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** In the middle of GitHub's bands, whose borders its documents leave open. */
const SECURITY_SEVERITY = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' } as const satisfies Record<
  Severity,
  string
>;

// GitHub's limits.
const LONGEST_NAME = 255;
const LONGEST_DESCRIPTION = 1024;

/** A check as a rule of a run. */
export function toRule(check: CheckText): ReportingDescriptor {
  const [helpUri] = check.references;
  const { rule } = new SarifRuleBuilder({
    name: shortened(pascalCase(check.id), LONGEST_NAME),
    help: { text: helpText(check), markdown: helpMarkdown(check) },
    defaultConfiguration: { level: LEVEL[check.severity] },
    properties: {
      tags: [...new Set(['security', visible(check.area), 'audit-trail'])],
      precision: 'very-high',
      'security-severity': SECURITY_SEVERITY[check.severity],
    },
  }).initSimple({
    ruleId: check.id,
    shortDescriptionText: shortened(sentence(visible(check.title)), LONGEST_DESCRIPTION),
    fullDescriptionText: shortened(sentence(visible(oneLine(check.why))), LONGEST_DESCRIPTION),
    ...(helpUri === undefined ? {} : { helpUri }),
  });
  return rule;
}

const pascalCase = (id: string): string =>
  id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const WAYS = [
  ['cli', 'AWS CLI', 'sh'],
  ['terraform', 'Terraform', 'hcl'],
  ['cloudformation', 'CloudFormation', 'yaml'],
] as const;

function helpText({ why, fix, references }: CheckText): string {
  const ways = WAYS.flatMap(([way, title]) => (fix[way] === undefined ? [] : [`${title}:\n${indented(fix[way])}`]));
  return [
    visible(oneLine(why)),
    `Fix: ${visible(oneLine(fix.summary))}`,
    ...ways,
    ...(fix.caution === undefined ? [] : [`Caution: ${visible(oneLine(fix.caution))}`]),
    references.map(visible).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function helpMarkdown({ why, fix, references }: CheckText): string {
  const ways = WAYS.flatMap(([way, title, language]) =>
    fix[way] === undefined ? [] : [`**${title}**\n\n${markdownBlock(fix[way], language)}`],
  );
  return [
    `## Why it matters\n\n${markdownProse(why)}`,
    `## What to do\n\n${markdownProse(fix.summary)}`,
    ...ways,
    ...(fix.caution === undefined ? [] : [`**Caution:** ${markdownProse(fix.caution)}`]),
    ...(references.length === 0
      ? []
      : [`## References\n\n${references.map((url) => `- ${markdownLink(url)}`).join('\n')}`]),
  ].join('\n\n');
}

const indented = (text: string): string =>
  terminalLines(text)
    .map((line) => `  ${line}`)
    .join('\n');
