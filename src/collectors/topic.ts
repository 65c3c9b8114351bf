import { parseArn } from '../model/arn.ts';
import type { Resource } from '../model/resource.ts';
import { assemble, type Part, part } from './assemble.ts';
import type { Call } from './calls.ts';
import type { CollectorDeclaration, Context } from './context.ts';

export const topicCollector = {
  type: 'topic',
  scope: 'resource',
  calls: ['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic', 'kms:DescribeKey', 'kms:GetKeyPolicy'],
} as const satisfies CollectorDeclaration;

/** An SNS topic by ARN, asked in its own account and region; `dangling` when AWS says there is none. */
export async function collectTopic({ call }: Context, arn: string): Promise<Resource | 'dangling'> {
  const { region = '', account = '', resource: name = arn } = parseArn(arn) ?? {};
  const attributes = await call('sns:GetTopicAttributes', { TopicArn: arn }, { region });
  if (attributes.kind === 'absent') return 'dangling';
  const keyPolicy = attributes.kind === 'ok' ? await policyOfKey(call, attributes.output.Attributes, arn) : [];
  const listed = await call('sns:ListSubscriptionsByTopic', { TopicArn: arn }, { region });
  return assemble(
    'topic',
    { id: arn, name, account, region, ...(attributes.kind === 'gap' && { exists: attributes.gap }) },
    { id: arn, arn, name, account, region },
    [
      part('sns:GetTopicAttributes', attributes, ({ Attributes = {} }) => ({
        policy: Attributes['Policy'] ?? '',
        kmsKeyId: Attributes['KmsMasterKeyId'] || undefined,
      })),
      ...keyPolicy,
      part('sns:ListSubscriptionsByTopic', listed, ({ Subscriptions = [] }, cut) => ({
        // A pending or deleted subscription has a word instead of an ARN.
        subscriptions: [
          ...Subscriptions.map(({ Protocol = '', SubscriptionArn = '' }) => ({
            protocol: Protocol,
            isConfirmed: SubscriptionArn.startsWith('arn:'),
          })),
          ...(cut ? [cut] : []),
        ],
      })),
    ],
  );
}

/** The policy of the key that messages are encrypted with; nothing for an unencrypted topic, or SNS's own key. */
async function policyOfKey(
  call: Call,
  attributes: Readonly<Record<string, string>> | undefined,
  topic: string,
): Promise<readonly Part[]> {
  const key = attributes?.['KmsMasterKeyId'];
  if (!key || key.endsWith('alias/aws/sns')) return [];
  const { partition = '', region = '', account = '' } = parseArn(topic) ?? {};
  const arn = key.startsWith('arn:')
    ? key
    : `arn:${partition}:kms:${region}:${account}:${key.startsWith('alias/') ? key : `key/${key}`}`;
  const described = await call('kms:DescribeKey', { KeyId: arn }, { region });
  // GetKeyPolicy takes no alias.
  const keyId = (described.kind === 'ok' && described.output.KeyMetadata?.Arn) || arn;
  const policy = await call('kms:GetKeyPolicy', { KeyId: keyId }, { region });
  return [part('kms:GetKeyPolicy', policy, ({ Policy }) => ({ keyPolicy: Policy }))];
}
