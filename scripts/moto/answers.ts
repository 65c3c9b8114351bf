import { randomUUID } from 'node:crypto';
import type { SeenRequest } from './seen-request.ts';

/** An HTTP answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a rule can do to a request: answer it, never answer it, or cut the connection. */
export type Answer = Reply | 'hang' | 'cut';

export const json = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
  body: JSON.stringify(value),
});

export const xml = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-amz-request-id': randomUUID() },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

/** Changes a good answer; errors, silence and cut connections stay as they are. */
export function whenOk(answer: Answer, change: (reply: Reply) => Answer): Answer {
  return typeof answer === 'object' && answer.status === 200 ? change(answer) : answer;
}

/** Changes what a good JSON answer says. */
export function changeJson(answer: Answer, change: (output: JsonObject) => JsonObject): Answer {
  return whenOk(answer, (reply) => ({
    ...reply,
    body: JSON.stringify(change(JSON.parse(reply.body) as JsonObject)),
  }));
}

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member as text; empty when it is absent or no string. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The objects of a list that came over the wire. */
export const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** An error as AWS words it. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

/** An error answer, shaped as the protocol of the request wants it. */
export function fault(request: SeenRequest, { code, message, status }: Fault): Reply {
  const id = randomUUID();
  const error = `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`;
  switch (request.protocol) {
    case 'json-1.0':
    case 'json-1.1':
    case 'rest-json':
      return {
        status,
        headers: {
          'content-type':
            request.protocol === 'rest-json' ? 'application/json' : `application/x-amz-${request.protocol}`,
          'x-amzn-errortype': code,
          'x-amzn-requestid': id,
          // CloudWatch moved from Query to JSON and still names its old error codes here.
          ...(request.service === 'cloudwatch' && { 'x-amzn-query-error': `${code};Sender` }),
        },
        body: JSON.stringify({ ...(request.protocol !== 'rest-json' && { __type: code }), message }),
      };
    case 's3':
      return {
        status,
        headers: { 'content-type': 'application/xml', 'x-amz-request-id': id },
        // S3 says nothing in the body of an answer to HEAD: only the status is left.
        body: request.method === 'HEAD' ? '' : xml(`<Error>${error}<RequestId>${id}</RequestId></Error>`).body,
      };
    case 'ec2':
      return {
        ...xml(`<Response><Errors><Error>${error}</Error></Errors><RequestID>${id}</RequestID></Response>`, status),
        headers: { 'content-type': 'text/xml' },
      };
    default: // query, s3control
      return {
        ...xml(
          `<ErrorResponse><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>${error}</Error><RequestId>${id}</RequestId></ErrorResponse>`,
          status,
        ),
        headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id },
      };
  }
}

/** The code and status with which a service refuses, as AWS's services came to differ. */
const DENIALS: Readonly<Record<string, readonly [code: string, status: number]>> = {
  account: ['AccessDeniedException', 403],
  cloudwatch: ['AccessDenied', 403],
  ec2: ['UnauthorizedOperation', 403],
  iam: ['AccessDenied', 403],
  s3: ['AccessDenied', 403],
  s3control: ['AccessDenied', 403],
  sns: ['AuthorizationError', 403],
  sts: ['AccessDenied', 403],
};

/** The refusal a service gives to somebody without the permission. */
export function denied(request: SeenRequest, because?: string): Reply {
  const [code, status] = DENIALS[request.service] ?? ['AccessDeniedException', 400];
  const message =
    because ?? `User: ${request.caller} is not authorized to perform: ${request.service}:${request.operation}`;
  return fault(request, { code, status, message });
}

const THROTTLES: Readonly<Record<string, readonly [code: string, status: number]>> = {
  account: ['TooManyRequestsException', 429],
  ec2: ['RequestLimitExceeded', 503],
  iam: ['Throttling', 400],
  organizations: ['TooManyRequestsException', 400],
  s3: ['SlowDown', 503],
  s3control: ['SlowDown', 503],
  sns: ['Throttling', 400],
  sts: ['Throttling', 400],
};

/** The answer a service gives when asked too often. */
export function throttled(request: SeenRequest): Reply {
  const [code, status] = THROTTLES[request.service] ?? ['ThrottlingException', 400];
  return fault(request, { code, status, message: 'Rate exceeded' });
}

/** The answer of a service that fell over. */
export function broken(request: SeenRequest): Reply {
  const code = request.service === 's3' || request.service === 's3control' ? 'InternalError' : 'InternalFailure';
  return fault(request, {
    code,
    status: 500,
    message: 'We encountered an internal error. Please try again.',
  });
}
