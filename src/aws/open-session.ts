import { UNPARSABLE } from './answer.ts';
import { BaseCredentials, type CredentialProvider, NoCredentials, standardChain } from './credentials.ts';
import type { SetupError } from './errors.ts';
import { type Caller, createLive, type Live, type LiveOptions } from './live.ts';
import { resolveRegion } from './region.ts';
import { Scrubber } from './scrub.ts';
import { noCredentials, refusal } from './setup-trouble.ts';

/** The environment variables we read ourselves; the SDK reads its own. */
export interface AwsEnvironment {
  readonly AWS_REGION?: string | undefined;
  readonly AWS_DEFAULT_REGION?: string | undefined;
  readonly AWS_PROFILE?: string | undefined;
}

export interface SessionOptions extends Omit<LiveOptions, 'region'> {
  readonly region?: string | undefined;
  readonly env: AwsEnvironment;
}

/** Everything until the first answer: credentials, region, and whose credentials they are. Throws a SetupError. */
export async function openSession({
  env,
  region,
  ...options
}: SessionOptions): Promise<{ live: Live; caller: Caller; region: string }> {
  const profile = options.profile ?? env.AWS_PROFILE;
  const credentials = options.credentials ?? standardChain(options.profile);
  // An AWS profile that does not exist has no region either; the first of the two is what to say.
  const trouble = profile === undefined ? undefined : await troubleWith(credentials, profile);
  if (trouble) throw trouble;
  const known = await resolveRegion({ region, profile, env });
  const live = createLive({ ...options, credentials, region: known });
  try {
    return { live, caller: await whoAmI(live, profile), region: known };
  } catch (error) {
    live.close();
    throw error;
  }
}

/** Asks AWS whose credentials these are, before anything else is asked; what is in the way becomes a SetupError. */
export async function whoAmI(live: Live, profile?: string): Promise<Caller> {
  try {
    const { caller, answer } = await live.identify();
    if (caller) return caller;
    throw refusal(answer.error ?? { code: UNPARSABLE, message: '', status: 200 }, answer.host ?? 'STS', profile);
  } catch (error) {
    throw error instanceof NoCredentials ? noCredentials(error, profile) : error;
  }
}

async function troubleWith(credentials: CredentialProvider, profile: string): Promise<SetupError | undefined> {
  try {
    await new BaseCredentials(credentials, new Scrubber()).get();
    return undefined;
  } catch (error) {
    if (error instanceof NoCredentials) return noCredentials(error, profile);
    throw error;
  }
}
