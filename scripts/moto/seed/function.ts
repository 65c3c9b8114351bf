import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { type Clients, must } from './clients.ts';
import { policy } from './policies.ts';

/** A zip archive without entries: the shortest there is. */
const EMPTY_ZIP = new Uint8Array([0x50, 0x4b, 5, 6, ...Array<number>(18).fill(0)]);

/** A Lambda function of an ordinary workload, tagged with how sensitive its data is. */
export async function seedFunction(
  clients: Clients,
  FunctionName: string,
  region: string,
  classification: string,
): Promise<void> {
  const AssumeRolePolicyDocument = policy({
    Sid: 'LambdaRuns',
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const { Role } = await clients
    .iam()
    .send(new CreateRoleCommand({ RoleName: FunctionName, AssumeRolePolicyDocument }));
  await clients.lambda(region).send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs22.x',
      Role: must(Role?.Arn, 'Role.Arn'),
      Handler: 'index.handler',
      Code: { ZipFile: EMPTY_ZIP },
      Tags: { 'data-classification': classification },
    }),
  );
}
