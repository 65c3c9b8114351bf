import { parseArn } from '../model/arn.ts';
import type { Outputs } from '../model/outputs.ts';
import { said } from './said.ts';

/**
 * Replication rules in our spelling. Whose the destination is, the lists of buckets say when all is joined.
 *
 * Source: Amazon S3 User Guide, "Replication configuration file elements": a rule without a filter, or without a prefix
 * in it, takes all objects, and objects that KMS encrypts only where it says so.
 */
export function replicationRulesOf({ ReplicationConfiguration }: Outputs['s3:GetBucketReplication']) {
  return (ReplicationConfiguration?.Rules ?? []).map((rule, index) => {
    const { ID, Status, Prefix, Filter, SourceSelectionCriteria, Destination } = rule;
    const destination = Destination?.Bucket;
    const name = `replication rule ${ID ?? index + 1}`;
    return {
      id: ID ?? String(index + 1),
      isEnabled: said(Status === undefined ? undefined : Status === 'Enabled', `whether ${name} works`),
      prefix: Filter?.And?.Prefix ?? Filter?.Prefix ?? Prefix ?? '',
      isForTaggedOnly: Filter?.Tag !== undefined || (Filter?.And?.Tags ?? []).length > 0,
      takesKmsEncrypted: SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled',
      destinationBucket: said(destination?.slice(destination.lastIndexOf(':') + 1), `where ${name} copies to`),
      ...(Destination?.Account && { destinationAccount: Destination.Account }),
    };
  });
}

/** Who is told of what happens to objects; without the event bus, which is always the account's own. */
export function notificationTargetsOf({
  TopicConfigurations = [],
  QueueConfigurations = [],
  LambdaFunctionConfigurations = [],
}: Outputs['s3:GetBucketNotificationConfiguration']) {
  const arns = [
    ...TopicConfigurations.map(({ TopicArn }) => TopicArn),
    ...QueueConfigurations.map(({ QueueArn }) => QueueArn),
    ...LambdaFunctionConfigurations.map(({ LambdaFunctionArn }) => LambdaFunctionArn),
  ];
  return arns.map((arn) => {
    const account = arn === undefined ? undefined : parseArn(arn)?.account;
    return {
      arn: said(arn, 'whom the bucket notifies'),
      account: said(account, `to which account ${arn ?? 'whom the bucket notifies'} belongs`),
    };
  });
}
