import { describe, expect, test } from 'vitest';
import { caller } from '../../src/collectors/calls.ts';
import { collectLogGroup } from '../../src/collectors/log-group.ts';
import { createReplay } from '../../src/evidence/replay.ts';
import type { RecordedCall } from '../../src/model/call.ts';
import { Gap } from '../../src/model/gap.ts';
import { Link } from '../../src/model/resource.ts';
import { CALLER, plan, recorded } from '../evidence/samples.ts';

const REGION = 'eu-west-1';
const GROUP = `arn:aws:logs:${REGION}:${CALLER}:log-group:trail`;
const KEY = `arn:aws:kms:${REGION}:${CALLER}:key/1234`;
const denied = { code: 'AccessDeniedException', message: 'no', status: 400 };

async function collect(group: object, subscriptions: Partial<RecordedCall>) {
  const name = { logGroupName: 'trail' };
  const source = createReplay([
    recorded('logs:DescribeLogGroups', {
      input: { logGroupNamePrefix: 'trail' },
      output: { logGroups: [{ logGroupName: 'trail-2' }, { logGroupName: 'trail', ...group }] },
    }),
    recorded('logs:DescribeMetricFilters', { input: name, output: { metricFilters: [] } }),
    recorded('logs:DescribeSubscriptionFilters', { input: name, ...subscriptions }),
    recorded('cloudwatch:DescribeAlarms', { output: { MetricAlarms: [] } }),
  ]);
  const call = caller(source, { account: CALLER, region: REGION });
  const view = await collectLogGroup({ plan, account: CALLER, call }, GROUP);
  if (view === 'dangling') throw new Error('the log group is there');
  return view.resources[0]?.fields ?? {};
}

const none = { output: { subscriptionFilters: [] } };

describe('a log group', () => {
  test('leads to its key', async () => {
    const fields = await collect({ kmsKeyId: KEY, deletionProtectionEnabled: false }, none);
    expect(fields).toMatchObject({
      key: new Link('key', KEY),
      deletionProtectionEnabled: false,
      subscriptionFilters: [],
    });
  });

  test('without a key leads to none, and what AWS does not say of it is a gap', async () => {
    const fields = await collect({}, none);
    expect(fields['key']).toBeUndefined();
    expect(fields['deletionProtectionEnabled']).toBeInstanceOf(Gap);
  });

  test('has subscription filters as AWS gave them', async () => {
    const filter = {
      filterName: 'siem',
      filterPattern: '{ $.a = * }',
      destinationArn: 'arn:aws:kinesis:::stream/siem',
    };
    const subscriptionFilters = [
      filter,
      { ...filter, filterPattern: undefined, applyOnTransformedLogs: false },
      { ...filter, applyOnTransformedLogs: true },
      { ...filter, fieldSelectionCriteria: '@aws.account = "111122223333"' },
    ];
    const fields = await collect({}, { output: { subscriptionFilters } });
    const plain = {
      name: 'siem',
      pattern: '{ $.a = * }',
      takesEverySource: true,
      destination: 'arn:aws:kinesis:::stream/siem',
    };
    expect(fields['subscriptionFilters']).toEqual([
      plain,
      { ...plain, pattern: '' },
      { ...plain, takesEverySource: false },
      { ...plain, takesEverySource: false },
    ]);
  });

  test('whose subscription filters nobody may ask for has a gap there, and is there', async () => {
    const fields = await collect({ deletionProtectionEnabled: true }, { error: denied });
    expect((fields['subscriptionFilters'] as Gap).reason).toMatch(/AccessDenied.* on logs:DescribeSubscriptionFilters/);
    expect(fields['deletionProtectionEnabled']).toBe(true);
  });

  test('whose second page of subscription filters is lost has a hole', async () => {
    const fields = await collect({}, { output: { subscriptionFilters: [], nextToken: 'lost' } });
    expect(fields['subscriptionFilters']).toEqual([expect.any(Gap) as Gap]);
  });
});
