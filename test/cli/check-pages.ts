import type { Page } from './page.ts';

const OWN = `id: trail-has-a-prefix
title: Trails deliver below a prefix
severity: low
resource: trail
params:
  depth: { type: int, default: 1, description: How many folders deep., min: 1 }
when: "!trail.isShadow"
assert:
  - expr: present(trail.s3KeyPrefix)
    miss: has none
  - expr: "!present(trail.s3KeyPrefix) || trail.s3KeyPrefix.split('/').size() >= params.depth"
    miss: "has {{trail.s3KeyPrefix}}, which is not {{params.depth}} deep"
message: Trail {{trail.name}} delivers into the root of its bucket.
why: A bucket of several trails is easier to keep in order.
fix:
  summary: Set a prefix.
  cli: aws cloudtrail update-trail --name {{trail.arn}} --s3-key-prefix PREFIX
  caution: Log files that are there stay where they are.
references: [https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html]
examples:
  - { name: a prefix, expect: pass, trail: { isShadow: false, s3KeyPrefix: trails } }
  - { name: no prefix, expect: fail, trail: { isShadow: false } }
  - { name: a copy, expect: not-applicable, trail: { isShadow: true } }
  - { name: a copy or not, expect: unknown, trail: { isShadow: !gap "AccessDenied on cloudtrail:DescribeTrails" } }
  - { name: no answer, expect: unknown, trail: { isShadow: false, s3KeyPrefix: !gap "AccessDenied on cloudtrail:DescribeTrails" } }
`;
const mine = { 'mine/own/trail-has-a-prefix.yaml': OWN };

/** How checks are listed, explained, written and tested, and what goes wrong there. */
export const CHECK_PAGES: readonly Page[] = [
  { name: 'checks-list-help', title: 'Help of listing checks', command: ['checks', 'list', '--help'], exit: 0 },
  { name: 'checks-new-help', title: 'Help of writing a check', command: ['checks', 'new', '--help'], exit: 0 },
  {
    name: 'checks-list-own',
    title: 'The checks of one area, your own',
    command: ['checks', 'list', '--checks', 'mine', '--area', 'own'],
    files: mine,
    exit: 0,
  },
  {
    name: 'checks-list-control',
    title: 'The checks that show a control of a framework',
    command: ['checks', 'list', '--profile', 'cis-aws-3.0', '--control', '3.2'],
    exit: 0,
  },
  {
    name: 'checks-list-json',
    title: 'Checks as JSON, with the profiles and controls that ask for them',
    command: ['checks', 'list', '--checks', 'mine', '--area', 'own', '--format', 'json'],
    files: mine,
    exit: 0,
  },
  {
    name: 'checks-list-unknown-control',
    title: 'Checks of a control that the framework does not have',
    command: ['checks', 'list', '--profile', 'cis-aws-3.0', '--control', '3.20'],
  },
  {
    name: 'checks-explain',
    title: 'A check explained',
    command: ['checks', 'explain', 'trail-has-a-prefix', '--checks', 'mine'],
    files: mine,
    exit: 0,
  },
  { name: 'checks-new', title: 'A new check', command: ['checks', 'new', 'trail-has-an-owner'], exit: 0 },
  {
    name: 'checks-new-bad-id',
    title: 'A new check whose id cannot be one',
    command: ['checks', 'new', 'TrailHas_anOwner'],
  },
  {
    name: 'checks-new-taken-id',
    title: 'A new check with the id of one of ours',
    command: ['checks', 'new', 'trail-is-logging'],
  },
  {
    name: 'checks-test-failing',
    title: 'Examples that do not hold',
    command: ['checks', 'test', 'mine/own/trail-has-a-prefix.yaml'],
    files: {
      'mine/own/trail-has-a-prefix.yaml': OWN.replace('expect: pass', 'expect: fail').replace(
        /.*no answer.*\n/,
        '  - { name: a misspelt field, expect: pass, trail: { s3Prefix: trails } }\n',
      ),
    },
    exit: 1,
  },
  {
    name: 'checks-test-empty',
    title: 'Testing a folder without checks',
    command: ['checks', 'test', 'mine'],
    files: { 'mine/notes.txt': 'Nothing.\n' },
  },
];
