import { DeleteTrailCommand } from '@aws-sdk/client-cloudtrail';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { Clients } from '../../src/aws/clients.ts';
import { COLLECTING, guard } from '../../src/aws/guard.ts';
import { operations } from '../../src/model/operations.ts';
import { ask, connect, KEYS, startServer, sts } from './server.ts';

const clientsFor = (endpoint: string, allowed = COLLECTING): Clients =>
  new Clients({
    version: '1.2.3',
    allowed,
    maxAttempts: 1,
    endpoint,
    connectTimeoutMs: 1000,
    requestTimeoutMs: 1000,
    connections: 2,
  });

test.each([
  ['s3:PutObject', 's3', new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' })],
  ['s3:GetObject', 's3', new GetObjectCommand({ Bucket: 'b', Key: 'k' })],
  ['cloudtrail:DeleteTrail', 'cloudtrail', new DeleteTrailCommand({ Name: 't' })],
])('a client of ours refuses %s before anything leaves the process', async (name, service, command) => {
  const aws = await startServer(() => ({ status: 200 }));
  const client = await clientsFor(aws.url).get({ account: '1', region: 'eu-west-1', service }, async () => KEYS);
  await expect(client.send(command, {})).rejects.toThrow(`${name} is not on the list`);
  expect(aws.requests).toEqual([]);
});

test('the guard holds any SDK client, such as one that reads secrets', async () => {
  const aws = await startServer(() => ({ body: { SecretString: 'x' } }));
  const client = new SecretsManagerClient({
    endpoint: aws.url,
    region: 'eu-west-1',
    credentials: KEYS,
    maxAttempts: 1,
  });
  guard(client, 'secretsmanager', COLLECTING);
  const error = await client.send(new GetSecretValueCommand({ SecretId: 's' })).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({
    name: 'OperationRefused',
    message: 'secretsmanager:GetSecretValue is not on the list of operations this client may use',
  });
  expect(aws.requests).toEqual([]);
});

test('a refused operation is no answer of AWS: it ends the call', async () => {
  const aws = await startServer(sts());
  const { live, events } = await connect(aws.url);
  const before = [aws.requests.length, events.length];
  for (const name of ['s3:PutObject', 'cloudtrail:DeleteTrail', 's3:NoSuchThing']) {
    await expect(ask(live, name, { Bucket: 'b', Key: 'k', Name: 'n' })).rejects.toMatchObject({
      name: 'OperationRefused',
    });
  }
  await expect(ask(live, 'secretsmanager:GetSecretValue', {})).rejects.toThrow(
    'no client for a service "secretsmanager"',
  );
  expect([aws.requests.length, events.length]).toEqual(before);
});

test('the list is that of the table, unless a command has its own', async () => {
  expect([...COLLECTING].toSorted()).toEqual(Object.keys(operations).toSorted());
  const aws = await startServer(() => ({ status: 200 }));
  const client = await clientsFor(aws.url, new Set(['s3:GetObject'])).get(
    { account: '1', region: 'eu-west-1', service: 's3' },
    async () => KEYS,
  );
  await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }), {});
  expect(aws.requests).toHaveLength(1);
});
