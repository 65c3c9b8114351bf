import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Clients } from './clients.ts';

/** A table of an ordinary workload, tagged with how sensitive its data is. */
export async function seedTable(
  clients: Clients,
  TableName: string,
  region: string,
  classification: string,
): Promise<void> {
  await clients.dynamodb(region).send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      Tags: [{ Key: 'data-classification', Value: classification }],
    }),
  );
}
