import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, fault, type Reply } from './answers.ts';
import type { Changes, Rule } from './rules.ts';
import { type Caller, type RawRequest, readRequest, type SeenRequest } from './seen-request.ts';

export interface ShimOptions {
  /** Where requests go that no rule answers, such as `http://127.0.0.1:5000`. */
  readonly target: string;
  /** The first that answers wins. */
  readonly rules: readonly Rule[];
  /** Whose account an access key is that nobody handed out. */
  readonly management: string;
  /** Access keys handed out before the shim was there. */
  readonly callers?: ReadonlyMap<string, Caller>;
  /** Called with each request, before it is answered. */
  readonly onRequest?: (request: SeenRequest) => void;
}

/** A proxy between a scanner and moto, which answers what moto does not. */
export interface Shim {
  /** `http://127.0.0.1:PORT`; S3 Control needs `http://localhost:PORT`. */
  readonly url: string;
  readonly port: number;
  /** Every request, in the order of arrival. */
  readonly requests: SeenRequest[];
  /** Everything seen that must never be written anywhere: keys, secret keys, session tokens. */
  readonly secrets: Set<string>;
  /** Adds rules, asked before all others until the returned function is called. */
  use(...rules: readonly Rule[]): () => void;
  close(): Promise<void>;
}

/** Starts the proxy on a free port, on both `127.0.0.1` and `localhost`. */
export async function startShim({
  target,
  rules,
  management,
  callers = new Map(),
  onRequest,
}: ShimOptions): Promise<Shim> {
  const known = new Map(callers);
  const stranger: Caller = { account: management, arn: `arn:aws:iam::${management}:user/nobody-we-know` };
  const requests: SeenRequest[] = [];
  const secrets = new Set<string>();

  let allRules: readonly Rule[] = rules;

  const answer = async (request: SeenRequest, [rule, ...later]: readonly Rule[] = allRules): Promise<Answer> => {
    if (rule === undefined) return forwardTo(target, request);
    const onwards = (changes: Changes = {}): Promise<Answer> => answer(change(request, changes), later);
    return (await rule(request, onwards)) ?? onwards();
  };

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await readRaw(message);
    const request = readRequest(raw, (accessKeyId) => known.get(accessKeyId) ?? stranger);
    keep(secrets, request.accessKeyId, raw.headers['x-amz-security-token']);
    requests.push(request);
    onRequest?.(request);

    const reply = await answer(request).catch((error: unknown) =>
      fault(request, { code: 'ShimError', status: 500, message: String(error) }),
    );
    if (reply === 'hang') return;
    if (reply === 'cut') {
      message.socket.destroy();
      return;
    }
    request.status = reply.status;
    if (request.service === 'sts') learn(reply, known, secrets);
    const body = Buffer.from(request.method === 'HEAD' ? '' : reply.body);
    response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length) });
    response.end(body);
  };

  const server = createServer((message, response) => {
    serve(message, response).catch(() => message.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  let closed: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    secrets,
    use(...added) {
      allRules = [...added, ...allRules];
      return () => {
        allRules = allRules.filter((rule) => !added.includes(rule));
      };
    },
    close: () =>
      (closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })),
  };
}

async function readRaw(message: IncomingMessage): Promise<RawRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = new URL(message.url ?? '/', 'http://shim');
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(chunks),
  };
}

function change(request: SeenRequest, { account, region, query, body }: Changes): SeenRequest {
  const scope = request.headers.authorization?.replace(/(Credential=[^/]+\/\d+\/)[^/]+/, `$1${region}`);
  return {
    ...request,
    ...(query && { query }),
    ...(body && { body }),
    ...(account && { account }),
    ...(region && { region }),
    headers: {
      ...request.headers,
      ...(region && scope && { authorization: scope }),
      // moto takes this header's word for who asks.
      ...(account && { 'x-moto-account-id': account }),
    },
  };
}

/** Hop-by-hop headers, and those that would be wrong once the body was read. */
const NOT_PASSED_ON = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'accept-encoding',
  'expect',
  'host',
]);

function forwardTo(target: string, request: SeenRequest): Promise<Reply> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name, value]) => !NOT_PASSED_ON.has(name) && value !== undefined),
  );
  const query = request.query.toString();
  return new Promise((resolve, reject) => {
    const outgoing = send(
      `${target}${request.path}${query && `?${query}`}`,
      // moto's server forgets idle connections without a word, so none is kept.
      {
        method: request.method,
        agent: false,
        headers: { ...headers, 'content-length': request.body.length },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 502,
            headers: Object.fromEntries(
              Object.entries(incoming.headers)
                .filter(([name]) => !NOT_PASSED_ON.has(name))
                .map(([name, value]) => [name, String(value)]),
            ),
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

/** Credentials handed out by STS: whose they are, and that they are secret. */
function learn({ status, body }: Reply, known: Map<string, Caller>, secrets: Set<string>): void {
  if (status !== 200) return;
  const read = (tag: string): string | undefined => new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(body)?.[1];
  const accessKeyId = read('AccessKeyId');
  const arn = read('Arn');
  const account = arn?.split(':')[4];
  keep(secrets, accessKeyId, read('SecretAccessKey'), read('SessionToken'));
  if (accessKeyId !== undefined && arn !== undefined && account !== undefined) known.set(accessKeyId, { account, arn });
}

function keep(secrets: Set<string>, ...values: readonly (string | string[] | undefined)[]): void {
  for (const value of values) if (typeof value === 'string' && value !== '') secrets.add(value);
}
