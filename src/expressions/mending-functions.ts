import type { Environment } from '@marcbachmann/cel-js';
import { readPolicy } from '../drill/read-policy.ts';
import type { AdvancedEventSelector, TrailSelectors } from '../interpreters/event-selectors/index.ts';
import type { LifecycleRule } from '../interpreters/lifecycle.ts';
import { policyIsPublic } from '../interpreters/policy/index.ts';
import { accountIn } from '../model/arn.ts';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { logFolders } from './delivery.ts';
import { lifecycleKeeping } from './mended-lifecycle.ts';
import {
  lakeMayEncrypt,
  logGroupMayEncrypt,
  onlyOverTls,
  ownerDecides,
  policyLimiting,
  policyWith,
  type Statement,
  servicesMayEncrypt,
  trailMayDeliver,
  trailMayEncrypt,
  trailMayPublish,
} from './mended-policies.ts';
import { selectorsWith } from './mended-selectors.ts';
import { RECORDED, trailOf } from './naming-functions.ts';
import { quietlyIn } from './quiet-functions.ts';
import { PUBLISHERS } from './topic-key-functions.ts';
import { evaluationUnderWay } from './touched.ts';

/**
 * Whole documents for the commands of a fix: what stands there today, with what is missing added, since AWS
 * replaces selectors, policies and lifecycle rules as a whole. Where that could not be read the word in capitals
 * stays: a document without it would take something away.
 */
export function registerMendingFunctions(environment: Environment): void {
  const register = quietlyIn(environment);
  for (const type of RECORDED)
    register(`${type}.selectorsWith(string)`, 'SELECTORS_JSON', (recorded, added: string) => {
      const trail = trailOf(recorded);
      if (trail) return mendedSelectors(trail.fields['eventSelectors'], added);
      // A trail that is still to be made has none; one that may be there may have any.
      return [recorded.fields['trails']].flat().length === 0 ? mendedSelectors({}, added) : undefined;
    });
  register('bucket.lifecycleKeeping(int)', 'LIFECYCLE_JSON', ({ fields }, days: bigint) => {
    const rules = fields['lifecycleRules'];
    return Array.isArray(rules) ? JSON.stringify(lifecycleKeeping(rules as LifecycleRule[], Number(days))) : undefined;
  });

  const registerPolicy = (call: string, find: (judged: Resource) => string | undefined): void =>
    register(`${call}()`, 'POLICY_JSON', find);
  registerPolicy('bucket.policyOverTls', (bucket) => mendedPolicy(bucket, [onlyOverTls(bucket.id)]));
  registerPolicy('key.policyOfItsOwner', (key) => mendedPolicy(key, [ownerDecides(key.id)]));
  registerPolicy('key.policyForItsAccount', (key) =>
    limitedPolicy(key, 'kms', { 'kms:CallerAccount': key.account ?? '' }),
  );
  registerPolicy('topic.policyForItsAccount', (topic) =>
    limitedPolicy(topic, 'sns', { 'AWS:SourceOwner': topic.account ?? '' }),
  );
  registerPolicy('trail.bucketPolicy', (trail) => {
    const folders = logFolders(trail);
    return folders && mendedTarget(trail, 'bucket', (id) => trailMayDeliver(trail.id, id, folders));
  });
  registerPolicy('trail.keyPolicy', (trail) => mendedTarget(trail, 'key', () => trailMayEncrypt(trail.id)));
  registerPolicy('trail.topicPolicy', (trail) => mendedTarget(trail, 'topic', (id) => [trailMayPublish(trail.id, id)]));
  registerPolicy('logGroup.keyPolicy', (group) => mendedTarget(group, 'key', () => [logGroupMayEncrypt(group.id)]));

  const registerNewKey = (type: string, statements: (resource: Resource) => readonly Statement[]): void =>
    registerPolicy(`${type}.newKeyPolicy`, (resource) =>
      policyWith('', [ownerDecides(resource.id), ...statements(resource)]),
    );
  registerNewKey('trail', (trail) => trailMayEncrypt(trail.id));
  registerNewKey('logGroup', (group) => [logGroupMayEncrypt(group.id)]);
  registerNewKey('topic', (topic) => [publishersMayEncrypt(topic)]);
  registerNewKey('eventDataStore', () => [lakeMayEncrypt]);
}

/** The selectors of a trail with some more. */
const mendedSelectors = (selectors: unknown, added: string): string | undefined =>
  selectors === undefined || selectors instanceof Gap
    ? undefined
    : JSON.stringify(selectorsWith(selectors as TrailSelectors, JSON.parse(added) as AdvancedEventSelector[]));

/** The policy of a resource with some more statements; one that has none gets them alone. */
function mendedPolicy({ fields }: Resource, added: readonly Statement[]): string | undefined {
  const { policy = '' } = fields;
  return typeof policy === 'string' ? policyWith(policy, added) : undefined;
}

/** The policy of a resource with a condition on what is open to everybody. */
function limitedPolicy(
  { fields: { policy } }: Resource,
  service: 'kms' | 'sns',
  condition: Readonly<Record<string, string>>,
): string | undefined {
  if (typeof policy !== 'string' || readPolicy(policy, 'resource', 'it') instanceof Gap) return undefined;
  return policyLimiting(policy, (text) => policyIsPublic(text, service) !== false, 'StringEquals', condition);
}

/** The same for what a link leads to. Of what is gone, it is the policy to make it anew with. */
function mendedTarget(
  { fields }: Resource,
  property: string,
  added: (id: string) => readonly Statement[],
): string | undefined {
  const link = fields[property];
  if (!(link instanceof Link)) return undefined;
  const target = evaluationUnderWay().world.find(link);
  if (target instanceof Gap) return undefined;
  return target === 'dangling' ? policyWith('', added(link.id)) : mendedPolicy(target, added(target.id));
}

/** The services that publish to a topic, for the accounts they do it for; where that is not known, any of them. */
function publishersMayEncrypt({ id, fields }: Resource): Statement {
  const users = Object.entries(PUBLISHERS).map(([field, service]) => {
    const links = [fields[field]].flat();
    const accounts = links.flatMap((link) => (link instanceof Link ? accountIn(link.id) : []));
    return { service, accounts, isOpen: links.some((link) => link instanceof Gap) };
  });
  const known = users.filter(({ accounts, isOpen }) => accounts.length > 0 || isOpen);
  const services = (known.length > 0 ? known : users).map(({ service }) => service);
  return servicesMayEncrypt(services, [...new Set([accountIn(id), ...users.flatMap(({ accounts }) => accounts)])]);
}
