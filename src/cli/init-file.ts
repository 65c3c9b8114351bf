import { stringify } from 'yaml';
import { wrap } from '../reporters/wrap.ts';
import type { Answers } from './init-answers.ts';

/** A value on one line, quoted where YAML would take it for something else. */
const yaml = (value: unknown): string =>
  stringify(value, {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
    // Other tools that read the file may still take `yes` for true.
    compat: 'yaml-1.1',
  }).trim();

/** A line of the file, or a comment to be taken for an example. */
const line = (indent: string, key: string, value: unknown, example: unknown): string =>
  value === undefined ? `${indent}# ${key}: ${yaml(example)}` : `${indent}${key}: ${yaml(value)}`;

/**
 * A `trailproof.yaml` with these answers, and everything else in comments, ready to be taken in.
 * `schema` is where editors find its schema, relative to the file.
 */
export function configurationText(answers: Answers, schema: string, profiles: readonly string[]): string {
  const { sensitiveTag, logArchiveAccount, designatedBucket } = answers;
  const hasParams = [sensitiveTag, logArchiveAccount, designatedBucket].some((answer) => answer !== undefined);
  // Below a key in a comment everything is in one.
  const param = (about: string, key: string, value: unknown, example: unknown): string =>
    hasParams
      ? `${about && `  # ${about}\n`}${line('  ', key, value, example)}`
      : `${about && `# ${about}\n`}#   ${key}: ${yaml(example)}`;
  return `# yaml-language-server: $schema=${schema}
# What trailproof goes by where no option says otherwise. Lines in comments are examples.

${comment(`What to judge by, one or several: ${profiles.join(', ')}, or the path of a profile of your own.`)}
${line('', 'profiles', answers.profiles, ['baseline'])}

# Parameters of checks; they hold for all profiles. Each check says which it has: trailproof checks explain <check>
${hasParams ? '' : '# '}params:
${param(TAG, 'sensitiveTagKey', sensitiveTag?.key, 'data-classification')}
${param('', 'sensitiveTagValues', sensitiveTag?.values, ['sensitive', 'confidential'])}
${param('The account that must own every bucket that trails deliver to.', 'logArchiveAccount', logArchiveAccount, '111122223333')}
${param('The bucket that trails must deliver to.', 'designatedBucket', designatedBucket, 'example-audit-logs')}

# Exit 1 for failures at or above: critical, high, medium or low.
${line('', 'failOn', answers.failOn, 'high')}

# Scan the whole organisation, assuming this role in every account; only some accounts, units or regions of it.
# roleName: Audit
# accounts: ["111122223333"]
# organizationalUnits: [ou-ab12-cdefgh34]
# regions: [eu-west-1, us-east-1]

# Accounts that no scan of the organisation looks into, by id or by what they lie below.
# exclude:
#   accounts: ["444455556666"]
#   organizationalUnits: [ou-ab12-ijklmn56]

# How bad failures of a check are for you, and why; reports show both.
# severities:
#   trail-signs-log-files: { severity: high, reason: Our auditors ask for it first. }

# Folders of your own checks, relative to this file.
# checks: [checks]
`;
}

const TAG = 'The tag of buckets, tables and functions with sensitive data, all access to which must be recorded.';

const comment = (text: string): string =>
  wrap(text, 110)
    .map((part) => `# ${part}`)
    .join('\n');
