import { awsGaps } from './aws-gaps.ts';
import type { Rule } from './rules.ts';
import type { Account } from './seed/clients.ts';
import type { SeenRequest } from './seen-request.ts';
import { type MotoServer, startMotoServer } from './server.ts';
import type { Settings } from './settings.ts';
import { type Shim, startShim } from './shim.ts';

/** What a seed makes: accounts with something in them, and what moto cannot be told of them. */
export interface Ground<Name extends string> {
  readonly accounts: Readonly<Record<Name, Account>>;
  readonly settings: Settings;
  /** Asked before the rules that are always on. */
  readonly rules: readonly Rule[];
}

/** A whole AWS to scan: moto with a seed in it, behind the shim. */
export interface OpenWorld<Name extends string> {
  /** What a scanner is pointed at. */
  readonly endpoint: string;
  /** moto itself, for tests that change what is there. */
  readonly motoEndpoint: string;
  readonly shim: Shim;
  readonly accounts: Readonly<Record<Name, Account>>;
  /** May be changed while the world runs. */
  readonly settings: Settings;
  /** Everything that must never be written anywhere, the seed's credentials included. */
  readonly secrets: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Starts moto, seeds it and puts the shim before it. */
export async function openWorld<Name extends string>(
  seed: (moto: MotoServer) => Promise<Ground<Name>>,
  onRequest?: (request: SeenRequest) => void,
): Promise<OpenWorld<Name>> {
  const moto = await startMotoServer();
  try {
    const { accounts, settings, rules } = await seed(moto);
    const everybody = Object.values<Account>(accounts);
    const shim = await startShim({
      target: moto.endpoint,
      rules: [...rules, ...awsGaps(settings, moto.endpoint)],
      management: settings.management,
      callers: new Map(
        everybody.map(({ id, arn, credentials }) => [credentials.accessKeyId, { account: id, arn }] as const),
      ),
      ...(onRequest && { onRequest }),
    });
    for (const { credentials } of everybody) {
      const { accessKeyId, secretAccessKey, sessionToken } = credentials;
      for (const secret of [accessKeyId, secretAccessKey, sessionToken]) if (secret) shim.secrets.add(secret);
    }
    return {
      endpoint: shim.url,
      motoEndpoint: moto.endpoint,
      shim,
      accounts,
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
