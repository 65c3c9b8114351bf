import { type Context, evaluatePolicy, type Policy, UNKNOWN } from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { textOf } from '../model/text-of.ts';
import type { World } from '../model/world.ts';
import { ask, every, no, open, type Path, step, unknown, type Verdict, yes } from './path.ts';
import { readPolicy } from './read-policy.ts';
import { Reads } from './reads.ts';

/** Who publishes to a topic: an alarm or a rule. */
export interface Publisher {
  readonly service: 'cloudwatch.amazonaws.com' | 'events.amazonaws.com';
  readonly arn: string;
  readonly account: string;
  readonly organizationId: string | typeof UNKNOWN | undefined;
  /** The role it publishes with, where it is given one. */
  readonly roleArn?: string | undefined;
}

/** `arn:aws:iam::111122223333:root`, in the partition of another ARN. */
export const accountRoot = (arn: string, account: string): string =>
  arn.replace(/^(arn:[^:]+):.*$/, `$1:iam::${account}:root`);

/** From a topic to somebody who gets its messages. */
export function topicPath(topic: Resource, publisher: Publisher, world: World): Path {
  const reads = new Reads(world);
  const published = every(
    [mayPublish(topic, publisher, reads), mayUseKey(topic, publisher, reads)],
    `topic ${topic.name} takes the message`,
  );
  const taken = step('topic', published, reads.list, topic);
  return published.state === 'no' ? [taken] : [taken, subscriber(topic, world)];
}

/**
 * Source: SNS Developer Guide, "Example cases for Amazon SNS access control"; EventBridge User Guide,
 * "Using resource-based policies": EventBridge needs a statement for its service principal, or for the
 * role it is given. An alarm of the topic's own account publishes in the name of that account, as the
 * default policy lets it.
 */
function mayPublish(topic: Resource, publisher: Publisher, reads: Reads): Verdict {
  const written = reads.field(topic, 'policy');
  if (written instanceof Gap) return unknown(written);
  const { service, arn, account, organizationId, roleArn } = publisher;
  const text = textOf(written);
  const refused = `the policy of topic ${topic.name} does not let ${service} publish`;
  if (text === '') return no(refused);
  const policy = readPolicy(text, 'resource', `the policy of topic ${topic.name}`);
  if (policy instanceof Gap) return unknown(policy);
  const request = { action: 'sns:Publish', resource: topic.id } as const;
  const source: Context = {
    'aws:SourceArn': arn,
    'aws:SourceAccount': account,
    'aws:SecureTransport': 'true',
    ...(organizationId !== undefined && { 'aws:SourceOrgID': organizationId }),
  };
  const asService = evaluatePolicy(policy, {
    ...request,
    principal: { service },
    context: { ...source, 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': service },
  });
  const inOwnName: Context = {
    'aws:SourceOwner': account,
    'aws:PrincipalAccount': account,
    'aws:PrincipalOrgID': UNKNOWN,
    'aws:PrincipalIsAWSService': 'true',
  };
  const isOwn = account === topic.account;
  const asPrincipal =
    roleArn !== undefined || (service === 'cloudwatch.amazonaws.com' && isOwn)
      ? evaluatePolicy(policy, {
          ...request,
          principal: { arn: roleArn ?? accountRoot(arn, account) },
          context: { ...source, ...(roleArn === undefined ? inOwnName : { 'aws:PrincipalAccount': account }) },
        })
      : 'implicit-deny';
  if ((roleArn === undefined ? asService : asPrincipal) === 'explicit-deny') return no(refused);
  if (asService === 'allow' || asPrincipal === 'allow') return yes('');
  if (roleArn !== undefined && isOwn)
    return open(`whether role ${roleArn} may publish to topic ${topic.name} was not read`);
  if (asService === 'unknown' || asPrincipal === 'unknown')
    return open(`whether the policy of topic ${topic.name} lets ${service} publish depends on what is not known`);
  return no(refused);
}

/**
 * Source: SNS Developer Guide, "Enable compatibility between event sources from AWS services and
 * encrypted topics": the key's policy must let the service use it, which that of `alias/aws/sns` does not.
 */
export function mayUseKey(
  topic: Resource,
  { service, arn, account, roleArn }: Pick<Publisher, 'arn' | 'account' | 'roleArn'> & { readonly service: string },
  reads: Reads,
): Verdict {
  const key = reads.field(topic, 'kmsKeyId');
  if (key instanceof Gap) return unknown(key);
  if (key === undefined) return yes('');
  if (roleArn !== undefined) return open(`whether role ${roleArn} may use the key of topic ${topic.name} was not read`);
  const refused = `topic ${topic.name} is encrypted with ${textOf(key)}, which ${service} may not use`;
  if (textOf(key).endsWith('alias/aws/sns')) return no(refused);
  const written = reads.field(topic, 'keyPolicy');
  if (written instanceof Gap) return unknown(written);
  const policy = readPolicy(textOf(written), 'resource', `the policy of the key of topic ${topic.name}`);
  if (policy instanceof Gap) return unknown(policy);
  const context: Context = {
    ...NOT_SAID,
    'aws:SourceArn': arn,
    'aws:SourceAccount': account,
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': service,
    'aws:SecureTransport': 'true',
    'kms:EncryptionContext:aws:sns:topicArn': topic.id,
    'kms:EncryptionContextKeys': ['aws:sns:topicArn'],
  };
  const mayUse = (resource: string): Verdict['state'] => {
    const verdicts = ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) =>
      evaluatePolicy(policy, { principal: { service }, action, resource, context }),
    );
    if (verdicts.some((verdict) => verdict.endsWith('deny'))) return 'no';
    return verdicts.every((verdict) => verdict === 'allow') ? 'yes' : 'unknown';
  };
  const states = new Set(keyArns(textOf(key), topic, policy).map(mayUse));
  if (states.size === 1 && states.has('yes')) return yes('');
  if (states.size === 1 && states.has('no')) return no(refused);
  return open(`whether ${service} may use the key of topic ${topic.name} depends on what is not known`);
}

/** What AWS says nothing of, in the request that is made of a key for a publisher. */
const NOT_SAID: Context = {
  'aws:CurrentTime': UNKNOWN,
  'aws:PrincipalOrgID': UNKNOWN,
  'aws:RequestedRegion': UNKNOWN,
  'aws:ResourceAccount': UNKNOWN,
  'aws:ResourceOrgID': UNKNOWN,
  'aws:SourceOrgID': UNKNOWN,
  'aws:SourceOrgPaths': UNKNOWN,
  'kms:CallerAccount': UNKNOWN,
  'kms:ViaService': UNKNOWN,
};

/** The ARN of a topic's key, which may be named by its id; those that it may have where an alias names it. */
function keyArns(key: string, { id: topic }: Resource, policy: Policy): readonly string[] {
  const [, partition, , region, account] = topic.split(':');
  const own = `arn:${partition}:kms:${region}:${account}:key/`;
  if (!/(^|:)alias\//.test(key)) return [key.startsWith('arn:') ? key : `${own}${key}`];
  const named = policy.statements.flatMap(({ resources }) => resources?.entries.map(({ text }) => text) ?? []);
  return [`${own}any`, ...named.filter((text) => text.includes(':key/'))];
}

function subscriber(topic: Resource, world: World) {
  const reads = new Reads(world);
  const { known, holes } = reads.elements(topic, 'subscriptions');
  const isConfirmed = known.map((each) => (each as { readonly isConfirmed?: unknown }).isConfirmed);
  const gap = [...holes, ...isConfirmed].find((each) => each instanceof Gap);
  const verdict = isConfirmed.includes(true)
    ? yes(`somebody is subscribed to topic ${topic.name}`)
    : ask(
        gap,
        () => false,
        known.length === 0
          ? `nobody is subscribed to topic ${topic.name}`
          : `no subscription of topic ${topic.name} was ever confirmed`,
      );
  return step('subscription', verdict, reads.list, topic);
}
