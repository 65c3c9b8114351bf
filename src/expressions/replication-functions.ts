import type { Environment } from '@marcbachmann/cel-js';
import { mayHoldLogFiles } from '../interpreters/lifecycle.ts';
import { Gap } from '../model/gap.ts';
import { rawField, unreadableAll } from './host-read.ts';
import type { Evidence } from './values.ts';

export const REPLICATION_READS = {
  replicatesLogs: ['replicationRules', 'logPrefixes', 'logKmsKeyIds', 'encryption'],
} as const;

/** Whether replication rules copy what trails deliver to a bucket. */
export function registerReplicationFunctions(environment: Environment): void {
  environment.registerFunction('bucket.replicatesLogs(): bool', (bucket: Evidence): boolean => {
    const verdicts = prefixVerdicts(bucket);
    if (verdicts.some(({ copied }) => copied === false)) return false;
    const gaps = verdicts.flatMap((verdict) => verdict.gaps);
    return gaps.length > 0 ? unreadableAll(gaps) : true;
  });
  environment.registerFunction('bucket.replicationLimits(): string', (bucket: Evidence): string =>
    prefixVerdicts(bucket)
      .filter(({ copied }) => copied === false)
      .map(({ prefix, limits }) => `${prefix}: ${limits.join(', ') || 'no rule that is enabled'}`)
      .join('; '),
  );
}

interface Rule {
  readonly id: string;
  readonly isEnabled: boolean | Gap;
  readonly prefix: string;
  readonly isForTaggedOnly: boolean;
  readonly takesKmsEncrypted: boolean;
}

interface Verdict {
  readonly prefix: string;
  readonly copied: boolean | 'unknown';
  /** Why that is not known. */
  readonly gaps: readonly Gap[];
  /** What rules for it leave out. */
  readonly limits: readonly string[];
}

/** For each prefix that trails deliver to, whether one rule copies all log files below it. */
function prefixVerdicts(bucket: Evidence): readonly Verdict[] {
  const rules = rawField(bucket, 'replicationRules') as readonly Rule[];
  const prefixes = rawField(bucket, 'logPrefixes') as readonly (string | Gap)[];
  const encrypted = areEncrypted(bucket, prefixes.length);
  return prefixes.map((prefix): Verdict => {
    if (prefix instanceof Gap) return { prefix: '', copied: 'unknown', gaps: [prefix], limits: [] };
    const answers = rules
      .filter(({ isEnabled }) => isEnabled !== false)
      .map((rule) => reachOf(rule, prefix, encrypted));
    if (answers.some(({ copies }) => copies)) return { prefix, copied: true, gaps: [], limits: [] };
    const gaps = answers.flatMap((answer) => answer.gaps);
    return {
      prefix,
      copied: gaps.length > 0 ? 'unknown' : false,
      gaps,
      limits: answers.flatMap(({ limit }) => limit ?? []),
    };
  });
}

interface Reach {
  readonly copies: boolean;
  /** Why it may copy after all. */
  readonly gaps: readonly Gap[];
  readonly limit?: string;
}

/**
 * Whether a rule that is not off copies all log files below a prefix.
 *
 * Source: Amazon S3 User Guide, "What does Amazon S3 replicate?": objects that KMS encrypts are left out unless the rule
 * takes them. That log files carry tags, and that they lie in a part of the prefix only, is not documented.
 */
function reachOf(rule: Rule, prefix: string, encrypted: boolean | Gap): Reach {
  const isAll = prefix.startsWith(rule.prefix);
  if (!mayHoldLogFiles(rule.prefix, prefix)) return { copies: false, gaps: [] };
  if (!rule.takesKmsEncrypted && encrypted === true)
    return { copies: false, gaps: [], limit: `rule ${rule.id} leaves out what KMS encrypts` };
  const gaps: Gap[] = [];
  if (rule.isEnabled instanceof Gap) gaps.push(rule.isEnabled);
  if (!rule.takesKmsEncrypted && encrypted instanceof Gap) gaps.push(encrypted);
  if (!isAll) gaps.push(open(rule, `objects below ${rule.prefix} only, and whether all log files lie there`));
  if (rule.isForTaggedOnly) gaps.push(open(rule, 'objects with certain tags only, and whether log files have them'));
  return { copies: gaps.length === 0, gaps };
}

const open = ({ id }: Rule, what: string): Gap =>
  new Gap('undocumented', `replication rule ${id} copies ${what} cannot be told`);

/** Whether log files are encrypted with KMS: by a trail's key or, which AWS leaves open, by the bucket's default. */
function areEncrypted(bucket: Evidence, prefixes: number): boolean | Gap {
  const keys = rawField(bucket, 'logKmsKeyIds') as readonly (string | Gap)[];
  if (keys.some((key) => typeof key === 'string')) {
    if (prefixes === 1) return true;
    return new Gap(
      'undocumented',
      'which of the trails that deliver there encrypt with KMS was not looked at one by one',
    );
  }
  const hole = keys.find((key) => key instanceof Gap);
  if (hole) return hole;
  const encryption = rawField(bucket, 'encryption') as { readonly algorithm: unknown } | undefined;
  if (encryption?.algorithm instanceof Gap) return encryption.algorithm;
  return encryption === undefined || encryption.algorithm === 'AES256'
    ? false
    : new Gap(
        'undocumented',
        "AWS does not say whether log files of a trail without a key get the bucket's default encryption",
      );
}
