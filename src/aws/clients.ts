import type { S3ControlClientConfig } from '@aws-sdk/client-s3-control';
import { type AllowList, guard } from './guard.ts';
import type { Credentials } from './scrub.ts';

/** An SDK client, whichever service it is for. */
export interface AwsClient {
  readonly config: { readonly requestHandler: { destroy?(): void } };
  readonly middlewareStack: unknown;
  send(command: object, options: { readonly abortSignal?: AbortSignal }): Promise<object>;
}

type Sdk = Readonly<Record<string, unknown>>;
type ClientClass = new (config: object) => AwsClient;
type CommandClass = new (input: object) => { readonly middlewareStack: unknown };

type Service = readonly [client: string, load: () => Promise<Sdk>];
const service = (client: string, load: () => Promise<Sdk>): Service => [client, load];

/** One row for each service: its client, loaded when it is first needed. */
const SERVICES = {
  sts: service('STSClient', () => import('@aws-sdk/client-sts')),
  organizations: service('OrganizationsClient', () => import('@aws-sdk/client-organizations')),
  account: service('AccountClient', () => import('@aws-sdk/client-account')),
  ec2: service('EC2Client', () => import('@aws-sdk/client-ec2')),
  cloudtrail: service('CloudTrailClient', () => import('@aws-sdk/client-cloudtrail')),
  iam: service('IAMClient', () => import('@aws-sdk/client-iam')),
  s3: service('S3Client', () => import('@aws-sdk/client-s3')),
  s3control: service('S3ControlClient', () => import('@aws-sdk/client-s3-control')),
  tagging: service('ResourceGroupsTaggingAPIClient', () => import('@aws-sdk/client-resource-groups-tagging-api')),
  kms: service('KMSClient', () => import('@aws-sdk/client-kms')),
  logs: service('CloudWatchLogsClient', () => import('@aws-sdk/client-cloudwatch-logs')),
  cloudwatch: service('CloudWatchClient', () => import('@aws-sdk/client-cloudwatch')),
  sns: service('SNSClient', () => import('@aws-sdk/client-sns')),
  events: service('EventBridgeClient', () => import('@aws-sdk/client-eventbridge')),
  config: service('ConfigServiceClient', () => import('@aws-sdk/client-config-service')),
  guardduty: service('GuardDutyClient', () => import('@aws-sdk/client-guardduty')),
  securityhub: service('SecurityHubClient', () => import('@aws-sdk/client-securityhub')),
} as const;

export type ServiceName = keyof typeof SERVICES;

export interface ClientOptions {
  readonly version: string;
  readonly allowed: AllowList;
  readonly maxAttempts: number;
  /** Instead of what AWS_ENDPOINT_URL and the AWS configuration file say; those the SDK reads itself. */
  readonly endpoint?: string | undefined;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Connections to one host. */
  readonly connections: number;
}

export interface ClientPlace {
  readonly account: string;
  readonly region: string;
  readonly service: string;
}

/** Makes the clients: one for each account, region and service, all over the same connections. */
export class Clients {
  readonly #options: ClientOptions;
  readonly #byAccount = new Map<string, Map<string, AwsClient>>();
  #requestHandler: object;

  constructor(options: ClientOptions) {
    this.#options = options;
    const agent = { keepAlive: true, maxSockets: options.connections };
    this.#requestHandler = {
      connectionTimeout: options.connectTimeoutMs,
      requestTimeout: options.requestTimeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    };
  }

  /** The client for a place, with the credentials of its account. */
  async get({ account, region, service }: ClientPlace, credentials: () => Promise<Credentials>): Promise<AwsClient> {
    const sdk = await load(service);
    const clients = this.#byAccount.get(account) ?? new Map<string, AwsClient>();
    this.#byAccount.set(account, clients);
    const key = `${region} ${service}`;
    const client = clients.get(key) ?? this.#make(sdk, { region, service }, credentials, this.#options.maxAttempts);
    clients.set(key, client);
    return client;
  }

  /** A client for one question, which does not try as often. */
  async once(
    place: Omit<ClientPlace, 'account'>,
    credentials: () => Promise<Credentials>,
    maxAttempts: number,
  ): Promise<AwsClient> {
    return this.#make(await load(place.service), place, credentials, Math.min(maxAttempts, this.#options.maxAttempts));
  }

  /** Lets an account's clients go. The connections stay: they belong to all. */
  release(account: string): void {
    this.#byAccount.delete(account);
  }

  /** Closes the connections. */
  close(): void {
    this.#byAccount.clear();
    (this.#requestHandler as { destroy?: () => void }).destroy?.();
  }

  #make(
    sdk: Sdk,
    { region, service }: Omit<ClientPlace, 'account'>,
    credentials: () => Promise<Credentials>,
    maxAttempts: number,
  ): AwsClient {
    const { endpoint, version, allowed } = this.#options;
    const Client = sdk[SERVICES[service as ServiceName][0]] as ClientClass;
    const client = new Client({
      region,
      credentials,
      ...(endpoint !== undefined && { endpoint }),
      maxAttempts,
      retryMode: 'adaptive',
      requestHandler: this.#requestHandler,
      customUserAgent: `trailproof/${version}`,
      ...(service === 's3' && { followRegionRedirects: false }),
    });
    // The first client makes the handler from its options, the others share it.
    this.#requestHandler = client.config.requestHandler;
    if (service === 's3') usePathStyleAtCustomEndpoints(client);
    if (service === 's3control') keepCustomHost(client);
    guard(client, service, allowed);
    return client;
  }
}

/** The command for an operation of a service; `undefined` when the SDK has none. */
export async function commandOf(
  service: string,
  operation: string,
  input: object,
): Promise<InstanceType<CommandClass> | undefined> {
  const Command = (await load(service))[`${operation}Command`] as CommandClass | undefined;
  return Command && new Command(input);
}

async function load(service: string): Promise<Sdk> {
  if (!Object.hasOwn(SERVICES, service)) throw new Error(`there is no client for a service "${service}"`);
  return SERVICES[service as ServiceName][1]();
}

type EndpointProvider = NonNullable<S3ControlClientConfig['endpointProvider']>;
interface EndpointSettings {
  endpointProvider: EndpointProvider;
}

const isAws = (endpoint: string): boolean => /\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);

/** Servers that stand in for AWS know buckets by path; their host names have no subdomains. */
function usePathStyleAtCustomEndpoints({ config }: AwsClient): void {
  const settings = config as unknown as EndpointSettings;
  const resolve = settings.endpointProvider;
  settings.endpointProvider = (params, context) => {
    const isCustom = params.Endpoint !== undefined && !isAws(params.Endpoint);
    return resolve(isCustom ? { ...params, ForcePathStyle: true } : params, context);
  };
}

/** S3 Control puts the account before the host name, which makes `127.0.0.1` no address at all. */
function keepCustomHost({ config }: AwsClient): void {
  const settings = config as unknown as EndpointSettings;
  const resolve = settings.endpointProvider;
  settings.endpointProvider = (params, context) => {
    const { Endpoint } = params;
    if (Endpoint === undefined || isAws(Endpoint)) return resolve(params, context);
    return { ...resolve({ ...params, Endpoint: 'http://localhost' }, context), url: new URL(Endpoint) };
  };
}
