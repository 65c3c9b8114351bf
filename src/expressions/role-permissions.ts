import { allowedBeyond, type Beyond } from '../interpreters/policy/index.ts';
import { logGroupArn } from '../model/arn.ts';
import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { notedField, unreadableAll } from './host-read.ts';
import { DELIVERY_ACTIONS, policiesOf, sessionOf } from './role-session.ts';
import { evaluationUnderWay } from './touched.ts';

/**
 * What a role may do beside delivering the events of its trails to their log groups: `s3:* on * (statement 2 of policy
 * logs)`. Throws when it certainly may do nothing else, but something perhaps.
 */
export function otherPermissions(role: Resource, path: string): readonly string[] {
  const known = policiesOf(role, path);
  const { names, policyGaps, boundaryGap } = known;
  const groups = logGroupsOf(role, path);
  const beyond = (resources: readonly string[]): readonly Beyond[] =>
    allowedBeyond(known, { actions: DELIVERY_ACTIONS, resources }, sessionOf(role, known));
  const inWords = ({ what, name, policy }: Beyond): string => `${what} (${name} of policy ${names[policy]})`;

  const found = beyond(groups.known.flatMap((arn) => [arn, `${arn}:*`, ...controlTowerGroups(arn)]));
  // A trail that nobody saw may have any log group.
  const sure = groups.gaps.length > 0 ? beyond(['*']) : found;
  const certain = boundaryGap ? [] : sure.filter(({ certainty }) => certainty === 'allowed');
  if (certain.length > 0) return certain.map(inWords);
  if (found.length === 0) return policyGaps.length > 0 ? unreadableAll(policyGaps) : [];
  const open = new Gap(
    'undocumented',
    `whether role ${role.name} may do this is open: ${found.map(inWords).join('; ')}`,
  );
  return unreadableAll([...policyGaps, ...(boundaryGap ? [boundaryGap] : []), ...groups.gaps, open]);
}

const CONTROL_TOWER = ':log-group:aws-controltower/CloudTrailLogs';

/**
 * Control Tower's trail delivers by a policy that AWS writes, for the log groups that Control Tower makes one after the
 * other; nobody else can narrow it.
 *
 * Source: AWS Managed Policy Reference Guide, "AWSControlTowerCloudTrailRolePolicy".
 */
const controlTowerGroups = (arn: string): readonly string[] =>
  arn.includes(CONTROL_TOWER) ? [`arn:${arn.split(':')[1]}:logs:*:*${CONTROL_TOWER}*`] : [];

/** The log groups, by ARN, that trails deliver to by a role. */
function logGroupsOf(
  role: Resource,
  path: string,
): { readonly known: readonly string[]; readonly gaps: readonly Gap[] } {
  const { world } = evaluationUnderWay();
  const groups = [notedField(role, 'trails', path)].flat().map((link) => {
    const trail = link instanceof Link ? world.find(link) : link;
    if (trail instanceof Gap || trail === 'dangling') return trail;
    return notedField(trail as Resource, 'cloudWatchLogsLogGroupArn', 'trail');
  });
  return {
    known: groups.filter((group) => typeof group === 'string').map(logGroupArn),
    gaps: groups.filter((group) => group instanceof Gap),
  };
}
