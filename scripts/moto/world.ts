import { awsGaps } from './aws-gaps.ts';
import type { Rule } from './rules.ts';
import { NEVER_CONFIRMED } from './seed/landing-zone.ts';
import { legacyDenials } from './seed/legacy.ts';
import type { AccountName, Accounts, Organization } from './seed/organization.ts';
import { SANDBOX_HEALTH } from './seed/sandbox.ts';
import { seed } from './seed/seed.ts';
import { MFA_DELETE_BUCKET } from './seed/workloads.ts';
import type { SeenRequest } from './seen-request.ts';
import { startMotoServer } from './server.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { type Shim, startShim } from './shim.ts';

export interface WorldOptions {
  /** Asked before all others. `accounts` are known only once the world is there, so this is a function. */
  readonly extraRules?: (accounts: Accounts) => readonly Rule[];
  readonly onRequest?: (request: SeenRequest) => void;
  /** Changes the settings before the first request. */
  readonly configure?: (settings: Settings, accounts: Accounts) => void;
}

/** A whole AWS to scan: moto with the sample organisation and the lone account in it, behind the shim. */
export interface World {
  /** What a scanner is pointed at. */
  readonly endpoint: string;
  /** moto itself, for tests that change what is there. */
  readonly motoEndpoint: string;
  readonly shim: Shim;
  readonly accounts: Accounts;
  readonly organization: Organization;
  /** May be changed while the world runs. */
  readonly settings: Settings;
  /** Everything that must never be written anywhere, the seed's credentials included. */
  readonly secrets: ReadonlySet<string>;
  close(): Promise<void>;
}

export async function startWorld({ extraRules, onRequest, configure }: WorldOptions = {}): Promise<World> {
  const moto = await startMotoServer();
  try {
    const { organization, accounts } = await seed(moto);
    const settings = sampleSettings(accounts);
    configure?.(settings, accounts);

    const shim = await startShim({
      target: moto.endpoint,
      rules: [
        ...(extraRules?.(accounts) ?? []),
        ...legacyDenials(accounts.legacy.id),
        ...awsGaps(settings, moto.endpoint),
      ],
      management: accounts.management.id,
      callers: new Map(
        Object.values(accounts).map(({ id, arn, credentials }) => [credentials.accessKeyId, { account: id, arn }]),
      ),
      ...(onRequest && { onRequest }),
    });
    for (const { credentials } of Object.values(accounts)) {
      const { accessKeyId, secretAccessKey, sessionToken } = credentials;
      for (const secret of [accessKeyId, secretAccessKey, sessionToken]) if (secret) shim.secrets.add(secret);
    }

    return {
      endpoint: shim.url,
      motoEndpoint: moto.endpoint,
      shim,
      accounts,
      organization,
      settings,
      secrets: shim.secrets,
      async close() {
        await shim.close();
        await moto.close();
      },
    };
  } catch (error) {
    await moto.close();
    throw error;
  }
}

function sampleSettings(accounts: Accounts): Settings {
  const { lone, ...members } = accounts;
  const names = new Map(Object.entries(members).map(([name, { id }]) => [id, name as AccountName]));
  const settings = defaultSettings(accounts.management.id, names, new Set([lone.id]));
  settings.withoutOrganizationTrail.add(accounts.sandbox.id);
  settings.mfaDeleteBuckets.add(MFA_DELETE_BUCKET);
  for (const endpoint of NEVER_CONFIRMED) settings.pendingSubscriptions.add(endpoint);
  for (const [trail, health] of Object.entries(SANDBOX_HEALTH)) settings.trailHealth.set(trail, health);
  return settings;
}
