import { isObject, type JsonObject } from './answers.ts';

/** Where and as whom moto is asked. */
interface Asker {
  readonly account: string;
  readonly region: string;
}

/** Questions of our own to moto, past all rules. Answers `undefined` when moto answers an error. */
export interface AskMoto {
  cloudtrail(asker: Asker, operation: string, input: JsonObject): Promise<JsonObject | undefined>;
  logs(asker: Asker, operation: string, input: JsonObject): Promise<JsonObject | undefined>;
  config(asker: Asker, operation: string, input: JsonObject): Promise<JsonObject | undefined>;
  /** The body of a GET to S3, such as `/` or `/bucket?location`. */
  s3(asker: Asker, path: string): Promise<string | undefined>;
}

const TARGETS = { cloudtrail: 'CloudTrail_20131101', logs: 'Logs_20140328', config: 'StarlingDoveService' } as const;

export function askMoto(endpoint: string): AskMoto {
  const headers = ({ account, region }: Asker, service: string): Record<string, string> => ({
    // moto checks no signature, and takes the second header's word for the account.
    authorization: `AWS4-HMAC-SHA256 Credential=AKIATRAILPROOFSHIM00/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    'x-moto-account-id': account,
  });

  const ask = async (service: keyof typeof TARGETS, asker: Asker, operation: string, input: JsonObject) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        ...headers(asker, service),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${TARGETS[service]}.${operation}`,
      },
      body: JSON.stringify(input),
    });
    if (!response.ok) return undefined;
    const output: unknown = await response.json();
    return isObject(output) ? output : undefined;
  };

  return {
    cloudtrail: (asker, operation, input) => ask('cloudtrail', asker, operation, input),
    logs: (asker, operation, input) => ask('logs', asker, operation, input),
    config: (asker, operation, input) => ask('config', asker, operation, input),
    async s3(asker, path) {
      const response = await fetch(`${endpoint}${path}`, { headers: headers(asker, 's3') });
      return response.ok ? response.text() : undefined;
    },
  };
}
