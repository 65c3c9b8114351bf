import type { RunSurvey } from '../collectors/survey-run.ts';
import { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';

const LIST = 's3:ListBuckets';

/** Adds to the replication rules of a bucket what the lists of buckets say of their destinations. */
export function destinationsIn({ plan, accounts, bucketIsListed }: RunSurvey): (bucket: Resource) => Resource {
  const owners = new Map(
    accounts.flatMap((survey) =>
      survey.buckets instanceof Gap ? [] : survey.buckets.map(({ name }) => [name, survey] as const),
    ),
  );
  const ownerOf = (name: string): string | Gap =>
    owners.get(name)?.account ??
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
    const listing = [...destinations].flatMap((name) => {
      const owner = name instanceof Gap ? undefined : owners.get(name);
      return owner ? [owner] : accounts;
    });
    const lists = [...new Set(listing)].flatMap(({ parts }) => parts.filter(({ call }) => call === LIST));
    const asked = lists.flatMap(({ references }) => references);
    return {
      ...bucket,
      fields: { ...bucket.fields, replicationRules: joined },
      calls: { ...bucket.calls, [LIST]: [...new Set([...(bucket.calls[LIST] ?? []), ...asked])] },
    };
  };
}

interface ReplicationRule {
  readonly destinationBucket: string | Gap;
}
