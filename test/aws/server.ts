import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createLive, type Live, type LiveOptions } from '../../src/aws/live.ts';
import { whoAmI } from '../../src/aws/open-session.ts';
import type { CallEvent } from '../../src/aws/send.ts';
import type { RecordedCall } from '../../src/model/call.ts';

/** A request as it came over the wire. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `AssumeRole`, `DescribeTrails`; for REST services the method and path. */
  readonly operation: string;
  /** From the signature. */
  readonly accessKeyId: string;
  readonly region: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
  /** Hangs up instead. */
  readonly hangsUp?: boolean;
}

/** An AWS of our own on 127.0.0.1: says what the test wants said, and is gone when the test is done. */
export async function startServer(answer: (request: Seen, index: number) => Reply | Promise<Reply>) {
  const requests: Seen[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method = '', url = '', headers } = message;
    const [, accessKeyId = '', region = ''] =
      /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    const target = headers['x-amz-target'];
    const action = new URLSearchParams(body).get('Action');
    const operation = typeof target === 'string' ? (target.split('.').at(-1) ?? '') : (action ?? `${method} ${url}`);
    const request = { method, path: url, headers, body, operation, accessKeyId, region };
    requests.push(request);
    const {
      status = 200,
      headers: answerHeaders = {},
      body: answerBody = '',
      hangsUp,
    } = await answer(request, requests.length - 1);
    if (hangsUp) return void message.socket.destroy();
    response.writeHead(status, answerHeaders);
    response.end(typeof answerBody === 'string' ? answerBody : JSON.stringify(answerBody));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { requests, port, url: `http://127.0.0.1:${port}` };
}

export const CALLER = '111111111111';
export const OTHER = '222222222222';
export const KEYS = {
  accessKeyId: 'AKIABASEKEY234567890',
  secretAccessKey: 'BaseSecret/with+signs=and40characters000',
};
export const SESSION_KEYS = {
  accessKeyId: 'ASIASESSIONKEY234567',
  secretAccessKey: 'SessionSecret/with+signs=and40characters',
  sessionToken: 'NotAUsualToken/with+many=signs//abcdefghijklmnopqrstuvwxyz0123456789==',
};

const xml = (body: string): Reply => ({ headers: { 'content-type': 'text/xml' }, body });

export const identity = (account = CALLER): Reply =>
  xml(`<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
    <Arn>arn:aws:iam::${account}:user/audit</Arn><UserId>AIDAEXAMPLE</UserId><Account>${account}</Account>
  </GetCallerIdentityResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`);

export const session = (account = OTHER, keys = SESSION_KEYS, expires = '2099-01-01T00:00:00Z'): Reply =>
  xml(`<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
    <AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:trailproof</AssumedRoleId>
      <Arn>arn:aws:sts::${account}:assumed-role/Audit/trailproof</Arn></AssumedRoleUser>
    <Credentials><AccessKeyId>${keys.accessKeyId}</AccessKeyId><SecretAccessKey>${keys.secretAccessKey}</SecretAccessKey>
      <SessionToken>${keys.sessionToken}</SessionToken><Expiration>${expires}</Expiration></Credentials>
  </AssumeRoleResult><ResponseMetadata><RequestId>id-2</RequestId></ResponseMetadata></AssumeRoleResponse>`);

/** A refusal of a service that speaks JSON. */
export const jsonError = (code: string, message: string, status = 400): Reply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code },
  body: { __type: code, message },
});

/** A refusal of a service that speaks the Query protocol. */
export const queryError = (code: string, message: string, status = 400): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>id-3</RequestId></ErrorResponse>`,
});

/** A refusal of S3. */
export const s3Error = (code: string, message: string, status: number): Reply => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-amz-request-id': 'id-4' },
  body: `<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

/** What an AWS says that only knows who is who; the rest is up to the test. */
export const sts =
  (rest: (request: Seen, index: number) => Reply | Promise<Reply> = () => ({ status: 500 })) =>
  (request: Seen, index: number): Reply | Promise<Reply> =>
    request.operation === 'GetCallerIdentity'
      ? identity()
      : request.operation === 'AssumeRole'
        ? session()
        : rest(request, index);

/** A source of live calls against the server, which knows its caller already. */
export async function connect(
  url: string,
  options: Partial<LiveOptions> = {},
): Promise<{ live: Live; events: CallEvent[] }> {
  const events: CallEvent[] = [];
  const live = createLive({
    version: '1.2.3',
    region: 'eu-west-1',
    endpoint: url,
    roleName: 'Audit',
    maxAttempts: 1,
    credentials: async () => KEYS,
    onCall: (event) => events.push(event),
    ...options,
  });
  onTestFinished(() => live.close());
  await whoAmI(live);
  return { live, events };
}

/** Asks in the caller's account, or another. */
export function ask(
  live: Live,
  name: string,
  input: Record<string, unknown> = {},
  account = CALLER,
): Promise<RecordedCall> {
  const [service = '', operation = ''] = name.split(':');
  return live.ask({ account, region: 'eu-west-1', service, operation, input });
}

export const assume = (live: Live, account = OTHER): Promise<RecordedCall> =>
  ask(live, 'sts:AssumeRole', { RoleArn: live.roleArn(account) });
