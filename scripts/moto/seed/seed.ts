import type { MotoServer } from '../server.ts';
import { type Clients, clientsFor } from './clients.ts';
import { seedLandingZone } from './landing-zone.ts';
import { seedLegacy } from './legacy.ts';
import { seedLone } from './lone.ts';
import { type AccountName, type Accounts, type Organization, seedOrganization } from './organization.ts';
import { seedSandbox } from './sandbox.ts';
import { seedPayments, seedWeb } from './workloads.ts';

export interface Seeded {
  readonly organization: Organization;
  readonly accounts: Accounts;
}

/**
 * The sample organisation and the lone account, made one call after the other: moto numbers things as
 * they come, so the same order gives the same account, organisation and key ids each time.
 */
export async function seed(moto: MotoServer): Promise<Seeded> {
  await moto.reset(20_261_120);
  const seeded = await seedOrganization(moto.endpoint);
  const clients = (name: AccountName): Clients => clientsFor(moto.endpoint, seeded.accounts[name]);
  const logArchive = clients('log-archive');

  await seedLandingZone(clients('management'), logArchive, clients('security'), seeded.organization.id);
  await seedPayments(clients('payments'));
  await seedWeb(clients('web'), logArchive);
  await seedSandbox(clients('sandbox'));
  await seedLegacy(clients('legacy'));
  await seedLone(clients('lone'));
  return seeded;
}
