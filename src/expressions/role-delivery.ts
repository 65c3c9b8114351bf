import { evaluatePolicies, isRefusal } from '../interpreters/policy/index.ts';
import { logGroupArn } from '../model/arn.ts';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { fieldOf, notedField, unreadableAll } from './host-read.ts';
import { DELIVERY_ACTIONS, policiesOf, sessionOf } from './role-session.ts';
import { evaluationUnderWay } from './touched.ts';

/** What a role refuses of what CloudTrail asks it for. */
export interface RoleDelivery {
  /** In words: `logs:PutLogEvents to log stream 111122223333_CloudTrail_eu-west-1`. */
  readonly refused: readonly string[];
  /** Why it may refuse more. */
  readonly gaps: readonly Gap[];
}

/**
 * What a role refuses of what CloudTrail needs to deliver a trail's events to its log group. A policy that could not
 * be read may allow what the others do not, but not what they deny.
 *
 * Source: CloudTrail User Guide, "Role policy document for CloudTrail to use CloudWatch Logs for monitoring".
 */
export function roleDelivery(trail: Resource, role: Resource, path: string): RoleDelivery {
  const known = policiesOf(role, path);
  const { policies, boundary, policyGaps, boundaryGap } = known;
  const streams = streamsOf(trail);
  const group = logGroupArn(String(fieldOf(trail, 'cloudWatchLogsLogGroupArn', 'trail')));
  const gaps = [...policyGaps, ...(boundaryGap ? [boundaryGap] : []), ...streams.gaps];
  const asking = sessionOf(role, known);
  const refused: string[] = [];
  for (const stream of streams.known) {
    for (const action of DELIVERY_ACTIONS) {
      const request = { ...asking, action, resource: `${group}:log-stream:${stream}` };
      const own = evaluatePolicies(policies, request);
      const bound = boundary ? evaluatePolicies([boundary], request) : 'allow';
      const what = `${action} to log stream ${stream}`;
      if (own === 'explicit-deny' || isRefusal(bound) || (isRefusal(own) && policyGaps.length === 0))
        refused.push(what);
      else if (own === 'unknown' || bound === 'unknown')
        gaps.push(new Gap('undocumented', `whether role ${role.name} allows ${what} depends on the request`));
    }
  }
  return { refused, gaps };
}

/** Whether nothing is refused. Throws when nothing is for certain, but something perhaps. */
export const isDelivered = ({ refused, gaps }: RoleDelivery): boolean =>
  refused.length === 0 && (gaps.length === 0 || unreadableAll(gaps));

const MOST = 3;

/** In words what is refused. */
export const roleRefusals = ({ refused }: RoleDelivery): string =>
  [...refused.slice(0, MOST), ...(refused.length > MOST ? [`${refused.length - MOST} more`] : [])].join(', ');

interface Streams {
  readonly known: readonly string[];
  readonly gaps: readonly Gap[];
}

/** The log streams that CloudTrail writes to for a trail: several for one account, each with more after the name. */
function streamsOf(trail: Resource): Streams {
  const { account = '', region = '' } = trail;
  const isOfOrganization = notedField(trail, 'isOrganizationTrail', 'trail');
  if (isOfOrganization instanceof Gap) return { known: [], gaps: [isOfOrganization] };
  const own = `${account}_CloudTrail_${region}`;
  if (isOfOrganization !== true) return { known: [own, `${own}_2`], gaps: [] };
  const { world } = evaluationUnderWay();
  const owner = world.find(new Link('account', account));
  if (owner instanceof Gap) return { known: [], gaps: [owner] };
  const link = owner === 'dangling' ? owner : notedField(owner, 'organization', 'account');
  if (link instanceof Gap) return { known: [], gaps: [link] };
  const found = link instanceof Link ? world.find(link) : undefined;
  if (found instanceof Gap) return { known: [], gaps: [found] };
  if (!found || found === 'dangling') return { known: [own], gaps: [] };
  const accounts = [notedField(found, 'accounts', 'organization')].flat();
  const ids = new Set([account, ...accounts.flatMap((each) => (each instanceof Link ? [each.id] : []))]);
  return {
    known: [...ids].map((id) => `${found.id}_${id}_CloudTrail_${region}`),
    gaps: accounts.filter((each) => each instanceof Gap),
  };
}
