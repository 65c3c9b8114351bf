import type { RecordedCall } from '../model/call.ts';
import { createClient } from './clients.ts';
import { COLLECTING } from './guard.ts';
import { CredentialsExpired, type Live } from './live.ts';

/** A run cannot start: what is wrong, and what to do. */
export class SetupError extends Error {
  readonly hint: string;
  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SetupError';
    this.hint = hint;
  }
}

/** The region to start in, through the SDK's own rules: environment, then the profile. Throws a SetupError. */
export async function findRegion(profile: string | undefined, version: string): Promise<string> {
  const client = await createClient('sts', { ...(profile !== undefined && { profile }), version, maxAttempts: 1, allowed: COLLECTING });
  try {
    return await client.config.region();
  } catch (cause) {
    throw new SetupError('no AWS region is configured', 'set AWS_REGION, give the profile a region, or pass --regions', { cause });
  }
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'ETIMEDOUT', 'TimeoutError', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Who the credentials belong to. Throws a SetupError, so that bad credentials are never taken for an empty account. */
export async function whoAmI(
  live: Live,
  { region, profile, endpoint }: { readonly region: string; readonly profile?: string; readonly endpoint?: string },
): Promise<{ readonly account: string; readonly arn: string; readonly call: RecordedCall }> {
  const call = await live.ask({ account: '', region, service: 'sts', operation: 'GetCallerIdentity', input: {} }).catch((error: unknown) => {
    if (error instanceof CredentialsExpired) throw badCredentials(profile, error);
    throw error;
  });
  const { Account: account, Arn: arn } = (call?.output ?? {}) as { Account?: string; Arn?: string };
  if (call && account && arn) {
    live.callerAccount = account;
    return { account, arn, call: { ...call, account } };
  }
  const { code = 'Unknown', message = '', status = 0 } = call?.error ?? {};
  if (UNREACHABLE.has(code) || (status === 0 && code !== 'CredentialsProviderError')) {
    throw new SetupError(`AWS cannot be reached${endpoint === undefined ? '' : ` at ${endpoint}`} (${code})`, endpoint === undefined ? 'check the network and proxy settings' : 'check AWS_ENDPOINT_URL, and that the server runs');
  }
  throw new SetupError(`AWS refuses the credentials: ${code}${message === '' ? '' : `, ${message}`}`, 'check with `aws sts get-caller-identity`; sign in again if they are of a session');
}

function badCredentials(profile: string | undefined, cause: CredentialsExpired): SetupError {
  if (cause.code !== 'CredentialsProviderError') {
    return new SetupError(`the AWS credentials have expired (${cause.code})`, 'get new ones (`aws sso login`, or export a new session) and run the command again', { cause });
  }
  return profile === undefined
    ? new SetupError('there are no AWS credentials', 'sign in (`aws sso login`), set AWS_PROFILE or pass --aws-profile; --sample needs none', { cause })
    : new SetupError(`the AWS profile "${profile}" gives no credentials`, 'list the profiles with `aws configure list-profiles`, or sign in again', { cause });
}
