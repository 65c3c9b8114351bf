import { REGIONS } from '../settings.ts';
import { AS_AWS_MAKES_THEM, seedBucket } from './bucket.ts';
import type { Clients } from './clients.ts';
import { seedDeliveryRole } from './delivery-role.ts';
import { seedDetectors, seedRecorder } from './detectors.ts';
import { LOG_GROUP } from './landing-zone.ts';

const REGION = 'us-east-1';

/** The roles by which trails deliver to their log groups; nobody ever made those of the sandbox. */
export async function seedDeliveryRoles(
  accounts: Readonly<Record<'management' | 'web' | 'legacy' | 'lone', Clients>>,
  organizationId: string,
): Promise<void> {
  const { management, web, legacy, lone } = accounts;
  await seedDeliveryRole(management, { region: REGION, logGroupName: LOG_GROUP, organizationId, attached: true });
  await seedDeliveryRole(web, { region: REGION, logGroupName: '/web/cloudtrail' });
  await seedDeliveryRole(legacy, { region: REGION, logGroupName: '/legacy/cloudtrail' });
  await seedDeliveryRole(lone, { region: REGION, logGroupName: '/lone/cloudtrail' });
}

/** AWS Config, GuardDuty, Security Hub and flow logs: everywhere at the centre, in one region at the payments team. */
export async function seedWatch(
  accounts: Readonly<Record<'management' | 'logArchive' | 'security' | 'payments', Clients>>,
): Promise<void> {
  const { payments, ...centre } = accounts;
  for (const clients of Object.values(centre)) {
    const bucket = await seedFindingsBucket(clients);
    await seedDetectors(clients, { regions: REGIONS, bucket, globalTypesIn: REGION });
  }
  const bucket = await seedFindingsBucket(payments);
  await seedDetectors(payments, { regions: [REGION], bucket, globalTypesIn: REGION });
  // Somebody wanted to know of instances only.
  await seedRecorder(payments, 'eu-central-1', bucket, {
    allSupported: false,
    resourceTypes: ['AWS::EC2::Instance'],
  });
}

async function seedFindingsBucket(clients: Clients): Promise<string> {
  const bucket = `acme-findings-${clients.account}`;
  await seedBucket(clients, bucket, { region: REGION, ...AS_AWS_MAKES_THEM });
  return bucket;
}
