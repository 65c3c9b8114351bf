import type { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { assemble } from './assemble.ts';
import type { CollectorDeclaration, Context } from './context.ts';

export const taggedBucketCollector = {
  type: 'taggedBucket',
  scope: 'region',
  calls: ['tagging:GetResources'],
} as const satisfies CollectorDeclaration;

/**
 * The S3 buckets with tags in one region. Which tag marks what is for a check's parameter to say,
 * so every tagged bucket is listed; `hole` is there when the list is not complete.
 */
export async function collectTaggedBuckets(
  { account, call }: Context,
  region: string,
): Promise<{ readonly buckets: readonly Resource[]; readonly hole?: Gap }> {
  const answer = await call('tagging:GetResources', { ResourceTypeFilters: ['s3'], ResourcesPerPage: 100 }, { region });
  if (answer.kind !== 'ok') return { buckets: [], ...(answer.kind === 'gap' && { hole: answer.gap }) };
  const buckets = (answer.output.ResourceTagMappingList ?? []).flatMap(({ ResourceARN: arn, Tags = [] }) => {
    const name = arn && /^arn:[^:]+:s3:::([^/]+)$/.exec(arn)?.[1];
    if (!arn || !name) return [];
    const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    const resource = assemble(
      'taggedBucket',
      { id: arn, name, account, region },
      { id: arn, arn, name, account, region, tags, trails: [] },
      [],
    );
    return [{ ...resource, calls: { 'tagging:GetResources': answer.references } }];
  });
  return { buckets, ...(answer.hole && { hole: answer.hole }) };
}
