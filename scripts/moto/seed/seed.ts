import type { MotoServer } from '../server.ts';
import { type Clients, clientsFor } from './clients.ts';
import { seedDetections } from './detections.ts';
import { makeDefaultVpcs } from './detectors.ts';
import { seedEventRules } from './event-rules.ts';
import { seedLandingZone } from './landing-zone.ts';
import { seedLegacy } from './legacy.ts';
import { seedLone } from './lone.ts';
import { type AccountName, type Accounts, type Organization, seedOrganization } from './organization.ts';
import { seedDeliveryRoles, seedWatch } from './roles-and-watch.ts';
import { seedSandbox } from './sandbox.ts';
import { seedServiceControlPolicies } from './service-control-policies.ts';
import { seedTable } from './table.ts';
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
  const { organization, accounts } = seeded;
  const clients = (name: AccountName): Clients => clientsFor(moto.endpoint, accounts[name]);
  const management = clients('management');
  const logArchive = clients('log-archive');
  const security = clients('security');
  const payments = clients('payments');
  const web = clients('web');
  const sandbox = clients('sandbox');

  await seedLandingZone(management, logArchive, security, organization.id);
  await seedPayments(payments);
  await seedWeb(web, logArchive);
  await seedSandbox(sandbox);
  await seedLegacy(clients('legacy'));
  await seedLone(clients('lone'));

  // After all keys and trails, so that these keep their ids whatever is added here.
  await seedDetections(management, security);
  await seedEventRules({ management, security, payments, web, sandbox }, organization.id);
  await seedTable(payments, 'acme-payments-cards', 'us-east-1', 'sensitive');
  await seedTable(web, 'acme-web-sessions', 'eu-west-1', 'internal');
  await seedServiceControlPolicies(management.organizations(), organization, sandbox.account);
  await seedDeliveryRoles({ management, web, legacy: clients('legacy'), lone: clients('lone') }, organization.id);
  await seedWatch({ management, logArchive, security, payments });
  for (const name of Object.keys(accounts) as AccountName[]) await makeDefaultVpcs(clients(name));
  return seeded;
}
