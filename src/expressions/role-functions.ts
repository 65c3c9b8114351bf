import type { Environment } from '@marcbachmann/cel-js';
import type { Resource } from '../model/resource.ts';
import { resourceOf, targetOf } from './host-read.ts';
import { isDelivered, type RoleDelivery, roleDelivery, roleRefusals } from './role-delivery.ts';
import { otherPermissions } from './role-permissions.ts';
import { trustsCloudTrail } from './role-trust.ts';
import { Evidence } from './values.ts';

export const ROLE_READS = {
  roleTrustsCloudTrail: ['deliveryRole', 'deliveryRole.trustPolicy'],
  roleLetsItDeliver: [
    'deliveryRole',
    'deliveryRole.policies',
    'deliveryRole.permissionsBoundary',
    'isOrganizationTrail',
    'cloudWatchLogsLogGroupArn',
  ],
  otherPermissions: ['policies', 'permissionsBoundary', 'trails'],
} as const;

/** What the roles let CloudTrail do by which it delivers to log groups. */
export function registerRoleFunctions(environment: Environment): void {
  const delivery = (trail: Evidence): RoleDelivery => roleDelivery(resourceOf(trail), roleOf(trail), rolePath(trail));
  environment.registerFunction('trail.roleTrustsCloudTrail(): bool', (trail: Evidence) =>
    trustsCloudTrail(roleOf(trail), rolePath(trail)),
  );
  environment.registerFunction('trail.roleLetsItDeliver(): bool', (trail: Evidence) => isDelivered(delivery(trail)));
  environment.registerFunction('trail.roleRefusals(): string', (trail: Evidence) => roleRefusals(delivery(trail)));
  environment.registerFunction('role.otherPermissions(): list<string>', (role: Evidence) =>
    otherPermissions(resourceOf(role), Evidence.source(role).path),
  );
}

const rolePath = (trail: Evidence): string => `${Evidence.source(trail).path}.deliveryRole`;

function roleOf(trail: Evidence): Resource {
  const role = targetOf(trail, 'deliveryRole');
  if (!role || role === 'dangling') throw new Error('the trail has no delivery role');
  return role;
}
