import { SetupError } from './errors.ts';
import type { AwsEnvironment } from './open-session.ts';

export interface RegionChoice {
  /** As asked for on the command line or in the configuration. */
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly env: AwsEnvironment;
}

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** The region to start from: as asked for, else the environment's, else the profile's. */
export async function resolveRegion({ region, profile, env }: RegionChoice): Promise<string> {
  const found = region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || (await profileRegion(profile)));
  if (found === undefined) {
    const where = profile === undefined ? 'the default AWS profile' : `AWS profile "${profile}"`;
    throw new SetupError(
      'region',
      `No region to start from: neither the options, AWS_REGION nor ${where} name one.`,
      'Set AWS_REGION, such as AWS_REGION=us-east-1.',
    );
  }
  if (!REGION.test(found)) {
    throw new SetupError('region', `"${found}" is not the name of a region.`, 'Expected a name such as us-east-1.');
  }
  return found;
}

/** Read by the SDK, so that it is found where every AWS tool finds it. */
async function profileRegion(profile: string | undefined): Promise<string | undefined> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch {
    return undefined; // That is how the SDK says that there is none.
  } finally {
    client.destroy();
  }
}
