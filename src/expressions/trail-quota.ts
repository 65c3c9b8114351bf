import type { Environment } from '@marcbachmann/cel-js';
import { Gap } from '../model/gap.ts';
import { Link } from '../model/resource.ts';
import { rawField, unreadableAll } from './host-read.ts';
import { evaluationUnderWay, unreadable } from './touched.ts';
import type { Evidence } from './values.ts';

export const TRAIL_QUOTA_READS = { hasRoomForATrail: ['trails'] } as const;

/**
 * Whether a region takes one more trail of its account.
 *
 * A trail for all regions counts in each of them. Whether the copy of an organisation's trail counts in a member
 * account AWS does not say; where that decides, nothing is decided.
 *
 * Source: CloudTrail user guide, "Quotas in AWS CloudTrail" and "Creating multiple trails".
 */
export function registerTrailQuota(environment: Environment): void {
  environment.registerFunction('region.hasRoomForATrail(int): bool', (region: Evidence, quota: bigint) => {
    const account = rawField(region, 'account');
    const listed = rawField(region, 'trails') as readonly unknown[];
    const links = listed.filter((each) => each instanceof Link);
    const own = links.filter((link) => accountIn(link) === account).length;
    if (own >= quota) return false;
    const gaps = listed.filter((each) => each instanceof Gap);
    if (gaps.length > 0) return unreadableAll(gaps);
    return links.length < quota || unreadable(COPIES);
  });
}

const accountIn = (link: Link): unknown => {
  const trail = evaluationUnderWay().world.find(link);
  return trail === 'dangling' || trail instanceof Gap ? undefined : trail.fields['account'];
};

const COPIES = new Gap(
  'undocumented',
  'AWS does not say whether copies of organisation trails count towards the quota of a member account',
);
