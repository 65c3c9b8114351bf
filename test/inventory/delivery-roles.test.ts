import { expect, test } from 'vitest';
import { inventoryOf } from '../../src/cli/evaluate-evidence.ts';
import { createReplay, indexCalls } from '../../src/evidence/replay.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import { Gap } from '../../src/model/gap.ts';
import type { Plan } from '../../src/model/manifest.ts';
import { Link } from '../../src/model/resource.ts';
import { CALLER, plan, recorded } from '../evidence/samples.ts';

const REGION = 'us-east-1';
const TRAIL = `arn:aws:cloudtrail:${REGION}:${CALLER}:trail/main`;
const alone: Plan = { ...plan, accounts: [{ id: CALLER }] };
const at = { region: REGION };
const denied = { ...at, error: { code: 'AccessDeniedException', message: 'no', status: 400 } };
const roleIn = (account: string): string => `arn:aws:iam::${account}:role/service-role/delivery`;

const run = (role: string, calls: readonly RecordedCall[] = []) => {
  const trail = {
    TrailARN: TRAIL,
    Name: 'main',
    HomeRegion: REGION,
    S3BucketName: 'logs',
    CloudWatchLogsRoleArn: role,
  };
  const described = recorded('cloudtrail:DescribeTrails', { ...at, output: { trailList: [trail] } });
  return inventoryOf(
    alone,
    createReplay(
      indexCalls([
        recorded('sts:GetCallerIdentity', at),
        recorded('cloudtrail:ListTrails', { ...at, output: { Trails: [] } }),
        described,
        ...calls,
      ]),
    ),
  );
};

test('a role by which a trail delivers is looked at, and knows the trail', async () => {
  const found = { Role: { Arn: roleIn(CALLER), AssumeRolePolicyDocument: '{}' } };
  const got = recorded('iam:GetRole', { ...at, input: { RoleName: 'delivery' }, output: found });
  const inventory = await run(roleIn(CALLER), [got]);
  expect(inventory.find(new Link('role', roleIn(CALLER)))).toMatchObject({
    exists: true,
    fields: { trustPolicy: '{}', trails: [new Link('trail', TRAIL)] },
  });
  expect(inventory.holes('role')).toEqual([]);
});

test('a role in an account that nobody scanned is known by name', async () => {
  const inventory = await run(roleIn('999999999999'));
  const role = inventory.find(new Link('role', roleIn('999999999999')));
  expect(role).toMatchObject({ name: 'delivery', account: '999999999999', exists: expect.any(Gap) });
});

test('there may be a role that nobody saw where there may be a trail', async () => {
  const inventory = await inventoryOf(
    alone,
    createReplay(indexCalls([recorded('sts:GetCallerIdentity', at), recorded('cloudtrail:ListTrails', denied)])),
  );
  expect(inventory.holes('role').map(({ gap }) => gap.kind)).toContain('denied');
});
