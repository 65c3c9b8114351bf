import type { Resource } from '../model/resource.ts';
import { parseArn } from './arn.ts';
import { assemble, part } from './assemble.ts';
import type { CollectorDeclaration, Context } from './context.ts';

export const topicCollector = {
  type: 'topic',
  scope: 'resource',
  calls: ['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'],
} as const satisfies CollectorDeclaration;

/** An SNS topic by ARN, asked in its own account and region; `dangling` when AWS says there is none. */
export async function collectTopic({ call }: Context, arn: string): Promise<Resource | 'dangling'> {
  const { region = '', account = '', resource: name = arn } = parseArn(arn) ?? {};
  const attributes = await call('sns:GetTopicAttributes', { TopicArn: arn }, { region });
  if (attributes.kind === 'absent') return 'dangling';
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
