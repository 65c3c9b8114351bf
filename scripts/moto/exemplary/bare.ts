import type { Ground } from '../open-world.ts';
import type { MotoServer } from '../server.ts';
import { defaultSettings } from '../settings.ts';
import { seedSmallOrganization } from './organization.ts';

/** An organisation as it is on its first day: one bill, and nothing set up. */
export async function seedBare(moto: MotoServer): Promise<Ground<'management' | 'member'>> {
  await moto.reset(20_261_123);
  const { accounts } = await seedSmallOrganization(moto.endpoint, ['member'], { features: 'CONSOLIDATED_BILLING' });
  const names = new Map(Object.entries(accounts).map(([name, account]) => [account.id, name]));
  const settings = defaultSettings(accounts.management.id, names, new Set());
  settings.regions.splice(0, settings.regions.length, 'us-east-1', 'eu-west-1');
  return { accounts, settings, rules: [] };
}
