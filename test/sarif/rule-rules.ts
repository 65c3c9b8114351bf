import type { ReportingDescriptor } from 'sarif';
import { isText, isUnique, type Rules } from './rules.ts';

const severityOf = ({ properties }: ReportingDescriptor): unknown => properties?.['security-severity'];
const tagsOf = ({ properties }: ReportingDescriptor): readonly string[] => properties?.tags ?? [];

/** The bands between whose borders GitHub's documents say nothing. */
const inBand = (value: number): boolean =>
  (value >= 0.1 && value <= 3.9) ||
  (value >= 4 && value <= 6.9) ||
  (value >= 7 && value <= 8.9) ||
  (value > 9 && value <= 10);

/** A rule of a run: sections 2 and 3. */
export const ruleRules: Rules<ReportingDescriptor> = {
  'no id': ({ id }) => isText(id),
  'no shortDescription.text': ({ shortDescription }) => isText(shortDescription?.text),
  'no fullDescription.text': ({ fullDescription }) => isText(fullDescription?.text),
  'no help.text': ({ help }) => isText(help?.text),
  'shortDescription over 1,024 characters': ({ shortDescription }) => (shortDescription?.text ?? '').length <= 1024,
  'fullDescription over 1,024 characters': ({ fullDescription }) => (fullDescription?.text ?? '').length <= 1024,
  'name over 255 characters': ({ name }) => (name ?? '').length <= 255,
  'name is not PascalCase, or is the id': ({ name, id }) =>
    name === undefined || (name !== id && /^[A-Z][A-Za-z0-9]*$/.test(name)),
  'more than 10 tags are shown': (rule) => tagsOf(rule).length <= 10,
  'a tag twice': (rule) => isUnique(tagsOf(rule)),
  'security-severity is no string': (rule) => severityOf(rule) === undefined || typeof severityOf(rule) === 'string',
  'security-severity is no number in a band': (rule) =>
    severityOf(rule) === undefined || (/^\d+\.\d+$/.test(String(severityOf(rule))) && inBand(Number(severityOf(rule)))),
  'security-severity without the tag security': (rule) =>
    severityOf(rule) === undefined || tagsOf(rule).includes('security'),
  'problem.severity is for rules that are not about security': ({ properties }) =>
    properties?.['security-severity'] === undefined || properties['problem.severity'] === undefined,
  'unknown precision': ({ properties }) =>
    properties?.precision === undefined || ['very-high', 'high', 'medium', 'low'].includes(properties.precision),
  'no defaultConfiguration.level': ({ defaultConfiguration }) =>
    ['error', 'warning', 'note'].includes(defaultConfiguration?.level ?? ''),
  'helpUri is not https': ({ helpUri }) => helpUri === undefined || helpUri.startsWith('https://'),
};
