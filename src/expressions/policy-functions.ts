import type { Environment } from '@marcbachmann/cel-js';
import { pinsSource, policyIsPublic, requiresTls } from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { undenied } from './account-denials.ts';
import { bucketReaders, bucketWriters } from './bucket-access.ts';
import { bucketDelivery, type Delivery, isLetThrough, keyDelivery, refusals, topicDelivery } from './delivery.ts';
import { rawField, resourceOf, targetOf } from './host-read.ts';
import { logGroupKeyDelivery } from './log-group-key.ts';
import { membershipOf } from './membership.ts';
import { bucketDestroyers, keyDestroyers, letsPeopleDecrypt } from './outsiders.ts';
import { policyOf } from './read-policy.ts';
import { unreadable } from './touched.ts';
import { Evidence } from './values.ts';

const POLICY = ['policy'] as const;

export const POLICY_READS = {
  bucketLetsItDeliver: ['bucket', 'bucket.policy', 'isOrganizationTrail'],
  keyLetsItEncrypt: ['key', 'key.policy'],
  topicLetsItPublish: ['topic', 'topic.policy'],
  pinsCloudTrail: POLICY,
  refusesHttp: POLICY,
  isPublic: POLICY,
  letsPeopleDecrypt: POLICY,
  destroyers: POLICY,
  readers: ['policy', 'owner', 'owner.organization', 'owner.organization.accounts'],
  writers: POLICY,
  isDeniedByPolicy: ['serviceControlPolicies'],
} as const;

/** What the policies of buckets, keys and topics let CloudTrail and others do, and what accounts are kept from. */
export function registerPolicyFunctions(environment: Environment): void {
  registerDeliveries(environment);

  for (const type of ['bucket', 'key'] as const) {
    environment.registerFunction(`${type}.pinsCloudTrail(): bool`, (instance: Evidence) => pinsOf(instance).isPinned());
    environment.registerFunction(
      `${type}.unpinnedStatements(): list<string>`,
      (instance: Evidence) => pinsOf(instance).unpinned,
    );
  }
  for (const type of ['key', 'topic'] as const) {
    environment.registerFunction(`${type}.isPublic(): bool`, (instance: Evidence) => {
      const { resource, policy } = judged(instance);
      return certain(
        policyIsPublic(policy, type === 'key' ? 'kms' : 'sns'),
        `the policy of ${type} ${resource.name} is public`,
      );
    });
  }
  environment.registerFunction('bucket.refusesHttp(): bool', (bucket: Evidence) => {
    const { resource, policy } = judged(bucket);
    return certain(requiresTls(policy, resource.id), `bucket ${resource.name} refuses plain HTTP`);
  });
  environment.registerFunction('key.letsPeopleDecrypt(): bool', (key: Evidence) => {
    const { resource, policy } = judged(key);
    return letsPeopleDecrypt(resource, policy);
  });
  environment.registerFunction(
    'bucket.destroyers(list<string>): list<string>',
    (bucket: Evidence, trusted: readonly string[]) => {
      const { resource, policy } = judged(bucket);
      const prefixes = rawField(bucket, 'logPrefixes') as readonly (string | Gap)[];
      return bucketDestroyers(resource, policy, prefixes, trusted);
    },
  );
  environment.registerFunction(
    'key.destroyers(list<string>): list<string>',
    (key: Evidence, trusted: readonly string[]) => {
      const { resource, policy } = judged(key);
      return keyDestroyers(resource, policy, trusted);
    },
  );
  environment.registerFunction(
    'bucket.readers(list<string>): list<string>',
    (bucket: Evidence, trusted: readonly string[]) => {
      const { resource, policy } = judged(bucket);
      const owner = targetOf(bucket, 'owner');
      if (!owner || owner === 'dangling') throw new Error('the bucket has no owner');
      const membership = membershipOf(owner, `${Evidence.source(bucket).path}.owner`);
      return bucketReaders(resource, policy, membership, trusted);
    },
  );
  environment.registerFunction(
    'bucket.writers(list<string>): list<string>',
    (bucket: Evidence, trusted: readonly string[]) => {
      const { resource, policy } = judged(bucket);
      return bucketWriters(resource, policy, trusted);
    },
  );

  environment.registerFunction(
    'account.isDeniedByPolicy(list<string>): bool',
    (account: Evidence, actions: readonly string[]) => undenied(account, actions).length === 0,
  );
  environment.registerFunction('account.undeniedActions(list<string>): list<string>', undenied);
}

function registerDeliveries(environment: Environment): void {
  const deliveries = [
    ['trail', 'bucketLetsItDeliver', 'bucketRefusals', 'bucket', bucketDelivery],
    ['trail', 'keyLetsItEncrypt', 'keyRefusals', 'key', keyDelivery],
    ['trail', 'topicLetsItPublish', 'topicRefusals', 'topic', topicDelivery],
    ['logGroup', 'keyLetsItEncrypt', 'keyRefusals', 'key', logGroupKeyDelivery],
  ] as const;
  for (const [type, verdict, told, link, of] of deliveries) {
    const delivery = (source: Evidence): Delivery => {
      const target = targetOf(source, link);
      if (!target || target === 'dangling') throw new Error(`the ${type} has no ${link}`);
      return of(resourceOf(source), target, policyOf(target, `${Evidence.source(source).path}.${link}`));
    };
    environment.registerFunction(`${type}.${verdict}(): bool`, (source: Evidence) => isLetThrough(delivery(source)));
    environment.registerFunction(`${type}.${told}(): string`, (source: Evidence) => refusals(delivery(source)));
  }
}

/** The resource a function is called on, and its policy. */
function judged(instance: Evidence) {
  const resource = resourceOf(instance);
  return { resource, policy: policyOf(resource, Evidence.source(instance).path) };
}

const certain = (answer: boolean | 'unknown', claim: string): boolean =>
  answer === 'unknown'
    ? unreadable(new Gap('undocumented', `AWS does not say enough to tell whether ${claim}`))
    : answer;

/** Whether CloudTrail may use a bucket or key for certain trails only, by the statements that let it. */
function pinsOf(instance: Evidence) {
  const { resource, policy } = judged(instance);
  const action = resource.type === 'bucket' ? 's3:PutObject' : 'kms:GenerateDataKey';
  const found = resourcesIn(resource, policy).map((asked) =>
    pinsSource(policy, { service: 'cloudtrail.amazonaws.com', action, resource: asked }),
  );
  const named = (verdict: string): readonly string[] => [
    ...new Set(
      found.flatMap(({ statements }) => statements.filter((each) => each.verdict === verdict)).map(({ name }) => name),
    ),
  ];
  const unpinned = named('unpinned');
  return {
    unpinned,
    isPinned(): boolean {
      if (unpinned.length > 0) return false;
      if (found.every(({ verdict }) => verdict === 'pinned')) return true;
      const open = named('unknown').join(', ') || 'its policy';
      return unreadable(
        new Gap(
          'undocumented',
          `whether ${open} of ${resource.type} ${resource.name} is for certain trails only cannot be told`,
        ),
      );
    },
  };
}

/** What to ask about so that every statement has its say: a key is one thing, a bucket has a folder for each. */
function resourcesIn(resource: Resource, policy: ReturnType<typeof policyOf>): readonly string[] {
  if (resource.type !== 'bucket') return [resource.id];
  const written = policy.statements.flatMap(({ resources }) => resources?.entries.map(({ text }) => text) ?? []);
  const files = written.map((text) => text.replaceAll('*', 'any').replaceAll('?', 'a'));
  return [
    ...new Set([
      `${resource.id}/AWSLogs/any/CloudTrail/any`,
      ...files.filter((arn) => arn.startsWith(`${resource.id}/`)),
    ]),
  ];
}
