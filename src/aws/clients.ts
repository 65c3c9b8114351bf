import { guard } from './guard.ts';

/** An SDK client, as far as it is used here. */
export interface Client {
  readonly middlewareStack: Parameters<typeof guard>[0]['middlewareStack'];
  readonly config: { readonly requestHandler: unknown; readonly region: () => Promise<string> };
  send(command: object): Promise<Record<string, unknown>>;
  destroy(): void;
}

type Module = Readonly<Record<string, new (config: object) => unknown>>;

/** Services by the name evidence uses; a client is loaded only when the first call needs it. */
const SERVICES: Readonly<Record<string, { readonly client: string; readonly load: () => Promise<object> }>> = {
  sts: { client: 'STSClient', load: () => import('@aws-sdk/client-sts') },
  organizations: { client: 'OrganizationsClient', load: () => import('@aws-sdk/client-organizations') },
  account: { client: 'AccountClient', load: () => import('@aws-sdk/client-account') },
  ec2: { client: 'EC2Client', load: () => import('@aws-sdk/client-ec2') },
  cloudtrail: { client: 'CloudTrailClient', load: () => import('@aws-sdk/client-cloudtrail') },
  s3: { client: 'S3Client', load: () => import('@aws-sdk/client-s3') },
  s3control: { client: 'S3ControlClient', load: () => import('@aws-sdk/client-s3-control') },
  tagging: { client: 'ResourceGroupsTaggingAPIClient', load: () => import('@aws-sdk/client-resource-groups-tagging-api') },
  kms: { client: 'KMSClient', load: () => import('@aws-sdk/client-kms') },
  logs: { client: 'CloudWatchLogsClient', load: () => import('@aws-sdk/client-cloudwatch-logs') },
  cloudwatch: { client: 'CloudWatchClient', load: () => import('@aws-sdk/client-cloudwatch') },
  sns: { client: 'SNSClient', load: () => import('@aws-sdk/client-sns') },
};

export interface ClientSettings {
  readonly region?: string;
  readonly profile?: string;
  readonly credentials?: unknown;
  /** A server in AWS's place (`AWS_ENDPOINT_URL`). */
  readonly endpoint?: string;
  readonly version: string;
  readonly maxAttempts: number;
  /** Shared between clients, so that sockets are. */
  readonly requestHandler?: unknown;
  readonly allowed: ReadonlySet<string>;
}

const CONNECT_MS = 5_000;
const REQUEST_MS = 30_000;
const MAX_SOCKETS = 64;

/** A guarded client of one service in one region. */
export async function createClient(service: string, settings: ClientSettings): Promise<Client> {
  const known = SERVICES[service];
  if (!known) throw new Error(`there is no client for ${service}`);
  const module = (await known.load()) as Module;
  const { region, profile, credentials, endpoint } = settings;
  const Constructor = module[known.client] as new (config: object) => Client;
  const client = new Constructor({
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(credentials !== undefined && { credentials }),
    retryMode: 'adaptive',
    maxAttempts: settings.maxAttempts,
    customUserAgent: [['trailproof', settings.version]],
    requestHandler: settings.requestHandler ?? {
      connectionTimeout: CONNECT_MS,
      requestTimeout: REQUEST_MS,
      httpAgent: { maxSockets: MAX_SOCKETS },
      httpsAgent: { maxSockets: MAX_SOCKETS },
    },
    ...(endpoint !== undefined && { endpoint }),
    ...(service === 's3' && { forcePathStyle: endpoint !== undefined, followRegionRedirects: false }),
  });
  if (service === 's3control' && endpoint !== undefined) keepHost(client, endpoint);
  guard(client, service, settings.allowed);
  return client;
}

/** S3 Control puts the account before the host name, which a server on one address does not have. */
function keepHost(client: Client, endpoint: string): void {
  const { hostname } = new URL(endpoint);
  client.middlewareStack.add(
    (next) => (args) => {
      (args as { request: { hostname: string } }).request.hostname = hostname;
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'trailproofKeepHost' },
  );
}

/** A command of a service by name. */
export async function createCommand(service: string, operation: string, input: object): Promise<object> {
  const module = (await SERVICES[service]?.load()) as Module | undefined;
  const Command = module?.[`${operation}Command`];
  if (!Command) throw new Error(`there is no ${service}:${operation} in the SDK`);
  return new Command(input) as object;
}
