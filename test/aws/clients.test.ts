import { execFileSync } from 'node:child_process';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import { expect, test } from 'vitest';
import { type AwsClient, Clients, commandOf } from '../../src/aws/clients.ts';
import { COLLECTING, type MiddlewareStack } from '../../src/aws/guard.ts';
import { operations } from '../../src/model/operations.ts';
import { KEYS } from './server.ts';

const make = (): Clients =>
  new Clients({
    version: '1.2.3',
    allowed: COLLECTING,
    maxAttempts: 1,
    connectTimeoutMs: 1000,
    requestTimeoutMs: 1000,
    connections: 2,
  });
const own = async () => KEYS;

/** Which host a command would go to; nothing is sent. */
async function hostOf(client: AwsClient, command: object): Promise<string | undefined> {
  let host: string | undefined;
  (client.middlewareStack as MiddlewareStack).add(
    () =>
      async ({ request }) => {
        host = (request as { hostname: string }).hostname;
        throw new Error('not sent');
      },
    { step: 'finalizeRequest', priority: 'high' },
  );
  await expect(client.send(command, {})).rejects.toThrow('not sent');
  return host;
}

test('at AWS itself a bucket and an account have hosts of their own', async () => {
  const clients = make();
  const place = { account: '111111111111', region: 'eu-west-1' };
  const s3 = await clients.get({ ...place, service: 's3' }, own);
  const s3control = await clients.get({ ...place, service: 's3control' }, own);
  expect(await hostOf(s3, new GetBucketPolicyCommand({ Bucket: 'logs' }))).toBe('logs.s3.eu-west-1.amazonaws.com');
  expect(await hostOf(s3control, new GetPublicAccessBlockCommand({ AccountId: '111111111111' }))).toBe(
    '111111111111.s3-control.eu-west-1.amazonaws.com',
  );
});

test('there is one client for each account, region and service', async () => {
  const clients = make();
  const place = { account: '1', region: 'eu-west-1', service: 'kms' };
  const [one, again, ...others] = await Promise.all(
    [place, place, { ...place, account: '2' }, { ...place, region: 'us-east-1' }, { ...place, service: 'sns' }].map(
      (each) => clients.get(each, own),
    ),
  );
  expect(again).toBe(one);
  expect(new Set([one, ...others]).size).toBe(4);
  expect(
    new Set([one, ...others].map((client) => client?.config.requestHandler)).size,
    'over the same connections',
  ).toBe(1);
  clients.release('1');
  expect(await clients.get(place, own)).not.toBe(one);
});

test('the SDK has a command for every operation of the table', async () => {
  for (const name of Object.keys(operations)) {
    const [service = '', operation = ''] = name.split(':');
    expect(await commandOf(service, operation, {}), name).toBeDefined();
  }
});

test('no SDK client is loaded before it is needed', () => {
  const script = `
    await import('./src/aws/open-session.ts');
    const loaded = Object.keys((await import('node:module')).default._cache).filter((file) => file.includes('@aws-sdk') || file.includes('@smithy'));
    process.stdout.write(String(loaded.length));`;
  const out = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect(out).toBe('0');
});
