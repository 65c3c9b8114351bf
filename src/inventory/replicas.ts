import type { RunSurvey } from '../collectors/survey-run.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { type BucketLists, LIST_BUCKETS } from './bucket-lists.ts';

/** Adds to the replication rules of a bucket what the lists of buckets say of their destinations. */
export function destinationsIn(
  { plan, bucketIsListed }: Pick<RunSurvey, 'plan' | 'bucketIsListed'>,
  lists: BucketLists,
): (bucket: Resource) => Resource {
  const ownerOf = (name: string): string | Gap =>
    lists.ownerOf(name) ??
    new Gap('not-scanned', `nobody scanned lists bucket ${name} as its own, so whose it is cannot be told`);
  const destinationOf = (name: string | Gap) =>
    name instanceof Gap
      ? { destinationAccount: name, destinationIsInOrganization: name }
      : {
          destinationAccount: ownerOf(name),
          destinationIsInOrganization:
            bucketIsListed.get(`arn:${plan.partition}:s3:::${name}`) ??
            new Gap('failed', `nobody was asked whose bucket ${name} is`),
        };
  return (bucket) => {
    const { replicationRules: rules } = bucket.fields;
    if (!Array.isArray(rules) || rules.length === 0) return bucket;
    const joined = (rules as readonly ReplicationRule[]).map((rule) => ({
      ...destinationOf(rule.destinationBucket),
      ...rule,
    }));
    const destinations = new Set(joined.map(({ destinationBucket }) => destinationBucket));
    const asked = [...destinations].flatMap((name) => lists.listsOf(name instanceof Gap ? undefined : name));
    return {
      ...bucket,
      fields: { ...bucket.fields, replicationRules: joined },
      calls: { ...bucket.calls, [LIST_BUCKETS]: [...new Set([...(bucket.calls[LIST_BUCKETS] ?? []), ...asked])] },
    };
  };
}

interface ReplicationRule {
  readonly destinationBucket: string | Gap;
}
