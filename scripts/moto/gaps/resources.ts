import { changeJson, denied, fault, objectsIn, textOf, whenOk } from '../answers.ts';
import type { AskMoto } from '../ask-moto.ts';
import type { BucketRegistry } from '../bucket-registry.ts';
import { on, type Rule } from '../rules.ts';
import type { Settings } from '../settings.ts';

/** Keys, log groups, topics, event buses and tags, as far as moto differs from AWS in a way that changes a verdict. */
export function resourceGaps(settings: Settings, moto: AskMoto, buckets: BucketRegistry): readonly Rule[] {
  /**
   * Whether it exists or not: AWS tells nobody about another account's key, topic or event bus. Asked for
   * the rules of one by ARN, moto answers those of our own bus of that name.
   */
  const onlyOwn =
    (member: string): Rule =>
    async (request) => {
      const owner = textOf(request.input[member]).split(':')[4];
      return owner === undefined || owner === request.account
        ? undefined
        : denied(
            request,
            `User: ${request.caller} is not authorized to perform: ${request.service}:${request.operation} on resource: ${textOf(request.input[member])} because no resource-based policy allows the action`,
          );
    };

  /** The policy's name is optional, but not for moto. */
  const getKeyPolicy: Rule = async ({ input }, forward) =>
    forward({ body: Buffer.from(JSON.stringify({ PolicyName: 'default', ...input })) });

  /** moto answers an empty list for a log group that does not exist. */
  const describeMetricFilters: Rule = async (request) => {
    const name = request.input.logGroupName;
    if (typeof name !== 'string') return undefined;
    const answer = await moto.logs(request, 'DescribeLogGroups', { logGroupNamePrefix: name });
    return objectsIn(answer?.logGroups).some((group) => group.logGroupName === name)
      ? undefined
      : fault(request, {
          code: 'ResourceNotFoundException',
          status: 400,
          message: 'The specified log group does not exist.',
        });
  };

  /** moto confirms every subscription at once. */
  const isPending = (member: string): boolean =>
    [...settings.pendingSubscriptions].some((endpoint) => member.includes(`<Endpoint>${endpoint}</Endpoint>`));

  const listSubscriptions: Rule = async (_request, forward) =>
    whenOk(await forward(), (reply) => ({
      ...reply,
      body: reply.body.replace(MEMBERS, (member) =>
        isPending(member) ? member.replace(/<SubscriptionArn>[^<]*</, '<SubscriptionArn>PendingConfirmation<') : member,
      ),
    }));

  /** moto counts no subscriptions. */
  const countSubscriptions: Rule = async ({ input }, forward) => {
    const list = new URLSearchParams({
      Action: 'ListSubscriptionsByTopic',
      Version: '2010-03-31',
      TopicArn: textOf(input.TopicArn),
    });
    const subscriptions = await forward({ body: Buffer.from(list.toString()) });
    const members = typeof subscriptions === 'object' ? (subscriptions.body.match(MEMBERS) ?? []) : [];
    const pending = members.filter(isPending).length;
    return whenOk(await forward(), (reply) => ({
      ...reply,
      body: reply.body
        .replace(/(<key>SubscriptionsPending<\/key>\s*<value>)\d+/, `$1${pending}`)
        .replace(/(<key>SubscriptionsConfirmed<\/key>\s*<value>)\d+/, `$1${members.length - pending}`),
    }));
  };

  /** moto sees buckets of all regions from each; AWS those of the region asked. */
  const getResources: Rule = async (request, forward) => {
    const answer = await forward();
    const elsewhere = new Set<string>();
    if (typeof answer !== 'object' || answer.status !== 200) return answer;
    for (const [arn, bucket = ''] of answer.body.matchAll(/arn:aws:s3:::([^"/]+)/g)) {
      if ((await buckets.find(bucket))?.region !== request.region) elsewhere.add(arn);
    }
    return changeJson(answer, (output) => ({
      ...output,
      ResourceTagMappingList: objectsIn(output.ResourceTagMappingList).filter(
        (mapping) => !elsewhere.has(textOf(mapping.ResourceARN)),
      ),
    }));
  };

  return [
    on('kms', '*', onlyOwn('KeyId')),
    on('kms', 'GetKeyPolicy', getKeyPolicy),
    on('sns', '*', onlyOwn('TopicArn')),
    on('sns', 'ListSubscriptionsByTopic', listSubscriptions),
    on('sns', 'GetTopicAttributes', countSubscriptions),
    on('logs', 'DescribeMetricFilters', describeMetricFilters),
    on('events', '*', onlyOwn('Name')),
    on('events', '*', onlyOwn('EventBusName')),
    on('tagging', 'GetResources', getResources),
  ];
}

const MEMBERS = /<member>.*?<\/member>/gs;
