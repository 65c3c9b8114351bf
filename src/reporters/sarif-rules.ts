import { SarifRuleBuilder } from 'node-sarif-builder';
import type { ReportingDescriptor } from 'sarif';
import type { Severity } from '../model/finding.ts';
import type { CheckText } from '../model/report.ts';
import { type ShownControl, severityText } from './control-words.ts';
import {
  markdownBlock,
  markdownCode,
  markdownLink,
  markdownProse,
  markdownText,
  terminalLines,
  visible,
} from './escape.ts';
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
// It refuses a file with more than 20 on a rule, and keeps 10.
const MOST_TAGS = 10;

/** A check as a rule of a run, with the controls that it helps to show: some as tags, all in the help. */
export function toRule(check: CheckText, controls: readonly ShownControl[] = []): ReportingDescriptor {
  const [helpUri] = check.references;
  const { rule } = new SarifRuleBuilder({
    name: shortened(pascalCase(check.id), LONGEST_NAME),
    help: { text: helpText(check, controls), markdown: helpMarkdown(check, controls) },
    defaultConfiguration: { level: LEVEL[check.severity] },
    properties: {
      tags: tagsOf(check, controls),
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

const tagsOf = ({ area }: CheckText, controls: readonly ShownControl[]): string[] => {
  const framework = controls.map(({ profile, id }) => visible(`${profile}/${id}`));
  return [...new Set(['security', visible(area), 'audit-trail', ...framework])].slice(0, MOST_TAGS);
};

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

function helpText(check: CheckText, controls: readonly ShownControl[]): string {
  const { why, fix, references } = check;
  const changed = severityText(check);
  const ways = WAYS.flatMap(([way, title]) => (fix[way] === undefined ? [] : [`${title}:\n${indented(fix[way])}`]));
  return [
    visible(oneLine(why)),
    `Fix: ${visible(oneLine(fix.summary))}`,
    ...ways,
    ...(fix.caution === undefined ? [] : [`Caution: ${visible(oneLine(fix.caution))}`]),
    ...(changed === undefined ? [] : [`Severity: ${visible(oneLine(changed))}`]),
    ...(controls.length === 0
      ? []
      : [
          ['Controls:', ...controls.map(({ profile, id, title }) => visible(`  ${profile} ${id}: ${title}`))].join(
            '\n',
          ),
        ]),
    references.map(visible).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function helpMarkdown(check: CheckText, controls: readonly ShownControl[]): string {
  const { why, fix, references } = check;
  const changed = severityText(check);
  const ways = WAYS.flatMap(([way, title, language]) =>
    fix[way] === undefined ? [] : [`**${title}**\n\n${markdownBlock(fix[way], language)}`],
  );
  return [
    `## Why it matters\n\n${markdownProse(why)}`,
    `## What to do\n\n${markdownProse(fix.summary)}`,
    ...ways,
    ...(fix.caution === undefined ? [] : [`**Caution:** ${markdownProse(fix.caution)}`]),
    ...(changed === undefined ? [] : [`**Severity:** ${markdownText(changed)}`]),
    ...(controls.length === 0
      ? []
      : [
          `## Controls\n\n${controls.map(({ profile, id, title }) => `- ${markdownCode(`${profile} ${id}`)}: ${markdownText(title)}`).join('\n')}`,
        ]),
    ...(references.length === 0
      ? []
      : [`## References\n\n${references.map((url) => `- ${markdownLink(url)}`).join('\n')}`]),
  ].join('\n\n');
}

const indented = (text: string): string =>
  terminalLines(text)
    .map((line) => `  ${line}`)
    .join('\n');
