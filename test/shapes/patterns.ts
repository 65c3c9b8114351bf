import { CIS_PATTERNS, MENDED_PATTERNS, named, ORGANIZATION_CALLS } from '../../scripts/moto/seed/cis-patterns.ts';

/** A metric filter's pattern for each of the fifteen controls, as the benchmark words it. */
export const PATTERNS = {
  ...CIS_PATTERNS,
  ...MENDED_PATTERNS,
  'organizations-changes': `{ ($.eventSource = organizations.amazonaws.com) && (${named(...ORGANIZATION_CALLS)}) }`,
} as const satisfies Readonly<Record<string, string>>;

export type Control = keyof typeof PATTERNS;

export const CONTROLS = Object.keys(PATTERNS) as readonly Control[];
