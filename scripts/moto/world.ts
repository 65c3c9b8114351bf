import { type OpenWorld, openWorld } from './open-world.ts';
import type { Rule } from './rules.ts';
import { LOG_GROUP, NEVER_CONFIRMED, ORGANIZATION_LAKE } from './seed/landing-zone.ts';
import { legacyDenials } from './seed/legacy.ts';
import type { AccountName, Accounts, Organization } from './seed/organization.ts';
import { SANDBOX_HEALTH } from './seed/sandbox.ts';
import { seed } from './seed/seed.ts';
import { MFA_DELETE_BUCKET } from './seed/workloads.ts';
import type { SeenRequest } from './seen-request.ts';
import { defaultSettings, type Settings } from './settings.ts';

export interface WorldOptions {
  /** Asked before all others. `accounts` are known only once the world is there, so this is a function. */
  readonly extraRules?: (accounts: Accounts) => readonly Rule[];
  readonly onRequest?: (request: SeenRequest) => void;
  /** Changes the settings before the first request. */
  readonly configure?: (settings: Settings, accounts: Accounts) => void;
}

/** The sample organisation and the lone account. */
export interface World extends OpenWorld<AccountName> {
  readonly organization: Organization;
}

export async function startWorld({ extraRules, onRequest, configure }: WorldOptions = {}): Promise<World> {
  let made: Organization | undefined;
  const world = await openWorld(async (moto) => {
    const { organization, accounts } = await seed(moto);
    made = organization;
    const settings = sampleSettings(accounts);
    configure?.(settings, accounts);
    return { accounts, settings, rules: [...(extraRules?.(accounts) ?? []), ...legacyDenials(accounts.legacy.id)] };
  }, onRequest);
  return { ...world, organization: made as Organization };
}

function sampleSettings(accounts: Accounts): Settings {
  const { lone, ...members } = accounts;
  const names = new Map(Object.entries(members).map(([name, { id }]) => [id, name]));
  const settings = defaultSettings(accounts.management.id, names, new Set([lone.id]));
  settings.withoutOrganizationTrail.add(accounts.sandbox.id);
  settings.mfaDeleteBuckets.add(MFA_DELETE_BUCKET);
  settings.logGroups.set(LOG_GROUP, { deletionProtectionEnabled: true });
  settings.eventDataStores.set(accounts.management.id, [ORGANIZATION_LAKE]);
  for (const endpoint of NEVER_CONFIRMED) settings.pendingSubscriptions.add(endpoint);
  for (const [trail, health] of Object.entries(SANDBOX_HEALTH)) settings.trailHealth.set(trail, health);
  return settings;
}
