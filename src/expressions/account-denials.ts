import { readPolicy } from '../drill/read-policy.ts';
import {
  type Context,
  decidingStatements,
  evaluatePolicy,
  type Policy,
  UNKNOWN,
} from '../interpreters/policy/index.ts';
import { Gap } from '../model/gap.ts';
import { leadingRegionOf, partitionOf } from '../model/partition.ts';
import { Link } from '../model/resource.ts';
import { anyResource } from './any-resource.ts';
import { notedField, rawField, resourceOf, unreadableAll } from './host-read.ts';
import { unreadable } from './touched.ts';
import { Evidence } from './values.ts';

/**
 * Which of some actions no service control policy denies to an account's ordinary principals: a role of no special
 * name and without tags, on any resource. So an exception, such as for a break-glass role, is no flaw. Throws when
 * that hangs on a policy that could not be read, or on what is not known of a request.
 *
 * Source: AWS Organizations User Guide, "SCP evaluation". What an account may not do because no policy allows it does
 * not count: that depends on the policies of each level, which are not asked for.
 */
export function undenied(account: Evidence, actions: readonly string[]): readonly string[] {
  const resource = resourceOf(account);
  const { path } = Evidence.source(account);
  const { policies, gaps } = policiesOf(account);
  const regions = notedField(resource, 'regions', path);
  const organization = notedField(resource, 'organization', path);
  const judged = actions.map((action) => {
    let denial: Denial = { denied: true, by: [] };
    for (const place of placesOf(regions, action, policies)) {
      const there = denialOf(policies, requestFor(resource.id, place, action, organization));
      if (there.denied !== true && denial.denied !== false) denial = there;
      if (denial.denied === false) break;
    }
    return { action, denial };
  });
  const open = judged.filter(({ denial }) => denial.denied !== true);
  if (open.length === 0) return [];
  const unread = regions instanceof Gap ? [...gaps, regions] : gaps;
  if (unread.length > 0) return unreadableAll(unread);
  const free = open.filter(({ denial }) => denial.denied === false);
  if (free.length > 0) return free.map(({ action }) => action);
  const statements = [...new Set(open.flatMap(({ denial: { by } }) => by))].join(', ');
  const left = open.map(({ action }) => action).join(', ');
  return unreadable(new Gap('undocumented', `whether ${statements} denies ${left} depends on the request`));
}

/** Where a request is made; without a region it may be any. */
interface Place {
  readonly partition: string;
  readonly region?: string;
}

// Where the account's regions are not known.
const ANYWHERE: readonly Place[] = ['aws', 'aws-cn', 'aws-us-gov'].map((partition) => ({ partition }));

/**
 * The places in which a denial may differ. What is denied in some regions only, as by a policy that closes the others,
 * is not denied. Requests to global services go to one region.
 */
function placesOf(regions: unknown, action: string, policies: readonly Named[]): readonly Place[] {
  if (regions instanceof Gap) return ANYWHERE;
  const [first = '', ...others] = (regions ?? []) as readonly string[];
  const partition = partitionOf(first);
  if (GLOBAL.has(action.split(':')[0] ?? '')) return [{ partition, region: leadingRegionOf(first) }];
  if (first === '' || !policies.some(asksForRegion)) return [{ partition }];
  return [first, ...others].map((region) => ({ partition, region }));
}

const asksForRegion = ({ policy: { statements } }: Named): boolean =>
  statements.some(({ conditions }) => conditions.some(({ key }) => key === REGION));

const REGION = 'aws:requestedregion';
const GLOBAL: ReadonlySet<string> = new Set(['account', 'iam', 'organizations']);

interface Named {
  readonly name: string;
  readonly policy: Policy;
}

function policiesOf(account: Evidence): { readonly policies: readonly Named[]; readonly gaps: readonly Gap[] } {
  const policies: Named[] = [];
  const gaps: Gap[] = [];
  for (const each of rawField(account, 'serviceControlPolicies') as readonly (Written | Gap)[]) {
    const policy = each instanceof Gap ? each : read(each);
    if (policy instanceof Gap) gaps.push(policy);
    else policies.push({ name: (each as Written).name, policy });
  }
  // A policy that closes regions decides on most of them, so it is asked first.
  return { policies: policies.toSorted((a, b) => Number(asksForRegion(b)) - Number(asksForRegion(a))), gaps };
}

interface Written {
  readonly name: string;
  readonly content: unknown;
}

const read = ({ name, content }: Written): Policy | Gap =>
  content instanceof Gap ? content : readPolicy(String(content), 'scp', `service control policy ${name}`);

type Asked = Parameters<typeof evaluatePolicy>[1];

function requestFor(account: string, { partition, region }: Place, action: string, organization: unknown): Asked {
  const arn = `arn:${partition}:iam::${account}:role/any-role`;
  return {
    principal: { arn },
    action,
    resource: anyResource(action, partition, account),
    context: {
      'aws:PrincipalArn': arn,
      'aws:PrincipalAccount': account,
      'aws:PrincipalType': 'AssumedRole',
      'aws:PrincipalIsAWSService': 'false',
      'aws:ViaAWSService': 'false',
      'aws:PrincipalOrgID': organization instanceof Link ? organization.id : UNKNOWN,
      ...(region !== undefined && { [REGION]: region }),
    },
  };
}

interface Denial {
  readonly denied: boolean | 'unknown';
  /** The statements that perhaps deny it. */
  readonly by: readonly string[];
}

function denialOf(policies: readonly Named[], asked: Asked): Denial {
  const by: string[] = [];
  for (const { name, policy } of policies) {
    const request = { ...asked, context: { ...unknownKeys(policy), ...asked.context } };
    const verdict = evaluatePolicy(policy, request);
    if (verdict === 'explicit-deny') return { denied: true, by: [] };
    if (verdict !== 'unknown') continue;
    const deciding = decidingStatements(policy, request);
    const perhaps = deciding.filter(({ effect }) => effect === 'Deny').map((each) => `${each.name} of ${name}`);
    by.push(...(deciding.length === 0 ? [name] : perhaps));
  }
  return by.length > 0 ? { denied: 'unknown', by } : { denied: false, by: [] };
}

/** What a policy asks about may be anything in a request, but an ordinary principal has no tags. */
const unknownKeys = ({ statements }: Policy): Context =>
  Object.fromEntries(
    statements
      .flatMap(({ conditions }) => conditions.map(({ key }) => key))
      .filter((key) => !key.startsWith('aws:principaltag/'))
      .map((key) => [key, UNKNOWN]),
  );
