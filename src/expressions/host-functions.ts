import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { Gap } from '../model/gap.ts';
import { Link } from '../model/resource.ts';
import { ACCOUNT_RECORDING_READS, registerAccountRecordingFunctions } from './account-recording-functions.ts';
import { CONFIG_READS, registerConfigFunctions } from './config-functions.ts';
import { DRILL_READS, registerDrillFunctions } from './drill-functions.ts';
import { rawField } from './host-read.ts';
import { LIFECYCLE_READS, registerLifecycleFunctions } from './lifecycle-functions.ts';
import { MEMBERSHIP_READS, registerMembershipFunctions } from './membership.ts';
import { registerMendingFunctions } from './mending-functions.ts';
import { registerNamingFunctions } from './naming-functions.ts';
import { POLICY_READS, registerPolicyFunctions } from './policy-functions.ts';
import { REPLICATION_READS, registerReplicationFunctions } from './replication-functions.ts';
import { ROLE_READS, registerRoleFunctions } from './role-functions.ts';
import { registerSelectorFunctions, SELECTOR_READS } from './selector-functions.ts';
import { registerSubscriptionFunctions, SUBSCRIPTION_READS } from './subscription-functions.ts';
import { registerTopicKeyFunctions, TOPIC_KEY_READS } from './topic-key-functions.ts';
import { unreadable } from './touched.ts';
import { registerTrailQuota, TRAIL_QUOTA_READS } from './trail-quota.ts';
import { registerTrailRecordingFunctions, TRAIL_RECORDING_READS } from './trail-recording-functions.ts';
import { Evidence, holesOf, isDangling, isPresent } from './values.ts';

/** What a host function reads of the resource it is called on, so that examples can cover it. */
export const HOST_READS: Readonly<Record<string, readonly string[]>> = {
  ...LIFECYCLE_READS,
  ...DRILL_READS,
  ...SELECTOR_READS,
  ...ACCOUNT_RECORDING_READS,
  ...TRAIL_RECORDING_READS,
  ...TRAIL_QUOTA_READS,
  ...POLICY_READS,
  ...ROLE_READS,
  ...MEMBERSHIP_READS,
  ...REPLICATION_READS,
  ...SUBSCRIPTION_READS,
  ...TOPIC_KEY_READS,
  ...CONFIG_READS,
};

/** Adds the functions of the check language to CEL's own. `docs/resources/` lists them. */
export function registerHostFunctions(environment: Environment): void {
  environment.registerFunction('present(ast): bool', existence('present', isPresent));
  environment.registerFunction('dangling(ast): bool', existence('dangling', isDangling));
  environment.registerFunction('count(list): int', (list: readonly unknown[]) => BigInt(known(list).length));
  environment.registerFunction('trail.covers(account): bool', (trail: Evidence, account: Evidence) =>
    isListed(account, trail),
  );
  environment.registerFunction('trail.covers(region): bool', (trail: Evidence, region: Evidence) =>
    isListed(region, trail),
  );
  registerLifecycleFunctions(environment);
  registerDrillFunctions(environment);
  registerNamingFunctions(environment);
  registerMendingFunctions(environment);
  registerSelectorFunctions(environment);
  registerAccountRecordingFunctions(environment);
  registerTrailRecordingFunctions(environment);
  registerTrailQuota(environment);
  registerPolicyFunctions(environment);
  registerRoleFunctions(environment);
  registerMembershipFunctions(environment);
  registerReplicationFunctions(environment);
  registerSubscriptionFunctions(environment);
  registerTopicKeyFunctions(environment);
  registerConfigFunctions(environment);
  // `matches` is rewritten to this at load: RE2 runs in linear time, JavaScript's engine does not.
  environment.registerFunction('string.matchesRe2(string): bool', (text: string, pattern: string) =>
    re2(pattern).matcher(text).find(),
  );
}

const patterns = new Map<string, RE2JS>();

/** A compiled RE2 pattern; throws on what RE2 does not take. */
export function re2(pattern: string): RE2JS {
  let compiled = patterns.get(pattern);
  if (!compiled) patterns.set(pattern, (compiled = RE2JS.compile(pattern)));
  return compiled;
}

/** The parts of cel-js's macro interface used here; its own types leave them open. */
interface MacroInput {
  readonly args: readonly [ASTNode];
}
interface Checker {
  check(node: ASTNode, context: unknown): unknown;
  getType(name: string): unknown;
}
interface Runner {
  run(node: ASTNode, context: unknown): unknown;
}

/** A macro over one argument that may be absent anywhere along its path. */
const existence =
  (name: string, decide: (value: unknown) => boolean) =>
  ({ args }: MacroInput) => ({
    name,
    arg: args[0],
    typeCheck(checker: Checker, macro: { arg: ASTNode }, context: unknown) {
      checker.check(macro.arg, context);
      return checker.getType('bool');
    },
    evaluate(runner: Runner, macro: { arg: ASTNode }, context: unknown) {
      try {
        return decide(runner.run(macro.arg, context));
      } catch (error) {
        if ((error as { code?: unknown }).code === 'no_such_key') return false;
        throw error;
      }
    },
  });

/** The list, unless it is known only in part. */
function known(list: readonly unknown[]): readonly unknown[] {
  const [hole] = holesOf(list);
  return hole ? unreadable(hole) : list;
}

/** Whether a trail is among the trails an account or region sees. */
function isListed(where: Evidence, trail: Evidence): boolean {
  for (const each of [where, trail]) {
    const { gap } = Evidence.source(each);
    if (gap) unreadable(gap);
  }
  const id = Evidence.source(trail).resource?.id;
  const trails = rawField(where, 'trails') as readonly unknown[];
  if (trails.some((link) => link instanceof Link && link.id === id)) return true;
  const hole = trails.find((link) => link instanceof Gap);
  return hole instanceof Gap ? unreadable(hole) : false;
}
