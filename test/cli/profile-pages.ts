import type { Page } from './page.ts';

const PROFILE = `id: mine
title: What we ask for
description: Two controls of our own.
controls:
  - id: "1"
    title: Trails are signed
    checks: [trail-signs-logfiles]
  - id: "2"
    title: Somebody reads them
`;

/** Profiles with controls, the configuration, and `init`, which writes it. */
export const PROFILE_PAGES: readonly Page[] = [
  { name: 'init', title: 'A new configuration, where nobody can be asked', command: ['init'], exit: 0 },
  { name: 'init-help', title: 'Help of init', command: ['init', '--help'], exit: 0 },
  {
    name: 'init-there',
    title: 'A new configuration where there is one',
    command: ['init', '--fail-on', 'high'],
    files: { 'trailproof.yaml': 'failOn: low\n' },
  },
  {
    name: 'init-tag',
    title: 'A new configuration with a tag that has no value',
    command: ['init', '--sensitive-tag', 'data-classification'],
  },
  {
    name: 'init-bucket',
    title: 'A new configuration with a bucket by its ARN',
    command: ['init', '--designated-bucket', 'arn:aws:s3:::acme-logs'],
  },
  {
    name: 'wrong-controls',
    title: 'A profile of your own with mistakes in its controls',
    command: ['evaluate', '--sample', '--profile', 'baseline', '--profile', 'mine.yaml'],
    files: { 'mine.yaml': PROFILE },
  },
  {
    name: 'wrong-control-checks',
    title: 'A profile of your own with a check that does not exist',
    command: ['evaluate', '--sample', '--profile', 'baseline,mine.yaml'],
    files: { 'mine.yaml': `${PROFILE}    manual: Ask them.\n` },
  },
  {
    name: 'config-severity',
    title: 'A severity changed without a reason',
    command: ['evaluate', '--sample'],
    files: { 'trailproof.yaml': 'severities:\n  trail-signs-log-files: { severity: high }\n' },
  },
  {
    name: 'config-severity-check',
    title: 'A severity changed of a check that does not exist',
    command: ['evaluate', '--sample'],
    files: { 'trailproof.yaml': 'severities:\n  trail-signs-logfiles: { severity: high, reason: We sign. }\n' },
  },
  {
    name: 'config-exclude',
    title: 'An account that is to be scanned and left out',
    command: ['scan'],
    files: { 'trailproof.yaml': 'accounts: ["111122223333"]\nexclude: { accounts: ["111122223333"] }\n' },
  },
];
