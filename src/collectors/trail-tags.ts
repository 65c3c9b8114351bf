import { Gap } from '../model/gap.ts';
import type { Part } from './assemble.ts';
import { type Call, missingFrom } from './calls.ts';

/** The most that one call takes. Source: CloudTrail API reference, "ListTags". */
const MOST = 20;

/** The tags of an account's own trails, by ARN; they are asked for in each trail's home region, several in one call. */
export async function collectTrailTags(
  call: Call,
  homes: readonly (readonly [arn: string, region: string])[],
): Promise<ReadonlyMap<string, Part>> {
  const regions = [...new Set(homes.map(([, region]) => region))];
  const batches = regions.flatMap((region) => {
    const arns = homes.flatMap(([arn, home]) => (home === region ? [arn] : [])).toSorted();
    return Array.from({ length: Math.ceil(arns.length / MOST) }, (_, index) => ({
      region,
      arns: arns.slice(index * MOST, (index + 1) * MOST),
    }));
  });
  const found = await Promise.all(batches.map(({ region, arns }) => listTags(call, region, arns)));
  return new Map(found.flat());
}

async function listTags(
  call: Call,
  region: string,
  arns: readonly string[],
): Promise<readonly (readonly [arn: string, tags: Part])[]> {
  const answer = await call('cloudtrail:ListTags', { ResourceIdList: arns }, { region });
  const listed = answer.kind === 'ok' ? (answer.output.ResourceTagList ?? []) : [];
  const missing = missingFrom(answer);
  return arns.map((arn) => {
    // A trail's tags may go on over several pages, so with one missing none are known for sure.
    const own = listed.filter(({ ResourceId }) => ResourceId === arn);
    const tags = Object.fromEntries(
      own.flatMap(({ TagsList = [] }) => TagsList.map(({ Key = '', Value = '' }) => [Key, Value])),
    );
    const unsaid = own.length === 0 ? new Gap('failed', `cloudtrail:ListTags did not name ${arn}`) : undefined;
    const gap = missing ?? unsaid;
    return [arn, { call: 'cloudtrail:ListTags', references: answer.references, fields: gap ?? { tags } }];
  });
}
