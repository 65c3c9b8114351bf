import type { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import { assemble } from './assemble.ts';
import type { CollectorDeclaration, Context } from './context.ts';

const calls = ['tagging:GetResources'] as const;

export const taggedBucketCollector = {
  type: 'taggedBucket',
  scope: 'region',
  calls,
} as const satisfies CollectorDeclaration;

export const taggedResourceCollector = {
  type: 'taggedResource',
  scope: 'region',
  calls,
} as const satisfies CollectorDeclaration;

/**
 * The S3 buckets, Lambda functions and DynamoDB tables with tags in one region. Which tag marks what is
 * for a check's parameter to say, so all are listed; `hole` is there when the list is not complete.
 */
export async function collectTagged(
  { account, call }: Context,
  region: string,
): Promise<{ readonly resources: readonly Resource[]; readonly hole?: Gap }> {
  const answer = await call(
    'tagging:GetResources',
    { ResourceTypeFilters: ['s3', 'lambda:function', 'dynamodb:table'], ResourcesPerPage: 100 },
    { region },
  );
  if (answer.kind !== 'ok') return { resources: [], ...(answer.kind === 'gap' && { hole: answer.gap }) };
  const resources = (answer.output.ResourceTagMappingList ?? []).flatMap(({ ResourceARN: arn = '', Tags = [] }) => {
    const kind = KINDS.find(({ pattern }) => pattern.test(arn));
    const name = kind?.pattern.exec(arn)?.[1];
    if (!kind || name === undefined) return [];
    const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    const resource = assemble(
      kind.type,
      { id: arn, name, account, region },
      { id: arn, arn, name, account, region, ...kind.more, tags, trails: [] },
      [],
    );
    return [{ ...resource, calls: { 'tagging:GetResources': answer.references } }];
  });
  return { resources, ...(answer.hole && { hole: answer.hole }) };
}

// What lies below a bucket, function or table, such as an access point or an index, has no tags of interest.
const KINDS = [
  { pattern: /^arn:[^:]+:s3:::([^/]+)$/, type: 'taggedBucket', more: {} },
  {
    pattern: /^arn:[^:]+:lambda:[^:]+:[^:]+:function:([^:]+)$/,
    type: 'taggedResource',
    more: { resourceType: 'AWS::Lambda::Function' },
  },
  {
    pattern: /^arn:[^:]+:dynamodb:[^:]+:[^:]+:table\/([^/]+)$/,
    type: 'taggedResource',
    more: { resourceType: 'AWS::DynamoDB::Table' },
  },
] as const;
