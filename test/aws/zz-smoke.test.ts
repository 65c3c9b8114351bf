import { test } from 'vitest';
import { createLive } from '../../src/aws/live.ts';
import { whoAmI } from '../../src/aws/open-session.ts';
import { operations } from '../../src/model/operations.ts';
import { startServer, identity, session, KEYS, OTHER, CALLER } from './server.ts';
test('smoke', async () => {
  const aws = await startServer((r) => r.operation === 'GetCallerIdentity' ? identity() : r.operation === 'AssumeRole' ? session() : {status: 404, body: '<html>no</html>'});
  const events: unknown[] = [];
  const live = createLive({ version: '0.1.0', region: 'us-east-1', roleName: 'Audit', endpoint: aws.url, maxAttempts: 1, credentials: async () => KEYS, onCall: (e) => events.push(e) });
  console.log(await whoAmI(live));
  const input = { Bucket: 'my-bucket', AccountId: OTHER, RoleArn: live.roleArn(OTHER), Name: 'x', TrailName: 'x', KeyId: 'x', TopicArn: 'x', ParentId: 'r-1', logGroupName: 'g' };
  for (const name of Object.keys(operations)) {
    const [service = '', operation = ''] = name.split(':');
    const before = aws.requests.length;
    try {
      const { input: _, ...c } = await live.ask({ account: operation === 'AssumeRole' ? CALLER : OTHER, region: 'eu-west-1', service, operation, input });
      const last = aws.requests.at(-1);
      console.log(name, aws.requests.length - before, last?.method, last?.headers.host, last?.path, last?.region, last?.accessKeyId, JSON.stringify(c.error ?? c.output));
    } catch (e) { console.log(name, 'THROWN', e); }
  }
  console.log(aws.requests.at(-1)?.headers);
  await aws.close();
}, 60000);
