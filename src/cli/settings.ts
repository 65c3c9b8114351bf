import { existsSync } from 'node:fs';
import type { CallEvent } from '../aws/send.ts';
import { loadConfig } from '../catalog/load-config.ts';
import { UnknownProfile } from '../catalog/load-profile.ts';
import type { Config } from '../catalog/profile-schema.ts';
import { looksLikeAwsProfile } from './aws-profile.ts';
import type { CatalogOptions } from './evaluate-evidence.ts';
import type { GlobalOptions, JudgeOptions, ReachOptions } from './options.ts';
import { packageVersion } from './package.ts';
import type { RunOptions } from './plan-run.ts';
import { UserError } from './user-error.ts';

export const DEFAULT_CONFIG = 'trailproof.yaml';

/** The configuration file to use: the one named, else `trailproof.yaml` where there is one. */
export const configFile = ({ config }: JudgeOptions): string | undefined =>
  config ?? (existsSync(DEFAULT_CONFIG) ? DEFAULT_CONFIG : undefined);

export function catalogOptions(options: JudgeOptions): CatalogOptions {
  const config = configFile(options);
  return {
    ...(options.profile && { profiles: options.profile }),
    ...(options.checks && { checks: options.checks }),
    ...(config !== undefined && { config }),
  };
}

/** What to reach, from options, then configuration, then the environment. */
export async function runOptions(
  options: ReachOptions & JudgeOptions & GlobalOptions,
  onCall: (event: CallEvent) => void,
): Promise<RunOptions> {
  const file = configFile(options);
  const config: Config = file === undefined ? {} : (await loadConfig(file)).config;
  const { awsProfile, externalId, sessionName } = options;
  const roleName = options.roleName ?? config.roleName;
  const accounts = options.accounts ?? config.accounts;
  const organizationalUnits = options.ou ?? config.organizationalUnits;
  const regions = options.regions ?? config.regions;
  // Options win: an account named there is meant.
  const exclude = options.accounts ? undefined : config.exclude;
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  if (endpoint && !/^https?:\/\//.test(endpoint)) {
    throw new UserError(
      `AWS_ENDPOINT_URL is no URL: ${endpoint}`,
      'write it with its scheme, such as http://localhost:5000',
    );
  }
  const attempts = process.env['AWS_MAX_ATTEMPTS'];
  return {
    version: packageVersion(),
    env: process.env,
    onCall,
    ...(awsProfile !== undefined && { awsProfile }),
    ...(roleName !== undefined && { roleName }),
    ...(externalId !== undefined && { externalId }),
    ...(sessionName !== undefined && { sessionName }),
    ...(accounts && { accounts }),
    ...(organizationalUnits && { organizationalUnits }),
    ...(regions && { regions }),
    ...(exclude && { exclude }),
    ...(endpoint ? { endpoint } : {}),
    ...(attempts && /^\d+$/.test(attempts) ? { maxAttempts: Number(attempts) } : {}),
  };
}

/** Explains a profile nobody knows, and sees when credentials were meant. */
export async function withProfileHint<T>(action: Promise<T>): Promise<T> {
  try {
    return await action;
  } catch (error) {
    if (!(error instanceof UnknownProfile)) throw error;
    const isAws = await looksLikeAwsProfile(error.profile);
    throw new UserError(
      error.message,
      isAws
        ? `"${error.profile}" is an AWS profile: credentials are chosen with --aws-profile`
        : 'trailproof --profile takes the name of a compliance profile, or a path to one',
      { cause: error },
    );
  }
}
